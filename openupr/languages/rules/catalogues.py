"""Catalogues of translated texts: reads .po files and compiles them to .mo, as GNU gettext does."""

from dataclasses import dataclass
from pathlib import Path

import polib


class NotACatalogue(ValueError):
    """A .po file with a line that is no part of one."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A text and its translations (several for a plural). `context` separates equal texts."""

    english: str
    plural: str
    translated: list[str]
    context: str = ""

    @property
    def key(self) -> str:
        return "\0".join((self.english, self.plural, self.context)).rstrip("\0")


def read(path: Path) -> list[CatalogueEntry]:
    """The entries of a .po file without its header. Raises NotACatalogue."""
    return [
        CatalogueEntry(
            entry.msgid, entry.msgid_plural, list(entry.msgstr_plural.values()) or [entry.msgstr], entry.msgctxt or ""
        )
        for entry in _catalogue(path)
    ]


def compiled(path: Path) -> bytes:
    """The .mo file of a .po file. Raises NotACatalogue."""
    binary: bytes = _catalogue(path).to_binary()
    return binary


def _catalogue(path: Path) -> polib.POFile:
    try:
        return polib.pofile(str(path), encoding="utf-8")
    except OSError as error:
        raise NotACatalogue(str(error)) from error
