"""What the members of a group say of its recommendations: how many agree, who objects and why, who has not spoken."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from openupr.accounts.models import Person
from openupr.coalitions.models import Group, GroupMembership, RapporteurTerm

from ..models import Proposal, Stance


@dataclass(frozen=True, slots=True)
class StanceTally:
    """What was said of the text as it is now. `members`: how many could speak; `silent`: who has not yet.

    `version`: of the original text. `rapporteur`: of the group, who adopts. `outdated`: objections to an earlier
    wording, of those who have not spoken since.
    """

    stances: tuple[Stance, ...]
    members: int
    silent: tuple[Person, ...]
    version: int
    rapporteur: Person | None = None
    is_adopted: bool = False
    outdated: tuple[Stance, ...] = ()

    @property
    def is_unheard(self) -> bool:
        """Whether the group adopted it before any member had spoken."""
        return self.is_adopted and not self.stances

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
    return _people([group.pk])[0][group.pk]


def stance_tallies(proposals: Iterable[Proposal]) -> Mapping[int, StanceTally]:
    """By the keys of recommendations, what members say of each. Three queries and those of the wordings."""
    found = list(proposals)
    said: dict[int, list[Stance]] = {each.pk: [] for each in found}
    for stance in Stance.objects.filter(proposal__in=found).select_related("person"):
        said[stance.proposal_id].append(stance)
    members, leading = _people({each.group_id for each in found})
    return {each.pk: _tally(each, said[each.pk], members[each.group_id], leading.get(each.group_id)) for each in found}


def _people(groups: Collection[int]) -> tuple[dict[int, dict[int, Person]], dict[int, Person]]:
    """By the keys of groups: its people by their keys, in order of names, and its rapporteur where it has one."""
    joined = GroupMembership.objects.filter(group__in=groups).select_related("person")
    leads = RapporteurTerm.objects.filter(group__in=groups, until=None).select_related("person")
    leading = {each.group_id: each.person for each in leads.order_by()}
    pairs = [(each.group_id, each.person) for each in joined.order_by()] + list(leading.items())
    members: dict[int, dict[int, Person]] = {key: {} for key in groups}
    for group, person in sorted(pairs, key=lambda pair: (pair[1].called, pair[1].pk)):
        members[group][person.pk] = person
    return members, leading


def _tally(
    proposal: Proposal, stances: Sequence[Stance], members: Mapping[int, Person], leads: Person | None
) -> StanceTally:
    """Once it is adopted, all count who were heard; before, those who are in the group."""
    version = original_version(proposal)
    if proposal.members_then is not None:
        return StanceTally(tuple(stances), proposal.members_then, (), version, leads, is_adopted=True)
    heard = [each for each in stances if each.version == version and each.person_id in members]
    spoken = {each.person_id for each in heard}
    silent = tuple(person for key, person in members.items() if key not in spoken)
    unheard = [each for each in stances if each.version != version and each.person_id in members]
    outdated = tuple(each for each in unheard if each.says == Stance.Says.OBJECT)
    return StanceTally(tuple(heard), len(members), silent, version, leads, outdated=outdated)


def original_version(proposal: Proposal) -> int:
    """The version of the original text."""
    return next((each.version for each in proposal.wordings.all() if each.is_original), 0)
