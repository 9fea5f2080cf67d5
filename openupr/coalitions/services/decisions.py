"""Decisions of the coalition's organisations."""

from collections.abc import Sequence
from datetime import date, datetime

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act

from ..models import Coalition, Decision, MemberOrganisation, Option, Organisation, Voice
from ..permissions.decision import ASK_ORGANISATIONS, CLOSE_DECISION, GIVE_VOICE
from ..rules.decisions import (
    AlreadySuperseded,
    DayIsOver,
    DecisionClosed,
    NoOutcome,
    NotYourOrganisation,
    StillOpen,
    check_question,
    has_quorum,
)


@act(ASK_ORGANISATIONS, about="coalition")
def ask_organisations(
    *,
    by: Person,
    coalition: Coalition,
    question: str,
    options: Sequence[tuple[str, str]],
    quorum: int = 1,
    closes_on: date | None = None,
    supersedes: Decision | None = None,
    today: date,
) -> Decision:
    """Put a question; `options` are (text, route), the route "" where none follows from it.

    Raises NoQuestion, TooFewOptions, DayIsOver, StillOpen, AlreadySuperseded.
    """
    said = check_question(question, [text for text, _route in options])
    routes = {text.strip(): route for text, route in options}
    if closes_on and closes_on < today:
        raise DayIsOver
    if supersedes:
        _check_superseding(supersedes)
    decision = Decision.objects.create(
        coalition=coalition,
        question=question.strip(),
        asked_on=today,
        closes_on=closes_on,
        quorum=quorum,
        supersedes=supersedes,
    )
    Option.objects.bulk_create(
        Option(decision=decision, order=order, text=text, route=routes[text])
        for order, text in enumerate(said, start=1)
    )
    return decision


def _check_superseding(earlier: Decision) -> None:
    if earlier.closed_at is None:
        raise StillOpen
    if Decision.objects.filter(supersedes=earlier).exists():
        raise AlreadySuperseded


@act(GIVE_VOICE, about="decision")
def give_voice(
    *, by: Person, decision: Decision, organisation: Organisation, option: Option, dissent: str = "", now: datetime
) -> Voice:
    """An organisation's choice, through its representative; the last one before closing counts.

    Raises DecisionClosed, NotYourOrganisation.
    """
    if Decision.objects.select_for_update().get(pk=decision.pk).closed_at is not None:
        raise DecisionClosed
    speaks = MemberOrganisation.objects.filter(
        coalition=decision.coalition, organisation=organisation, representative=by
    )
    if not speaks.exists() or option.decision_id != decision.pk:
        raise NotYourOrganisation
    return Voice.objects.create(
        decision=decision,
        organisation=organisation,
        option=option,
        dissent=dissent.strip(),
        given_by=by,
        given_at=now,
    )


@act(CLOSE_DECISION, about="decision")
def close_decision(*, by: Person, decision: Decision, outcome: str, now: datetime) -> Decision:
    """Close it for good with its outcome in words. Without a quorum it supersedes nothing: what it was to supersede
    stands, and may be superseded by another. Raises DecisionClosed, NoOutcome.
    """
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.closed_at is not None:
        raise DecisionClosed
    if not outcome.strip():
        raise NoOutcome
    current.outcome, current.closed_at = outcome.strip(), now
    if not has_quorum(current.voices.values("organisation").distinct().count(), current.quorum):
        current.supersedes = None
    current.save(update_fields=["outcome", "closed_at", "supersedes"])
    return current
