"""A note of which no word is left is known by its place: another note whose mark stands where its mark stood."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from .sources import notes_in


def replaced(sent: str, returned: str) -> list[tuple[str, str]]:
    """(a note that was sent, the one that stands in its place now), in order. `sent` and `returned` are all the text of
    a paragraph.

    What changed between them has to be made alike, words and notes in the same order: a note after words that are new
    is a note on those.
    """
    old, new = list(_pieces(sent)), list(_pieces(returned))
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and _shape(old[a:b]) == _shape(new[c:d]):
            found += zip(_notes(old[a:b]), _notes(new[c:d]), strict=True)
    return found


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
    kinds = ["n" if _is_note(each) else "w" for each in pieces]
    return "".join(kind for at, kind in enumerate(kinds) if kind == "n" or not at or kinds[at - 1] == "n")


def _notes(pieces: Sequence[str]) -> list[str]:
    return [each for each in pieces if _is_note(each)]
