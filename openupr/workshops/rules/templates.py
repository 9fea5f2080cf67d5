"""Agendas to start from, as data."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import time
from pathlib import Path
from typing import Any

# What of a session is in a language.
PRINTED = ("title", "objective", "note")
_FILE = Path(__file__).parent.parent / "data" / "agendas.toml"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A session of a template. `day` counts from 1; `resumes` is the index of the resumed session.

    Hours are `HH:MM`. `roles` are pairs of a role's key and a name. `language`: that of the texts.
    `translations`: the same in other languages, as in Session; the file has `title_km` beside
    `title`.
    """

    day: int
    start: str
    end: str
    kind: str = "session"
    number: int | None = None
    title: str = ""
    objective: str = ""
    resumes: int | None = None
    question_minutes: int | None = None
    speaker_minutes: int | None = None
    each_group: bool = False
    note: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TemplateAgenda:
    """An agenda to start from, its source, and the kind of workshop it is for."""

    key: str
    name: str
    source: str
    of: str
    rows: tuple[TemplateRow, ...]

    @property
    def days(self) -> int:
        """How many days it has."""
        return max(row.day for row in self.rows)


def row_of(values: Mapping[str, Any]) -> TemplateRow:
    """A row from the database. Fields that this version does not know are ignored."""
    known = {row_field.name for row_field in fields(TemplateRow)}
    kept = {name: value for name, value in values.items() if name in known}
    return TemplateRow(**(kept | {"roles": tuple((role, name) for role, name in values.get("roles", ()))}))


def turned(row: TemplateRow, language: str) -> TemplateRow:
    """The row with its texts in this language, if it has them; the original texts become a
    translation.
    """
    translation = row.translations.get(language)
    if not translation:
        return row
    before = {name: getattr(row, name) for name in PRINTED if getattr(row, name)}
    others = {code: texts for code, texts in row.translations.items() if code != language}
    first: dict[str, Any] = {name: translation.get(name) or before.get(name, "") for name in PRINTED}
    return replace(row, **first, language=language, translations=others | {row.language: before})


def _read() -> tuple[TemplateAgenda, ...]:
    agendas = tomllib.loads(_FILE.read_text(encoding="utf-8"))["agenda"]
    return tuple(
        TemplateAgenda(agenda["key"], agenda["name"], agenda["source"], agenda["of"], _rows(agenda["session"]))
        for agenda in agendas
    )


def _rows(sessions: Sequence[dict[str, Any]]) -> tuple[TemplateRow, ...]:
    places = {session["number"]: place for place, session in enumerate(sessions) if "number" in session}
    return tuple(_row(dict(session), places) for session in sessions)


def _row(session: dict[str, Any], places: Mapping[int, int]) -> TemplateRow:
    start, end = (_hour(session.pop(name)) for name in ("start", "end"))
    continues = session.pop("continues", None)
    khmer = {name: session.pop(f"{name}_km") for name in PRINTED if f"{name}_km" in session}
    translations = {"km": khmer} if khmer else {}
    return TemplateRow(
        start=start, end=end, resumes=places[continues] if continues else None, translations=translations, **session
    )


def _hour(hour: time) -> str:
    return hour.strftime("%H:%M")


def translated(language: str) -> list[tuple[str, str]]:
    """Texts of the agendas that come with the product, with their translation into a language."""
    rows = [row for agenda in AGENDAS for row in agenda.rows]
    return [
        (getattr(row, name), translation)
        for row in rows
        for name, translation in row.translations.get(language, {}).items()
    ]


AGENDAS = _read()
