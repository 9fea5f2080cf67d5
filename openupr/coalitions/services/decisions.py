"""Decisions of organisations: of all in the coalition, or of those in one group."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.web.hooks import Hook

from ..actions.decision import ASK_GROUP, ASK_ORGANISATIONS, CLOSE_DECISION, CLOSE_GROUP_DECISION, GIVE_VOICE
from ..models import Coalition, Decision, Group, MemberOrganisation, Option, Organisation, Voice
from ..queries.decisions import DecisionTally, tally_of
from ..rules.decisions import (
    MOST_RANKED,
    AlreadySuperseded,
    DayIsOver,
    DecisionClosed,
    NoOutcome,
    NoReasonGiven,
    NotARanking,
    NotAsked,
    NotYourOrganisation,
    StillOpen,
    TooManyOptions,
    check_question,
    check_ranking,
    places_for,
)

_Kind = Decision.Kind
# Called when a decision is closed: its tally, who closed it, and when.
ON_DECISION_CLOSED = Hook[Callable[[DecisionTally, Person, datetime], None]]("ON_DECISION_CLOSED")


class HowAsked(TypedDict, total=False):
    """How a question is put. `options` are (text, route), the route "" where none follows from it; in a ranking (text,
    key of what it is). A question that is agreed to needs none.
    """

    options: Sequence[tuple[str, str]]
    kind: str
    quorum: int
    closes_on: date | None
    supersedes: Decision | None


@act(ASK_ORGANISATIONS, _("Put a question to the organisations"), about="coalition")
def ask_organisations(
    *, by: Person, coalition: Coalition, question: str, today: date, **how: Unpack[HowAsked]
) -> Decision:
    """Put a question to all organisations.

    Raises NoQuestion, TooFewOptions, TooManyOptions, DayIsOver, StillOpen, AlreadySuperseded.
    """
    return _ask(Decision(coalition=coalition), question, today=today, **how)


@act(ASK_GROUP, _("Put a question to a group's organisations"), about="group")
def ask_group(*, by: Person, group: Group, question: str, today: date, **how: Unpack[HowAsked]) -> Decision:
    """Put a question to the organisations of one group. Takes and raises what `ask_organisations` does."""
    return _ask(Decision(coalition=group.coalition, group=group), question, today=today, **how)


def _ask(
    decision: Decision,
    question: str,
    *,
    today: date,
    options: Sequence[tuple[str, str]] = (),
    kind: str = _Kind.CHOOSE,
    quorum: int = 1,
    closes_on: date | None = None,
    supersedes: Decision | None = None,
) -> Decision:
    decision.kind, decision.quorum, decision.closes_on, decision.supersedes = kind, quorum, closes_on, supersedes
    if decision.kind == _Kind.AGREE:
        options = [(value, value) for value in Option.Stand.values]
    said = check_question(question, [text for text, _more in options])
    if len(said) > MOST_RANKED:
        raise TooManyOptions
    if decision.closes_on and decision.closes_on < today:
        raise DayIsOver
    if decision.supersedes:
        _check_superseding(decision.supersedes)
    decision.question, decision.asked_on = question.strip(), today
    decision.save()
    meant = {text.strip(): more for text, more in options}
    field = "route" if decision.kind == _Kind.CHOOSE else "key"
    Option.objects.bulk_create(
        Option(decision=decision, order=order, text=text, **{field: meant[text]}) for order, text in enumerate(said, 1)
    )
    return decision


def _check_superseding(earlier: Decision) -> None:
    if earlier.closed_at is None:
        raise StillOpen
    if Decision.objects.filter(supersedes=earlier).exists():
        raise AlreadySuperseded


@act(GIVE_VOICE, _("Answer for an organisation"), about="decision", names="organisation")
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
    """An organisation's choice, or its `ranking`, through its representative; the last one before closing counts.

    `dissent` is the reason where it objects. Raises DecisionClosed, NotYourOrganisation, NotAsked, RankedTwice,
    NoReasonGiven.
    """
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.closed_at is not None:
        raise DecisionClosed
    _check_speaker(by, current, organisation)
    chosen = list(ranking) if current.kind == _Kind.RANK else [option] if option else []
    if any(each.decision_id != current.pk for each in chosen):
        raise NotYourOrganisation
    order = [each.order for each in chosen]
    check_ranking(order)
    if chosen[0].key == Option.Stand.OBJECT and current.kind == _Kind.AGREE and not dissent.strip():
        raise NoReasonGiven
    return Voice.objects.create(
        decision=decision,
        organisation=organisation,
        option=chosen[0],
        ranking=order[: places_for(current.options.count())] if current.kind == _Kind.RANK else [],
        dissent=dissent.strip(),
        given_by=by,
        given_at=now,
    )


def _check_speaker(by: Person, decision: Decision, organisation: Organisation) -> None:
    speaks = MemberOrganisation.objects.filter(
        coalition=decision.coalition_id, organisation=organisation, representative=by
    )
    if not speaks.exists():
        raise NotYourOrganisation
    if decision.group and not decision.group.organisations.filter(pk=organisation.pk).exists():
        raise NotAsked


@act(CLOSE_DECISION, _("Close a decision and record its outcome"), about="decision")
def close_decision(*, by: Person, decision: Decision, outcome: str, now: datetime) -> Decision:
    """Close it for good with its outcome in words. Without a quorum it supersedes nothing: what it was to supersede
    stays, and may be superseded by another. Raises DecisionClosed, NoOutcome.
    """
    return _close(decision, outcome, by=by, now=now)


@act(CLOSE_GROUP_DECISION, _("Close a group's decision and record its outcome"), about="decision")
def close_group_decision(*, by: Person, decision: Decision, outcome: str, now: datetime) -> Decision:
    """The same for a decision of one group."""
    return _close(decision, outcome, by=by, now=now)


def _close(decision: Decision, outcome: str, *, by: Person, now: datetime) -> Decision:
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.closed_at is not None:
        raise DecisionClosed
    if not outcome.strip():
        raise NoOutcome
    current.outcome, current.closed_at = outcome.strip(), now
    current.save(update_fields=["outcome", "closed_at"])
    if tally := tally_of(current.coalition, current.pk):
        if not tally.has_quorum:
            current.supersedes = None
            current.save(update_fields=["supersedes"])
        for tell in ON_DECISION_CLOSED:
            tell(tally, by, now)
    return current


@act(CLOSE_DECISION, _("Type in how a room was counted"), about="decision")
def count_room(*, by: Person, decision: Decision, way: str, counts: Mapping[int, int], today: date) -> Decision:
    """What a show of hands or stickers in a room gave, typed in; again replaces it.

    `counts`: hands or stickers by the key of the option. Raises DecisionClosed, NotARanking.
    """
    return _count(decision, way, counts, by=by, today=today)


@act(CLOSE_GROUP_DECISION, _("Type in how a group's room was counted"), about="decision")
def count_room_of_group(
    *, by: Person, decision: Decision, way: str, counts: Mapping[int, int], today: date
) -> Decision:
    """The same for a decision of one group."""
    return _count(decision, way, counts, by=by, today=today)


def _count(decision: Decision, way: str, counts: Mapping[int, int], *, by: Person, today: date) -> Decision:
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.closed_at is not None:
        raise DecisionClosed
    if current.kind != _Kind.RANK:
        raise NotARanking
    for option in current.options.all():
        option.room = counts.get(option.pk, 0)
        option.save(update_fields=["room"])
    current.room_way, current.room_by, current.room_on = way, by, today
    current.save(update_fields=["room_way", "room_by", "room_on"])
    return current
