"""A line for each letter of SMART: where it is seen in a draft, or what is missing and how it could
be said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openupr.text.smart.bounds import people_or_right, seconds_aloud
from openupr.text.smart.deadline import time_named
from openupr.text.smart.draft import Draft
from openupr.text.smart.examples import ends, examples
from openupr.text.smart.hints import DraftHint, Translate
from openupr.text.smart.measuring import counted, target
from openupr.text.smart.tables import rows, table_words

LETTERS = "SMART"
ALOUD = "no impossible promise; {seconds} seconds to read aloud"
CHECKED = "one can check later whether it is done"
_LONGEST_SEEN = 8  # words
NAMES = {row["letter"]: row["name"] for row in rows("lines")}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """`seen` are the words of the draft that answer to the letter, "" where it is missing.

    `missing` are the hints that say so, `optional` those worth a thought. `example` is made from
    the draft's own matter, "" if nothing is missing.
    """

    letter: str
    seen: str
    missing: tuple[DraftHint, ...]
    optional: tuple[DraftHint, ...]
    example: str

    def name(self, translate: Translate = str) -> str:
        """ "Specific", "Measurable" ..."""
        return translate(NAMES[self.letter])

    def say_seen(self, translate: Translate = str) -> str:
        """Where it is seen, in words; "" where it is missing.

        That it is achievable no program can see.
        """
        if not self.seen:
            return ""
        if self.seen == CHECKED:
            return translate(CHECKED)
        return translate(ALOUD).format(seconds=self.seen) if self.letter == "A" else f"“{self.seen}”"

    def document(self) -> dict[str, object]:
        """The line as JSON, in English."""
        return {
            "letter": self.letter,
            "name": self.name(),
            "seen": self.say_seen() or None,
            "missing": [hint.message() for hint in self.missing],
            "example": self.example or None,
        }


def lines_of(
    draft: Draft, hints: Sequence[DraftHint], *, this_year: int = 0, review_year: int = 0
) -> tuple[LetterLine, ...]:
    """The five lines of a draft with these hints."""
    if not len(draft):
        return ()
    of_letter = {letter: [hint for hint in hints if hint.letter == letter] for letter in LETTERS}
    missing = {letter: tuple(hint for hint in of_letter[letter] if not hint.optional) for letter in LETTERS}
    optional = {letter: tuple(hint for hint in of_letter[letter] if hint.optional) for letter in LETTERS}
    examples_of = examples(
        draft, {letter: hints_missing[0] for letter, hints_missing in missing.items() if hints_missing}, review_year
    )
    return tuple(
        LetterLine(
            letter=letter,
            seen="" if missing[letter] else _seen(draft, letter, this_year),
            missing=missing[letter],
            optional=optional[letter],
            example=examples_of.get(letter, ""),
        )
        for letter in LETTERS
    )


def _seen(draft: Draft, letter: str, this_year: int) -> str:
    """The words in which a letter that lacks nothing is seen; `CHECKED` where they name nothing to
    count.
    """
    if letter == "A":
        return str(seconds_aloud(draft.text))
    named = {"M": target(draft) or counted(draft), "R": people_or_right(draft), "T": time_named(draft, this_year)}.get(
        letter
    )
    if named:
        return draft.written(named.first, named.last)
    if letter == "M":
        return CHECKED  # a step to see: the words of the line above
    at = draft.opening.decisive_at if draft.opening else 0
    last = at
    while last + 1 < min(len(draft), at + _LONGEST_SEEN) and not ends(draft, last):
        last += 1
        if draft.surfaces[last] in table_words("stops"):
            last -= 1
            break
    return draft.written(at, last)
