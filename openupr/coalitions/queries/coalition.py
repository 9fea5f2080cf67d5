"""Coalitions and what stands where in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from openupr.accounts.models import Person
from openupr.accounts.queries.audit import Act, audit_log
from openupr.timeline.queries import Agenda

from ..models import Coalition, Group, MemberOrganisation, Participation
from .groups import GROUP_FIGURES, groups_of
from .organisations import number_and_new_voices
from .timeline import agenda_with_groups


@dataclass(frozen=True, slots=True)
class Overview:
    """What a coalition's first page shows. `voices`: the organisations for which somebody else speaks now. `acts` is
    empty for people who may not see them.
    """

    agenda: Agenda
    groups: Sequence[Group]
    people: int
    organisations: int
    voices: Sequence[MemberOrganisation]
    acts: Sequence[Act]

    @property
    def totals(self) -> list[tuple[str | Promise, int]]:
        """What its groups have, all together."""
        return [
            (figure.total, sum(getattr(group, figure.name) for group in self.groups))
            for figure in GROUP_FIGURES
            if figure.total
        ]

    @property
    def is_new(self) -> bool:
        """Whether there is still something to set up: groups, organisations or people are missing."""
        return not self.groups or not self.organisations or self.people < 2


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


def overview_of(coalition: Coalition, *, today: date, with_audit_log: bool) -> Overview:
    """What is due next, its groups and how far each is, and, `with_audit_log`, what was done last."""
    organisations, voices = number_and_new_voices(coalition, today=today)
    groups = groups_of(coalition)
    return Overview(
        agenda=agenda_with_groups(coalition, groups, today=today),
        groups=groups,
        people=coalition.participations.count(),
        organisations=organisations,
        voices=voices,
        acts=audit_log(coalition.key, most=8) if with_audit_log else (),
    )
