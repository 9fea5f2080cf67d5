"""Two texts that began as one, joined word by word: what only one side changed is taken over, else
both stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

# Words with the blanks after them, so that the pieces put together are the text again.
PIECES = re.compile(r"\S+\s*|\s+")


class _Edit(NamedTuple):
    """The pieces of the base from `start` to `end` became `new`, on the side `by` (0 or 1)."""

    start: int
    end: int
    new: Sequence[str]
    by: int


@dataclass(frozen=True, slots=True)
class Joined:
    """`text`: what both come to; `overlaps`: (theirs, yours) where both changed the same words and
    so both stand.
    """

    text: str
    overlaps: tuple[tuple[str, str], ...] = ()


def joined(base: str, *, theirs: str, yours: str) -> Joined:
    """Both texts against the one that both began with. No word that either side brought is lost.

    What one side took out and the other left is out; what one took out and the other changed stands
    as changed.
    """
    old = _words(base)
    edits = sorted([*_edits(old, _words(theirs), 0), *_edits(old, _words(yours), 1)], key=lambda edit: edit[:2])
    pieces: list[str] = []
    overlaps: list[tuple[str, str]] = []
    at = 0
    for together in _overlapping(edits):
        start, end = together[0].start, max(edit.end for edit in together)
        pieces += old[at:start]
        first, second = (_side(old, start, end, together, by) for by in (0, 1))
        if len({edit.by for edit in together}) == 1:
            pieces += (first, second)[together[0].by]
        elif first == second:
            pieces += first
        else:
            pieces += [*first, *second]
            overlaps.append(("".join(first).strip(), "".join(second).strip()))
        at = end
    return Joined("".join([*pieces, *old[at:]]).strip(), tuple(overlaps))


def _words(text: str) -> list[str]:
    # With a blank at the end the last word is the same word when a sentence follows it.
    return PIECES.findall(text.strip() + " ") if text.strip() else []


def _edits(old: Sequence[str], new: Sequence[str], by: int) -> Iterator[_Edit]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Edit(a, b, new[c:d], by)


def _overlapping(edits: Sequence[_Edit]) -> Iterator[list[_Edit]]:
    """Edits in groups that touch the same words of the base.

    One that only borders on another touches it not.
    """
    together: list[_Edit] = []
    end = -1
    for edit in edits:
        same_place = bool(together) and edit.start == edit.end == together[0].start == end
        if together and (edit.start < end or same_place):
            together.append(edit)
        else:
            if together:
                yield together
            together, end = [edit], edit.end
        end = max(end, edit.end)
    if together:
        yield together


def _side(old: Sequence[str], start: int, end: int, together: Sequence[_Edit], by: int) -> list[str]:
    """What one side made of a stretch of the base."""
    words: list[str] = []
    at = start
    for edit in together:
        if edit.by == by:
            words += [*old[at : edit.start], *edit.new]
            at = edit.end
    return [*words, *old[at:end]]
