"""Who is reviewed when.

A review's `status`: `sourced` (a document names the State in that session), `derived` (the order of
the cycle before, which the Council keeps with exceptions), `unsourced`, or `expected`: the review
after the last one listed, without session or date, so that a coalition can begin its work before
the calendar is published.
"""

from dataclasses import dataclass
from datetime import date

from openupr.upr.states import STATES
from openupr.upr.tables import day, rows, whole

_EXPECTED = "Follows from the review before it; session and date are not published."


@dataclass(frozen=True, slots=True)
class ScheduledReview:
    """One State's review in one cycle; `order`, its place in the session, and `day` only where a
    source gives them.
    """

    iso3: str
    cycle: int
    session: int | None
    order: int | None
    day: date | None
    status: str
    source: str


def _listed() -> list[ScheduledReview]:
    return [
        ScheduledReview(
            iso3=row["iso3"],
            cycle=int(row["cycle"]),
            session=int(row["session"]),
            order=whole(row["order"]),
            day=day(row["day"]),
            status=row["status"],
            source=row["source"],
        )
        for row in rows("calendar")
    ]


def _expected(listed: list[ScheduledReview]) -> list[ScheduledReview]:
    last: dict[str, int] = {}
    for review in listed:
        last[review.iso3] = max(last.get(review.iso3, 0), review.cycle)
    return [
        ScheduledReview(state.iso3, last.get(state.iso3, 0) + 1, None, None, None, "expected", _EXPECTED)
        for state in STATES
        if state.un_member
    ]


def _read() -> tuple[ScheduledReview, ...]:
    listed = _listed()
    return (*listed, *_expected(listed))


CALENDAR = _read()


def reviews_of(iso3: str) -> tuple[ScheduledReview, ...]:
    """The reviews of one State in the order of the cycles, the expected one last."""
    return tuple(sorted((r for r in CALENDAR if r.iso3 == iso3), key=lambda review: review.cycle))
