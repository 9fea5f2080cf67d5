"""Who takes part in a coalition, as what, for whom, in which groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..models import Coalition, GroupMembership, Participation, RapporteurTerm


@dataclass(frozen=True, slots=True)
class TakingPart:
    """One person's part: the participation, the groups they work in and those they are rapporteur of."""

    part: Participation
    groups: tuple[str, ...]
    rapporteur_of: tuple[str, ...]


def people_of(coalition: Coalition) -> Sequence[TakingPart]:
    """Everybody who takes part, by name. Three queries, however many they are."""
    parts = coalition.participations.select_related("person", "organisation").order_by("person__called", "person_id")
    within = {"group__coalition": coalition}
    works = GroupMembership.objects.filter(**within).order_by("group__order").values_list("person_id", "group__name")
    leads = RapporteurTerm.objects.filter(until=None, **within).values_list("person_id", "group__name")
    groups, terms = _by_person(works), _by_person(leads)
    return [TakingPart(part, groups.get(part.person_id, ()), terms.get(part.person_id, ())) for part in parts]


def _by_person(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for person, name in pairs:
        found[person] = (*found.get(person, ()), name)
    return found
