"""The review that a submission names: by session or cycle on its cover or in its title."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from openupr.files.word import ReadParagraph
from openupr.upr.cycles import CYCLES, SESSIONS

from .parts import Parts, looks_like_heading
from .vocabulary import number_words, pattern

_LONGEST_LINE = 30  # words
_LONGEST_WITH_STOP = 8  # words: a longer line that ends like a sentence is one
_MOST_SESSIONS = 14  # no cycle so far had more


class ReviewNamed(NamedTuple):
    """`cycle`, `session`: None if not named, or beyond all known cycles.

    `is_listed`: the session is in the list of sessions; else the cycle is inferred from its number.
    """

    cycle: int | None = None
    session: int | None = None
    is_listed: bool = True


def review_named(parts: Parts) -> ReviewNamed:
    """The review of the submission. Running text never counts: it mentions earlier reviews."""
    lines = [line.text for line in _lines(parts)]
    # Of several, the latest: a title may name the review that it follows up.
    session = max(_numbers(_session(), lines), default=None)
    if session is None:
        return ReviewNamed(max(_numbers(_cycle(), lines), default=None))
    listed = next((known.cycle for known in SESSIONS if known.number == session), None)
    return ReviewNamed(listed or _expected_cycle(session), session, listed is not None)


def _expected_cycle(session: int) -> int | None:
    """The cycle of a session that is not listed yet, as far as its number tells."""
    open_ones = (cycle for cycle in CYCLES if cycle.last_session is None)
    within = (cycle for cycle in open_ones if cycle.first_session <= session < cycle.first_session + _MOST_SESSIONS)
    return next((cycle.number for cycle in within), None)


def _lines(parts: Parts) -> Iterator[ReadParagraph]:
    """Lines of the cover, or the title, that are no sentences or say that they name the review."""
    title = takewhile(_is_before_text, parts.beginning)
    for line in parts.cover or title:
        is_line = not line.text.rstrip().endswith((".", ";")) or line.words <= _LONGEST_WITH_STOP
        if line.words <= _LONGEST_LINE and (is_line or pattern("parts", "cover").search(line.text)):
            yield line


def _is_before_text(paragraph: ReadParagraph) -> bool:
    """Whether a paragraph may be part of a title: no sentence, number or lower heading."""
    is_heading = paragraph.number > 1 and looks_like_heading(paragraph)
    is_sentence = paragraph.words > _LONGEST_WITH_STOP and paragraph.text.rstrip().endswith((".", ";", ":"))
    of_the_review = bool(pattern("parts", "cover").search(paragraph.text)) and paragraph.words <= _LONGEST_LINE
    return paragraph.numbering != "number" and (of_the_review or not (is_heading or is_sentence))


_FIGURE = r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|e|è|ème|ª|\.?º)?"


@cache
def _session() -> re.Pattern[str]:
    between = r"\s+(?:UPR\s+)?(?:working group\s+)?"
    named = rf"(?:{_FIGURE}|\b({_words()})){between}(?:session|per[íi]odo de sesiones)"
    return re.compile(rf"{named}|session\s*:?\s*(?:n[o°º]\.?\s*)?(\d{{1,2}})(?!\d)", re.IGNORECASE)


@cache
def _cycle() -> re.Pattern[str]:
    named = rf"(?:{_FIGURE}|\b({_words()}))\s+(?:UPR\s+)?(?:cycle|ciclo)\b"
    return re.compile(rf"{named}|\b(?:cycle|ciclo)\s*:?\s*(\d)\b", re.IGNORECASE)


def _words() -> str:
    return "|".join(sorted(number_words(), key=len, reverse=True))


def _numbers(numbered: re.Pattern[str], lines: list[str]) -> Iterator[int]:
    for line in lines:
        for before, in_words, after in numbered.findall(re.sub(r"[‐‑–]", "-", line)):
            yield number_words()[in_words.lower()] if in_words else int(before or after)
