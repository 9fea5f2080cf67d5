"""Sentences with facts in them: each fact keeps the address that it comes from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openupr.text.khmer import LETTERS as KHMER

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; `url` is the page of a fact, empty for mere words."""

    text: str
    url: str = ""


Sentence = tuple[Piece, ...]


def sentence_of(template: str, **facts: Piece | str | int) -> Sentence:
    """The template with each %(name)s replaced by the fact of that name. Raises KeyError for a
    missing one.
    """
    pieces: list[Piece] = []
    at = 0
    for place in _PLACE.finditer(template):
        fact = facts[place[1]]
        pieces += [Piece(template[at : place.start()]), fact if isinstance(fact, Piece) else Piece(str(fact))]
        at = place.end()
    return tuple(piece for piece in (*pieces, Piece(template[at:])) if piece.text)


def report_text(sentences: Iterable[Sentence]) -> Sentence:
    """Sentences one after the other."""
    pieces: list[Piece] = []
    for sentence in sentences:
        if sentence:
            pieces += [Piece(" "), *sentence] if pieces else sentence
    return tuple(pieces)


def text_of(sentence: Sentence) -> str:
    """The words alone."""
    return "".join(piece.text for piece in sentence)


def ended(words: str) -> str:
    """Words that somebody typed, with the stop of their script at their end."""
    words = words.strip()
    if not words or words[-1] in ".!?…:;។៕":
        return words
    return f"{words}{'។' if re.match(f'[{KHMER}]', words[-1]) else '.'}"


def headed(name: str) -> str:
    """A name at the head of a line: its article begins with a capital; other words are as their
    owner writes them.
    """
    return name[:1].upper() + name[1:] if name.split(" ")[0] in ("the", "a", "an") else name


def listed(names: Sequence[str], both: str) -> str:
    """A, B and C; `both` joins the last two, such as “ and ”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{both}{names[-1]}"
