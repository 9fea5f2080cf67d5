"""States as the documents name them: alone in brackets, several in one bracket, brackets inside
brackets.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from openupr.upr.names import UnknownName, fold_name
from openupr.upr.states import STATES, find_state

_BETWEEN = re.compile(r"\s*[,;/&]\s*(?:and\b\s*)?|\s+and\s+", re.IGNORECASE)
_BRACKET = re.compile(r"[()]")
_SQUARE = re.compile(r"\[([^\[\]]{2,400})\]")
_NOTE = re.compile(r"(?<=[^\W\d])\s*\d{1,2}$")  # the sign of a footnote that is not raised: "(Slovenia 1)"
_MOST_WORDS = 12
_LONG = 6  # letters of a name that is known without its blanks
_MOST_PIECES = 5
"""Of one name: "United Kingdom of Great Britain and Northern Ireland" is two pieces."""


class Bracket(NamedTuple):
    """A bracket of a text: `text[start:end]`, brackets included, and the States it names.

    `unknown` are the pieces that no State is called by; where nothing is known, all of it.
    """

    start: int
    end: int
    states: tuple[str, ...]
    unknown: tuple[str, ...]


@lru_cache(maxsize=8192)
def state_called(name: str) -> str:
    """The ISO code of the State of this name, "" where there is none.

    Codes are no names: CAT and CED are treaties.
    """
    name = _NOTE.sub("", name.strip(" .,;:*"))
    if len(name) < 4 and name not in _SHORT_NAMES:
        return ""
    try:
        return find_state(name).iso3
    except UnknownName:
        return _BY_LETTERS.get(_letters(name), "") if " " in name else ""


def _letters(name: str) -> str:
    return fold_name(name).replace(" ", "")


# "Bolivia (Plurinational S tate of)". A short name with a blank in it may be two words.
_BY_LETTERS = {
    letters: state.iso3
    for state in STATES
    for name in (state.name, *state.names)
    if len(letters := _letters(name)) >= _LONG
}
_SHORT_NAMES = frozenset(name for state in STATES for name in state.names if len(name) < 4)  # UK, USA


def states_in(inside: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(ISO codes, pieces that name no State) of what stands in a bracket: "France, Bosnia and
    Herzegovina".
    """
    pieces: list[str] = []
    marks: list[str] = []
    end = 0
    for match in _BETWEEN.finditer(inside):
        pieces.append(inside[end : match.start()])
        marks.append(match.group())
        end = match.end()
    pieces.append(inside[end:])
    states: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(pieces):
        for stop in range(min(len(pieces), at + _MOST_PIECES), at, -1):
            name = "".join(
                piece + mark for piece, mark in zip(pieces[at:stop], [*marks[at : stop - 1], ""], strict=True)
            )
            if iso3 := state_called(name):
                states.append(iso3)
                at = stop
                break
        else:
            if together := _without_commas(tuple(pieces[at].split())):
                states += together
            elif pieces[at].strip(" .,;:*"):
                unknown.append(pieces[at].strip())
            at += 1
    return tuple(dict.fromkeys(states)), tuple(unknown)


@lru_cache(maxsize=1024)
def _without_commas(words: tuple[str, ...]) -> tuple[str, ...]:
    """The States of "United Kingdom France", where every word is part of a name; () for anything
    else.
    """
    if not words or len(words) > _MOST_WORDS:
        return ()
    for length in range(len(words), 0, -1):
        first = state_called(" ".join(words[:length]))
        rest = _without_commas(words[length:]) if first else ()
        if first and (rest or length == len(words)):
            return (first, *rest)
    return ()


def brackets(text: str) -> Iterator[Bracket]:
    """The outermost brackets of a text, in order.

    One that is never closed is passed over, or ends with the text.
    """
    start = text.find("(")
    while start >= 0:
        end = _closing(text, start)
        if end:
            yield Bracket(start, end, *states_in(text[start + 1 : end - 1]))
        elif "(" not in text[start + 1 :]:
            yield Bracket(start, len(text), *states_in(text[start + 1 :].rstrip(" ;.,")))
        start = text.find("(", end or start + 1)


def with_round_brackets(text: str) -> str:
    """The text with "(Spain)" for "[Spain]"; other square brackets stay."""
    return _SQUARE.sub(lambda match: f"({match[1]})" if _names_states(match[1]) else match[0], text)


def _names_states(inside: str) -> bool:
    states, unknown = states_in(inside)
    return len(states) > len(unknown)


def _closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` ends; 0 where it is never closed."""
    depth = 0
    for match in _BRACKET.finditer(text, start):
        depth += 1 if match.group() == "(" else -1
        if depth == 0:
            return match.end()
    return 0
