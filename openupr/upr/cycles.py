"""The cycles of the review and the sessions of its Working Group.

A session's `status` says how its dates are known: `sourced` (a published document), `partly` (one
end of it), `unsourced` (generally known, no document found), `conflict` (documents disagree),
`unknown` (not announced).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from openupr.upr.names import UnknownName
from openupr.upr.tables import day, rows, whole

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round in which every State is reviewed once.

    `start` and `end` are months ("2008-04"), "" as long as they are not known; `last_session` is
    None until then.
    """

    number: int
    first_session: int
    last_session: int | None
    start: str
    end: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class UprSession:
    """A session of the Working Group; its deadlines are those published for documents, None if not
    found. `council_session` is the Council's session that adopted its reports, and whose number
    their symbols carry.
    """

    number: int
    cycle: int
    start: date | None
    end: date | None
    stakeholder_deadline: date | None
    national_report_deadline: date | None
    council_session: int | None
    status: str
    source: str


CYCLES = tuple(
    Cycle(
        number=int(row["cycle"]),
        first_session=int(row["first_session"]),
        last_session=whole(row["last_session"]),
        start=row["start"],
        end=row["end"],
        status=row["status"],
        source=row["source"],
    )
    for row in rows("cycles")
)
SESSIONS = tuple(
    UprSession(
        number=int(row["session"]),
        cycle=int(row["cycle"]),
        start=day(row["start"]),
        end=day(row["end"]),
        stakeholder_deadline=day(row["stakeholder_deadline"]),
        national_report_deadline=day(row["national_report_deadline"]),
        council_session=whole(row["council_session"]),
        status=row["status"],
        source=row["source"],
    )
    for row in rows("sessions")
)
_MOST_SESSIONS = max(cycle.last_session - cycle.first_session + 1 for cycle in CYCLES if cycle.last_session)
_CYCLE_OF_SESSION = {session.number: session.cycle for session in SESSIONS}
_START_OF_SESSION = {session.number: session.start for session in SESSIONS}
_LAST_SESSION = {cycle.number: cycle.last_session for cycle in CYCLES}
_YEAR_OF_SESSION = {session.number: session.start.year for session in SESSIONS if session.start}
YEARS = frozenset(_YEAR_OF_SESSION.values())


def cycle_of_session(session: int) -> int:
    """The cycle that this session belongs to, also one of the coming cycle, whose sessions are not
    listed yet.

    LookupError for a session beyond that: a cycle has at most 14.
    """
    if session in _CYCLE_OF_SESSION:
        return _CYCLE_OF_SESSION[session]
    if is_coming_session(session):
        return CYCLES[-1].number
    raise LookupError(f"There is no session {session}: sessions 1 to {SESSIONS[-1].number} are known.")


def is_coming_session(session: int) -> bool:
    """Whether it is a session of the coming cycle, of which none is listed yet."""
    coming = CYCLES[-1]
    within = coming.first_session <= session < coming.first_session + _MOST_SESSIONS
    return coming.last_session is None and within


def year_of_session(session: int | None) -> int | None:
    """The year in which this session began; None where its dates are not known."""
    return None if session is None else _YEAR_OF_SESSION.get(session)


def day_of_review(session: int | None, cycle: int | None) -> date | None:
    """The first day of the session, or of the cycle's last session where only that is known; None
    where no date is.
    """
    return _START_OF_SESSION.get(session or _LAST_SESSION.get(cycle or 0) or 0)


def session_with_year(session: int) -> str:
    """ "18 (2014)"; the number alone where its dates are not known."""
    year = year_of_session(session)
    return f"{session} ({year})" if year else str(session)


def sessions_of_council(council_session: int) -> tuple[int, ...]:
    """The sessions whose reports went to this session of the Council: (1, 2) for 8, none where it
    is not known.
    """
    return tuple(session.number for session in SESSIONS if session.council_session == council_session)


def find_session(value: object) -> int:
    """The session meant by a number or a label such as "44 - November 2023" or "Session 44".

    Raises UnknownName for anything else.
    """
    return _first_number("session", value, _CYCLE_OF_SESSION.keys())


def find_cycle(value: object) -> int:
    """The cycle meant by a number or a label such as "3rd cycle"; UnknownName for anything else."""
    return _first_number("cycle", value, {cycle.number for cycle in CYCLES})


def _first_number(kind: str, value: object, known: Collection[int]) -> int:
    text = str(value)
    number = _NUMBER.search(text[:20])
    if number is None or int(number[0]) not in known:
        raise UnknownName(kind, text)
    return int(number[0])
