"""The days on which a group's lines are due, in the group's calendar."""

from datetime import date

from openupr.coalitions.services.calendars import group_calendar
from openupr.timeline.services import drop_date, write_date

from ..models import FollowUp

KIND = "followup"


def write_due(line: FollowUp, *, today: date) -> None:
    """Write the day with its owner into the group's calendar, or take it out. Call it inside a transaction."""
    key = f"{KIND}-{line.pk}"
    if line.due:
        calendar = group_calendar(line.group, today=today)
        # May be seen on a telephone: it says nothing of substance.
        title = f"Follow-up of recommendation {line.listed_id}"
        write_date(calendar=calendar, key=key, title=title, day=line.due, person=line.owner, today=today)
    elif line.group.calendar:
        drop_date(calendar=line.group.calendar, key=key)
