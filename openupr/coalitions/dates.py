"""The dates of a coalition and its groups: their owners, their pages, and writing them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import wraps
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.timeline import milestones as timeline
from openupr.timeline.calendars import UnfitDate
from openupr.timeline.models import Milestone
from openupr.upr.phases import SUBMISSION_DEADLINE
from openupr.web.hooks import Hook

from .actions.timeline import FINISH_OWN_DATE, WRITE_DATES, WRITE_GROUP_DATES
from .calendars import calendar_of, group_calendar
from .for_me import SOON
from .models import Coalition, Group, Organisation, Participation
from .reviews import last_review_before
from .rules.refusals import BeforeLastReview, Refused

THE_GROUP = gettext_noop("the group")
THE_COORDINATOR = gettext_noop("the coordinator")
THE_RAPPORTEURS = gettext_noop("the groups' rapporteurs")
ALL_ORGANISATIONS = gettext_noop("all organisations")
# All words that name a role, in lower case: as chosen here, in timeline/data/plan_steps.csv and in
# earlier dates. To sign is asked of each organisation by itself: that step of the plan is the
# coordinators'.
COORDINATORS = (THE_COORDINATOR, "coordinator", "coordinators")
RAPPORTEURS = (THE_RAPPORTEURS, "all groups and organisations", "group rapporteurs", "rapporteurs")
REPRESENTATIVES = (ALL_ORGANISATIONS,)
WHOLE_GROUP = (THE_GROUP, "group", "all members", "all")
_LONGEST = Milestone._meta.get_field("whose").max_length or 0


@dataclass(frozen=True)
class DateOwners:
    """Those to choose from: `roles` as a date stores them, `people`, and the names of
    `organisations`.
    """

    roles: Sequence[str]
    people: Sequence[Person]
    organisations: Sequence[str]


def date_owners(holder: Coalition | Group) -> DateOwners:
    """For a group's date: the people and organisations of the group. For a coalition's date: all
    but observers.
    """
    if isinstance(holder, Group):
        leads = Q(rapporteur_terms__group=holder, rapporteur_terms__until=None)
        people = Person.objects.filter(Q(group_memberships__group=holder) | leads)
        organisations = holder.organisations.filter(memberships__coalition=holder.coalition)
        roles: Sequence[str] = (THE_GROUP, THE_COORDINATOR)
    else:
        theirs = holder.participations.exclude(role=Participation.Role.OBSERVER)
        people = Person.objects.filter(participations__in=theirs)
        organisations = Organisation.objects.filter(memberships__coalition=holder)
        roles = (THE_COORDINATOR, THE_RAPPORTEURS, ALL_ORGANISATIONS)
    names = [
        organisation.name if len(organisation.name) <= _LONGEST else organisation.short_name
        for organisation in organisations.distinct()
    ]
    return DateOwners(roles, list(people.distinct()), [name for name in names if name])


def in_whose_list(milestone: Milestone, owners: DateOwners, *, today: date) -> str:
    """In whose list a task is, in a sentence; "" where that cannot be said in one."""
    if milestone.person and milestone.day - today > SOON:
        return _("%(person)s sees it in “For me”, under “Later”.") % {"person": milestone.person}
    if milestone.person:
        return _("%(person)s sees it in “For me” now.") % {"person": milestone.person}
    if not milestone.whose:
        return _("No one is named: it is in no one's list.")
    if milestone.whose in owners.organisations:
        return _("It is in the list of the people of %(organisation)s.") % {"organisation": milestone.whose}
    if milestone.day < today:
        return ""
    sentences = {
        THE_GROUP: _("It is in the list of everyone in the group."),
        THE_COORDINATOR: _("It is in the coordinators' list."),
        THE_RAPPORTEURS: _("It is in the list of all rapporteurs."),
        ALL_ORGANISATIONS: _("It is in the list of everyone who speaks for an organisation."),
    }
    return sentences.get(milestone.whose, "")


@dataclass(frozen=True)
class WrittenElsewhere:
    """A kind of date that a higher app writes. Its key is `kind`, a dash and a rest ("roadmap-9").

    `address` gets the coalition or group and the rest; it gives "" if the thing no longer exists.
    """

    kind: str
    address: Callable[[Any, str], str]


DATES_WRITTEN_ELSEWHERE = Hook[WrittenElsewhere]("DATES_WRITTEN_ELSEWHERE", key=lambda elsewhere: elsewhere.kind)


@dataclass(frozen=True)
class DateWork:
    """Dates whose work has its own page. `is_meant` recognises them by key and title.

    `address` gets the coalition or group, the reader, and the actions open to the reader; it gives
    "" if there is no page for them.
    """

    key: str
    is_meant: Callable[[str, str], bool]
    address: Callable[[Coalition | Group, Person, Collection[str]], str]


DATE_WORK = Hook[DateWork]("DATE_WORK", key=lambda work: work.key)


def where_written(holder: Coalition | Group, key: str) -> str:
    """The address of the page that writes a date; "" where it is written in the timeline itself."""
    kind, _dash, rest = key.partition("-")
    elsewhere = DATES_WRITTEN_ELSEWHERE.get(kind)
    return elsewhere.address(holder, rest) if elsewhere else ""


def has_page(key: str, title: str) -> bool:
    """Whether the work of a date is done on a page of its own."""
    return any(work.is_meant(key, title) for work in DATE_WORK)


def where_worked(holder: Coalition | Group, milestone: Milestone, *, reader: Person, may: Collection[str]) -> str:
    """The page where the work of a date is done or its text is written; "" without one."""
    if written := where_written(holder, milestone.key):
        return written
    title = "" if milestone.person_id else milestone.title  # what a person was given may be called anything
    meant = (work for work in DATE_WORK if work.is_meant(milestone.key, title))
    return next(filter(None, (work.address(holder, reader, may) for work in meant)), "")


@dataclass(frozen=True)
class WhenGiven:
    """A date as somebody enters it: the first day, the last day if it lasts, the hour and its time
    zone.
    """

    day: date
    until: date | None = None
    hour: time | None = None
    zone: str = ""


def _in_our_words(service: Callable[..., Any]) -> Callable[..., Any]:
    """What the timeline refuses, refused as everything here is."""

    @wraps(service)
    def call(**arguments: Any) -> Any:
        try:
            return service(**arguments)
        except (UnfitDate, timeline.NoDeadline, timeline.SourceMissing) as refusal:
            raise Refused(str(refusal)) from refusal

    return call


@act(WRITE_DATES, gettext_lazy("Make the plan back from the deadline"), about="coalition")
@_in_our_words
def lay_out_plan(
    *, by: Person, coalition: Coalition, today: date, spacing: Mapping[str, int] | None = None
) -> list[Milestone]:
    """Plan the steps back from the day on which submissions are due; steps that somebody moved
    stay. Raises Refused.
    """
    return timeline.plan_backward(calendar=calendar_of(coalition, today=today), today=today, spacing=spacing)


@act(WRITE_DATES, gettext_lazy("Write down a date of the coalition"), about="coalition")
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
    """Add a date of the coalition. Its owner is a `person`, or a role or an organisation by name.
    Raises Refused.
    """
    calendar = calendar_of(coalition, today=today)
    return timeline.write_date(
        calendar=calendar, key=key, title=title, today=today, whose=whose, person=person, **vars(when)
    )


@act(WRITE_GROUP_DATES, gettext_lazy("Write down a date of a group"), about="group")
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


@act(WRITE_DATES, gettext_lazy("Move a date of the coalition"), about="coalition", names="milestone")
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
    values = {"reason": reason, "whose": whose, "person": person, **vars(when)}
    return timeline.move_milestone(milestone=milestone, today=today, **values)


@act(WRITE_GROUP_DATES, gettext_lazy("Move a date of a group"), about="group")
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
    values = {"reason": reason, "whose": whose, "person": person, **vars(when)}
    return timeline.move_milestone(milestone=milestone, today=today, **values)


@act(WRITE_DATES, gettext_lazy("Enter or change a published date"), about="coalition")
@_in_our_words
def enter_published_date(
    *, by: Person, coalition: Coalition, key: str, when: WhenGiven, source: str, today: date
) -> Milestone:
    """Replace a phase's estimated date by the published one.

    Raises Refused without a source, and BeforeLastReview for a deadline that is not after the
    review before.
    """
    last = last_review_before(coalition.review) if key == SUBMISSION_DEADLINE else None
    if last and when.day <= last[1]:
        raise BeforeLastReview(session=last[0].session or 0, day=date_format(last[1], "j F Y"))
    calendar = calendar_of(coalition, today=today)
    return timeline.publish_date(calendar=calendar, key=key, source=source, today=today, **vars(when))


@act(
    WRITE_DATES,
    {True: gettext_lazy("Mark a date as done"), False: gettext_lazy("Mark a date as not done after all")},
    about="coalition",
)
def finish_date(*, by: Person, coalition: Coalition, milestone: Milestone, done: bool, today: date) -> Milestone:
    """Say that something is done, or that it is not after all."""
    _check_holds(milestone, [coalition.calendar_id])
    return _finish(milestone, done=done, today=today)


@act(
    WRITE_GROUP_DATES,
    {
        True: gettext_lazy("Mark a date of a group as done"),
        False: gettext_lazy("Mark a date of a group as not done after all"),
    },
    about="group",
)
def finish_group_date(*, by: Person, group: Group, milestone: Milestone, done: bool, today: date) -> Milestone:
    """The same of a group's date."""
    _check_holds(milestone, [group.calendar_id])
    return _finish(milestone, done=done, today=today)


@act(
    FINISH_OWN_DATE,
    {
        True: gettext_lazy("Mark a date of one's own as done"),
        False: gettext_lazy("Mark a date of one's own as not done after all"),
    },
    about="coalition",
)
def finish_own_date(*, by: Person, coalition: Coalition, milestone: Milestone, done: bool, today: date) -> Milestone:
    """Mark a date of the coalition or a group as done, by the person who owns it. Raises
    Refused.
    """
    groups = coalition.groups.values_list("calendar", flat=True)
    _check_holds(milestone, [coalition.calendar_id, *groups])
    if milestone.person_id != by.pk:
        raise Refused("This date has another owner.")
    return _finish(milestone, done=done, today=today)


@act(WRITE_DATES, gettext_lazy("Take a date of the coalition away"), about="coalition")
def drop_date(*, by: Person, coalition: Coalition, milestone: Milestone) -> None:
    """Take away a date that nobody wants; phases of the review stay."""
    _check_holds(milestone, [coalition.calendar_id])
    timeline.drop_date(calendar=milestone.calendar, key=milestone.key)


@act(WRITE_GROUP_DATES, gettext_lazy("Take a date of a group away"), about="group", names="group")
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
