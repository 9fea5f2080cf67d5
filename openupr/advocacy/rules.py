"""Who carries what: a simple proposal, and what is missing."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from openupr.coalitions.rules.refusals import Refused
from openupr.text.smart.tables import verb

CARRIERS = 2
"""States for each recommendation: one may drop it."""
ASKS = 3
"""Recommendations for each State: about a hundred States share 140 minutes of a review."""


def propose(
    rankings: Mapping[int, Sequence[str]],
    chosen: Mapping[int, Collection[str]],
    *,
    carriers: int = CARRIERS,
    asks: int = ASKS,
) -> dict[int, list[str]]:
    """States to add for each ask, from its ranking (best first): `carriers` with those already `chosen`, and no State
    with more than `asks`. Asks with the fewest States to choose from come first, all their first State before any
    second one.
    """
    load = Counter(state for states in chosen.values() for state in states)
    added: dict[int, list[str]] = {ask: [] for ask in rankings}
    for wanted in range(1, carriers + 1):
        for ask in sorted(rankings, key=lambda ask: (len(rankings[ask]), ask)):
            has = [*chosen.get(ask, ()), *added[ask]]
            if len(has) >= wanted:
                continue
            state = next((each for each in rankings[ask] if each not in has and load[each] < asks), None)
            if state:
                added[ask].append(state)
                load[state] += 1
    return added


SHORT_WORDS = 30
"""A recommendation on a sheet has at most so many words: it is read out among ninety others."""
PROPOSALS, QUESTIONS, EARLIER = 3, 2, 3
"""What fits on a sheet of one page."""


def too_long(text: str) -> int:
    """How many words are too many."""
    return max(0, len(text.split()) - SHORT_WORDS)


def begins_with_verb(text: str) -> bool:
    """Whether its first word is a verb that opens recommendations."""
    first = next(iter(text.split()), "").strip(",;:.").lower()
    return verb(first) is not None


KEPT_AFTER_ADOPTION = timedelta(days=30)
"""Contacts and meetings are deleted so long after the Council adopts the outcome."""
KEPT_WITHOUT_ADOPTION = timedelta(days=730)
"""The same, counted from when they were turned on, where no date of the adoption is known or estimated."""
LONGEST_EXTENSION = timedelta(days=366)
"""A coalition keeps them for at most another year at a time."""


def deletion_day(*, adoption: date | None, opened_on: date, keep_until: date | None) -> date:
    """The day on which contacts and meetings are deleted.

    `adoption`: the day of the adoption, the last one while it is an estimate. What is turned on after it is kept for 30
    days too.
    """
    after = adoption + KEPT_AFTER_ADOPTION if adoption else opened_on + KEPT_WITHOUT_ADOPTION
    return max(after, opened_on + KEPT_AFTER_ADOPTION, keep_until or after)


def proposed_impact(said: Collection[str], *, asked: bool) -> str:
    """The lobbying impact that follows from what was confirmed of a State: 1 where it took up in full what it was
    asked, 0.5 where in part. A State that was not asked acted by itself: 0.
    """
    if not asked or not said:
        return "0"
    return "1" if "full" in said else "0.5"


MINUTES = 2
"""Of an organisation's statement when the Council adopts the outcome."""


def words_for(pace: int, minutes: float = MINUTES) -> int:
    """How many words can be read out in that time at so many words a minute."""
    return int(pace * minutes)


class NoSheet(Refused):
    """A workbook without a sheet of any group."""

    def __init__(self) -> None:
        super().__init__(
            "No sheet of this workbook is a thematic group's with the columns State and Lobbying impact. "
            "Take the workbook from this page, and fill it in."
        )


class TooManyImpacts(Refused):
    """A workbook with more rows than any coalition has."""

    def __init__(self, most: int) -> None:
        super().__init__("This workbook has more than %(most)s rows. Bring in one group's sheet at a time.", most=most)
