"""What became of the end notes that stand for a paragraph's sources."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ..flowing import markup_of
from ..markup import plain_words
from .likeness import ALIKE, holds, likeness, words


def note_of(source: str) -> str:
    """A source as it comes back: an end note."""
    return f"^[{markup_of(source)}]"


def notes_in(text: str) -> Iterator[str]:
    """The notes of a text in markup, each from "^[" to the bracket that ends it."""
    depth, begins, at = 0, 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif not depth and text.startswith("^[", at):
            depth, begins = 1, at
            at += 1
        elif depth and text[at] in "[]":
            depth += 1 if text[at] == "[" else -1
            if not depth:
                yield text[begins : at + 1]
        at += 1


def said_by(note: str) -> str:
    """What a note says, in plain words."""
    return plain_words(note.removeprefix("^[").removesuffix("]"))


def reworded(missing: Sequence[str], sent: str, returned: str) -> list[tuple[str, str]]:
    """(source, the note that it reads as now) of sources that are missing while a note alike, which was not sent, is
    there, most alike first. `sent` and `returned` are all the text of a paragraph.
    """
    new = list((Counter(notes_in(returned)) - Counter(notes_in(sent))).elements())
    scored = []
    for source in missing:
        own = words(source)
        for note in new:
            there = words(said_by(note))
            if (alike := likeness(own, there)) >= ALIKE or holds(there, own):
                scored.append((alike, source, note))
    found: list[tuple[str, str]] = []
    left, free = Counter(missing), Counter(new)
    for _, source, note in sorted(scored, key=lambda each: -each[0]):
        if left[source] and free[note]:
            found.append((source, note))
            left[source] -= 1
            free[note] -= 1
    return found
