"""A text in the languages that it exists in, and the languages that somebody wants to see."""

from collections.abc import Mapping
from dataclasses import dataclass

SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "km")
BOTH = "both"
# A text as it is shown: each language with its text, English first.
Texts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """One text in English, our source, and in Khmer, which may be missing ("")."""

    en: str
    km: str = ""

    def has(self, language: str) -> bool:
        """Whether the text exists in a language."""
        return bool(getattr(self, language, "")) if language in LANGUAGES else False

    def text(self, language: str) -> str:
        """The text in a language; English where it does not exist in that."""
        return str(getattr(self, language)) if self.has(language) else self.en

    def language(self, language: str) -> str:
        """The language that `text` answers in: for the attribute `lang`."""
        return language if self.has(language) else SOURCE_LANGUAGE


def translated_text(by_language: Mapping[str, str]) -> TranslatedText:
    """A text as the data files write it: `{ en = "…", km = "…" }`; other keys are a mistake."""
    return TranslatedText(**{language: " ".join(text.split()) for language, text in by_language.items()})


@dataclass(frozen=True, slots=True)
class ShownLanguages:
    """In what texts are shown: one language, or "both" side by side."""

    chosen: str

    @property
    def languages(self) -> tuple[str, ...]:
        return LANGUAGES if self.chosen == BOTH else (self.chosen,)

    @property
    def is_both(self) -> bool:
        return self.chosen == BOTH

    @property
    def has_khmer(self) -> bool:
        return "km" in self.languages

    def texts(self, text: TranslatedText) -> Texts:
        """The text in each shown language; a missing translation falls back to English."""
        return list({text.language(language): text.text(language) for language in self.languages}.items())
