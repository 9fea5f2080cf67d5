"""One paragraph's text into its wordings, each with the States that made it.

"Ratify CED (France) (Lithuania); sign CED (Portugal, Slovakia);" is two wordings: a bracket of
States ends one where the sentence ends or a new one begins. Inside a sentence a bracket speaks of
what stands before it: of "Ratify the Convention (Spain) and its Protocol (Peru)", Spain asked for
the first half.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from openupr.text.smart.tables import verb

from .states import Bracket, brackets, with_round_brackets

_MARKS = re.compile(r"[\s;:.,/*\"”’'–-]*(?:and\b|&)?[\s,;]*")
_ALTERNATIVE = re.compile(r"\s*(?:/(?!\s*[A-Z])|,|or\b)")
_OPENING = re.compile(r"[\s,/–-]*(?:(?:and|or|as well as|also|further|then|to|\w+ly)[\s,]+)*(\w+)", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"\s*[;.]|\s*/\s*[A-Z]|[\s*\"”]*$|\s*(?:[–-]\s*)?[A-Z“\"]")
_AND = re.compile(r"^(?:and|or)\s+")
_STRAY = " \t;:.,/–-*"
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST = 2
_FEW = 6
"""Words: what stands before the first bracket of "Ratify (Spain), or consider ratifying (Peru) the
Convention" is no recommendation by itself.
"""


class Clause(NamedTuple):
    """`unknown` are pieces of its brackets that name no State."""

    text: str
    states: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class _Piece(NamedTuple):
    """Words, and the brackets of States right behind them."""

    text: str
    states: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return len(_WORD.findall(self.text)) < _FEW


def wordings(text: str) -> list[Clause]:
    """The wordings of a paragraph; the last has no States where its text ends without any."""
    if "[" in text and not any(map(_names_states, brackets(text))):
        text = with_round_brackets(text)
    if end := _end_of_joint(text):
        joint = Clause(" ".join(text[:end].rpartition("(")[0].split()).strip(_STRAY), _states_of_last(text[:end]))
        return [joint, *wordings(text[end:].strip(_STRAY))]
    clauses: list[Clause] = []
    pieces: list[_Piece] = []
    end = 0
    for bracket in brackets(text):
        if not _names_states(bracket):
            continue
        between = text[end : bracket.start]
        if pieces and _MARKS.fullmatch(between):
            before = pieces.pop()
            pieces.append(_Piece(before.text, before.states + bracket.states, before.unknown + bracket.unknown))
        else:
            if pieces and (_NEW_SENTENCE.match(text, end) or _asks_anew(pieces, between)):
                clauses += _of_sentence(pieces)
                pieces = []
            pieces.append(_Piece(between, bracket.states, bracket.unknown))
        end = bracket.end
    rest = text[end:]
    if pieces and not _NEW_SENTENCE.match(text, end):
        before = pieces.pop()
        pieces.append(_Piece(before.text + rest, before.states, before.unknown))
        rest = ""
    clauses += _of_sentence(pieces)
    if _WORD.search(rest):
        clauses.append(Clause(rest.strip(_STRAY), ()))
    return clauses


def _end_of_joint(text: str) -> int:
    """Where a text ends whose last bracket names again all who asked for its alternatives, 0 for
    any other: "sign (Peru)/ratify (Chile) the Convention (Peru, Chile)" is one wording of both.
    """
    naming = [bracket for bracket in brackets(text) if _names_states(bracket)]
    for at, bracket in enumerate(naming[2:], start=2):
        before = naming[:at]
        named = {state for earlier in before for state in earlier.states}
        ends = _NEW_SENTENCE.match(text, bracket.end)
        if (
            ends
            and set(bracket.states) == named
            and all(text[earlier.end :].lstrip().startswith("/") for earlier in before[:-1])
        ):
            return bracket.end
    return 0


def _states_of_last(text: str) -> tuple[str, ...]:
    return [bracket for bracket in brackets(text) if _names_states(bracket)][-1].states


def _asks_anew(pieces: list[_Piece], text: str) -> bool:
    """Whether words in the middle of a sentence ask for something else: "(Peru), and abolish
    the ... (Chile)".
    """
    opening = _OPENING.match(text)
    return bool(
        opening
        and verb(opening[1].casefold())
        and sum(len(_WORD.findall(piece.text)) for piece in pieces) >= _FEW
        and len(_WORD.findall(text)) > _LEAST
    )


def _of_sentence(pieces: list[_Piece]) -> list[Clause]:
    """One wording for each place where a State stands last; a State in two brackets asked for all
    up to the second.

    Alternatives share what follows them: "Consider ratifying (Peru)/ratify (Chile) the Convention
    (Spain)". Where a bracket in the middle names all their States again, it ends no further wording
    of those that have theirs.
    """
    clauses: list[Clause] = []
    with_own: set[str] = set()
    while len(pieces) > 1 and pieces[0].is_short and _ALTERNATIVE.match(pieces[1].text):
        first, *pieces = pieces
        shared = next((piece for piece in pieces if not piece.is_short), pieces[-1])
        clauses.append(
            _wording(f"{first.text.strip(_STRAY)} [...] {shared.text.strip(_STRAY)}", first.states, first.unknown)
        )
        with_own.update(first.states)
    named = with_own.union(*(piece_of_first.states for piece_of_first in pieces[:1]))
    whole = ""
    waiting: list[str] = []
    last = {state: at for at, piece in enumerate(pieces) for state in piece.states}
    for at, piece in enumerate(pieces):
        space = "" if piece.text[:1] in ",;." else " "
        whole = f"{whole.rstrip()}{space}{piece.text.strip()}"
        is_last = at == len(pieces) - 1
        has_theirs = with_own if set(piece.states) == named and not is_last else ()
        waiting += [state for state in piece.states if last[state] == at and state not in has_theirs]
        if (waiting or piece.unknown) and (is_last or len(_WORD.findall(whole)) >= _FEW):
            clauses.append(_wording(whole, waiting, piece.unknown))
            waiting = []
    return clauses


def _wording(text: str, states: Sequence[str], unknown: tuple[str, ...]) -> Clause:
    return Clause(_AND.sub("", " ".join(text.split()).strip(_STRAY)), tuple(dict.fromkeys(states)), unknown)


def _names_states(bracket: Bracket) -> bool:
    """More States than other pieces: "(Spain, Marocco)", but not "(in particular, Spain)"."""
    return len(bracket.states) > 0 and len(bracket.states) >= len(bracket.unknown)
