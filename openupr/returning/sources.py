"""What became of the end notes that stand for a paragraph's sources."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from openupr.documents.light_markup import markup_of, plain_words
from openupr.returning.likeness import ALIKE, holds, likeness, words


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
    """(source, the note that it reads as now) of sources that are missing while a note alike, which
    was not sent, is there, most alike first. `sent` and `returned` are all the text of a paragraph.
    """
    new = list((Counter(notes_in(returned)) - Counter(notes_in(sent))).elements())
    scored = []
    for source in missing:
        own = words(source)
        for note in new:
            there = words(said_by(note))
            if (alike := likeness(own, there)) >= ALIKE or holds(there, own):
                scored.append((alike, source, note))
    pairs: list[tuple[str, str]] = []
    left, free = Counter(missing), Counter(new)
    for _, source, note in sorted(scored, key=lambda score: -score[0]):
        if left[source] and free[note]:
            pairs.append((source, note))
            left[source] -= 1
            free[note] -= 1
    return pairs


def replaced(sent: str, returned: str) -> list[tuple[str, str]]:
    """(a note that was sent, the one that stands in its place now), in order: for notes of which no
    word is left.

    `sent` and `returned` are all the text of a paragraph.

    What changed between them has to be made alike, words and notes in the same order: a note after
    words that are new is a note on those.
    """
    old, new = list(_pieces(sent)), list(_pieces(returned))
    pairs: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and _shape(old[a:b]) == _shape(new[c:d]):
            pairs += zip(_notes(old[a:b]), _notes(new[c:d]), strict=True)
    return pairs


def _pieces(text: str) -> Iterator[str]:
    """Words and notes in order."""
    at = 0
    for note in notes_in(text):
        begins = text.index(note, at)
        yield from text[at:begins].split()
        yield note
        at = begins + len(note)
    yield from text[at:].split()


def _is_note(piece: str) -> bool:
    return piece.startswith("^[")


def _shape(pieces: Sequence[str]) -> str:
    """ "w" for words, "n" for a note: "wn" is a note after words."""
    kinds = ["n" if _is_note(piece) else "w" for piece in pieces]
    return "".join(kind for at, kind in enumerate(kinds) if kind == "n" or not at or kinds[at - 1] == "n")


def _notes(pieces: Sequence[str]) -> list[str]:
    return [piece for piece in pieces if _is_note(piece)]
