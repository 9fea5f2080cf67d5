"""What the table of the whole is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from openupr.accounts.tests.examples import Example, strangers

INTERNAL: Mapping[str, str] = {}


def example() -> Example:
    """Its pages are about nothing that belongs to anybody."""
    return Example(players=strangers())
