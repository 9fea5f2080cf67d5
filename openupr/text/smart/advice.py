"""Advice on a draft recommendation."""

from collections.abc import Iterator
from dataclasses import dataclass

from openupr.text.smart.bounds import long, no_people, no_time, out_of_reach, padding, way_out
from openupr.text.smart.coding import Coding, Shares, code
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint, Translate
from openupr.text.smart.language import ENGLISH, DraftLanguage, draft_language
from openupr.text.smart.lines import LETTERS, LetterLine, lines_of
from openupr.text.smart.measuring import WEAK_RULES, measuring_hints
from openupr.text.smart.naming import naming_hints
from openupr.text.smart.openers import opening_hints
from openupr.text.smart.several import several_hints, weak_demands
from openupr.text.smart.subjects import no_action

ENGLISH_ONLY = "SMART advice is for English only so far. This text seems to be in {language}; nothing is said of it."


@dataclass(frozen=True, slots=True)
class Advice:
    """What can be said of a text: hints in the order of S-M-A-R-T, optional ones last; a line for
    each letter; and its likely coding, None where it opens with no verb that is known. A text in
    another language has only a note.
    """

    language: DraftLanguage
    coding: Coding | None = None
    hints: tuple[DraftHint, ...] = ()
    lines: tuple[LetterLine, ...] = ()

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
            "lines": [line.document() for line in self.lines],
            "note": self.note,
        }


def advise(
    text: str, shares: Shares | None = None, *, this_year: int = 0, review: tuple[int, int] | None = None
) -> Advice:
    """Advice on one recommendation; needs no record, never fails, takes time linear in the length
    of the text. A year before `this_year` is no time by which something can be done, nor one before
    the review at which it is recommended: `review` has the first and the last year in which that
    may be.

    `shares` are counts of a loaded record, {way of opening: how many of category 1, 2, 3, 4, 5};
    where they know an opening they go before the counts that are shipped.
    """
    draft = Draft(text)
    language = draft_language(draft)
    if language != ENGLISH:
        return Advice(language)
    coding = code(draft, shares)
    of_action = tuple(no_action(draft) if draft.opening is None else _on_what_is_asked(draft))
    wording = (*way_out(draft), *padding(draft), *long(draft))
    bounds = (*measuring_hints(draft, of_action), *wording, *out_of_reach(draft, of_action))
    first, last = review or (0, 0)
    others = (*of_action, *bounds, *no_people(draft))
    alone = all(hint.optional or hint.rule == "padding" for hint in others)
    hints = (*others, *no_time(draft, this_year, first, alone=alone))
    ordered = tuple(sorted(hints, key=lambda hint: (hint.optional, LETTERS.index(hint.letter))))
    return Advice(
        language, coding, ordered, lines_of(draft, ordered, this_year=max(this_year, first), review_year=last)
    )


def _on_what_is_asked(draft: Draft) -> Iterator[DraftHint]:
    several = list(several_hints(draft))
    others = [*opening_hints(draft), *naming_hints(draft)]
    weak = any(hint.rule in WEAK_RULES and not hint.optional for hint in others)
    yield from several or (weak_demands(draft) if weak else [])
    yield from others
