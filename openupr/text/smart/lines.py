"""A line for each letter of SMART: where it is seen in a draft, or what is missing and how it could be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from openupr.text.smart.bounds import seconds_aloud
from openupr.text.smart.clauses import asked_for
from openupr.text.smart.deadline import of_time, time_named
from openupr.text.smart.draft import Draft
from openupr.text.smart.emptiness import empty_object
from openupr.text.smart.hints import DraftHint, Translate
from openupr.text.smart.measuring import target
from openupr.text.smart.people import people_or_right
from openupr.text.smart.tables import rows, table_words, verb_inside

LETTERS = "SMART"
ALOUD = "no impossible promise; {seconds} seconds to read aloud"
NAMES = {row["letter"]: row["name"] for row in rows("lines")}
EXAMPLES = {row["letter"]: row["example"] for row in rows("lines")}
_LONGEST_ASKING = 18  # words of a draft that an example takes over
_LONGEST_MATTER = 8
_YEARS = 2  # an example's deadline, from this year


@dataclass(frozen=True, slots=True)
class Line:
    """`seen` are the words of the draft that answer to the letter, "" where it is missing. `missing` are the hints that
    say so, `optional` those worth a thought. `example` is made from the draft's own matter, "" if nothing is missing.
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
        """Where it is seen, in words; "" where it is missing. That it is achievable no program can see."""
        if not self.seen:
            return ""
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


def lines_of(draft: Draft, hints: Sequence[DraftHint], this_year: int = 0) -> tuple[Line, ...]:
    """The five lines of a draft with these hints."""
    if not len(draft):
        return ()
    of_letter = {letter: [hint for hint in hints if hint.letter == letter] for letter in LETTERS}
    missing = {letter: tuple(hint for hint in of_letter[letter] if not hint.optional) for letter in LETTERS}
    optional = {letter: tuple(hint for hint in of_letter[letter] if hint.optional) for letter in LETTERS}
    examples = _examples(draft, {letter: found[0] for letter, found in missing.items() if found}, this_year)
    return tuple(
        Line(
            letter=letter,
            seen="" if missing[letter] else _seen(draft, letter, this_year),
            missing=missing[letter],
            optional=optional[letter],
            example=examples.get(letter, ""),
        )
        for letter in LETTERS
    )


def _seen(draft: Draft, letter: str, this_year: int) -> str:
    """The words in which a letter that lacks nothing is seen."""
    if letter == "A":
        return str(seconds_aloud(draft.text))
    named = {"M": target(draft), "R": people_or_right(draft), "T": time_named(draft, this_year)}.get(letter)
    if named:
        return draft.written(named.first, named.last)
    at = draft.opening.decisive_at if draft.opening else 0
    last = at
    while last + 1 < min(len(draft), at + _LONGEST_MATTER) and not _ends(draft, last):
        last += 1
        if draft.surfaces[last] in table_words("stops"):
            last -= 1
            break
    return draft.written(at, last)


def _examples(draft: Draft, missing: dict[str, DraftHint], this_year: int) -> dict[str, str]:
    """How the draft could say what is missing, in its own words: {letter: example}."""
    when = f"by the end of {this_year + _YEARS}" if this_year else "within two years"
    matter = _matter(draft)
    given = {"asking": _asking(draft), "matter": matter, "when": when}
    found = {}
    if "S" in missing:
        found["S"] = _specific(draft, missing["S"]) or EXAMPLES["S"].format(**given)
        given["asking"] = given["asking"] if missing["S"].rule.startswith("several") else found["S"]
    for letter in LETTERS[1:]:
        if letter in missing:
            shorter = missing[letter].rule == "long"
            found[letter] = given["asking"] if shorter else EXAMPLES[letter].format(**given)
    return found


def _specific(draft: Draft, hint: DraftHint) -> str:
    """The step itself, where the draft names it; or each of several demands."""
    better = hint.given.get("better")
    if better:
        return f"{better} {draft.text[hint.end :].strip().rstrip('.')}"
    if hint.rule != "several-actions" or draft.opening is None:
        return ""
    starts = [each.at for each in asked_for(draft, draft.opening)]
    return " / ".join(_clause(draft, at, to) for at, to in zip(starts, [*starts[1:], len(draft)], strict=True))


def _clause(draft: Draft, at: int, to: int) -> str:
    """One of several demands, without the "and" that leads to the next."""
    last = to - 1
    while last > at and draft.surfaces[last] in ("and", "to", "also", "or"):
        last -= 1
    return _capital(draft.written(at, min(last, at + _LONGEST_ASKING)))


def _asking(draft: Draft) -> str:
    """What is asked, from its verb to the end of its clause."""
    at = draft.opening.at if draft.opening and not _of_others(draft) else 0
    last = at
    while last + 1 < len(draft) and last - at < _LONGEST_ASKING and (last == at or not _ends_asking(draft, last)):
        last += 1
    cut = last - at == _LONGEST_ASKING and not _ends_asking(draft, last)
    return _capital(draft.written(at, last)) + (" …" if cut else "")


def _of_others(draft: Draft) -> bool:
    """ "Elections should be free": it names first what is to change."""
    return draft.called_on_at is not None and "be" in draft.surfaces[draft.called_on_at : draft.called_on_at + 2]


def _matter(draft: Draft) -> str:
    """What it is about: "overcrowding in prisons" of "Address overcrowding in prisons"."""
    opening, called = draft.opening, draft.called_on_at
    if opening is None or (called and _of_others(draft)):
        last = min(called - 1 if called else len(draft) - 1, _LONGEST_MATTER - 1)
        return _small(draft, 0, last)
    end = empty_object(draft, opening)
    at = (opening.decisive_at if end is None else end) + 1
    skipped = table_words("stops") | table_words("open_amount") | table_words("leads_to") | {"no"}
    while at < len(draft) - 1 and _skips(draft, at, skipped - {"the", "its"}):
        at += 1
    at = min(at, len(draft) - 1)
    last = at
    while last + 1 < len(draft) and last - at < _LONGEST_MATTER - 1 and not _ends(draft, last):
        last += 1
    return _small(draft, at, last)


def _skips(draft: Draft, at: int, skipped: frozenset[str]) -> bool:
    """ "To combat" before what it is about."""
    return draft.surfaces[at] in skipped or (draft.word(at - 1) == "to" and verb_inside(draft.surfaces[at]) is not None)


def _ends(draft: Draft, at: int) -> bool:
    """Whether what is asked ends with this word: at a mark, at "so that", at "will", or before a time."""
    following = draft.word(at + 1)
    if not following:
        return True
    mark = any(each in draft.gap(at) for each in ",;:.(")
    joined = following == "and" and verb_inside(draft.word(at + 2)) is not None
    return mark or joined or following in table_words("ends_a_matter") or of_time(draft, at + 1)


def _ends_asking(draft: Draft, at: int) -> bool:
    """The same, but for what tells of whom: "pay the families who were evicted since 2008"."""
    tells = draft.word(at + 1) in table_words("tells_of_whom") or draft.surfaces[at] == "since"
    return "," in draft.gap(at) if tells else _ends(draft, at)


def _small(draft: Draft, first: int, last: int) -> str:
    """The words, the first small unless it is a name."""
    written = draft.written(first, last)
    return written if first or written[:2].isupper() else written[:1].lower() + written[1:]


def _capital(written: str) -> str:
    return written[:1].upper() + written[1:]
