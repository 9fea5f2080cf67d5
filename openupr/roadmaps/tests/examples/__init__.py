"""What roadmaps and proposals are tried on: see openupr/accounts/tests/examples.py. One file a noun, joined here.

A noun's file has `addresses(cast)`, `calls(cast)` and `INTERNAL`; it makes what it needs beyond the cast itself.
"""

from dataclasses import replace

from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import cast
from openupr.decisions.tests.examples import players
from openupr.proposals.tests import examples as proposals
from openupr.roadmaps.models import Plenary

from . import plenary, roadmap

NOUNS = (proposals, roadmap, plenary)
INTERNAL = {
    "openupr.roadmaps.demo": "called by the command `demo`, where there is no coalition",
    "openupr.roadmaps.answers.write_route": "called when a group's decision is closed",
    "openupr.roadmaps.forgetting": "accounts call it when authorship in a circle is forgotten",
    **{name: reason for noun in NOUNS for name, reason in noun.INTERNAL.items()},
}


def example() -> Example:
    """A coalition for Cambodia with two groups, and what they write."""
    known = cast()
    return Example(
        players=tuple(_in_the_plenary(each) for each in players(known)),
        addresses={route: parts for noun in NOUNS for route, parts in noun.addresses(known).items()},
        calls={service: given for noun in NOUNS for service, given in noun.calls(known).items()},
    )


def _in_the_plenary(player: Player) -> Player:
    """With regard to a plenary everybody is what they are in the coalition as a whole."""
    whole = player.elsewhere.get(Coalition, player.roles)
    return replace(player, elsewhere={**player.elsewhere, Plenary: whole})
