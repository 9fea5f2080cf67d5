"""Advice on a draft recommendation."""

from dataclasses import dataclass

from openupr.text.smart.bounds import bounds_hints
from openupr.text.smart.coding import Coding, Shares, code
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint, Translate
from openupr.text.smart.language import ENGLISH, Language, draft_language
from openupr.text.smart.naming import naming_hints
from openupr.text.smart.openers import opening_hints
from openupr.text.smart.several import several_hints
from openupr.text.smart.subjects import no_action

ENGLISH_ONLY = "SMART advice is for English only so far. This text seems to be in {language}; nothing is said of it."


@dataclass(frozen=True, slots=True)
class Advice:
    """What can be said of a text: hints in the order in which to read them, optional ones last; and its likely
    coding, None where it opens with no verb that is known. A text in another language has neither, but a note.
    """

    language: Language
    coding: Coding | None = None
    hints: tuple[DraftHint, ...] = ()

    @property
    def in_english(self) -> bool:
        """Was it read at all?"""
        return self.language == ENGLISH

    @property
    def note(self) -> str:
        """Why nothing is said; "" for a text in English."""
        return self.say_note()

    def say_note(self, translate: Translate = str) -> str:
        """The note in the reader's language."""
        return "" if self.in_english else translate(ENGLISH_ONLY).format(language=translate(self.language.name))

    def document(self) -> dict[str, object]:
        """The advice as JSON, in English. `share` is None where no past recommendation opens so."""
        return {
            "action_category": self.coding.category if self.coding else None,
            "share": self.coding.share if self.coding else None,
            "counted": self.coding.counted if self.coding else 0,
            "hints": [hint.document() for hint in self.hints],
            "note": self.note,
        }


def advise(text: str, shares: Shares | None = None) -> Advice:
    """Advice on one recommendation; needs no record, never fails, takes time linear in the length of the text.

    `shares` are counts of a loaded record, {way of opening: how many of category 1, 2, 3, 4, 5}; where they know an
    opening they go before the counts that are shipped.
    """
    draft = Draft(text)
    language = draft_language(draft)
    if language != ENGLISH:
        return Advice(language)
    coding = code(draft, shares)
    if draft.opening is None:
        return Advice(language, coding, (*no_action(draft), *bounds_hints(draft, None)))
    hints = (*opening_hints(draft), *several_hints(draft), *naming_hints(draft), *bounds_hints(draft, coding))
    return Advice(language, coding, hints)
