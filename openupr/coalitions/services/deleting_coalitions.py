"""A coalition is deleted seven days after a coordinator asked for it: at the server's start, and by the worker."""

import logging
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import AuditLine, Invitation, Person, Room
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.timeline.models import Calendar, Feed

from ..actions.coalition import DELETE_COALITION
from ..models import Coalition, FollowedCalendar
from ..queries.clock import day_of
from ..rules.clock_jump import is_believed
from .calendars import follow_everybody

WAIT = timedelta(days=7)

_log = logging.getLogger(__name__)


@act(DELETE_COALITION, _("Have the coalition deleted in seven days"), about="coalition")
def ask_to_delete(*, by: Person, coalition: Coalition, now: datetime) -> Coalition:
    """Have the coalition deleted in seven days. Asking again changes nothing."""
    held = Coalition.objects.select_for_update().get(pk=coalition.pk)
    if held.delete_at is None:
        held.delete_at = now + WAIT
        held.save(update_fields=["delete_at"])
    return held


@act(DELETE_COALITION, _("Take the coalition's deletion back"), about="coalition")
def keep_coalition(*, by: Person, coalition: Coalition) -> Coalition:
    """Take the deletion back."""
    coalition.delete_at = None
    coalition.save(update_fields=["delete_at"])
    return coalition


def wait_anew(*, now: datetime) -> None:
    """After an older backup was restored, the seven days of what is due begin again: somebody may want it back."""
    Coalition.objects.filter(delete_at__lte=now).update(delete_at=now + WAIT)


def delete_due_coalitions(*, now: datetime) -> int:
    """Delete the coalitions whose seven days are over; return how many. While the clock is in doubt, none."""
    deleted = 0
    for coalition in Coalition.objects.filter(delete_at__lte=now).select_related("review", "calendar"):
        try:
            if is_believed(coalition.clock_seen, day_of(coalition, now)):
                delete_coalition(coalition=coalition)
                deleted += 1
        except Exception as fault:
            # One that cannot be deleted keeps neither the others nor the server's start. No traceback: it could hold
            # what somebody wrote.
            _log.error("Coalition %s was not deleted: %s", coalition.pk, type(fault).__name__)
    return deleted


def delete_coalition(*, coalition: Coalition) -> None:
    """Delete everything of a coalition, at once and for good: rows, files, rooms, invitations, its audit log.

    What hangs on the coalition goes with it; below is what knows it by its key alone, or hangs on nothing.
    """
    within = Q(circle=coalition.key) | Q(circle__startswith=f"{coalition.key}.")
    with transaction.atomic():
        people = list(Person.objects.filter(participations__coalition=coalition))
        Feed.objects.filter(pk__in=FollowedCalendar.objects.filter(coalition=coalition).values("feed")).delete()
        for model in (AuditLine, Invitation, Room):
            model._default_manager.filter(within).delete()
        calendars = [coalition.calendar_id, *coalition.groups.values_list("calendar", flat=True)]
        _number, tables = coalition.delete()
        Calendar.objects.filter(pk__in=[each for each in calendars if each]).delete()
        follow_everybody(people)
        gone = [apps.get_model(label) for label in tables]
        erase_after_commit(*gone, AuditLine, Invitation, Room, Calendar, Feed, wait=PATIENTLY, by_itself=True)
