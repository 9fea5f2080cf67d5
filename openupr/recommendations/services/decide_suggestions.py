"""People confirm what is suggested, all of one issue at once or one by one, reject it, and take that back."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor

from ..actions import DECIDE_SUGGESTIONS
from ..models import CodingDecision, SuggestedCode
from ..queries.suggestions import open_codes
from .edition import another_coding


class OthersThanShown(ValueError):
    """Since the page was opened, more or fewer are suggested than it says."""

    def __init__(self, shown: int, waiting: int) -> None:
        told = _("The page showed %(shown)s suggestions; now there are %(waiting)s. Look again, then decide.")
        super().__init__(told % {"shown": shown, "waiting": waiting})


@act(DECIDE_SUGGESTIONS, gettext_lazy("Confirmed all suggestions of an issue or category"))
def confirm_suggestions(*, by: Actor, dimension: str, value: str, shown: int, now: datetime) -> CodingDecision:
    """Confirm all suggestions of a value, as many as the page showed. Raises OthersThanShown."""
    codes = open_codes(dimension, value)
    waiting = codes.count()
    if waiting != shown or not waiting:
        raise OthersThanShown(shown, waiting)
    return _decided(codes, dimension, value, CodingDecision.Verdict.CONFIRMED, now)


@act(DECIDE_SUGGESTIONS, gettext_lazy("Confirmed a suggested issue or category"))
def confirm_suggestion(*, by: Actor, code: SuggestedCode, now: datetime) -> CodingDecision:
    """Confirm one suggestion."""
    return _decided(_one(code), code.dimension, code.value, CodingDecision.Verdict.CONFIRMED, now)


@act(DECIDE_SUGGESTIONS, gettext_lazy("Rejected a suggested issue or category"))
def reject_suggestion(*, by: Actor, code: SuggestedCode, now: datetime) -> CodingDecision:
    """Say that one suggestion is wrong: it is not made again."""
    return _decided(_one(code), code.dimension, code.value, CodingDecision.Verdict.REJECTED, now)


@act(DECIDE_SUGGESTIONS, gettext_lazy("Took back a decision on suggested issues or categories"))
def undo_decision(*, by: Actor, decision: CodingDecision, now: datetime) -> CodingDecision:
    """Take a decision back: what it settled waits again."""
    SuggestedCode.objects.filter(decision=decision).update(decision=None)
    decision.undone = now
    decision.save(update_fields=["undone"])
    another_coding()
    return decision


def _one(code: SuggestedCode) -> QuerySet[SuggestedCode]:
    return SuggestedCode.objects.filter(pk=code.pk, decision=None)


def _decided(
    codes: QuerySet[SuggestedCode], dimension: str, value: str, verdict: CodingDecision.Verdict, now: datetime
) -> CodingDecision:
    decision = CodingDecision.objects.create(dimension=dimension, value=value, verdict=verdict, decided=now, settled=0)
    decision.settled = codes.update(decision=decision)
    decision.save(update_fields=["settled"])
    another_coding()
    return decision
