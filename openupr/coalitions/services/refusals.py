"""Refusals, as services raise them and pages show them."""

from openupr.accounts.permissions import Actor

from ..models import Coalition
from ..queries.confided import copied_words
from ..rules.refusals import CopiesATestimony, Refused

__all__ = ["Refused", "check_not_copied"]


def check_not_copied(coalition: Coalition, *texts: str, by: Actor | None) -> None:
    """Raise CopiesATestimony where a text that a report may print holds words of a testimony. A query a text."""
    for text in filter(None, texts):
        if found := copied_words(text, coalition, by=by):
            raise CopiesATestimony(found[0])
