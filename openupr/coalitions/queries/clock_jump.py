"""What waits to be deleted while the clock is in doubt."""

from collections.abc import Callable, Iterator
from datetime import date

from openupr.web.hooks import Hook

from ..models import Coalition

# Each app tells, in a sentence each, what of it would be deleted on this day.
DELETIONS_WAITING = Hook[Callable[[Coalition, date], Iterator[str]]]("DELETIONS_WAITING")


def deletions_waiting(coalition: Coalition, *, today: date) -> list[str]:
    """One line for each."""
    return [line for tell in DELETIONS_WAITING for line in tell(coalition, today)]
