"""Coalitions and what stands where in them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from openupr.accounts.models import Person
from openupr.accounts.queries.audit import Act, audit_log
from openupr.timeline.agenda import Agenda, TimelineLine
from openupr.web.kept_queries import kept_rows

from ..models import Coalition, Group, GroupMembership, Participation
from ..rules.phases import CoalitionPhase
from .groups import GROUP_FIGURES, groups_of
from .next_steps import PHASES, Situation, WhatNext, lacks_of, phase_of, steps_in
from .organisations import number_and_voiceless
from .timeline import agenda_with_groups, lines_ahead

_OVERDUE_NAMED = 3


@dataclass(frozen=True, slots=True)
class Overview:
    """What a coalition's first page shows. `steps`: what to do next in this phase. `overdue` and `ahead` are dates.
    `acts` is empty for people who may not see them.
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
        shown = self.overdue[:_OVERDUE_NAMED]
        return ", ".join(f"{each.title} ({each.about})" if each.about in names else each.title for each in shown)


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
    for each in coalitions:
        yield {
            "coalition": each.name,
            "key": each.key,
            "state": each.state.name,
            "iso3": each.review.iso3,
            "cycle": each.review.cycle,
            "session": each.review.session,
            "languages": list(each.languages),
            "people": each.people,  # type: ignore[attr-defined]
            "founded": each.founded.isoformat(),
        }


def overview_of(
    coalition: Coalition, *, reader: Person, today: date, may: Collection[str], with_audit_log: bool
) -> Overview:
    """Its phase, what to do next for a reader with the actions `may`, the dates, its groups and how far each is, and,
    `with_audit_log`, what was done last.
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
