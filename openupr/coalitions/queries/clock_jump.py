"""What waits to be deleted while the clock is in doubt."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from openupr.web.hooks import Hook

from ..models import Coalition
from .clock import day_of

# Each app tells, in a sentence each, what of it would be deleted on this day.
DELETIONS_WAITING = Hook[Callable[[Coalition, date], Iterator[str]]]("DELETIONS_WAITING")


def deletions_waiting(coalition: Coalition, *, today: date) -> list[str]:
    """One line for each."""
    lines = [line for tell in DELETIONS_WAITING for line in tell(coalition, today)]
    if coalition.delete_at and day_of(coalition, coalition.delete_at) <= today:
        lines.insert(0, _("The whole coalition, as a coordinator asked."))
    return lines
