"""Which State's review a thematic list is about: from its title, the report's symbol and the
calendar.
"""

import re
from collections.abc import Iterator, Sequence

from openupr.upr.calendar import reviews_of
from openupr.upr.names import UnknownName
from openupr.upr.review_documents import report_symbol, state_of_report
from openupr.upr.states import find_state

from .values import Problem

_OF_STATE = re.compile(
    r"(?:UPR|Universal Periodic Review|Review)\s+of\s+(?:the\s+)?([^()\n]{3,80}?)\s*(?:\(|,|–|-\s|$)", re.I
)
_OF_REVIEW = re.compile(r"\b(?:UPR|Universal Periodic Review|recommendations)\b", re.IGNORECASE)
_CYCLE = re.compile(r"(\d)(?:st|nd|rd|th)?\s+(?:UPR\s+)?cycle|cycle\s+(\d)", re.IGNORECASE)
_CYCLES = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SESSION = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+session|session\s+(\d{1,2})", re.IGNORECASE)


def review_of_list(around: Sequence[str], symbol: str) -> tuple[str, int | None, int | None]:
    """(State, cycle, session) as the page's head or the title says; what they do not say, from the
    report's symbol and from the calendar.
    """
    titles = [line for line in around if _OF_STATE.search(line)]
    state = next((iso3 for line in titles if (iso3 := _state(line))), "")
    state = state or state_of_report(symbol) or next((iso3 for line in around[:6] if (iso3 := _state_alone(line))), "")
    where = " ".join(titles) or " ".join(around[:20])
    cycle, session = _first(_CYCLE, where), _first(_SESSION, where)
    if cycle is None:
        cycle = next((number for word, number in _CYCLES.items() if f"{word} cycle" in where.lower()), None)
    if state and session is None:
        reviews = [review for review in reviews_of(state) if review.session]
        by_symbol = [review for review in reviews if symbol and report_symbol(state, review.session or 0) == symbol]
        session = next((review.session for review in by_symbol or reviews if by_symbol or review.cycle == cycle), None)
    return state, cycle, session


def _state_alone(line: str) -> str:
    """The State of a title such as "Egypt: thematic list of recommendations" or of a line that is
    only its name.
    """
    for piece in re.split(r"\s*[:(),]\s*|\s+[-–—]\s+", line):
        name = _OF_REVIEW.sub("", piece).strip()
        try:
            return find_state(name).iso3 if len(name) > 3 else ""
        except UnknownName:
            continue
    return ""


def _state(line: str) -> str:
    match = _OF_STATE.search(line)
    name = match[1] if match else ""
    # "UPR of Venezuela (Bolivarian Republic of) (3rd Cycle ...": the name may go on in a bracket.
    whole = re.search(r"of\s+(?:the\s+)?(.{3,120}?)\s*\((?=[^()]*(?:cycle|session))", line, re.IGNORECASE)
    for called in (whole[1] if whole else "", name):
        try:
            return find_state(called.strip()).iso3
        except UnknownName:
            continue
    return ""


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(next(group for group in match.groups() if group)) if match else None


def problems_of_review(state: str, cycle: int | None, session: int | None) -> Iterator[Problem]:
    missing = {"State": state, "session": session}
    for what, value in missing.items():
        if not value:
            yield Problem(None, f"no {what}", f"The list does not say of which {what} it is.")
    if state and session:
        known = [review for review in reviews_of(state) if review.session == session]
        if not known or (cycle and known[0].cycle != cycle):
            message = f"The calendar has no review of this State in session {session} of cycle {cycle or 'unknown'}."
            yield Problem(None, "review", message)
