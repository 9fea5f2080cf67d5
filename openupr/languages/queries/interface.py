"""The texts of the pages themselves, from the catalogue."""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from ..rules.catalogues import CatalogueEntry, read

_PRODUCT = Path(__file__).parents[2]
_MOST_SEEN = Path(__file__).parents[1] / "data" / "most_seen.csv"
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
    """Every text that a template or a module has translated, in order; of a text with a plural, the singular."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from (ast.literal_eval(found[1]) for found in _CALL.finditer(templatize(source)))
        return
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _FUNCTIONS and call.args:
            text = call.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


@cache
def most_seen(language: str) -> tuple[tuple[str, str], ...]:
    """English and its translation of the first 300 texts in the files of most_seen.csv, in their order."""
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
