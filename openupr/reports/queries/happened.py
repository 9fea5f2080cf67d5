"""What happened, gathered once for a report: published and released facts only, nothing about a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition, Consultation, Group, Proposal
from openupr.coalitions.queries.decisions import Standing as Decision
from openupr.coalitions.queries.decisions import standings_of
from openupr.coalitions.queries.frame import today_of
from openupr.coalitions.queries.groups import groups_of
from openupr.coalitions.queries.proposals import proposals_of
from openupr.coalitions.queries.timeline import coalition_agenda
from openupr.timeline.queries.agenda import Agenda
from openupr.workshops.models import Achievement, Lesson, Workshop
from openupr.workshops.queries.after import NeedLine, Roadmap, Step, needs_of, roadmaps_of, steps_of
from openupr.workshops.queries.agenda import DayLines, agenda_of
from openupr.workshops.queries.workshops import organisers

from ..rules.days import neighbours
from ..rules.pieces import Piece, listed

# A recommendation is told once its group put it forward.
_TOLD = (Proposal.State.PROPOSED, Proposal.State.PRESENTED, Proposal.State.ADOPTED)


@dataclass(frozen=True)
class Happened:
    """A workshop, what its coalition did, and what came of it."""

    workshop: Workshop
    days: Sequence[DayLines]
    groups: Sequence[Group]
    proposals: Sequence[Proposal]
    decisions: Sequence[Decision]
    consultations: Sequence[Consultation]
    organisers: Sequence[str]
    members: int
    roadmaps: Sequence[Roadmap]
    steps: Sequence[Step]
    needs: Sequence[NeedLine]
    achievements: Sequence[Achievement]
    lessons: Sequence[Lesson]
    dates: Agenda
    today: date = field(default_factory=date.today)

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition

    @property
    def state(self) -> str:
        return self.coalition.state.name

    @property
    def held(self) -> list[date]:
        """The days of the workshop."""
        return [each.day.date for each in self.days]

    def at(self, name: str, *rest: object) -> str:
        """An address inside the coalition."""
        return reverse(name, args=[self.coalition.key, *rest])

    def of_workshop(self, name: str, *rest: object) -> str:
        """An address of the workshop."""
        return self.at(name, self.workshop.pk, *rest)

    def fact(self, text: object, name: str, *rest: object) -> Piece:
        """A fact that stands on a page of the coalition."""
        return Piece(str(text), self.at(name, *rest))

    def of_workshop_fact(self, text: object, name: str, *rest: object) -> Piece:
        """A fact that stands on a page of the workshop."""
        return Piece(str(text), self.of_workshop(name, *rest))


def happened(workshop: Workshop) -> Happened:
    """All of it, in a number of queries that does not grow with what happened."""
    coalition = workshop.coalition
    today = today_of(coalition)
    return Happened(
        workshop=workshop,
        days=agenda_of(workshop),
        groups=[group for group in groups_of(coalition) if not group.closed],
        proposals=list(_told(proposals_of(coalition))),
        decisions=standings_of(coalition),
        consultations=list(coalition.consultations.all()),
        organisers=organisers(workshop),
        members=coalition.member_organisations.count(),
        roadmaps=roadmaps_of(workshop),
        steps=steps_of(workshop),
        needs=needs_of(workshop),
        achievements=list(workshop.achievements.all()),
        lessons=list(workshop.lessons.all()),
        dates=coalition_agenda(coalition, today=today),
        today=today,
    )


def _told(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
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
