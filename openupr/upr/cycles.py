"""The cycles of the review and the sessions of its Working Group.

A session's `status` says how its dates are known: `sourced` (a published document), `partly` (one end of it),
`unsourced` (generally known, no document found), `conflict` (documents disagree), `unknown` (not announced).
"""

from dataclasses import dataclass
from datetime import date

from openupr.upr.tables import rows, whole


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round in which every State is reviewed once; `last_session` is None while it is not known."""

    number: int
    first_session: int
    last_session: int | None
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the Working Group; its deadlines are those published for documents, None if not found."""

    number: int
    cycle: int
    start: date | None
    end: date | None
    stakeholder_deadline: date | None
    national_report_deadline: date | None
    status: str
    source: str


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


CYCLES = tuple(
    Cycle(
        number=int(row["cycle"]),
        first_session=int(row["first_session"]),
        last_session=whole(row["last_session"]),
        status=row["status"],
        source=row["source"],
    )
    for row in rows("cycles")
)
SESSIONS = tuple(
    Session(
        number=int(row["session"]),
        cycle=int(row["cycle"]),
        start=_day(row["start"]),
        end=_day(row["end"]),
        stakeholder_deadline=_day(row["stakeholder_deadline"]),
        national_report_deadline=_day(row["national_report_deadline"]),
        status=row["status"],
        source=row["source"],
    )
    for row in rows("sessions")
)
_CYCLE_OF_SESSION = {session.number: session.cycle for session in SESSIONS}


def cycle_of_session(session: int) -> int:
    """The cycle that this session belongs to; LookupError for a session that is not in the table."""
    try:
        return _CYCLE_OF_SESSION[session]
    except KeyError:
        last = SESSIONS[-1].number
        raise LookupError(f"There is no session {session}: sessions 1 to {last} are known.") from None
