"""The likely coding of a text: issues and action category, suggested with what speaks for them in the record."""

from .coder import Coder
from .likely import NotLearnedYet, likely_coding, something_coded
from .storage import model_folder, model_version, the_coder
from .suggestion import ActionEvidence, CodingSuggestion, IssueEvidence

__all__ = [
    "ActionEvidence",
    "Coder",
    "CodingSuggestion",
    "IssueEvidence",
    "NotLearnedYet",
    "likely_coding",
    "model_folder",
    "model_version",
    "something_coded",
    "the_coder",
]  # fmt: skip
