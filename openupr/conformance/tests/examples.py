"""What the tables of the check and of its rules are tried on: see
openupr/accounts/tests/examples.py.
"""

from collections.abc import Mapping

from openupr.accounts.actions import Role
from openupr.accounts.tests.examples import WITH_AN_ACCOUNT, Example, Player, person, strangers
from openupr.conformance.rule_sets import confirm_rule_set, take_back_rule_set

INTERNAL: Mapping[str, str] = {}


def example() -> Example:
    """Anyone may have a file checked; without one the page asks for it.

    Nary, who operates the server, adds rules.
    """
    nary = person("Nary", is_operator=True)
    return Example(
        players=(*strangers(), Player("Nary, the operator", nary, WITH_AN_ACCOUNT | {Role.OPERATOR})),
        addresses={"conformance:take-back-rules": {"number": 1}},
        calls={confirm_rule_set: {}, take_back_rule_set: {}},
    )
