"""What the members of a group say of its recommendations: how many agree, who objects and why, who has not spoken."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from openupr.accounts.models import Person
from openupr.coalitions.models import Group, GroupMembership, RapporteurTerm

from ..models import Proposal, Stance, WordingVersion


@dataclass(frozen=True, slots=True)
class StanceTally:
    """What was said of the text as it is now. `members`: how many could speak; `silent`: who has not yet.

    `version`: of the original text. `rapporteur`: of the group, who adopts; `adopter`: who did. `is_adopted`: it counts
    who was heard by then. `outdated`: objections to an earlier
    wording, of those who have not spoken since. `changed`: the wording now, where members spoke on an earlier one.
    """

    stances: tuple[Stance, ...]
    members: int
    silent: tuple[Person, ...]
    version: int
    rapporteur: Person | None = None
    is_adopted: bool = False
    outdated: tuple[Stance, ...] = ()
    changed: WordingVersion | None = None
    adopter: Person | None = None

    @property
    def is_unheard(self) -> bool:
        """Whether the group adopted it before any member had spoken."""
        return self.is_adopted and not self.stances

    @property
    def is_adopted_anyway(self) -> bool:
        """Whether it was adopted although a member objected or, but for who adopted it, was not heard."""
        return self.is_adopted and (not self.stances or self.unheard > 0 or bool(self.objections))

    @property
    def unheard(self) -> int:
        """How many members but who adopted it were not heard."""
        spoke = {each.person for each in self.stances}
        return self.members - (self.silent_adopter is not None) - len(spoke)

    @property
    def silent_adopter(self) -> Person | None:
        """Who adopted it and said no word of their own on it; None where they did, or it is not known who."""
        return None if self.adopter in {each.person for each in self.stances} else self.adopter

    @property
    def only_member(self) -> Person | None:
        """Who alone can speak before it is adopted; None where several can, or no one."""
        if self.is_adopted or self.members != 1:
            return None
        return next(iter((*self.silent, *(each.person for each in self.stances))), None)

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

    @property
    def are_answered(self) -> bool:
        """Whether every objection has an answer."""
        return all(each.answer for each in self.objections)

    @property
    def waits_for_members(self) -> bool:
        """Whether a member who does not adopt it has not spoken."""
        return not self.is_adopted and any(each != self.rapporteur for each in self.silent)

    @property
    def waits_for_answer(self) -> bool:
        """Whether a member but the rapporteur objects and got no answer."""
        return any(not each.answer and each.person != self.rapporteur for each in self.objections)

    def is_agreed_but_for(self, person: Person | None) -> bool:
        """Whether all members but this one spoke, and none objects: who adopts it need not speak too. Unheard is not
        agreed.
        """
        return bool(self.stances) and not self.objections and all(each == person for each in self.silent)

    def count(self, says: str) -> int:
        """How many say this."""
        return sum(each.says == says for each in self.stances)


def members_of(group: Group) -> dict[int, Person]:
    """The people of a group by their keys, its rapporteur too."""
    return _people([group.pk])[0][group.pk]


def stance_tallies(proposals: Iterable[Proposal]) -> Mapping[int, StanceTally]:
    """By the keys of recommendations, what members say of each. Four queries and those of the wordings."""
    found = list(proposals)
    said: dict[int, list[Stance]] = {each.pk: [] for each in found}
    for stance in Stance.objects.filter(proposal__in=found).select_related("person"):
        said[stance.proposal_id].append(stance)
    members, leading = _people({each.group_id for each in found})
    changed = _changed(found, said)
    return {
        each.pk: _tally(each, said[each.pk], members[each.group_id], leading.get(each.group_id), changed.get(each.pk))
        for each in found
    }


def _changed(proposals: Iterable[Proposal], said: Mapping[int, Sequence[Stance]]) -> dict[int, WordingVersion]:
    """By the keys of recommendations before their group, the wording now, where members spoke on an earlier one."""
    versions = {each.pk: original_version(each) for each in proposals if each.may_be_adopted}
    changed = [key for key, version in versions.items() if any(each.version < version for each in said[key])]
    newest = WordingVersion.objects.filter(wording__proposal__in=changed, wording__is_original=True)
    newest = newest.filter(version=F("wording__version")).select_related("saved_by", "wording")
    return {each.wording.proposal_id: each for each in newest.order_by()}


def _people(groups: Collection[int]) -> tuple[dict[int, dict[int, Person]], dict[int, RapporteurTerm]]:
    """By the keys of groups: its people by their keys, in order of names, and who leads it where somebody does."""
    joined = GroupMembership.objects.filter(group__in=groups).select_related("person")
    leads = RapporteurTerm.objects.filter(group__in=groups, until=None).select_related("person")
    leading = {each.group_id: each for each in leads.order_by()}
    pairs = [(each.group_id, each.person) for each in joined.order_by()]
    pairs += [(each.group_id, each.person) for each in leading.values()]
    members: dict[int, dict[int, Person]] = {key: {} for key in groups}
    for group, person in sorted(pairs, key=lambda pair: (pair[1].called, pair[1].pk)):
        members[group][person.pk] = person
    return members, leading


def _tally(
    proposal: Proposal,
    stances: Sequence[Stance],
    members: Mapping[int, Person],
    term: RapporteurTerm | None,
    changed: WordingVersion | None,
) -> StanceTally:
    """Once it is adopted, all count who were heard; before, those who are in the group."""
    version, leads = original_version(proposal), term.person if term else None
    if proposal.members_then is not None:
        # Who leads since then did not adopt it.
        adopter = leads if term and term.since < proposal.changed.date() else None
        return StanceTally(tuple(stances), proposal.members_then, (), version, leads, is_adopted=True, adopter=adopter)
    heard = [each for each in stances if each.version == version and each.person_id in members]
    spoken = {each.person_id for each in heard}
    silent = tuple(person for key, person in members.items() if key not in spoken)
    earlier = [each for each in stances if each.version != version and each.person_id in members]
    outdated = tuple(each for each in earlier if each.says == Stance.Says.OBJECT)
    return StanceTally(tuple(heard), len(members), silent, version, leads, outdated=outdated, changed=changed)


def waiting_elsewhere(group: Group, person: Person | None) -> list[Group]:
    """A member's other groups in which recommendations wait for their word, each with how many: `waiting`."""
    spoken = Stance.objects.filter(proposal=OuterRef("pk"), person=person)
    unspoken = Proposal.objects.filter(state__in=Proposal.BEFORE_THE_GROUP).exclude(Exists(spoken))
    others = group.coalition.groups.filter(closed=False, memberships__person=person).exclude(pk=group.pk)
    waiting = Count("proposals", filter=Q(proposals__in=unspoken), distinct=True)
    return list(others.annotate(waiting=waiting).filter(waiting__gt=0))


def original_version(proposal: Proposal) -> int:
    """The version of the original text."""
    return next((each.version for each in proposal.wordings.all() if each.is_original), 0)
