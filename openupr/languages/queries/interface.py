"""The texts of the pages themselves, from the catalogue."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from ..rules.catalogues import CatalogueEntry, read


@cache
def catalogue(language: str) -> tuple[CatalogueEntry, ...]:
    """The entries of a language's catalogue; none where there is no such file."""
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    return tuple(read(path)) if path.is_file() else ()


def interface_texts(language: str) -> Iterator[tuple[str, str]]:
    """English and its translation; of a text with a plural, the plural."""
    for entry in catalogue(language):
        yield entry.plural or entry.english, entry.translated[-1]
