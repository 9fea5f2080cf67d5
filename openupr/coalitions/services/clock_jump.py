"""After a jump of the clock nothing is deleted by its date until a coordinator says that the date is right.

The day is noted at the server's start and every few hours by the worker.
"""

from datetime import date, datetime

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions.coalition import CONFIRM_CLOCK
from ..models import Coalition
from ..queries.clock import day_of
from ..rules.clock_jump import is_believed


@act(CONFIRM_CLOCK, about="coalition")
def confirm_clock(*, by: Person, coalition: Coalition, today: date) -> None:
    """Say that this is the day: what is overdue is deleted from now on."""
    coalition.clock_seen = today
    coalition.save(update_fields=["clock_seen"])


def note_day_everywhere(*, now: datetime, restored: bool = False) -> None:
    """Remember the day in every coalition where the clock is believed.

    `restored`: an older backup has just been put here. Its own day says nothing of this computer's clock, and should
    the clock be wrong, the backup still holds what is deleted.
    """
    for coalition in Coalition.objects.select_related("review"):
        try:
            today = day_of(coalition, now)
        except KeyError:
            # A State that this version does not know: nothing of it is deleted by a date either.
            continue
        seen = coalition.clock_seen
        if restored or (is_believed(seen, today) and (seen is None or seen < today)):
            Coalition.objects.filter(pk=coalition.pk).update(clock_seen=today)
