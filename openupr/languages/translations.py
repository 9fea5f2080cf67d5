"""Which texts are translated: those of the interface and those that apps give."""

import ast
import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation.template import templatize

from openupr.web.hooks import Hook

from .rules.catalogues import CatalogueEntry, read

_PRODUCT = Path(__file__).parents[1]
_MOST_SEEN = Path(__file__).parent / "data" / "most_seen.csv"
MOST = 300
_FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
_QUOTED = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"(?<![\w.])(?:n?p?gettext(?:_lazy)?|_)\(\s*{_QUOTED}", re.DOTALL)


@cache
def catalogue(language: str) -> tuple[CatalogueEntry, ...]:
    """The entries of a language's catalogue; none where there is no such file."""
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    return tuple(read(path)) if path.is_file() else ()


def texts_of(path: Path) -> Iterator[str]:
    """Every text that a template or module has translated, in order; of a plural, the singular."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from (ast.literal_eval(match[1]) for match in _CALL.finditer(templatize(source)))
        return
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _FUNCTIONS and call.args:
            text = call.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


@cache
def most_seen(language: str) -> tuple[tuple[str, str], ...]:
    """English and translation of the first 300 texts in the files of most_seen.csv, in that
    order.
    """
    known = {entry.english: _pair(entry) for entry in catalogue(language)}
    with _MOST_SEEN.open(encoding="utf-8", newline="") as file:
        paths = [_PRODUCT / row["file"] for row in csv.DictReader(file, strict=True)]
    texts = dict.fromkeys(text for path in paths for text in texts_of(path) if text in known)
    return tuple(known[text] for text in list(texts)[:MOST])


@cache
def other_texts(language: str) -> tuple[tuple[str, str], ...]:
    """The same of all other texts, in the order of the catalogue."""
    first = set(most_seen(language))
    return tuple(pair for pair in map(_pair, catalogue(language)) if pair not in first)


def _pair(entry: CatalogueEntry) -> tuple[str, str]:
    return entry.plural or entry.english, entry.translated[-1]


LANGUAGES = {"km": "ខ្មែរ"}
# English and its translation, in pairs.
Given = Callable[[str], Iterable[tuple[str, str]]]


# Every text of the product is asked for again on each page in another language.
@lru_cache(maxsize=10_000)
def translation_fingerprint(english: str, translated: str) -> str:
    """32 hexadecimal digits that depend on the wording of both texts, not on line breaks or
    blanks.
    """
    both = "\0".join(" ".join(text.split()) for text in (english, translated))
    return hashlib.sha256(both.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Translated:
    """An English text and its translation."""

    english: str
    translated: str

    @property
    def fingerprint(self) -> str:
        return translation_fingerprint(self.english, self.translated)


@dataclass(frozen=True, slots=True)
class Texts:
    """A part of the product whose texts are translated."""

    key: str
    title: str | Promise
    given: Given

    def texts(self, language: str) -> list[Translated]:
        """What is translated in it, each pair once, in order."""
        return [Translated(*pair) for pair in dict.fromkeys(self.given(language))]


# What is listed for review: `given("km")` gives pairs of English and Khmer.
TRANSLATED_TEXTS = Hook[Texts]("TRANSLATED_TEXTS", key=lambda part: part.key)


def texts(language: str) -> dict[str, Translated]:
    """Every translated text by its fingerprint."""
    return {text.fingerprint: text for part in TRANSLATED_TEXTS for text in part.texts(language)}
