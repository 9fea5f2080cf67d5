"""A joint submission of the demo coalition, at a stage of its work: it goes on from the coalition's stage `drafting`.

One file a stage; a stage's loader is given the coalition as the stages before it left it.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db import transaction

from openupr.coalitions.models import Coalition

from . import lodging, sections, signing
from .sections import finish_what_is_past

__all__ = ["LOADERS", "STAGES", "coalition_day", "finish_what_is_past", "load_demo_submission"]

# In the order in which a submission goes through them.
LOADERS: Mapping[str, Callable[..., None]] = {
    "sections": sections.fill,
    "sign-on": signing.fill,
    "lodged": lodging.fill,
}
STAGES = tuple(LOADERS)
# How many days after the stage before it each is: the coalition's own stages lie before the first.
_DAYS = {"sections": 40, "sign-on": 11, "lodged": 3}


def coalition_day(*, stage: str, today: date) -> date:
    """The day on which the coalition's own stages are, so that a stage of its submission is today."""
    return today - timedelta(days=sum(_DAYS[each] for each in _upto(stage)))


def _upto(stage: str) -> tuple[str, ...]:
    return STAGES[: STAGES.index(stage) + 1]


def load_demo_submission(*, coalition: Coalition, stage: str, today: date) -> None:
    """Take the demo coalition on to a stage of its submission, in one transaction. Raises ValueError for no stage."""
    day = coalition_day(stage=stage, today=today)
    with transaction.atomic():
        for each in _upto(stage):
            day += timedelta(days=_DAYS[each])
            LOADERS[each](coalition=coalition, today=day)
