"""What the table of the whole is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from openupr.accounts.actions import Role
from openupr.accounts.models import Person
from openupr.accounts.tests.examples import WITH_AN_ACCOUNT, Example, Player, strangers
from openupr.coalitions.tests.examples.cast import cast

INTERNAL: Mapping[str, str] = {
    "openupr.project.backups": "a backup is taken and restored by commands, and by a page that the gate keeps",
    "openupr.project.upgrading": "the server's start",
}


def _first(person: Person) -> Person:
    person.is_operator = True
    person.save()
    return person


def example() -> Example:
    """Its pages are about the whole: who coordinates a coalition sees more of it than others."""
    known = cast()
    return Example(
        players=(
            *strangers(),
            Player("Sophea, coordinator", known.sophea, WITH_AN_ACCOUNT | {Role.COORDINATOR}),
            Player("Nary, who operates the server", _first(known.nary), WITH_AN_ACCOUNT | {Role.OPERATOR}),
            Player("Chan, member", known.chan, WITH_AN_ACCOUNT),
        )
    )
