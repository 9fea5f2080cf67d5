"""Time, length, and words that leave a way out."""

import re
from collections.abc import Iterator
from functools import cache

from openupr.text.smart.coding import Coding
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.phrases import phrases
from openupr.text.smart.tables import rows, table_words

_AROUND = 5  # words around a condition that may make it belong to the matter


def bounds_hints(draft: Draft, coding: Coding | None) -> Iterator[DraftHint]:
    """Ways out, length, and, last, that no time is named."""
    yield from way_out(draft)
    yield from long(draft)
    yield from no_time(draft, coding)


def way_out(draft: Draft) -> Iterator[DraftHint]:
    """ "As appropriate", "where possible"; not "investigate and, where appropriate, prosecute"."""
    for found in phrases("way_out").found_in(draft):
        around = draft.surfaces[max(0, found.first - _AROUND) : found.last + 1 + _AROUND]
        if not table_words("own_condition") & set(around):
            yield DraftHint.on(draft, "way-out", found.first, found.last)
            return


def long(draft: Draft) -> Iterator[DraftHint]:
    """More words than nearly all recommendations on the record."""
    limit, percent = limits()["longest"], limits()["longest_percent"]
    written = list(re.finditer(r"\S+", draft.text))
    if len(written) > limit:
        given = {"count": str(len(written)), "limit": str(limit), "percent": f"{percent}%"}
        yield DraftHint(rule="long", start=written[limit].start(), end=written[-1].end(), given=given)


def no_time(draft: Draft, coding: Coding | None) -> Iterator[DraftHint]:
    """A specific step that takes preparation, and no date, deadline or hurry in the text."""
    opening = draft.opening
    if opening is None or coding is None or coding.category != 5 or "slow" not in opening.decisive.traits:
        return
    timed = any(
        word in table_words("time") or _year(word) or _within(draft, at) for at, word in enumerate(draft.surfaces)
    )
    if not timed and next(phrases("time").found_in(draft), None) is None:
        yield DraftHint(rule="no-time", start=draft.ends[-1], end=draft.ends[-1])


def of_time(draft: Draft, at: int) -> bool:
    """Whether this word belongs to a time: "2027"; "by" and "end" in "by the end of 2027", "by the next review"."""
    if _year(draft.surfaces[at]):
        return True
    if draft.surfaces[at] != "by":
        return draft.surfaces[at] in table_words("ends_a_time") and "by" in draft.surfaces[max(0, at - 3) : at]
    return any(_year(word) or word in table_words("ends_a_time") for word in draft.surfaces[at + 1 : at + 5])


@cache
def limits() -> dict[str, int]:
    """{name: value} of data/smart_limits.csv."""
    return {row["name"]: int(row["value"]) for row in rows("limits")}


def _within(draft: Draft, at: int) -> bool:
    """ "Within two years"."""
    return draft.surfaces[at] in ("within", "in") and bool(
        table_words("unit_of_time") & set(draft.surfaces[at + 1 : at + 4])
    )


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.startswith("20")
