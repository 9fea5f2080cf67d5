"""What members say of a recommendation, and what becomes of it: proposed, adopted,
merged, dropped.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.messages import GroupAsk
from openupr.coalitions.models import Group, GroupMembership, RapporteurTerm

from .actions import ANSWER_OBJECTION, GIVE_STANCE, PUT_FORWARD, SETTLE_PROPOSAL
from .models import EarlierObjection, Proposal, Stance, WordingVersion
from .rules.proposals import (
    BY_ANY_MEMBER,
    CannotMerge,
    NoSuchMove,
    NotAllHeard,
    NotBeforeTheGroup,
    RapporteurAdopts,
    check_move,
    check_objection,
    cleaned_text,
)


@dataclass(frozen=True, slots=True)
class StanceTally:
    """What was said of the text as it is now. `members`: how many could speak; `silent`: who has
    not yet.

    `version`: of the original text. `rapporteur`: of the group, who adopts; `adopter`: who did.
    `is_adopted`: it counts who was heard by then. `outdated`: objections to an earlier wording, of
    those who have not spoken since. `changed`: the wording now, where members spoke on an earlier
    one.
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
        """Whether it was adopted although a member objected, or a member other than the one who
        adopted it was not heard.
        """
        return self.is_adopted and (not self.stances or self.unheard > 0 or bool(self.objections))

    @property
    def unheard(self) -> int:
        """How many members, except the person who adopted it, were not heard."""
        spoke = {stance.person for stance in self.stances}
        return self.members - (self.silent_adopter is not None) - len(spoke)

    @property
    def silent_adopter(self) -> Person | None:
        """Who adopted it and said no word of their own on it; None where they did, or it is not
        known who.
        """
        return None if self.adopter in {stance.person for stance in self.stances} else self.adopter

    @property
    def only_member(self) -> Person | None:
        """Who alone can speak before it is adopted; None where several can, or no one."""
        if self.is_adopted or self.members != 1:
            return None
        return next(iter((*self.silent, *(stance.person for stance in self.stances))), None)

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
        return tuple(stance for stance in self.stances if stance.says == Stance.Says.OBJECT)

    @property
    def are_answered(self) -> bool:
        """Whether every objection has an answer."""
        return all(objection.answer for objection in self.objections)

    @property
    def waits_for_members(self) -> bool:
        """Whether a member who does not adopt it has not spoken."""
        return not self.is_adopted and any(person != self.rapporteur for person in self.silent)

    @property
    def waits_for_answer(self) -> bool:
        """Whether a member but the rapporteur objects and got no answer."""
        return any(not objection.answer and objection.person != self.rapporteur for objection in self.objections)

    def is_agreed_but_for(self, person: Person | None) -> bool:
        """Whether all members but this one spoke, and none objects: who adopts it need not speak
        too. Unheard is not agreed.
        """
        return bool(self.stances) and not self.objections and all(member == person for member in self.silent)

    def count(self, says: str) -> int:
        """How many say this."""
        return sum(stance.says == says for stance in self.stances)


def people_in_group(group: Group) -> dict[int, Person]:
    """The people of a group by their keys, its rapporteur too."""
    return _people([group.pk])[0][group.pk]


def stance_tallies(proposals: Iterable[Proposal]) -> Mapping[int, StanceTally]:
    """By the keys of recommendations, what members say of each. Four queries and those of the
    wordings.
    """
    proposals_read = list(proposals)
    stances: dict[int, list[Stance]] = {proposal.pk: [] for proposal in proposals_read}
    for stance in Stance.objects.filter(proposal__in=proposals_read).select_related("person"):
        stances[stance.proposal_id].append(stance)
    members, leading = _people({proposal.group_id for proposal in proposals_read})
    changed = _changed(proposals_read, stances)
    return {
        proposal.pk: _tally(
            proposal,
            stances[proposal.pk],
            members[proposal.group_id],
            leading.get(proposal.group_id),
            changed.get(proposal.pk),
        )
        for proposal in proposals_read
    }


def _changed(proposals: Iterable[Proposal], stances: Mapping[int, Sequence[Stance]]) -> dict[int, WordingVersion]:
    """By the keys of recommendations before their group, the wording now, where members spoke on an
    earlier one.
    """
    versions = {proposal.pk: original_version(proposal) for proposal in proposals if proposal.may_be_adopted}
    changed = [key for key, version in versions.items() if any(stance.version < version for stance in stances[key])]
    newest = WordingVersion.objects.filter(wording__proposal__in=changed, wording__is_original=True)
    newest = newest.filter(version=F("wording__version")).select_related("saved_by", "wording")
    return {newest_version.wording.proposal_id: newest_version for newest_version in newest.order_by()}


def _people(groups: Collection[int]) -> tuple[dict[int, dict[int, Person]], dict[int, RapporteurTerm]]:
    """By the keys of groups: its people by their keys, in order of names, and who leads it where
    somebody does.
    """
    joined = GroupMembership.objects.filter(group__in=groups).select_related("person")
    leads = RapporteurTerm.objects.filter(group__in=groups, until=None).select_related("person")
    leading = {term.group_id: term for term in leads.order_by()}
    pairs = [(membership.group_id, membership.person) for membership in joined.order_by()]
    pairs += [(term.group_id, term.person) for term in leading.values()]
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
    heard = [stance for stance in stances if stance.version == version and stance.person_id in members]
    spoken = {stance.person_id for stance in heard}
    silent = tuple(person for key, person in members.items() if key not in spoken)
    earlier = [stance for stance in stances if stance.version != version and stance.person_id in members]
    outdated = tuple(stance for stance in earlier if stance.says == Stance.Says.OBJECT)
    return StanceTally(tuple(heard), len(members), silent, version, leads, outdated=outdated, changed=changed)


def waiting_elsewhere(group: Group, person: Person | None) -> list[Group]:
    """A member's other groups in which recommendations wait for their word, each with how many:
    `waiting`.
    """
    spoken = Stance.objects.filter(proposal=OuterRef("pk"), person=person)
    unspoken = Proposal.objects.filter(state__in=Proposal.BEFORE_THE_GROUP).exclude(Exists(spoken))
    others = group.coalition.groups.filter(closed=False, memberships__person=person).exclude(pk=group.pk)
    waiting = Count("proposals", filter=Q(proposals__in=unspoken), distinct=True)
    return list(others.annotate(waiting=waiting).filter(waiting__gt=0))


def original_version(proposal: Proposal) -> int:
    """The version of the original text."""
    return next((wording.version for wording in proposal.wordings.all() if wording.is_original), 0)


@act(GIVE_STANCE, _("Say what one thinks of a recommendation"), about="proposal")
def give_stance(*, by: Person, proposal: Proposal, says: str, reason: str = "", version: int, now: datetime) -> Stance:
    """What a member says of it: agree, live, object; again replaces it. `version`: of the original
    that was read.

    Raises NotBeforeTheGroup, NoReasonToObject.
    """
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not current.may_be_adopted or version != original_version(current):
        raise NotBeforeTheGroup
    check_objection(says, reason)
    keep_objections(proposal.stances.filter(person=by), version=version)
    values = {"says": says, "reason": reason.strip(), "answer": "", "version": version, "given_at": now}
    stance, _is_new = Stance.objects.update_or_create(proposal=proposal, person=by, defaults=values)
    return stance


def keep_objections(stances: QuerySet[Stance], *, version: int) -> None:
    """Before stances are deleted, keep the objections that were answered, or after which the text
    (`version`) changed.
    """
    worked_on = stances.filter(says=Stance.Says.OBJECT).exclude(answer="", version=version)
    EarlierObjection.objects.bulk_create(
        EarlierObjection(
            proposal_id=stance.proposal_id,
            person_id=stance.person_id,
            reason=stance.reason,
            answer=stance.answer,
            version=stance.version,
            given_at=stance.given_at,
        )
        for stance in worked_on
    )


@act(ANSWER_OBJECTION, _("Answer an objection to a recommendation"), about="stance")
def answer_objection(*, by: Person, stance: Stance, text: str) -> Stance:
    """Answer a member's objection. Raises NoProposalText, TooLong, and NotBeforeTheGroup where
    there is none now.
    """
    text = cleaned_text(text)
    objections = Stance.objects.select_for_update().filter(says=Stance.Says.OBJECT)
    current = objections.filter(pk=stance.pk).first()
    if current is None or not current.proposal.may_be_adopted:
        raise NotBeforeTheGroup
    current.answer = text
    current.save(update_fields=["answer"])
    return current


def ask_to_answer(group: Group, before: Iterable[Proposal], tallies: Mapping[int, StanceTally]) -> GroupAsk | None:
    """Ask members to answer the recommendations on which only the rapporteur, or nobody, has
    spoken; None if there are none.
    """
    waiting = sum(tallies[proposal.pk].waits_for_members for proposal in before)
    if not waiting:
        return None
    words = ngettext("A recommendation waits for your answer.", "%(n)s recommendations wait for your answer.", waiting)
    path = reverse("proposals:proposals", args=[group.coalition.key, group.pk])
    return GroupAsk(words % {"n": waiting}, f"{path}?only=speak")


@act(
    PUT_FORWARD,
    {"proposed": _("Put a recommendation before the group"), "draft": _("Take a recommendation back to drafting")},
    about="proposal",
    varies_by="state",
)
def put_forward(*, by: Person, proposal: Proposal, now: datetime) -> Proposal:
    """Put a draft before the group, or take one back to drafting. Raises NoSuchMove where it is
    neither.
    """
    there = "proposed" if proposal.state == Proposal.State.DRAFT else "draft"
    if (proposal.state, there) not in BY_ANY_MEMBER:
        raise NoSuchMove(proposal.state, there)
    return _with_state(proposal, there, reason="", into=None, now=now)


@act(
    SETTLE_PROPOSAL,
    {
        "draft": _("Take a recommendation back to drafting"),
        "proposed": _("Put a recommendation before the group again"),
        "presented": _("Record that a recommendation was presented"),
        "adopted": _("Record that the group adopted a recommendation"),
        "merged": _("Merge a recommendation into another"),
        "dropped": _("Drop a recommendation"),
    },
    about="proposal",
    varies_by="state",
    was="settle",
)
def decide_proposal(
    *,
    by: Person,
    proposal: Proposal,
    state: str,
    reason: str = "",
    into: Proposal | None = None,
    anyway: bool = False,
    now: datetime,
) -> Proposal:
    """Record what became of a recommendation: presented, adopted, merged into another, dropped, or
    opened again.

    A coordinator adopts only where a group has no rapporteur. `anyway`: adopt it although a member
    objects or was not heard. Raises NoSuchMove, NoReasonGiven, CannotMerge, RapporteurAdopts,
    NotAllHeard.
    """
    check_move(proposal.state, state, reason=reason, into=into is not None)
    if into and state == Proposal.State.MERGED:
        _check_merge(proposal, into)
    if state == Proposal.State.ADOPTED:
        _check_adopting(proposal, by, anyway=anyway)
    return _with_state(proposal, state, reason=reason, into=into, now=now)


def _check_adopting(proposal: Proposal, by: Person, *, anyway: bool) -> None:
    tally = stance_tallies([proposal])[proposal.pk]
    if tally.rapporteur not in (None, by):
        raise RapporteurAdopts(tally.rapporteur)
    if not anyway and not tally.is_agreed_but_for(by):
        raise NotAllHeard


def _check_merge(proposal: Proposal, into: Proposal) -> None:
    if into == proposal:
        raise CannotMerge("A recommendation cannot go into itself.")
    if into.group.coalition_id != proposal.group.coalition_id:
        raise CannotMerge("That recommendation is not one of this coalition.")
    if into.state in {Proposal.State.MERGED, Proposal.State.DROPPED}:
        raise CannotMerge("That recommendation was merged or dropped. Choose one that is open.")


def _with_state(proposal: Proposal, state: str, *, reason: str, into: Proposal | None, now: datetime) -> Proposal:
    is_given_up = state in {Proposal.State.MERGED, Proposal.State.DROPPED}
    proposal.state, proposal.reason = state, reason.strip() if is_given_up else ""
    proposal.members_then = None
    if state == Proposal.State.ADOPTED:
        members = people_in_group(proposal.group)
        proposal.members_then = len(members)
        # What the count of the adoption rests on: said of this text, by those who are in the group.
        version = original_version(proposal)
        heard = proposal.stances.filter(version=version, person__in=list(members))
        unheard = proposal.stances.exclude(pk__in=heard.values("pk"))
        keep_objections(unheard, version=version)
        unheard.delete()
    proposal.merged_into = into if state == Proposal.State.MERGED else None
    proposal.changed = now
    proposal.save(update_fields=["state", "reason", "members_then", "merged_into", "changed"])
    return proposal
