"""Time, length, and words that leave a way out."""

import re
from collections.abc import Iterator
from functools import cache

from openupr.text.smart.deadline import time_named
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.phrases import phrases, treaties
from openupr.text.smart.tables import rows, table_words

_AROUND = 5  # words around a condition that may make it belong to the matter


def way_out(draft: Draft) -> Iterator[DraftHint]:
    """ "As appropriate", "where possible"; not "investigate and, where appropriate, prosecute"."""
    for phrase in phrases("way_out").found_in(draft):
        around = draft.surfaces[max(0, phrase.first - _AROUND) : phrase.last + 1 + _AROUND]
        if not table_words("own_condition") & set(around):
            yield DraftHint.on(draft, "way-out", phrase.first, phrase.last)
            return


def padding(draft: Draft) -> Iterator[DraftHint]:
    """ "In the spirit of dialogue, ...": words that ask for nothing."""
    phrase = next(phrases("padding").found_in(draft), None)
    if phrase:
        yield DraftHint.on(draft, "padding", phrase.first, phrase.last)


def long(draft: Draft) -> Iterator[DraftHint]:
    """More words than can be read aloud in the seconds that a State has for one recommendation."""
    seconds = limits()["seconds"]
    written = list(re.finditer(r"\S+", draft.text))
    limit = seconds * limits()["words_in_a_minute"] // 60
    if len(written) > limit:
        values = {"count": str(len(written)), "seconds": str(seconds_aloud(draft.text)), "limit": str(seconds)}
        yield DraftHint(rule="long", start=written[limit].start(), end=written[-1].end(), given=values)


def seconds_aloud(text: str) -> int:
    """How long it takes to read a text aloud, rounded up."""
    return -(-len(text.split()) * 60 // limits()["words_in_a_minute"])


def no_time(draft: Draft, this_year: int = 0, review_year: int = 0, *, alone: bool = False) -> Iterator[DraftHint]:
    """No date, review or length of time; a hurry is none, and no State acts by a day before its
    review. `alone`: where nothing else is missing, a concrete act may do without.
    """
    if not len(draft) or time_named(draft, max(this_year, review_year)) is not None:
        return
    early = time_named(draft, this_year)
    if early:
        yield DraftHint.on(draft, "early-time", early.first, early.last, year=str(review_year))
    elif alone and is_concrete(draft):
        yield DraftHint(rule="may-date", start=draft.ends[-1], end=draft.ends[-1], optional=True)
    else:
        yield DraftHint(rule="no-time", start=draft.ends[-1], end=draft.ends[-1])


def is_concrete(draft: Draft) -> bool:
    """ "Repeal section 162 of the Penal Code", "ratify OPCAT": an act on a thing that has a name."""
    rest = range(draft.opening.decisive_at + 1 if draft.opening else 1, len(draft))
    if any(draft.surfaces[at] in table_words("named_act") for at in rest) or any(treaties().found_in(draft)):
        return True
    return any(_is_numbered(draft, at) or _is_named(draft, at) for at in rest)


def _is_numbered(draft: Draft, at: int) -> bool:
    """ "Section 162", "Law No. 32107"."""
    near = draft.surfaces[at + 1 : at + 3]
    return draft.surfaces[at] in table_words("has_a_number") and any(word[:1].isdecimal() for word in near)


def _is_named(draft: Draft, at: int) -> bool:
    """Two words with a capital one after the other: "the Press Law", "the Special Rapporteur"."""
    return all(draft.written(there, there)[:1].isupper() for there in (at, min(at + 1, len(draft) - 1))) and (
        at + 1 < len(draft)
    )


@cache
def limits() -> dict[str, int]:
    """{name: value} of data/smart_limits.csv."""
    return {row["name"]: int(row["value"]) for row in rows("limits")}
