"""What happened, gathered once for a report: published and released facts only, nothing about a
person.

A workshop stands among those of its coalition: what belongs to its days, and what to the one before
or after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.clock import day_of, local_now
from openupr.coalitions.groups import groups_of
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.next_steps import day_of_joint_lodging, is_anything_lodged
from openupr.coalitions.timeline import coalition_agenda
from openupr.decisions.decisions import DecisionTally as Decision
from openupr.decisions.decisions import tallies_of
from openupr.decisions.models import Consultation
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import proposals_of
from openupr.timeline.agenda import Agenda, TimelineLine
from openupr.workshops.agenda import DayLines, agenda_of
from openupr.workshops.models import Achievement, Lesson, RoadmapHandedIn, Workshop
from openupr.workshops.support import NeedLine, WorkshopRoadmap, needs_of, roadmaps_of
from openupr.workshops.workshops import organisers, workshops_of
from openupr.workshops.write_up import NextStep, steps_of

from .rules.days import WorkshopTime, neighbours, standing_on
from .rules.pieces import Piece, listed


@dataclass(frozen=True)
class Span:
    """The time that a workshop's report tells of: from `first`, its first day, until the day before
    the next begins.

    `before`: the one that it followed, as far as the days bear that out; `earlier`: all that began
    before it. Without days (`first` is None) nothing belongs to it.
    """

    first: date | None
    until: date | None
    before: Workshop | None
    earlier: tuple[Workshop, ...] = ()

    def holds(self, day: date | None) -> bool:
        """Whether what happened on this day is told of here; of what has no day nobody can say
        so.
        """
        return bool(day and self.first and self.first <= day and self.ends_after(day))

    def ends_after(self, day: date) -> bool:
        """Whether the next workshop had not begun on this day."""
        return self.until is None or day < self.until


def span_of(workshop: Workshop) -> Span:
    """Where a workshop lies among its coalition's. One query."""
    several = [other for other in workshops_of(workshop.coalition) if other.first]  # type: ignore[attr-defined]
    firsts = {other.pk: other.first for other in several}  # type: ignore[attr-defined]
    first = firsts.get(workshop.pk)
    if first is None:
        return Span(None, None, workshop.follows)
    earlier = tuple(other for other in several if firsts[other.pk] < first)
    until = min((day for day in firsts.values() if day > first), default=None)
    followed = workshop.follows
    if followed and firsts.get(followed.pk, first) > first:
        # Planned before what it is said to follow: then it followed nothing of it.
        followed = None
    others = [other for other in earlier if other.follows_id != workshop.pk]
    return Span(first, until, followed or (others[-1] if others else None), earlier)


def formed_in(span: Span, groups: Sequence[Group]) -> list[Group]:
    """The groups in which somebody began to work in these days: a group itself has no date."""
    keys = [group.pk for group in groups]
    dated = Group.objects.filter(pk__in=keys).annotate(a=Min("memberships__since"), b=Min("rapporteur_terms__since"))
    since = {pk: min(filter(None, days), default=None) for pk, *days in dated.values_list("pk", "a", "b")}
    return [group for group in groups if span.holds(since[group.pk])]


def written_on(coalition: Coalition, proposals: Sequence[Proposal]) -> dict[int, date]:
    """The day on which each recommendation was first written down, by its key."""
    keys = [proposal.pk for proposal in proposals]
    dated = Proposal.objects.filter(pk__in=keys).annotate(written=Min("wordings__versions__saved_at"))
    return {pk: day_of(coalition, at) for pk, at in dated.values_list("pk", "written") if at}


def decided_in(span: Span, coalition: Coalition, decisions: Sequence[Decision]) -> list[Decision]:
    """What was decided in these days, and what was asked in them and is open."""
    return [decision for decision in decisions if span.holds(_day(coalition, decision))]


def _day(coalition: Coalition, tally: Decision) -> date:
    at = tally.decision.closed_at
    return day_of(coalition, at) if at else tally.decision.asked_on


def handed_in_before(span: Span) -> set[int]:
    """The keys of groups that handed in their roadmap after an earlier workshop."""
    return set(RoadmapHandedIn.objects.filter(workshop__in=span.earlier).values_list("group", flat=True))


# A recommendation is told once its group put it forward.
_TOLD = (Proposal.State.PROPOSED, Proposal.State.PRESENTED, Proposal.State.ADOPTED)


@dataclass(frozen=True)
class Happened:
    """A workshop, what its coalition did, and what came of it.

    `formed`, `proposals` and `decisions` are those of its days (`span`); `groups` and `written`,
    the recommendations until then, also those of before. `handed_before`: keys of groups whose
    roadmap an earlier workshop brought in. `now` is by the clock of the State under Review.
    """

    workshop: Workshop
    span: Span
    days: Sequence[DayLines]
    groups: Sequence[Group]
    formed: Sequence[Group]
    written: Sequence[Proposal]
    proposals: Sequence[Proposal]
    decisions: Sequence[Decision]
    consultations: Sequence[Consultation]
    organisers: Sequence[str]
    members: int
    roadmaps: Sequence[WorkshopRoadmap]
    handed_before: set[int]
    steps: Sequence[NextStep]
    needs: Sequence[NeedLine]
    achievements: Sequence[Achievement]
    lessons: Sequence[Lesson]
    dates: Agenda
    today: date
    now: datetime

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition

    @cached_property
    def lodged_on(self) -> date | None:
        """The day of the joint submission."""
        return day_of_joint_lodging(self.coalition)

    @cached_property
    def is_lodged(self) -> bool:
        """Whether anything of the coalition is lodged."""
        return self.lodged_on is not None or is_anything_lodged(self.coalition)

    @property
    def adopted(self) -> int:
        """How many of the recommendations of its days their groups adopted."""
        return sum(proposal.state == Proposal.State.ADOPTED for proposal in self.proposals)

    @property
    def state(self) -> str:
        return self.coalition.state.name

    @property
    def held(self) -> list[date]:
        """The days of the workshop."""
        return [day.day.date for day in self.days]

    @property
    def time(self) -> WorkshopTime:
        """Whether it is still to come, goes on, or is over."""
        return standing_on(self.today, self.held)

    def was_before(self, line: TimelineLine) -> bool:
        """Whether a date was over before the workshop began."""
        return line.entry.is_past(self.held[0] if self.held else self.today)

    @property
    def is_ahead(self) -> bool:
        return self.time == WorkshopTime.AHEAD

    @property
    def is_draft(self) -> bool:
        """Whether the workshop goes on: the report has what has happened so far."""
        return self.time == WorkshopTime.UNDER_WAY

    def at(self, name: str, *rest: object) -> str:
        """An address inside the coalition."""
        return reverse(name, args=[self.coalition.key, *rest])

    def of_workshop(self, name: str, *rest: object) -> str:
        """An address of the workshop."""
        return self.at(name, self.workshop.pk, *rest)

    def fact(self, text: object, name: str, *rest: object) -> Piece:
        """A fact with the address of a page of the coalition."""
        return Piece(str(text), self.at(name, *rest))

    def of_workshop_fact(self, text: object, name: str, *rest: object) -> Piece:
        """A fact with the address of a page of the workshop."""
        return Piece(str(text), self.of_workshop(name, *rest))


def happened(workshop: Workshop, *, now: datetime) -> Happened:
    """All of it, in a number of queries that does not grow with what happened."""
    coalition = workshop.coalition
    now = local_now(coalition, now)
    today = now.date()
    span = span_of(workshop)
    groups = [group for group in groups_of(coalition) if not group.closed]
    proposals = list(_put_forward(proposals_of(coalition)))
    days = written_on(coalition, proposals)
    return Happened(
        workshop=workshop,
        span=span,
        days=agenda_of(workshop),
        groups=groups,
        formed=formed_in(span, groups),
        written=[proposal for proposal in proposals if proposal.pk in days and span.ends_after(days[proposal.pk])],
        proposals=[proposal for proposal in proposals if span.holds(days.get(proposal.pk))],
        decisions=decided_in(span, coalition, tallies_of(coalition)),
        consultations=list(coalition.consultations.all()),
        organisers=organisers(workshop),
        members=coalition.member_organisations.count(),
        roadmaps=roadmaps_of(workshop),
        handed_before=handed_in_before(span),
        steps=steps_of(workshop),
        needs=needs_of(workshop),
        achievements=list(workshop.achievements.all()),
        lessons=list(workshop.lessons.all()),
        dates=coalition_agenda(coalition, today=today),
        today=today,
        now=now,
    )


def _put_forward(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return proposals.filter(state__in=_TOLD, group__closed=False)


def names(several: Sequence[str]) -> str:
    """Names after each other."""
    return listed(several, _(" and "))


def days_in_words(days: Sequence[date]) -> str:
    """ "12 and 13 March 2018", "12–14 March 2018", "30 March and 2 April 2018"."""
    if len(days) < 2:
        return date_format(days[0], "j F Y") if days else ""
    first, last = days[0], days[-1]
    if (first.year, first.month) == (last.year, last.month):
        if len(days) > 2 and neighbours(days):
            return f"{first.day}–{date_format(last, 'j F Y')}"
        return f"{names([*(str(day.day) for day in days[:-1]), date_format(last, 'j F Y')])}"
    return names([date_format(day, "j F Y" if day is last or day.year != last.year else "j F") for day in days])
