"""The voices of organisations in decisions: who is asked, who speaks, who is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.for_me import AnsweredByOther
from openupr.coalitions.group_members import organisations_of_its_people
from openupr.coalitions.messages import GroupAsk
from openupr.coalitions.models import Coalition, Group, GroupMembership, MemberOrganisation, Organisation, Participation

from .actions import GIVE_VOICE
from .decisions import DecisionTally
from .models import Decision, Option, Voice
from .rules.decisions import (
    DecisionClosed,
    NoReasonGiven,
    OrganisationNotAsked,
    VoiceOfAnotherOrganisation,
    check_ranking,
    places_for,
)


def speaks_for(person: Person, tally: DecisionTally) -> list[Organisation]:
    """The organisations that are asked in a decision and that somebody represents."""
    decision = tally.decision
    spoken_for = decision.coalition.member_organisations.filter(representative=person).select_related("organisation")
    if decision.group:
        spoken_for = spoken_for.filter(organisation__groups=decision.group)
    return [member.organisation for member in spoken_for]


def order_is_hidden(person: Person | None, tally: DecisionTally) -> bool:
    """Whether a ranking is open and the organisation of this person, or one they speak for, has not
    spoken yet.
    """
    silent = [organisation.pk for organisation in tally.silent]
    if not tally.is_open_ranking or not silent or person is None:
        return False
    coalition = tally.decision.coalition
    takes_part = coalition.participations.filter(person=person, organisation__in=silent)
    speaks = coalition.member_organisations.filter(representative=person, organisation__in=silent)
    return takes_part.exists() or speaks.exists()


def answered_by_others(person: Person, coalitions: Iterable[Coalition]) -> list[AnsweredByOther]:
    """Open decisions that others answer for somebody, until the organisation that they take part for
    has spoken. Those of groups in which somebody works are there
    too. One query.
    """
    here = {"coalition": OuterRef("coalition")}
    part = Participation.objects.filter(person=person, **here).exclude(role=Participation.Role.OBSERVER)
    in_group = Group.organisations.through.objects.filter(group=OuterRef("group"))
    members = MemberOrganisation.objects.filter(organisation=OuterRef("w_mine"), **here)
    rows = Decision.objects.filter(coalition__in=coalitions, closed_at=None).filter(Exists(part))
    rows = rows.annotate(w_mine=Subquery(part.values("organisation")[:1]))
    rows = rows.annotate(w_member=Exists(members), w_in_group=Exists(in_group.filter(organisation=OuterRef("w_mine"))))
    is_asked = Q(w_member=True) & (Q(group=None) | Q(w_in_group=True))
    rows = rows.annotate(w_asked=Case(When(is_asked, then=Value(True)), default=Value(False)))
    spoken = Voice.objects.filter(decision=OuterRef("pk"), organisation=OuterRef("w_mine"))
    works = GroupMembership.objects.filter(person=person, group=OuterRef("group"))
    speaks = MemberOrganisation.objects.filter(representative=person, **here)
    speaks_in_group = in_group.filter(organisation__memberships__representative=person)
    rows = rows.filter(Q(w_asked=True) & ~Exists(spoken) | Q(w_asked=False) & Exists(works))
    rows = rows.exclude(Q(group=None) & Exists(speaks)).exclude(Exists(speaks_in_group))
    decisions = rows.select_related("coalition", "group").order_by("closes_on", "pk")
    return [
        AnsweredByOther(
            coalition=decision.coalition_id,
            label=_("Open decision:"),
            address=reverse("decisions:decision", args=[decision.coalition.key, decision.pk]),
            title=decision.asked,
            group=str(decision.group) if decision.group else "",
            is_asked=decision.w_asked,
        )
        for decision in decisions
    ]


def members_asked(coalition: Coalition, group: Group | None, *, can_speak: bool = False) -> int:
    """How many organisations a question is put to, in the coalition or one group; with `can_speak`
    those that have a voice now.
    """
    members = coalition.member_organisations.filter(**({"organisation__groups": group} if group else {}))
    return (members.exclude(representative=None) if can_speak else members).count()


@dataclass(frozen=True, slots=True)
class Unasked:
    """A question would reach no organisation. `has_organisations`: the coalition has some, the
    group none.

    `come_for`: the organisations that the group's people take part for.
    """

    has_organisations: bool
    come_for: Sequence[str] = ()


def who_is_missing(coalition: Coalition, group: Group | None) -> Unasked | None:
    """What to say if there is no organisation to ask; None if there is one. At most three
    queries.
    """
    if members_asked(coalition, group):
        return None
    if group is None or not members_asked(coalition, None):
        return Unasked(has_organisations=False)
    return Unasked(has_organisations=True, come_for=organisations_of_its_people(group))


@dataclass(frozen=True, slots=True)
class NoVoice:
    """Why somebody has no voice in decisions. `organisation`: the one that they take part for, or
    "".

    `speaker` speaks for it; None if it has no representative. `has_left`: it is no longer a member.
    `group`: only the organisations of this group are asked, and theirs is not in it.
    """

    organisation: str = ""
    speaker: Person | None = None
    has_left: bool = False
    group: str = ""


def why_no_voice(person: Person, tally: DecisionTally) -> NoVoice:
    """Why somebody has no voice in a decision, and who speaks for their organisation. Three queries
    at most.
    """
    return why_no_answer(person, tally.decision.coalition, tally.decision.group)


def why_no_answer(person: Person, coalition: Coalition, group: Group | None = None) -> NoVoice:
    """Why somebody cannot answer for an organisation of the coalition, or of one group."""
    part = coalition.participations.filter(person=person).select_related("organisation").first()
    if part is None or part.organisation is None:
        return NoVoice()
    if group and not group.organisations.filter(pk=part.organisation.pk).exists():
        return NoVoice(part.organisation.name, group=str(group))
    members = coalition.member_organisations.filter(organisation=part.organisation).select_related("representative")
    member = members.first()
    return NoVoice(part.organisation.name, member.representative if member else None, has_left=member is None)


def ask_for_voices(group: Group, _today: date) -> Iterable[GroupAsk]:
    """To speak in each open decision of the group in which not all have spoken."""
    member_organisations = MemberOrganisation.objects.filter(coalition=group.coalition_id, organisation__groups=group)
    for decision in Decision.objects.filter(group=group, closed_at=None).order_by("closes_on", "pk"):
        spoken = decision.voices.values("organisation")
        if spoken and not member_organisations.exclude(organisation__in=spoken).exists():
            continue
        path = reverse("decisions:decision", args=[group.coalition.key, decision.pk])
        yield GroupAsk(_("A question waits for your organisation's answer."), path, decision.closes_on)


@act(GIVE_VOICE, gettext_lazy("Answer for an organisation"), about="decision", names="organisation")
def give_voice(
    *,
    by: Person,
    decision: Decision,
    organisation: Organisation,
    option: Option | None = None,
    ranking: Sequence[Option] = (),
    dissent: str = "",
    now: datetime,
) -> Voice:
    """Save an organisation's choice or `ranking`, as its representative gives it. The last one
    before closing counts. `dissent` is the reason if it objects.

    Raises DecisionClosed, VoiceOfAnotherOrganisation, OrganisationNotAsked, RankedTwice,
    NoReasonGiven.
    """
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.closed_at is not None:
        raise DecisionClosed
    _check_speaker(by, current, organisation)
    chosen = list(ranking) if current.kind == Decision.Kind.RANK else [option] if option else []
    if any(choice.decision_id != current.pk for choice in chosen):
        raise VoiceOfAnotherOrganisation
    order = [choice.order for choice in chosen]
    check_ranking(order)
    if chosen[0].key == Option.Stand.OBJECT and current.kind == Decision.Kind.AGREE and not dissent.strip():
        raise NoReasonGiven
    return Voice.objects.create(
        decision=decision,
        organisation=organisation,
        option=chosen[0],
        ranking=order[: places_for(current.options.count())] if current.kind == Decision.Kind.RANK else [],
        dissent=dissent.strip(),
        given_by=by,
        given_at=now,
    )


def _check_speaker(by: Person, decision: Decision, organisation: Organisation) -> None:
    speaks = MemberOrganisation.objects.filter(
        coalition=decision.coalition_id, organisation=organisation, representative=by
    )
    if not speaks.exists():
        raise VoiceOfAnotherOrganisation
    if decision.group and not decision.group.organisations.filter(pk=organisation.pk).exists():
        raise OrganisationNotAsked
