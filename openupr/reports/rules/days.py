"""Days in words."""

import itertools
from collections.abc import Sequence
from datetime import date
from enum import StrEnum


def neighbours(days: Sequence[date]) -> bool:
    """Whether days follow each other without a gap."""
    return all((later - earlier).days == 1 for earlier, later in itertools.pairwise(days))


class WorkshopTime(StrEnum):
    """Whether a workshop is still to come, goes on, or is over."""

    AHEAD = "ahead"
    UNDER_WAY = "under-way"
    OVER = "over"


def standing_on(today: date, days: Sequence[date]) -> WorkshopTime:
    """Whether a workshop with these days, in their order, is to come, goes on or is over today.

    A workshop without days is still to come.
    """
    if not days or today < days[0]:
        return WorkshopTime.AHEAD
    return WorkshopTime.UNDER_WAY if today <= days[-1] else WorkshopTime.OVER
