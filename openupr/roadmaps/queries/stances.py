"""What the members of a group say of its recommendations: how many agree, who objects and why, who has not spoken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from openupr.accounts.models import Person
from openupr.coalitions.models import Group

from ..models import Proposal, Stance


@dataclass(frozen=True, slots=True)
class StanceTally:
    """What was said of the text as it is now. `members`: how many could speak; `silent`: who has not yet.

    `version`: of the original text.
    """

    stances: tuple[Stance, ...]
    members: int
    silent: tuple[Person, ...]
    version: int

    @property
    def agree(self) -> int:
        """How many agree."""
        return self.count(Stance.Says.AGREE)

    @property
    def live(self) -> int:
        """How many can live with it."""
        return self.count(Stance.Says.LIVE)

    @property
    def objections(self) -> tuple[Stance, ...]:
        """Who objects, with the reasons."""
        return tuple(each for each in self.stances if each.says == Stance.Says.OBJECT)

    def count(self, says: str) -> int:
        """How many say this."""
        return sum(each.says == says for each in self.stances)


def members_of(group: Group) -> dict[int, Person]:
    """The people of a group by their keys, its rapporteur too."""
    leads = Q(rapporteur_terms__group=group, rapporteur_terms__until=None)
    people = Person.objects.filter(Q(group_memberships__group=group) | leads).distinct()
    return {each.pk: each for each in people.order_by("called", "pk")}


def stance_tallies(group: Group, proposals: Iterable[Proposal]) -> Mapping[int, StanceTally]:
    """By the keys of a group's recommendations, what members say of each. Two queries and those of the wordings."""
    found = list(proposals)
    said: dict[int, list[Stance]] = {each.pk: [] for each in found}
    for stance in Stance.objects.filter(proposal__in=found).select_related("person"):
        said[stance.proposal_id].append(stance)
    members = members_of(group)
    return {each.pk: _tally(each, said[each.pk], members) for each in found}


def _tally(proposal: Proposal, stances: Iterable[Stance], members: Mapping[int, Person]) -> StanceTally:
    """Once it is adopted, all count who were heard; before, those who are in the group."""
    version = original_version(proposal)
    if proposal.members_then is not None:
        return StanceTally(tuple(stances), proposal.members_then, (), version)
    heard = [each for each in stances if each.version == version and each.person_id in members]
    spoken = {each.person_id for each in heard}
    silent = tuple(person for key, person in members.items() if key not in spoken)
    return StanceTally(tuple(heard), len(members), silent, version)


def original_version(proposal: Proposal) -> int:
    """The version of the original text."""
    return next((each.version for each in proposal.wordings.all() if each.is_original), 0)
