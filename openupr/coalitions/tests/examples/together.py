"""What a coalition does together: consultations and decisions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openupr.coalitions.consultations import edit_consultation, record_consultation, remove_consultation
from openupr.coalitions.decisions import (
    ask_group,
    ask_organisations,
    close_decision,
    close_group_decision,
    count_room,
    count_room_of_group,
)
from openupr.coalitions.models import Consultation, Decision
from openupr.coalitions.voices import give_voice

from .cast import Cast

INTERNAL: Mapping[str, str] = {}
TODAY = date(2026, 3, 13)
_LISTS = (
    "consultations", "consultations-csv", "consultations-json", "consultation-new",
    "decisions", "decisions-csv", "decisions-json", "decision-new",
)  # fmt: skip


def consultation(cast: Cast) -> Consultation:
    """A consultation of the whole coalition."""
    return Consultation.objects.first() or record_consultation(
        by=cast.sophea,
        coalition=cast.coalition,
        day=date(2026, 3, 1),
        place="A province",
        people=23,
        said="We were not told of the concession.",
        today=TODAY,
    )


def decision(cast: Cast) -> Decision:
    """An open question to the organisations."""
    return Decision.objects.filter(group=None).first() or ask_organisations(
        by=cast.sophea,
        coalition=cast.coalition,
        question="Which route?",
        options=[("Joint", "joint"), ("By group", "by-group")],
        quorum=1,
        today=TODAY,
    )


def group_decision(cast: Cast) -> Decision:
    """An open question to the organisations of a group."""
    return Decision.objects.exclude(group=None).first() or ask_group(
        by=cast.dara,
        group=cast.land,
        question="What first?",
        kind="rank",
        options=[("Land", ""), ("Water", "")],
        today=TODAY,
    )


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    here = cast.at_coalition
    one = {**here, "number": consultation(cast).pk}
    asked = {**here, "number": decision(cast).pk}
    of_group = {**cast.at_land, "number": group_decision(cast).pk}
    return {
        **{f"coalitions:{page}": here for page in _LISTS},
        "coalitions:consultation": one,
        "coalitions:consultation-remove": one,
        "coalitions:decision": asked,
        "coalitions:decision-voice": asked,
        "coalitions:decision-close": asked,
        "coalitions:decision-room": asked,
        "coalitions:group-decisions": cast.at_land,
        "coalitions:group-decision-new": cast.at_land,
        "coalitions:group-decision-close": of_group,
        "coalitions:group-decision-room": of_group,
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    here = {"coalition": cast.coalition}
    one, asked = {"consultation": consultation(cast)}, {"decision": decision(cast)}
    of_group = {"decision": group_decision(cast)}
    return {
        record_consultation: here,
        edit_consultation: one,
        remove_consultation: one,
        ask_organisations: here,
        give_voice: asked,
        close_decision: asked,
        count_room: asked,
        ask_group: {"group": cast.land},
        close_group_decision: of_group,
        count_room_of_group: of_group,
    }
