"""What changed between two texts, word by word."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from openupr.text.joining import PIECES

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A piece of text that stayed, was removed or was added."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> list[TextChange]:
    """The two texts as one list of changes.

    "same" and "added" pieces give `after`; "same" and "removed" ones give `before`.
    """
    old, new = PIECES.findall(before), PIECES.findall(after)
    stretches: list[TextChange] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            stretches.append(TextChange("same", "".join(old[a:b])))
            continue
        if a < b:
            stretches.append(TextChange("removed", "".join(old[a:b])))
        if c < d:
            stretches.append(TextChange("added", "".join(new[c:d])))
    return stretches


def share_changed(before: Sequence[str], after: Sequence[str]) -> float:
    """Which share of the words of two versions differs, 0 to 1.

    The words added or removed, whichever are more, divided by those of the longer version: added
    words count in full, replaced words once. Paragraphs that both versions have are set aside
    first, also where they moved.
    """
    whole = max(sum(len(text.split()) for text in version) for version in (before, after))
    if not whole:
        return 0.0
    removed = added = 0
    for gone, came in _without_moved(
        [
            (before[a:b], after[c:d])
            for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
            if tag != "equal"
        ]
    ):
        old, new = " ".join(gone).split(), " ".join(came).split()
        same = _words_kept(old, new)
        removed, added = removed + len(old) - same, added + len(new) - same
    return max(removed, added) / whole


def _without_moved(places: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Iterator[tuple[list[str], list[str]]]:
    """What was removed and added at each place, without texts that only moved."""
    moved = Counter(text for gone, _ in places for text in gone) & Counter(text for _, came in places for text in came)
    left = (moved.copy(), moved.copy())
    for place in places:
        gone, came = ([text for text in side if not _taken(text, of)] for side, of in zip(place, left, strict=True))
        yield gone, came


def _taken(text: str, left: Counter[str]) -> bool:
    left[text] -= 1
    return left[text] >= 0


def _words_kept(old: list[str], new: list[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
