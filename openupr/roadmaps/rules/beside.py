"""Two texts beside each other, with what differs."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from openupr.text.joining import PIECES


@dataclass(frozen=True, slots=True)
class TextStretch:
    """A part of a text: "removed" stands in the first one alone, "added" in the second
    one alone.
    """

    kind: str
    text: str
    bold: bool = False
    italic: bool = False


def beside(first: str, second: str) -> tuple[list[TextStretch], list[TextStretch]]:
    """The first text with what the second one lacks, and the second one with what is new in it."""
    old, new = PIECES.findall(first), PIECES.findall(second)
    left, right = [], []
    # The last word is the same word where a sentence follows it now.
    words = [[piece.rstrip() for piece in pieces] for pieces in (old, new)]
    for tag, a, b, c, d in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        is_same = tag == "equal"
        left.append(TextStretch("same" if is_same else "removed", "".join(old[a:b])))
        right.append(TextStretch("same" if is_same else "added", "".join(new[c:d])))
    return [stretch for stretch in left if stretch.text], [stretch for stretch in right if stretch.text]
