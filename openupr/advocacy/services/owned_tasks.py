"""The days of tasks, in the calendar of the coalition or the group."""

from datetime import date

from openupr.timeline.models import Calendar
from openupr.timeline.services import drop_date, mark_done, take_back_done, write_date

from ..models import OwnedTask


def write_due(task: OwnedTask, calendar: Calendar, *, today: date) -> None:
    """Write the task's day with its owner, and whether it is done. Call it inside a transaction."""
    milestone = write_date(
        calendar=calendar, key=task.key, title=task.title, day=task.due, person=task.owner, today=today
    )
    finish = mark_done if task.done_on else take_back_done
    finish(milestone=milestone, today=today)


def drop_due(task: OwnedTask, calendar: Calendar) -> None:
    """Take the task's day out of the calendar."""
    drop_date(calendar=calendar, key=task.key)
