"""What the table of the check is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from openupr.accounts.tests.examples import Example, strangers

INTERNAL: Mapping[str, str] = {}


def example() -> Example:
    """Anyone may have a file checked; without one the page asks for it."""
    return Example(players=strangers())
