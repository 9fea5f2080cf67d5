"""Which texts there are in a second language: each slice offers its own, in its apps.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from ..rules.fingerprints import fingerprint

LANGUAGES = {"km": "ខ្មែរ"}
# English and its translation, in pairs.
Given = Callable[[str], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Translated:
    """An English text and its translation."""

    english: str
    translated: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.english, self.translated)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the product whose texts are translated."""

    key: str
    title: str | Promise
    given: Given
    order: int

    def texts(self, language: str) -> list[Translated]:
        """What is translated in it, each pair once, in order."""
        return [Translated(*pair) for pair in dict.fromkeys(self.given(language))]


_parts: list[Part] = []


def offer_texts(key: str, title: str | Promise, given: Given, *, order: int = 50) -> None:
    """List a part's texts for review from now on: `given("km")` gives pairs of English and Khmer. Twice is once."""
    if all(known.key != key for known in _parts):
        _parts.append(Part(key, title, given, order))
        _parts.sort(key=lambda part: part.order)


def parts() -> tuple[Part, ...]:
    """All parts, in order."""
    return tuple(_parts)


def texts(language: str) -> dict[str, Translated]:
    """Every translated text by its fingerprint."""
    return {text.fingerprint: text for part in _parts for text in part.texts(language)}
