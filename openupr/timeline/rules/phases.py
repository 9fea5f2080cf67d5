"""The phases of a State's review with their dates: what is published, else what follows from the
review's own date.

The rules and the published dates are data (`openupr.upr.phases`). What is computed is an estimate
and says from what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from openupr.upr.calendar import ScheduledReview, reviews_of
from openupr.upr.cycles import SESSIONS, UprSession
from openupr.upr.days import days_after
from openupr.upr.phases import (
    ADOPTION,
    ADOPTION_MONTHS,
    NEXT_REVIEW_MONTHS,
    PHASES,
    REVIEW,
    SUBMISSION_DEADLINE,
    Phase,
    phase,
    published_date,
)

from .statuses import ESTIMATE, PUBLISHED
from .windows import Window, months_after, one_day, whole_months, working_days_after

_SESSIONS = {session.number: session for session in SESSIONS}
_DAYS_OF_A_SESSION = 11  # from the first Monday to the second Friday
_DEADLINES = {SUBMISSION_DEADLINE: "stakeholder_deadline", "national-report": "national_report_deadline"}


@dataclass(frozen=True, slots=True)
class DatedPhase:
    """A phase with the days it falls on; `window` is None where nothing can be said yet."""

    phase: Phase
    window: Window | None
    status: str
    source: str


def dated_phases(
    *, iso3: str, cycle: int, session: int | None, known: Mapping[str, Window] | None = None
) -> tuple[DatedPhase, ...]:
    """Every phase of a State's review, in the order of the engagement.

    `session` is None for an undated review. `known` are windows that somebody learned (by phase):
    they count before all else. What follows from the review's own date, or from the Council's
    adoption, is counted from there.
    """
    known = known or {}
    # A session that an import brought before its dates are known here tells no more than none.
    session = session if session in _SESSIONS else None
    review = _by_deadline(_review(iso3, cycle, session, known), known)
    review = _by_council(review, _council(iso3, session, known), certain=bool(session or SUBMISSION_DEADLINE in known))
    return tuple(_dated(upr_phase, iso3, cycle, session, review, known) for upr_phase in PHASES)


def _dated(
    upr_phase: Phase, iso3: str, cycle: int, session: int | None, review: DatedPhase, known: Mapping[str, Window]
) -> DatedPhase:
    if upr_phase.key == REVIEW:
        return review
    if upr_phase.key in known:
        return DatedPhase(upr_phase, known[upr_phase.key], PUBLISHED, "")
    if dated := _published(upr_phase, iso3, session):
        return dated
    if upr_phase.anchor == ADOPTION and (council := _council(iso3, session, known)):
        return DatedPhase(upr_phase, whole_months(_moved(upr_phase, council)), ESTIMATE, upr_phase.source)
    if review.window is None:
        return DatedPhase(upr_phase, None, ESTIMATE, "")
    if upr_phase.anchor == "next":
        return _next_deadline(upr_phase, iso3, cycle, review.window)
    expected = session is None and not known.keys() & {SUBMISSION_DEADLINE, REVIEW}
    source = (
        f"Counted from the review, which is itself only expected. {upr_phase.source}" if expected else upr_phase.source
    )
    return DatedPhase(upr_phase, _computed(upr_phase, session, review.window), ESTIMATE, source)


def _published(upr_phase: Phase, iso3: str, session: int | None) -> DatedPhase | None:
    if session is None:
        return None
    if known_date := published_date(session, iso3, upr_phase.key):
        return DatedPhase(upr_phase, one_day(known_date.day, known_date.until), known_date.status, known_date.source)
    upr_session = _SESSIONS.get(session)
    deadline = getattr(upr_session, _DEADLINES[upr_phase.key], None) if upr_phase.key in _DEADLINES else None
    return DatedPhase(upr_phase, one_day(deadline), PUBLISHED, upr_session.source) if upr_session and deadline else None


def _council(iso3: str, session: int | None, known: Mapping[str, Window]) -> Window | None:
    """The months of the Council's session, once it is known when it adopts the outcome."""
    adoption = known.get(ADOPTION)
    if adoption is None and (published := _published(phase(ADOPTION), iso3, session)):
        adoption = published.window
    return whole_months(adoption) if adoption else None


def _review(iso3: str, cycle: int, session: int | None, known: Mapping[str, Window]) -> DatedPhase:
    upr_phase = phase(REVIEW)
    if REVIEW in known:
        return DatedPhase(upr_phase, known[REVIEW], PUBLISHED, "")
    if session is None:
        return _expected(upr_phase, iso3, cycle)
    scheduled = next((entry for entry in reviews_of(iso3) if entry.session == session), None)
    if scheduled and scheduled.day:
        return DatedPhase(upr_phase, one_day(scheduled.day), PUBLISHED, scheduled.source)
    if dated := _published(upr_phase, iso3, session):
        return dated
    upr_session = _SESSIONS[session]
    if upr_session.start is None:
        return DatedPhase(upr_phase, None, ESTIMATE, "")
    window = Window(upr_session.start, upr_session.end or upr_session.start)
    return DatedPhase(upr_phase, window, _status_of_a_session(upr_session, scheduled), upr_session.source)


def _by_deadline(review: DatedPhase, known: Mapping[str, Window]) -> DatedPhase:
    """An estimated review, counted from the deadline that was published: the rule of the deadline,
    turned round.

    What is announced of the session's months stays, as far as both agree.
    """
    deadline = known.get(SUBMISSION_DEADLINE)
    if deadline is None or review.status != ESTIMATE:
        return review
    rule = phase(SUBMISSION_DEADLINE)
    first = deadline.first - timedelta(days=rule.last)
    last = deadline.first - timedelta(days=rule.first) + timedelta(days=_DAYS_OF_A_SESSION)
    if review.window and review.window.first <= last and first <= review.window.last:
        first, last = max(first, review.window.first), min(last, review.window.last)
    weeks = f"{round(-rule.last / 7)} to {round(-rule.first / 7)} weeks after the published deadline"
    return DatedPhase(review.phase, Window(first, last), ESTIMATE, f"{weeks}; {rule.source}")


def _by_council(review: DatedPhase, council: Window | None, *, certain: bool) -> DatedPhase:
    """An estimated review, counted back from when the Council adopts its outcome: the adoption's
    rule, turned round.

    What is `certain` of the review (its session's months, a deadline) stays, as far as both agree.
    """
    if council is None or review.status != ESTIMATE or (days := _reviewed_before(council)) is None:
        return review
    if review.window:
        agrees = review.window.first <= days.last and days.first <= review.window.last
        if agrees:
            days = Window(max(days.first, review.window.first), min(days.last, review.window.last))
        if days == review.window or (certain and not agrees):
            return review
    source = f"Counted back from when the Council adopts the outcome; {phase(ADOPTION).source}"
    return DatedPhase(review.phase, days, ESTIMATE, source)


def _reviewed_before(council: Window) -> Window | None:
    """The months whose reviews the Council adopts in these months; None without a rule for them."""
    for rule in ADOPTION_MONTHS:
        if rule.adopted_from <= council.first.month <= rule.adopted_until:
            year = council.first.year - rule.years_later
            return whole_months(Window(date(year, rule.review_from, 1), date(year, rule.review_until, 1)))
    return None


def _status_of_a_session(upr_session: UprSession, scheduled: ScheduledReview | None) -> str:
    sure = upr_session.status == "sourced" and scheduled is not None and scheduled.status == "sourced"
    return PUBLISHED if sure else ESTIMATE


def _expected(upr_phase: Phase, iso3: str, cycle: int) -> DatedPhase:
    """An undated review: some five years after the last one whose date is known."""
    for before in reversed([entry for entry in reviews_of(iso3) if entry.cycle < cycle and entry.session]):
        review = _review(iso3, before.cycle, before.session, {})
        if review.window:
            return DatedPhase(upr_phase, _after(review.window, cycle - before.cycle), ESTIMATE, _INTERVAL_SOURCE)
    return DatedPhase(upr_phase, None, ESTIMATE, "")


# NEXT_REVIEW_MONTHS in words, as the catalogues have it.
_INTERVAL_SOURCE = "54 to 66 months after the review before; session and date are not published"


def _after(window: Window, cycles: int = 1) -> Window:
    least, most = NEXT_REVIEW_MONTHS
    return whole_months(
        Window(months_after(window.first, least * cycles), months_after(window.last, most * cycles)),
    )


def _next_deadline(upr_phase: Phase, iso3: str, cycle: int, review: Window) -> DatedPhase:
    rule = phase(SUBMISSION_DEADLINE)
    following = next((entry for entry in reviews_of(iso3) if entry.cycle == cycle + 1), None)
    if following and following.session:
        phases = dated_phases(iso3=iso3, cycle=following.cycle, session=following.session)
        of_rule = next(dated for dated in phases if dated.phase is rule)
        return DatedPhase(upr_phase, of_rule.window, of_rule.status, of_rule.source)
    source = f"{_INTERVAL_SOURCE}; {rule.source}"
    return DatedPhase(upr_phase, whole_months(_moved(rule, _after(review))), ESTIMATE, source)


def _computed(upr_phase: Phase, session: int | None, review: Window) -> Window:
    upr_session = _SESSIONS.get(session) if session else None
    anchor = review
    if upr_phase.anchor == "session" and upr_session and upr_session.start:
        anchor = one_day(upr_session.start)
    elif upr_phase.anchor == ADOPTION:
        anchor = _adoption(review)
    window = _moved(upr_phase, anchor)
    if (
        upr_phase.anchor == "report"
        and upr_session
        and upr_session.end
        and window.first <= upr_session.end < window.last
    ):
        window = Window(window.first, upr_session.end)  # the report is adopted before the session ends
    rough = not review.is_one_day and review.is_whole_months
    return whole_months(window) if upr_phase.whole_months or rough else window


def _moved(upr_phase: Phase, anchor: Window) -> Window:
    match upr_phase.unit:
        case "days":
            return Window(days_after(anchor.first, upr_phase.first), days_after(anchor.last, upr_phase.last))
        case "working days":
            return Window(
                working_days_after(anchor.first, upr_phase.first), working_days_after(anchor.last, upr_phase.last)
            )
        case "months":
            return Window(months_after(anchor.first, upr_phase.first), months_after(anchor.last, upr_phase.last))
    raise ValueError(f"No rule counts in {upr_phase.unit}.")


def _adoption(review: Window) -> Window:
    """The months of the Council's session that adopts what was reviewed in these days."""
    first, last = (
        next(rule for rule in ADOPTION_MONTHS if rule.review_from <= day.month <= rule.review_until)
        for day in (review.first, review.last)
    )
    return whole_months(
        Window(
            review.first.replace(year=review.first.year + first.years_later, month=first.adopted_from, day=1),
            review.last.replace(year=review.last.year + last.years_later, month=last.adopted_until, day=1),
        )
    )
