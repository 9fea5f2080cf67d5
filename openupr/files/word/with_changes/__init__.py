"""Reads Word files that went out as a draft and came back: tracked changes and comments with their
authors.

`read_returned(bytes)` gives plain values and raises only `RefusedFile`. Everything happens in
memory. Nothing of the text is left out: what was deleted is there, marked as such.
`read_returned_apart` does it in a process of its own, for files from people that nobody knows.
"""

from openupr.files.word.with_changes.reading import read_returned, read_returned_apart
from openupr.files.word.with_changes.values import (
    ChangeMark,
    ReturnedComment,
    ReturnedFile,
    ReturnedParagraph,
    TrackedPiece,
)

__all__ = [
    "ChangeMark",
    "ReturnedComment",
    "ReturnedFile",
    "ReturnedParagraph",
    "TrackedPiece",
    "read_returned",
    "read_returned_apart",
]
