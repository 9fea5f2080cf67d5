"""The days on which a group's lines are due, in the group's calendar."""

from datetime import date

from django.utils.translation import gettext_noop

from openupr.coalitions.services.calendars import group_calendar
from openupr.timeline.services import drop_date, mark_done, take_back_done, write_date

from ..models import FollowUp, Level
from ..rules import DueInThePast

KIND = "followup"
DUE_TITLE = gettext_noop("Follow-up: %(what)s")


def check_due(due: date | None, *, today: date) -> None:
    """Raises DueInThePast."""
    if due and due < today:
        raise DueInThePast


def write_due(line: FollowUp, *, today: date) -> None:
    """Write the day with its owner into the group's calendar, or take it out. Call it inside a transaction.

    It is done once the group has assessed the recommendation.
    """
    key = f"{KIND}-{line.pk}"
    if line.due:
        calendar = group_calendar(line.group, today=today)
        # May be seen on a telephone: it says nothing of substance.
        title = DUE_TITLE % {"what": line.from_name or gettext_noop("the State")}
        milestone = write_date(calendar=calendar, key=key, title=title, day=line.due, person=line.owner, today=today)
        finish = take_back_done if line.done == Level.UNKNOWN else mark_done
        finish(milestone=milestone, today=today)
    elif line.group.calendar:
        drop_date(calendar=line.group.calendar, key=key)
