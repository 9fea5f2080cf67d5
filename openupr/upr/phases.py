"""The phases of a review for civil society: what each is, how its date follows, and the dates that
are published.

A phase's `status`: `sourced` (its rule was seen in documents), `partly`, or `unsourced` (generally
known). A date's `status`: `published`, or `estimate` where only the month is foreseen.
"""

from dataclasses import dataclass
from datetime import date

from openupr.upr.tables import day, rows, whole

SUBMISSION_DEADLINE = "submission-deadline"
REVIEW = "review"
ADOPTION = "adoption"
NEXT_REVIEW_MONTHS = (54, 66)
"""The next review begins so many months after a review: four and a half years are foreseen; from
the third to the fourth cycle it was 60 to 66 months (by the sessions' dates in
`data/sessions.csv`).
"""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase and its rule: from `first` to `last` units after its `anchor`, in whole months where
    `whole_months`.

    `takes_part`: civil society hands something in or is there; in the others States and the UN act.

    Anchors: `session` (its first day), `review`, `report` (the review, not beyond the session),
    `adoption` (the Council's session), `next` (the deadline of the next review). Units: days,
    working days, months.
    """

    key: str
    label: str
    meaning: str
    anchor: str
    unit: str
    first: int
    last: int
    whole_months: bool
    takes_part: bool
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class PhaseDate:
    """A date that somebody published for a phase of a session, or (with `iso3`) of one State in
    it.
    """

    session: int
    iso3: str
    phase: str
    day: date
    until: date | None
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class AdoptionMonths:
    """Reviews held in these months of a year are adopted by the Council in those, `years_later`."""

    review_from: int
    review_until: int
    adopted_from: int
    adopted_until: int
    years_later: int


def _phase_date(row: dict[str, str]) -> PhaseDate:
    return PhaseDate(
        session=int(row["session"]),
        iso3=row["iso3"],
        phase=row["phase"],
        day=date.fromisoformat(row["day"]),
        until=day(row["until"]),
        status=row["standing"],
        source=row["source"],
    )


PHASES = tuple(
    Phase(
        key=row["key"],
        label=row["label"],
        meaning=row["meaning"],
        anchor=row["anchor"],
        unit=row["unit"],
        first=int(row["first"]),
        last=int(row["last"]),
        whole_months=bool(whole(row["whole_months"])),
        takes_part=bool(whole(row["takes_part"])),
        status=row["status"],
        source=row["source"],
    )
    for row in rows("phases")
)
PHASE_DATES = tuple(_phase_date(row) for row in rows("phase_dates"))
ADOPTION_MONTHS = tuple(
    AdoptionMonths(
        review_from=int(row["review_from"]),
        review_until=int(row["review_until"]),
        adopted_from=int(row["adopted_from"]),
        adopted_until=int(row["adopted_until"]),
        years_later=int(row["years_later"]),
    )
    for row in rows("adoption_months")
)
_BY_KEY = {phase.key: phase for phase in PHASES}


def phase(key: str) -> Phase:
    """The phase called so; KeyError for a key that is none."""
    return _BY_KEY[key]


def is_phase(key: str) -> bool:
    """Whether a phase is called so."""
    return key in _BY_KEY


def published_date(session: int, iso3: str, key: str) -> PhaseDate | None:
    """What is published for a phase: the State's own date before the whole session's; None where
    nothing is.
    """
    for wanted in (iso3, ""):
        for known in PHASE_DATES:
            if (known.session, known.iso3, known.phase) == (session, wanted, key):
                return known
    return None
