"""Who holds the roles of a coalition: for each row of what waits, whom it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.web.languages import in_page_language

from .models import Coalition, GroupMembership, Participation, RapporteurTerm


@dataclass(frozen=True)
class Holders:
    """The people of a coalition by the roles that they hold."""

    people: Mapping[int, str]
    coordinators: Sequence[str]
    organisations: Mapping[int, tuple[str, str]]
    rapporteurs: Mapping[int, str]
    groups: Mapping[int, str]
    members: Mapping[int, Sequence[str]]

    @classmethod
    def of(cls, coalition: Coalition, rows: Sequence[Any]) -> "Holders":
        people = Person.objects.in_bulk({row.person for row in rows if row.person})
        coordinators = coalition.participations.filter(role=Participation.Role.COORDINATOR).select_related("person")
        voices = coalition.member_organisations.select_related("organisation", "representative")
        terms = RapporteurTerm.objects.filter(group__coalition=coalition, until=None).select_related("person")
        memberships = GroupMembership.objects.filter(group__in={row.members_of for row in rows if row.members_of})
        members: dict[int, list[str]] = {}
        for membership in memberships.select_related("person").order_by("person"):
            members.setdefault(membership.group_id, []).append(str(membership.person))
        return cls(
            people={number: str(person) for number, person in people.items()},
            coordinators=sorted(str(coordinator.person) for coordinator in coordinators),
            organisations={
                voice.organisation_id: (voice.organisation.name, str(voice.representative or "")) for voice in voices
            },
            rapporteurs={term.group_id: str(term.person) for term in terms},
            groups=dict(coalition.groups.values_list("pk", "name")),
            members=members,
        )

    def of_row(self, row: Any) -> tuple[str, Sequence[str]]:
        """The role or organisation that is asked, and who holds it."""
        if row.person:
            return row.whose, [self.people[row.person]]
        if row.rapporteurs:
            return row.whose, sorted(set(self.rapporteurs.values()))
        if row.organisation:
            name, voice = self.organisations.get(row.organisation, ("", ""))
            return name, [voice] if voice else []
        if row.rapporteur_of:
            group = in_page_language(self.groups.get(row.rapporteur_of, ""))
            led = self.rapporteurs.get(row.rapporteur_of)
            return row.whose or _("Rapporteur of %(group)s") % {"group": group}, [led] if led else []
        if row.members_of:
            return row.whose, self.members.get(row.members_of, [])
        if row.representatives:
            return row.whose, sorted({voice for _name, voice in self.organisations.values() if voice})
        return (row.whose or _("Coordinators"), self.coordinators) if row.coordinators else (row.whose, [])
