"""Footnotes that run into a report's text: "** Conclusions and recommendations have not been
edited."

The small print at the end of a page is left out where the page is read (`pdf`). Some files set a
footnote as large as the text, in the middle of it, or, in Word, as a paragraph of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from .states import brackets
from .values import TextLine

_SIGN = r"[\[(]?\s?(?:\*{1,4}|[†‡§])\s?[\])]?"
_EDITED = r"(?:\bnot\s+(?:\w+\s+){0,3}|\bwithout\s+(?:\w+\s+){0,2}|\bun)edit(?:ed|ing)\b"
_SAYS = (
    r"(?:the\s+)?(?:present\s+)?conclusions?\s+and\s?/?\s?(?:or)?\s+recommendations?\b"
    rf"[^.;:()*]{{0,80}}?(?:{_EDITED}|\bas\s+(?:received|submitted)\b)"
)
_SAYS_WITH_SIGN = rf"(?:the\s+)?[A-Za-z][^.;:()*]{{0,120}}?(?:{_EDITED}|\bas\s+(?:received|submitted)\b)"
_NOTE = re.compile(
    rf"\s*(?:{_SIGN}\s*(?:{_SAYS}|{_SAYS_WITH_SIGN})|(?<![\w,]\s)\b{_SAYS})[^.;()]{{0,80}}(?:[.;]|$)", re.IGNORECASE
)
_MAY_BE = re.compile(r"edit|as\s+received|as\s+submitted|recommendations?\W*$|conclusions?\W*$|[*†‡§]", re.IGNORECASE)
_AS_READ = re.compile(
    r"(?:\d{1,3}|\*{1,4})?\s*the recommendations? as read (?:out )?(?:by [\w ]{3,40} )?(?:during|in) the", re.IGNORECASE
)
_BEGINS = re.compile(rf"{_SIGN}\s*(?=[A-Z])")
_NUMBERED = re.compile(r"[(\[]?\d{1,3}\s?[.,)]")
_LONGEST = 3  # lines of a note that says that nothing was edited
_LAST_LINES = 6


def begins_footnote(text: str) -> bool:
    """Whether a line begins a footnote of a kind that is known: what was read in the room, or was
    not edited.
    """
    return bool(_AS_READ.match(text) or ((note := _NOTE.match(text)) and note.end() == len(text)))


def without_notes(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines without the footnotes that are told by their words, or by their sign at the end of
    a page.
    """
    kept = list(_without_known(lines))
    pages = groupby(kept, key=lambda line: line.page)
    return [line for page, of_page in pages for line in _without_last_note(list(of_page), page)]


def _without_known(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end, rest = _known(lines[at : at + _LONGEST]) if _MAY_BE.search(line.text) else (0, ("", ""))
        if not end:
            yield line
            at += 1
            continue
        before, behind = rest
        yield from (replace(line, text=text) for text in (before, behind) if text)
        at += end


def _known(lines: Sequence[TextLine]) -> tuple[int, tuple[str, str]]:
    """How many lines hold a note that begins in the first, and what stands before and behind it; 0
    for none.
    """
    for count in range(1, len(lines) + 1):
        whole = " ".join(line.text.strip() for line in lines[:count])
        note = _NOTE.search(whole)
        if note and note.start() < len(lines[0].text):
            return count, (whole[: note.start()].strip(), whole[note.end() :].strip())
    return 0, ("", "")


def _without_last_note(lines: Sequence[TextLine], page: int | None) -> Iterable[TextLine]:
    """A page without what begins with a footnote's sign near its end, and names no State behind
    it.
    """
    if page is None:
        return lines
    start = next((at for at in range(max(0, len(lines) - _LAST_LINES), len(lines)) if _BEGINS.match(lines[at].text)), 0)
    note = lines[start:] if start else ()
    names_states = any(bracket.states for bracket in brackets(" ".join(line.text for line in note)))
    if not note or names_states or any(_NUMBERED.match(line.text) for line in note):
        return lines
    return lines[:start]
