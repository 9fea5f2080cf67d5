"""Coalitions: founded, listed, changed, deleted after seven days, and how far each one is."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.audit_log import Act, audit_log
from openupr.accounts.models import AuditLine, Invitation, Person, Room
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.accounts.server import may_found
from openupr.reviews.models import Review
from openupr.timeline.agenda import Agenda, TimelineLine
from openupr.timeline.calendars import move_calendar
from openupr.timeline.models import Calendar, Feed
from openupr.upr.languages import LANGUAGES, language
from openupr.upr.phases import SUBMISSION_DEADLINE
from openupr.web.kept_queries import kept_rows
from openupr.web.languages import by_name, in_page_language

from .actions.coalition import CHANGE_COALITION, DELETE_COALITION, FOUND_COALITION
from .calendars import calendar_of, follow_everybody
from .clock import day_of
from .dates import WhenGiven, enter_published_date
from .groups import GROUP_FIGURES, groups_of
from .models import Coalition, FollowedCalendar, Group, GroupMembership, Participation
from .next_steps import PHASES, Situation, WhatNext, lacks_of, phase_of, steps_in
from .organisations import number_and_voiceless
from .rules.clock_jump import is_believed
from .rules.phases import CoalitionPhase
from .rules.refusals import MayNotFound, Refused
from .timeline import agenda_with_groups, lines_ahead

_OVERDUE_NAMED = 3


@dataclass(frozen=True, slots=True)
class Overview:
    """What a coalition's first page shows. `steps`: what to do next in this phase. `overdue` and
    `ahead` are dates. `acts` is empty for people who may not see them.
    """

    agenda: Agenda
    phase: CoalitionPhase
    steps: Sequence[WhatNext]
    overdue: Sequence[TimelineLine]
    ahead: Sequence[TimelineLine]
    groups: Sequence[Group]
    people: int
    organisations: int
    acts: Sequence[Act]

    @property
    def totals(self) -> list[tuple[str, int, str]]:
        """What its groups have, all together."""
        return [
            (figure.words % (number := sum(getattr(group, figure.name) for group in self.groups)), number, figure.page)
            for figure in GROUP_FIGURES
            if figure.is_summed
        ]

    @property
    def phases(self) -> list[tuple[str | Promise, bool]]:
        """All phases in order, and which it is now."""
        return [(label, phase is self.phase) for phase, label in PHASES.items()]

    @property
    def shows_lacks(self) -> bool:
        """Whether any group lacks something."""
        return any(group.lacks for group in self.groups)  # type: ignore[attr-defined]

    @property
    def overdue_titles(self) -> str:
        """The first dates that are overdue, in one line; a group's with the name of the group."""
        names = {str(group) for group in self.groups}
        first = self.overdue[:_OVERDUE_NAMED]
        return ", ".join(f"{line.title} ({line.about})" if line.about in names else line.title for line in first)


def _own_groups(coalition: int, person: int) -> QuerySet[GroupMembership, Any]:
    rows = GroupMembership.objects.filter(group__coalition=coalition, person=person)
    return rows.order_by().values_list("group", flat=True)


def _people(coalition: int) -> QuerySet[Participation, int]:
    return Participation.objects.filter(coalition=coalition).order_by().values_list("pk", flat=True)


def coalitions_of(person: Person) -> QuerySet[Coalition]:
    """The coalitions somebody takes part in, each with its number of `people`."""
    ours = Coalition.objects.filter(participations__person=person).values("pk")
    return (
        Coalition.objects.filter(pk__in=ours)
        .select_related("review", "calendar__review")
        .annotate(people=Count("participations"))
    )


def landing(person: Person) -> str:
    """Where somebody lands who signs in: at what waits for them; "" for who is in no coalition."""
    return reverse("coalitions:for-me") if Participation.objects.filter(person=person).exists() else ""


def listed_coalitions(coalitions: Iterable[Coalition]) -> Iterator[dict[str, Any]]:
    """Coalitions as rows of a file."""
    for coalition in coalitions:
        yield {
            "coalition": coalition.name,
            "key": coalition.key,
            "state": coalition.state.name,
            "iso3": coalition.review.iso3,
            "cycle": coalition.review.cycle,
            "session": coalition.review.session,
            "languages": list(coalition.languages),
            "people": coalition.people,  # type: ignore[attr-defined]
            "founded": coalition.founded.isoformat(),
        }


def overview_of(
    coalition: Coalition, *, reader: Person, today: date, may: Collection[str], with_audit_log: bool
) -> Overview:
    """A coalition's phase, the next steps for a reader with the actions `may`, its dates, its
    groups and how far each group is; with `with_audit_log` also the last actions.
    """
    organisations, voiceless = number_and_voiceless(coalition)
    groups, people = groups_of(coalition), len(kept_rows(_people, coalition.pk))
    agenda = agenda_with_groups(coalition, groups, today=today)
    is_new = not groups or not organisations or people < 2
    phase = phase_of(coalition, agenda, is_new=is_new, today=today)
    open_groups = [group for group in groups if not group.closed]
    lacks = lacks_of(open_groups, phase)
    now = Situation(
        coalition=coalition,
        phase=phase,
        today=today,
        may=may,
        groups=open_groups,
        organisations=organisations,
        people=people,
        agenda=agenda,
        lacks=lacks,
        voiceless=voiceless,
        reader=reader,
        own=kept_rows(_own_groups, coalition.pk, reader.pk),
    )
    overdue, ahead = lines_ahead(agenda, is_lodged=phase.is_after_lodging, today=today)
    for group in groups:
        group.lacks = ", ".join(lacks.get(group.pk, []))  # type: ignore[attr-defined]
    return Overview(
        agenda=agenda,
        phase=phase,
        steps=steps_in(now),
        overdue=overdue,
        ahead=ahead,
        groups=groups,
        people=people,
        organisations=organisations,
        acts=audit_log(coalition.key, most=8) if with_audit_log else (),
    )


def languages_to_choose(first: Iterable[str] = ()) -> list[tuple[Any, Any]]:
    """All languages in two groups, by their names in the reader's language: first these codes and
    the languages of the pages, then all others. Names without a translation come last.
    """
    codes = dict.fromkeys([*first, *(code for code, _name in settings.LANGUAGES)])
    named = {entry.code: in_page_language(entry.name) for entry in by_name(LANGUAGES)}
    others = [(code, name) for code, name in named.items() if code not in codes]
    others.sort(key=lambda pair: pair[1] == language(pair[0]).name)
    return [(_("Likely here"), [(code, named[code]) for code in codes]), (_("All others"), others)]


@act(FOUND_COALITION)
def found_coalition(
    *,
    by: Person,
    review: Review,
    name: str,
    languages: Sequence[str],
    today: date,
    due: date | None = None,
    source: str = "",
) -> Coalition:
    """Open a coalition for a review, with the review's calendar. The founder coordinates it.

    `due`: the day on which submissions are due, as `source` publishes it. Raises MayNotFound if the
    operator does not allow it, and Refused if the day does not fit.
    """
    if not may_found(by):
        raise MayNotFound
    coalition = Coalition.objects.create(
        review=review, name=name.strip(), languages=list(languages), founded=today, clock_seen=today
    )
    Participation.objects.create(coalition=coalition, person=by, role=Participation.Role.COORDINATOR, since=today)
    calendar_of(coalition, today=today)
    follow_everybody([by])
    if due:
        when = WhenGiven(due)
        enter_published_date(by=by, coalition=coalition, key=SUBMISSION_DEADLINE, when=when, source=source, today=today)
    return coalition


class AnotherState(Refused):
    """A coalition prepares the reviews of one State; for another one a new coalition is founded."""

    def __init__(self) -> None:
        super().__init__(_("A coalition stays with its State. For another State, start another coalition."))


@act(CHANGE_COALITION, gettext_lazy("Change the coalition's name, languages or review"), about="coalition")
def change_coalition(
    *, by: Person, coalition: Coalition, name: str, review: Review, languages: Sequence[str], today: date
) -> Coalition:
    """Give a coalition its name, review and languages; its calendar moves along.

    Raises AnotherState for a review of another State.
    """
    if review.iso3 != coalition.review.iso3:
        raise AnotherState
    if review != coalition.review and coalition.calendar:
        move_calendar(calendar=coalition.calendar, review=review, today=today)
    coalition.name, coalition.review, coalition.languages = name.strip(), review, list(languages)
    coalition.save(update_fields=["name", "review", "languages"])
    return coalition


@act(CHANGE_COALITION, gettext_lazy("Set the coalition to another session"), about="coalition")
def take_review(*, by: Person, coalition: Coalition, review: Review, today: date) -> Coalition:
    """Set the coalition to another review of its State; its calendar moves along. Raises
    AnotherState.
    """
    if review.iso3 != coalition.review.iso3:
        raise AnotherState
    if coalition.calendar:
        move_calendar(calendar=coalition.calendar, review=review, today=today)
    coalition.review = review
    coalition.save(update_fields=["review"])
    return coalition


WAIT = timedelta(days=7)

_log = logging.getLogger(__name__)


@act(DELETE_COALITION, gettext_lazy("Have the coalition deleted in seven days"), about="coalition")
def ask_to_delete(*, by: Person, coalition: Coalition, now: datetime) -> Coalition:
    """Have the coalition deleted in seven days. Asking again changes nothing."""
    current = Coalition.objects.select_for_update().get(pk=coalition.pk)
    if current.delete_at is None:
        current.delete_at = now + WAIT
        current.save(update_fields=["delete_at"])
    return current


@act(DELETE_COALITION, gettext_lazy("Take the coalition's deletion back"), about="coalition")
def keep_coalition(*, by: Person, coalition: Coalition) -> Coalition:
    """Take the deletion back."""
    coalition.delete_at = None
    coalition.save(update_fields=["delete_at"])
    return coalition


def wait_anew(*, now: datetime) -> None:
    """Start the seven days again after an older backup was restored: somebody may want the
    coalition back.
    """
    Coalition.objects.filter(delete_at__lte=now).update(delete_at=now + WAIT)


def delete_due_coalitions(*, now: datetime) -> int:
    """Delete the coalitions whose seven days are over; return how many. Delete none while the clock
    is in doubt.
    """
    deleted = 0
    for coalition in Coalition.objects.filter(delete_at__lte=now).select_related("review", "calendar"):
        try:
            if is_believed(coalition.clock_seen, day_of(coalition, now)):
                delete_coalition(coalition=coalition)
                deleted += 1
        except Exception as fault:
            # One that cannot be deleted keeps neither the others nor the server's start. No
            # traceback: it could hold what somebody wrote.
            _log.error("Coalition %s was not deleted: %s", coalition.pk, type(fault).__name__)
    return deleted


def delete_coalition(*, coalition: Coalition) -> None:
    """Delete everything of a coalition, at once and for good: rows, files, rooms, invitations, its
    audit log.

    What hangs on the coalition goes with it; below is what knows it by its key alone, or hangs on
    nothing.
    """
    within = Q(circle=coalition.key) | Q(circle__startswith=f"{coalition.key}.")
    with transaction.atomic():
        people = list(Person.objects.filter(participations__coalition=coalition))
        Feed.objects.filter(pk__in=FollowedCalendar.objects.filter(coalition=coalition).values("feed")).delete()
        for model in (AuditLine, Invitation, Room):
            model._default_manager.filter(within).delete()
        calendars = [coalition.calendar_id, *coalition.groups.values_list("calendar", flat=True)]
        _number, tables = coalition.delete()
        Calendar.objects.filter(pk__in=[calendar for calendar in calendars if calendar]).delete()
        follow_everybody(people)
        gone = [apps.get_model(label) for label in tables]
        erase_after_commit(*gone, AuditLine, Invitation, Room, Calendar, Feed, wait=PATIENTLY, by_itself=True)
