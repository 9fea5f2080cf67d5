"""What an entry of an addendum answers: a recommendation's number, then sentences that accept,
refuse or explain.
"""

import re

from .phrases import position_in
from .values import Position

ANSWER = r"(?:(?:fully|partially|partly|not)\s+)?(?:accepted|supported|noted|rejected|unsupported)"
SAYS_RECOMMENDATION = re.compile(r"\brec(?:ommendation)?s?\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z“\"])|(?<=[a-z)][.;])\s+(?=\d)")
_LAST_WORD = re.compile(rf"(?:^|[).;:,]\s*)({ANSWER})\W*$", re.IGNORECASE)
_REFUSES = re.compile(
    r"(?:cannot|can not|could not|(?:does|do|is|are) not|unable to|not in a position to)\b[^.;]{0,40}?"
    r"\b(?:accept|support)|\breject",
    re.IGNORECASE,
)
_IS_UNDECIDED = re.compile(
    r"cannot\b[^.;]{0,40}?\bdefinitive statement|recommendations?\b[^.;]{0,60}\bunder (?:consideration|review)\b",
    re.IGNORECASE,
)
_FIRST_SENTENCES = 2


def position_of_entry(text: str) -> Position:
    """What an entry tells: "partly" where it accepts, and later refuses a recommendation in it."""
    told_first = _told_first(text)
    return "partly" if told_first == "supported" and _later(_REFUSES, text) else told_first


def left_open(text: str) -> str:
    """The sentence in which an entry says that it cannot yet answer, behind its first; "" for
    none.
    """
    return _later(_IS_UNDECIDED, text)


def _told_first(text: str) -> Position:
    """The position that an entry tells in its first sentences, or, as in a table, as its last
    word.
    """
    sentences = SENTENCE.split(text)
    for sentence in sentences[:_FIRST_SENTENCES]:
        if _speaks_of_it(sentence) and (position := position_in(sentence, "answers")):
            return position
    last = _LAST_WORD.search(text)
    return position_in(last[1], "answers") if last else ""


def _later(pattern: re.Pattern[str], text: str) -> str:
    """The sentence behind the first that says so of the recommendation, or of what it asks for; ""
    for none.
    """
    later = SENTENCE.split(text)[1:]
    if pattern is _REFUSES:
        later = [sentence for sentence in later if SAYS_RECOMMENDATION.search(sentence)]
    return next((sentence for sentence in later if pattern.search(sentence)), "")


def _speaks_of_it(sentence: str) -> bool:
    """Whether a sentence is about the recommendation: it says so, or is hardly more than the
    position.
    """
    return bool(SAYS_RECOMMENDATION.search(sentence)) or len(sentence.split()) <= 4
