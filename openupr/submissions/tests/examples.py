"""What the table of submissions is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from openupr.accounts.tests.examples import Example, strangers

INTERNAL: Mapping[str, str] = {}


def example() -> Example:
    """Any file may be checked by anybody; nothing of it belongs to anybody here."""
    return Example(players=strangers())
