"""What the table of a coalition is tried on: see openupr/accounts/tests/examples.py. One file a
noun, joined here.

A noun's file has `addresses(cast)`, `calls(cast)` and `INTERNAL`; it makes what it needs beyond the
cast itself.
"""

from openupr.accounts.tests.examples import Example

from . import chosen_file, coalition, groups, pairing, people, timeline
from .cast import cast, players

NOUNS = (coalition, groups, pairing, people, timeline, chosen_file)
INTERNAL = {
    **{name: reason for noun in NOUNS for name, reason in noun.INTERNAL.items()},
}


def example() -> Example:
    """A coalition for Cambodia with two groups and everybody who may be in it."""
    known = cast()
    return Example(
        players=players(known),
        addresses={route: parts for noun in NOUNS for route, parts in noun.addresses(known).items()},
        calls={service: given for noun in NOUNS for service, given in noun.calls(known).items()},
    )
