"""What the table of the record is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from openupr.accounts.tests.examples import Example, strangers
from openupr.recommendations.suggestions import (
    confirm_suggestion,
    confirm_suggestions,
    reject_suggestion,
    undo_decision,
)

INTERNAL: Mapping[str, str] = {
    "openupr.recommendations.services": "the record changes by files only: from the command line, the worker, and the"
    " page Import, whose view asks may_import",
}


def example() -> Example:
    """Nothing of the record belongs to anybody; an address without a record behind it is answered all the same."""
    return Example(
        players=strangers(),
        addresses={
            "recommendations:facet": {"name": "state"},
            "recommendations:suggestions-of": {"dimension": "issue", "value": "right-to-land"},
            "recommendations:suggestions-confirm": {"dimension": "issue", "value": "right-to-land"},
            "recommendations:state": {"name": "KHM"},
            "recommendations:state-brief": {"name": "KHM"},
            "recommendations:state-brief-pdf": {"name": "KHM"},
            "recommendations:state-recommends": {"name": "KHM"},
            "recommendations:state-recommends-brief": {"name": "KHM"},
            "recommendations:state-recommends-brief-pdf": {"name": "KHM"},
        },
        calls={confirm_suggestions: {}, confirm_suggestion: {}, reject_suggestion: {}, undo_decision: {}},
    )
