"""What the table of decisions is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.coalitions.tests.examples.cast import players as in_the_coalition
from openupr.decisions.consultations import edit_consultation, record_consultation, remove_consultation
from openupr.decisions.decisions import (
    ask_group,
    ask_organisations,
    close_decision,
    close_group_decision,
    count_room,
    count_room_of_group,
)
from openupr.decisions.models import Consultation, Decision
from openupr.decisions.voices import give_voice

INTERNAL: Mapping[str, str] = {}
TODAY = date(2026, 3, 13)
_LISTS = (
    "consultations", "consultations-csv", "consultations-json", "consultation-new",
    "decisions", "decisions-csv", "decisions-json", "decision-new",
)  # fmt: skip


def example() -> Example:
    """A coalition with everybody who may be in it, its consultation and its decisions."""
    known = cast()
    return Example(players=players(known), addresses=addresses(known), calls=calls(known))


def players(known: Cast) -> tuple[Player, ...]:
    """What they are in the coalition as a whole, they are with regard to these too."""
    about = (Consultation, Decision)
    return tuple(
        replace(each, elsewhere={**each.elsewhere, **dict.fromkeys(about, each.roles_in(known.coalition))})
        for each in in_the_coalition(known)
    )


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
        **{f"decisions:{page}": here for page in _LISTS},
        "decisions:consultation": one,
        "decisions:consultation-remove": one,
        "decisions:decision": asked,
        "decisions:decision-voice": asked,
        "decisions:decision-close": asked,
        "decisions:decision-room": asked,
        "decisions:group-decisions": cast.at_land,
        "decisions:group-decision-new": cast.at_land,
        "decisions:group-decision-close": of_group,
        "decisions:group-decision-room": of_group,
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
