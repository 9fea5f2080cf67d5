"""Reviews for the public pages: which there are, and their phases as lines."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_OID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openupr.reviews.models import Review
from openupr.upr.calendar import reviews_of
from openupr.upr.cycles import SESSIONS
from openupr.upr.local_time import local_time
from openupr.upr.phases import REVIEW, SUBMISSION_DEADLINE
from openupr.upr.states import State, by_iso3
from openupr.web.languages import by_name

from .agenda import Agenda, TimelineLine, entry_of, in_order, line_of
from .models import Milestone
from .rules.entries import DateEntry
from .rules.phases import DatedPhase, dated_phases
from .rules.statuses import ESTIMATE, INVENTED, PHASE, PUBLISHED

_TOLD = (SUBMISSION_DEADLINE, REVIEW)


@dataclass(frozen=True, slots=True)
class ReviewTimeline:
    """A review with its phases on a day; `address` is its part of an address ("32", or "cycle-5"
    without a session).
    """

    review: Review
    agenda: Agenda

    @property
    def address(self) -> str:
        return address_of(self.review)

    @property
    def name(self) -> str:
        return name_of(self.review)

    @property
    def is_over(self) -> bool:
        """Whether the outcome is adopted, as far as is known: then the next review is the one to
        prepare for.
        """
        adopted = self.agenda.line("adoption")
        return adopted is not None and adopted.is_past


@dataclass(frozen=True, slots=True)
class DueState:
    """A State whose review is ahead, and the address of its timeline."""

    state: State
    address: str


@dataclass(frozen=True, slots=True)
class DueSession:
    """A session ahead with its States; `number` is None for reviews that are in no session yet,
    `last` is then the session in which these States were reviewed before.
    """

    number: int | None
    last: int
    deadline: TimelineLine
    review: TimelineLine
    states: tuple[DueState, ...]


def address_of(review: Review) -> str:
    """A review's part of an address."""
    return str(review.session) if review.session else f"cycle-{review.cycle}"


def name_of(review: Review) -> str:
    """A review in words, such as “Session 32, cycle 3” or “Cycle 5, no session yet”."""
    if review.session:
        return _("Session %(session)d, cycle %(cycle)d") % {"session": review.session, "cycle": review.cycle}
    return _("Cycle %(cycle)d, no session yet") % {"cycle": review.cycle}


def timelines_of(state: State, *, today: date) -> list[ReviewTimeline]:
    """All reviews of a State, the earliest first, in two queries.

    A review that the demo invents has the demo's dates: an estimate beside them would contradict
    them.
    """
    reviews = Review.objects.filter(iso3=state.iso3).order_by("cycle", "session")
    invented: dict[int, list[Milestone]] = defaultdict(list)
    phases = Milestone.objects.filter(kind=PHASE, calendar__in=_invented_calendars(), calendar__review__iso3=state.iso3)
    for milestone in phases.select_related("calendar"):
        invented[milestone.calendar.review_id].append(milestone)
    return [
        ReviewTimeline(review, review_agenda(review, today=today, invented=invented[review.pk])) for review in reviews
    ]


def _invented_calendars() -> QuerySet[Milestone, int]:
    """The calendars of the demo, with invented dates."""
    return Milestone.objects.filter(kind=PHASE, status=PUBLISHED, source=INVENTED).values_list("calendar", flat=True)


def current(timelines: list[ReviewTimeline]) -> ReviewTimeline | None:
    """The review to prepare for or to see through: the first that is not over, else the last."""
    return next((timeline for timeline in timelines if not timeline.is_over), timelines[-1] if timelines else None)


def review_agenda(review: Review, *, today: date, invented: Sequence[Milestone] = ()) -> Agenda:
    """The phases of a review on a day; those of which nothing can be said come last. `invented`:
    the demo's phases.
    """
    lines = [
        _line(review, dated, today)
        for dated in dated_phases(iso3=review.iso3, cycle=review.cycle, session=review.session)
    ]
    if invented:
        zone = local_time(review.iso3).time_zone
        entries = map(_counted_from_invented, map(entry_of, invented))
        lines = [line_of(entry, today=today, time_zone=zone, about=review.state_name) for entry in entries]
    return Agenda(tuple(in_order(lines)), today)


def _counted_from_invented(entry: DateEntry) -> DateEntry:
    """The demo's estimates are counted from its invented dates."""
    return replace(entry, source=INVENTED) if entry.status == ESTIMATE else entry


def due_next(*, today: date, limit: int = 8) -> list[DueSession]:
    """The sessions whose reviews are still to come, by the day their submissions are due; one
    query.

    Reviews without a session yet are grouped by the session in which their States were reviewed
    last.
    """
    ahead = [session.number for session in SESSIONS if session.end is None or session.end >= today]
    groups: dict[tuple[int, int], list[Review]] = defaultdict(list)
    known = Review.objects.filter(Q(session__in=ahead) | Q(session=None))
    # A review with the demo's dates is not listed with the estimates of others.
    for review in known.exclude(calendars__in=_invented_calendars()).order_by("order"):
        groups[review.session or 0, 0 if review.session else _last_session(review.iso3)].append(review)
    sessions = [_due_session(number, last, reviews, today) for (number, last), reviews in groups.items()]
    sessions = [due for due in sessions if due.review.entry.window and not due.review.is_past]
    sessions.sort(key=lambda due: due.deadline.entry.window.first if due.deadline.entry.window else date.max)
    return sessions[:limit]


def _due_session(number: int, last: int, reviews: list[Review], today: date) -> DueSession:
    """The dates of one review, for all reviews of its session."""
    dates = review_agenda(reviews[0], today=today)
    deadline, review = (next(line for line in dates.lines if line.entry.key == key) for key in _TOLD)
    addresses = {one_review.iso3: address_of(one_review) for one_review in reviews}
    named = by_name(sorted(map(by_iso3, addresses), key=lambda state: state.name))
    states = tuple(DueState(state, addresses[state.iso3]) for state in named)
    return DueSession(number or None, last, deadline, review, states)


def _last_session(iso3: str) -> int:
    return max((review.session or 0 for review in reviews_of(iso3)), default=0)


def _line(review: Review, dated: DatedPhase, today: date) -> TimelineLine:
    entry = DateEntry(
        key=dated.phase.key,
        kind=PHASE,
        title=dated.phase.label,
        window=dated.window,
        status=dated.status,
        source=dated.source,
        meaning=dated.phase.meaning,
        named=(NAMESPACE_OID, f"review {review.iso3} {review.cycle} {dated.phase.key}"),
    )
    return line_of(entry, today=today, time_zone=local_time(review.iso3).time_zone, about=review.state_name)
