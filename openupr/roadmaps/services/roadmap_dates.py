"""What a group's roadmap puts into its timeline: until when each question is to be answered, and the days it names."""

from datetime import date

from django.utils.translation import gettext_noop

from openupr.coalitions.services.calendars import group_calendar
from openupr.timeline.milestones import drop_date, mark_done, take_back_done, write_date

from ..models import Answer
from ..rules.roadmap import RoadmapQuestion, due_key, timeline_key

DUE_TITLE = gettext_noop("Answer question %(what)s")


def tell_the_timeline(given: Answer, asked: RoadmapQuestion, *, today: date) -> None:
    """The days of an answer stand in the group's calendar with the owner; a day taken back is taken out.

    Call it inside a transaction.
    """
    if asked.names_day:
        _write(given, timeline_key(asked.number), asked.date_title, given.day, whose=asked.date_owner, today=today)
    key = due_key(asked.number)
    _write(given, key, DUE_TITLE % {"what": asked.number}, given.due, today=today)
    if given.due:
        milestone = group_calendar(given.group, today=today).milestones.get(key=key)
        if given.state != Answer.State.DONE:
            take_back_done(milestone=milestone, today=today)
        elif milestone.done_on is None:
            mark_done(milestone=milestone, today=today)


def _write(given: Answer, key: str, title: str, day: date | None, *, whose: str = "", today: date) -> None:
    group = given.group
    if day:
        calendar = group_calendar(group, today=today)
        whose = "" if given.owner else whose
        write_date(calendar=calendar, key=key, title=title, day=day, whose=whose, person=given.owner, today=today)
    elif group.calendar:
        drop_date(calendar=group.calendar, key=key)
