"""A workshop among those of its coalition: what belongs to its days, and what to the one before or after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from openupr.coalitions.clock import day_of
from openupr.coalitions.decisions import DecisionTally as Decision
from openupr.coalitions.models import Coalition, Group
from openupr.roadmaps.models import Proposal
from openupr.workshops.models import RoadmapHandedIn, Workshop
from openupr.workshops.workshops import workshops_of


@dataclass(frozen=True)
class Span:
    """The time that a workshop's report tells of: from `first`, its first day, until the day before the next begins.

    `before`: the one that it followed, as far as the days bear that out; `earlier`: all that began before it. Without
    days (`first` is None) nothing belongs to it.
    """

    first: date | None
    until: date | None
    before: Workshop | None
    earlier: tuple[Workshop, ...] = ()

    def holds(self, day: date | None) -> bool:
        """Whether what happened on this day is told of here; of what has no day nobody can say so."""
        return bool(day and self.first and self.first <= day and self.ends_after(day))

    def ends_after(self, day: date) -> bool:
        """Whether the next workshop had not begun on this day."""
        return self.until is None or day < self.until


def span_of(workshop: Workshop) -> Span:
    """Where a workshop lies among its coalition's. One query."""
    several = [each for each in workshops_of(workshop.coalition) if each.first]  # type: ignore[attr-defined]
    firsts = {each.pk: each.first for each in several}  # type: ignore[attr-defined]
    first = firsts.get(workshop.pk)
    if first is None:
        return Span(None, None, workshop.follows)
    earlier = tuple(each for each in several if firsts[each.pk] < first)
    until = min((day for day in firsts.values() if day > first), default=None)
    followed = workshop.follows
    if followed and firsts.get(followed.pk, first) > first:
        # Planned before what it is said to follow: then it followed nothing of it.
        followed = None
    others = [each for each in earlier if each.follows_id != workshop.pk]
    return Span(first, until, followed or (others[-1] if others else None), earlier)


def formed_in(span: Span, groups: Sequence[Group]) -> list[Group]:
    """The groups in which somebody began to work in these days: a group itself has no date."""
    keys = [each.pk for each in groups]
    held = Group.objects.filter(pk__in=keys).annotate(a=Min("memberships__since"), b=Min("rapporteur_terms__since"))
    since = {pk: min(filter(None, days), default=None) for pk, *days in held.values_list("pk", "a", "b")}
    return [each for each in groups if span.holds(since[each.pk])]


def written_on(coalition: Coalition, proposals: Sequence[Proposal]) -> dict[int, date]:
    """The day on which each recommendation was first written down, by its key."""
    keys = [each.pk for each in proposals]
    found = Proposal.objects.filter(pk__in=keys).annotate(written=Min("wordings__versions__saved_at"))
    return {pk: day_of(coalition, at) for pk, at in found.values_list("pk", "written") if at}


def decided_in(span: Span, coalition: Coalition, decisions: Sequence[Decision]) -> list[Decision]:
    """What was decided in these days, and what was asked in them and is open."""
    return [each for each in decisions if span.holds(_day(coalition, each))]


def _day(coalition: Coalition, each: Decision) -> date:
    at = each.decision.closed_at
    return day_of(coalition, at) if at else each.decision.asked_on


def handed_in_before(span: Span) -> set[int]:
    """The keys of groups that handed in their roadmap after an earlier workshop."""
    return set(RoadmapHandedIn.objects.filter(workshop__in=span.earlier).values_list("group", flat=True))
