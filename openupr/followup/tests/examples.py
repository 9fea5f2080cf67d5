"""What the table of the follow-up is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openupr.accounts.tests.examples import Example
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.followup.models import Evidence, FollowUp
from openupr.followup.services import add_evidence, assess, let_go, remove_evidence, take_up, write_in

INTERNAL: Mapping[str, str] = {
    "openupr.followup.services.forget_in_followup": "accounts call it when authorship in a circle is forgotten",
}
_OF_GROUP = ("follow-ups", "follow-ups-csv", "follow-ups-json", "follow-up-take-up")


def example() -> Example:
    """A coalition for Cambodia, and what its group Land follows up."""
    known = cast()
    return Example(players=players(known), addresses=addresses(known), calls=calls(known))


def follow_up(cast: Cast) -> FollowUp:
    """A line of what was done since."""
    return FollowUp.objects.filter(group=cast.land).first() or write_in(
        by=cast.chan, group=cast.land, text="Title the land of indigenous communities."
    )


def evidence(cast: Cast) -> Evidence:
    """What that line rests on."""
    given = {"what": "Three titles", "kind": "official", "source": "The ministry's site", "reliability": "likely"}
    line = follow_up(cast)
    return line.evidence.first() or add_evidence(by=cast.chan, follow_up=line, day=date(2026, 2, 1), **given)


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    line = {**cast.at_land, "number": follow_up(cast).pk}
    return {
        **{f"followup:{page}": cast.at_land for page in _OF_GROUP},
        "followup:follow-up": line,
        "followup:evidence-add": line,
        "followup:evidence-remove": {**line, "evidence": evidence(cast).pk},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    group, line = {"group": cast.land}, {"follow_up": follow_up(cast)}
    return {
        take_up: group,
        write_in: group,
        assess: line,
        let_go: line,
        add_evidence: line,
        remove_evidence: line,
    }
