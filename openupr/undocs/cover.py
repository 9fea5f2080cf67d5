"""What the first pages of a document say: its symbol, the State under Review, the session."""

import re
from collections.abc import Iterator, Sequence

from .states import state_called
from .values import Problem, TextLine

_SYMBOL = re.compile(
    r"A\s?/\s?HRC\s?/\s?(?:WG\.6/)?\d{1,3}\s?/\s?(?:[A-Z]{3}/)?(?:L\.)?\d{1,4}(?:\s?/\s?(?:Add|Rev|Corr)\.\s?\d+)*"
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
}  # fmt: skip
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60}
_SESSION = re.compile(r"held its ((?:\w+[-\s])?\w+) session", re.IGNORECASE)
_REVIEW_OF = re.compile(r"The review of (.{3,60}?) (?:was held|took place|was conducted)")
_COVER = 60


def symbol_in(lines: Sequence[TextLine]) -> str:
    """The first symbol on the cover, "" where there is none."""
    for line in lines[:_COVER]:
        if line.page not in (1, None):
            break
        if match := _SYMBOL.search(line.text):
            return re.sub(r"\s", "", match.group())
    return ""


def state_in(lines: Sequence[TextLine]) -> str:
    """The State whose name is a line of the cover, or of whom the first paragraph says "The review
    of ...".
    """
    for line in lines[:_COVER]:
        if iso3 := state_called(line.text.strip(" *")):
            return iso3
    text = " ".join(line.text for line in lines[: 3 * _COVER])
    match = _REVIEW_OF.search(text)
    return state_called(match[1]) if match else ""


def session_in(lines: Sequence[TextLine]) -> int | None:
    """The Working Group's session, from the first paragraph."""
    text = " ".join(" ".join(line.text for line in lines[: 4 * _COVER]).split())
    match = _SESSION.search(text)
    return ordinal(match[1]) if match else None


def ordinal(words: str) -> int | None:
    """ "twenty-first" and "21st" are 21; None for anything else."""
    words = words.strip().casefold()
    if number := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)?", words):
        return int(number[1])
    *tens, unit = re.split(r"[-\s]+", words)
    ten = next((value for start, value in _TENS.items() if (tens or [unit])[-1].startswith(start)), 0)
    if unit in _ORDINALS:
        return (ten if tens else 0) + _ORDINALS[unit]
    return ten if ten and unit.endswith("ieth") else None


def problems_of_cover(lines: Sequence[TextLine], *, session: bool = True) -> Iterator[Problem]:
    """What the first pages do not say. An addendum names no session."""
    page = lines[0].page if lines else None
    if not symbol_in(lines):
        yield Problem(page, "no symbol", "The first page shows no symbol such as A/HRC/26/16.")
    if not state_in(lines):
        yield Problem(page, "no State under Review", "The first page names no State under Review.")
    if session and session_in(lines) is None:
        yield Problem(page, "no session", "The first paragraph does not say which session of the Working Group it was.")
