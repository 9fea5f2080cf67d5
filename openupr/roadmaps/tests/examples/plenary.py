"""The plenary."""

from collections.abc import Callable, Mapping
from typing import Any

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.roadmaps.models import Feedback, Plenary
from openupr.roadmaps.plenary import call_group, close_plenary, give_feedback, open_plenary, release, set_aside

INTERNAL: Mapping[str, str] = {}
_LISTS = (
    "plenary", "plenary-projector", "plenary-clock", "plenary-open", "plenary-close", "plenary-feedback",
    "plenary-moderate",
)  # fmt: skip


def plenary(cast: Cast) -> Plenary:
    """An open plenary of twenty minutes."""
    return Plenary.objects.first() or open_plenary(
        by=cast.sophea, coalition=cast.coalition, minutes=20, today=today_there()
    )


def feedback(cast: Cast) -> Feedback:
    """Something said to a group, waiting."""
    return Feedback.objects.first() or give_feedback(
        by=cast.rithy, plenary=plenary(cast), group=cast.land, text="And the islands?"
    )


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    here = cast.at_coalition
    return {
        **{f"roadmaps:{page}": here for page in _LISTS},
        "roadmaps:plenary-call": {**here, "number": cast.land.pk},
        "roadmaps:plenary-release": {**here, "number": feedback(cast).pk},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    on, said = {"plenary": plenary(cast)}, {"feedback": feedback(cast)}
    return {
        open_plenary: {"coalition": cast.coalition},
        call_group: on,
        close_plenary: on,
        give_feedback: on,
        release: said,
        set_aside: said,
    }
