"""The dates of a coalition and of its groups: laid out, written, moved, published, done."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import wraps
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.timeline import milestones as timeline
from openupr.timeline.models import Milestone
from openupr.upr.phases import SUBMISSION_DEADLINE

from ..actions.timeline import FINISH_OWN_DATE, WRITE_DATES, WRITE_GROUP_DATES
from ..models import Coalition, Group
from ..queries.reviews import last_review_before
from ..rules.refusals import BeforeLastReview, Refused
from .calendars import calendar_of, group_calendar


@dataclass(frozen=True)
class WhenGiven:
    """A date as somebody gives it: the first day, the last where it lasts, the hour and whose clock tells it."""

    day: date
    until: date | None = None
    hour: time | None = None
    zone: str = ""


def _in_our_words(service: Callable[..., Any]) -> Callable[..., Any]:
    """What the timeline refuses, refused as everything here is."""

    @wraps(service)
    def said(**given: Any) -> Any:
        try:
            return service(**given)
        except (timeline.UnfitDate, timeline.NoDeadline, timeline.SourceMissing) as refusal:
            raise Refused(str(refusal)) from refusal

    return said


@act(WRITE_DATES, _("Make the plan back from the deadline"), about="coalition")
@_in_our_words
def lay_out_plan(
    *, by: Person, coalition: Coalition, today: date, spacing: Mapping[str, int] | None = None
) -> list[Milestone]:
    """The steps back from the day on which submissions are due; what somebody moved stays. Raises Refused."""
    return timeline.plan_backward(calendar=calendar_of(coalition, today=today), today=today, spacing=spacing)


@act(WRITE_DATES, _("Write down a date of the coalition"), about="coalition")
@_in_our_words
def add_date(
    *,
    by: Person,
    coalition: Coalition,
    key: str,
    title: str,
    when: WhenGiven,
    today: date,
    whose: str = "",
    person: Person | None = None,
) -> Milestone:
    """A date of the coalition's own, of a `person`, or of a role or an organisation by its name. Raises Refused."""
    calendar = calendar_of(coalition, today=today)
    return timeline.write_date(
        calendar=calendar, key=key, title=title, today=today, whose=whose, person=person, **vars(when)
    )


@act(WRITE_GROUP_DATES, _("Write down a date of a group"), about="group")
@_in_our_words
def add_group_date(
    *,
    by: Person,
    group: Group,
    key: str,
    title: str,
    when: WhenGiven,
    today: date,
    whose: str = "",
    person: Person | None = None,
) -> Milestone:
    """The same of a group's own."""
    calendar = group_calendar(group, today=today)
    return timeline.write_date(
        calendar=calendar, key=key, title=title, today=today, whose=whose, person=person, **vars(when)
    )


@act(WRITE_DATES, _("Move a date of the coalition"), about="coalition", names="milestone")
@_in_our_words
def move_date(
    *,
    by: Person,
    coalition: Coalition,
    milestone: Milestone,
    when: WhenGiven,
    reason: str,
    today: date,
    whose: str | None = None,
    person: Person | None = None,
) -> Milestone:
    """Another day for what the coalition decides itself, or another owner. Raises Refused."""
    _check_holds(milestone, [coalition.calendar_id])
    given = {"reason": reason, "whose": whose, "person": person, **vars(when)}
    return timeline.move_milestone(milestone=milestone, today=today, **given)


@act(WRITE_GROUP_DATES, _("Move a date of a group"), about="group")
@_in_our_words
def move_group_date(
    *,
    by: Person,
    group: Group,
    milestone: Milestone,
    when: WhenGiven,
    reason: str,
    today: date,
    whose: str | None = None,
    person: Person | None = None,
) -> Milestone:
    """The same of a group's date."""
    _check_holds(milestone, [group.calendar_id])
    given = {"reason": reason, "whose": whose, "person": person, **vars(when)}
    return timeline.move_milestone(milestone=milestone, today=today, **given)


@act(WRITE_DATES, _("Enter or change a published date"), about="coalition")
@_in_our_words
def enter_published_date(
    *, by: Person, coalition: Coalition, key: str, when: WhenGiven, source: str, today: date
) -> Milestone:
    """The published date of a phase takes the place of the estimate.

    Raises Refused without a source, and BeforeLastReview for a deadline that is not after the review before.
    """
    last = last_review_before(coalition.review) if key == SUBMISSION_DEADLINE else None
    if last and when.day <= last[1]:
        raise BeforeLastReview(session=last[0].session or 0, day=date_format(last[1], "j F Y"))
    calendar = calendar_of(coalition, today=today)
    return timeline.publish_date(calendar=calendar, key=key, source=source, today=today, **vars(when))


@act(WRITE_DATES, {True: _("Mark a date as done"), False: _("Mark a date as not done after all")}, about="coalition")
def finish_date(*, by: Person, coalition: Coalition, milestone: Milestone, done: bool, today: date) -> Milestone:
    """Say that something is done, or that it is not after all."""
    _check_holds(milestone, [coalition.calendar_id])
    return _finish(milestone, done=done, today=today)


@act(
    WRITE_GROUP_DATES,
    {True: _("Mark a date of a group as done"), False: _("Mark a date of a group as not done after all")},
    about="group",
)
def finish_group_date(*, by: Person, group: Group, milestone: Milestone, done: bool, today: date) -> Milestone:
    """The same of a group's date."""
    _check_holds(milestone, [group.calendar_id])
    return _finish(milestone, done=done, today=today)


@act(
    FINISH_OWN_DATE,
    {True: _("Mark a date of one's own as done"), False: _("Mark a date of one's own as not done after all")},
    about="coalition",
)
def finish_own_date(*, by: Person, coalition: Coalition, milestone: Milestone, done: bool, today: date) -> Milestone:
    """The same of a date of the coalition or of a group, said by the person who owns it. Raises Refused."""
    groups = coalition.groups.values_list("calendar", flat=True)
    _check_holds(milestone, [coalition.calendar_id, *groups])
    if milestone.person_id != by.pk:
        raise Refused("This date has another owner.")
    return _finish(milestone, done=done, today=today)


@act(WRITE_DATES, _("Take a date of the coalition away"), about="coalition")
def drop_date(*, by: Person, coalition: Coalition, milestone: Milestone) -> None:
    """Take away a date that nobody wants; phases of the review stay."""
    _check_holds(milestone, [coalition.calendar_id])
    timeline.drop_date(calendar=milestone.calendar, key=milestone.key)


@act(WRITE_GROUP_DATES, _("Take a date of a group away"), about="group", names="group")
def drop_group_date(*, by: Person, group: Group, milestone: Milestone) -> None:
    """The same of a group's date."""
    _check_holds(milestone, [group.calendar_id])
    timeline.drop_date(calendar=milestone.calendar, key=milestone.key)


def _check_holds(milestone: Milestone, calendars: Collection[int | None]) -> None:
    # The page finds dates in its own calendar only; whoever calls otherwise has made a mistake.
    if milestone.calendar_id not in calendars:
        raise ValueError("This date is in another calendar.")


def _finish(milestone: Milestone, *, done: bool, today: date) -> Milestone:
    finish = timeline.mark_done if done else timeline.take_back_done
    return finish(milestone=milestone, today=today)
