"""What the table of the record is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from openupr.accounts.tests.examples import Example, strangers
from openupr.recommendations.suggestions import (
    confirm_suggestion,
    confirm_suggestions,
    reject_suggestion,
    undo_decision,
)

_BY_FILES = "by files only: from the command line, the worker, and the page Import, whose view asks may_import"
_CHANGES = ("edition", "file_import", "incoming_files", "suggestions.suggest_coding", "un_documents")
INTERNAL: Mapping[str, str] = {
    **{f"openupr.recommendations.{name}": _BY_FILES for name in _CHANGES},
    "openupr.recommendations.the_index.lists_version": "reads; what it updates is a fingerprint",
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
