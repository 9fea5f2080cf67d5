"""Reviews that a coalition can prepare, their names, and which of them the record has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openupr.recommendations.coverage import sessions
from openupr.recommendations.models import Ask, SourceRecord
from openupr.reviews.models import Review
from openupr.timeline.agenda import TimelineLine
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr.cycles import SESSIONS
from openupr.web.kept_queries import kept_rows

from .models import Coalition

_LAST = 1000
_ENDS = {session.number: session.end or session.start for session in SESSIONS}


def review_in_words(review: Review) -> str:
    """Which review this is: "Cambodia, cycle 5, session and date not published"."""
    words = {"state": _(review.state_name), "cycle": review.cycle, "session": review.session}
    if review.session is None:
        return _("%(state)s, cycle %(cycle)s, session and date not published") % words
    return _("%(state)s, cycle %(cycle)s, session %(session)s") % words


def prepared_review_in_words(review: Review, day: TimelineLine | None) -> str:
    """The same of a coalition's review; once its calendar has the published day, with that day, or
    the one invented.
    """
    if day is None or day.entry.window is None or day.entry.status not in {PUBLISHED, DONE}:
        return review_in_words(review)
    when = f"{day.when} ({day.status})" if day.entry.is_invented else day.when
    words = {"state": _(review.state_name), "cycle": review.cycle, "session": review.session, "day": when}
    if review.session is None:
        return _("%(state)s, cycle %(cycle)s, review: %(day)s") % words
    return _("%(state)s, cycle %(cycle)s, session %(session)s, review: %(day)s") % words


def reviews_to_prepare(*, iso3: str = "") -> QuerySet[Review]:
    """Every review that the calendar knows, of one State where one is named, the latest first."""
    reviews = Review.objects.order_by("-cycle", "-session")
    return reviews.filter(iso3=iso3) if iso3 else reviews


@dataclass(frozen=True)
class RecordedReviews:
    """The reviews of a coalition's State that the record has recommendations of, in their order."""

    coalition: Coalition
    recorded: Sequence[Review]

    @cached_property
    def to_take(self) -> Sequence[Review]:
        """Reviews that may be the coalition's own, in another session than it is set to: those of
        its cycle; without any, later ones, and those held after the coalition was started.
        """
        own = self.coalition.review
        if own in self.recorded:
            return []
        dated = [review for review in self.recorded if review.session]
        of_cycle = [review for review in dated if review.cycle == own.cycle]
        return of_cycle or [review for review in dated if review.cycle > own.cycle or self._came_since(review)]

    def _came_since(self, review: Review) -> bool:
        day = _ENDS.get(review.session or 0)
        return day is None or day >= self.coalition.founded

    @property
    def in_words(self) -> str:
        """ "The record has Cambodia's sessions 6 and 18. This coalition is set to session 44."; ""
        without any.
        """
        numbers = tuple(review.session for review in self.recorded if review.session)
        if not numbers:
            return ""
        own = self.coalition.review
        values = {"state": _(own.state_name), "sessions": sessions(numbers), "n": own.session, "cycle": own.cycle}
        sentence = _("The record has of %(state)s: %(sessions)s.") % values
        if own.session:
            return f"{sentence} {_('This coalition is set to session %(n)s.') % values}"
        return f"{sentence} {_('This coalition is set to cycle %(cycle)s, without a session.') % values}"


def is_earlier(review: Review, other: Review) -> bool:
    """Whether a review of the same State was held before another."""
    return (review.cycle, review.session or 0) < (other.cycle, other.session or _LAST)


def last_review_before(review: Review) -> tuple[Review, date] | None:
    """The State's review before this one, with the last day of its session; None where the calendar
    has none.
    """
    earlier = [
        candidate
        for candidate in reviews_to_prepare(iso3=review.iso3)
        if candidate.session and is_earlier(candidate, review)
    ]
    for candidate in earlier:
        if day := _ENDS.get(candidate.session or 0):
            return candidate, day
    return None


def recorded_reviews(coalition: Coalition) -> RecordedReviews:
    """One query."""
    return RecordedReviews(coalition, kept_rows(_recorded, coalition.review.iso3))


def _recorded(iso3: str) -> QuerySet[Review]:
    records = SourceRecord.objects.filter(ask__kind=Ask.Kind.RECOMMENDATION, ask__review__iso3=iso3)
    return Review.objects.filter(pk__in=records.values("ask__review")).order_by("cycle", "session")
