"""Which texts there are in a second language: each app adds its own to TRANSLATED_TEXTS in its apps.py."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise

from openupr.web.hooks import Hook

LANGUAGES = {"km": "ខ្មែរ"}
# English and its translation, in pairs.
Given = Callable[[str], Iterable[tuple[str, str]]]


# Every text of the product is asked for again on each page in another language.
@lru_cache(maxsize=10_000)
def translation_fingerprint(english: str, translated: str) -> str:
    """32 hexadecimal signs; another wording of either text gives others, another line break or blank does not."""
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
