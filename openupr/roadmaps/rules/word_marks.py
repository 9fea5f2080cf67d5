"""The marks in a roadmap's Word file: names of bookmarks that say which place this is, and what it
said.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from openupr.returning.rows import row_mark

Place = Literal["a", "d", "w", "n", "t"]
"""An answer (by question), its day (by question), a wording (by key), a new recommendation, text
that stays.
"""
BOXES = frozenset({"a", "d", "w", "n"})
_NAME = re.compile(r"rm_([0-9a-f]{8})_(([adwnt])\d{1,12})_([0-9a-f]{6})_([0-9a-f]{4})")
_LABEL = 4


@dataclass(frozen=True, slots=True)
class WordMark:
    """`roadmap`: whose it is; `key`: the place, such as "a4"; `said`, `label`: fingerprints of its
    words.
    """

    roadmap: str
    key: str
    place: str
    said: str
    label: str

    def names(self, label: str) -> bool:
        """Whether these words stand beside the box, as they went out."""
        return row_mark((label,))[:_LABEL] == self.label


def roadmap_code(coalition: str, group: int) -> str:
    """What all marks of one group's roadmap begin with. It says nothing about the coalition (its
    key).
    """
    return hashlib.sha256(f"{coalition} {group}".encode()).hexdigest()[:8]


def mark_name(roadmap: str, key: str, text: str, label: str = "") -> str:
    """The name of a bookmark, at most 40 letters, as Word allows."""
    return f"rm_{roadmap}_{key}_{row_mark((text,))}_{row_mark((label,))[:_LABEL]}"


def mark_of(name: str) -> WordMark | None:
    """What the name of a bookmark says; None where it is no mark of a roadmap."""
    match = _NAME.fullmatch(name)
    return WordMark(*match.groups()) if match else None
