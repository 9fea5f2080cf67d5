"""Reviews that a coalition may prepare, and what they are called."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openupr.reviews.models import Review
from openupr.timeline.queries.line import TimelineLine
from openupr.timeline.rules.statuses import DONE, PUBLISHED


def review_in_words(review: Review) -> str:
    """Which review this is: "Cambodia, cycle 5, session and date not published"."""
    words = {"state": _(review.state_name), "cycle": review.cycle, "session": review.session}
    if review.session is None:
        return _("%(state)s, cycle %(cycle)s, session and date not published") % words
    return _("%(state)s, cycle %(cycle)s, session %(session)s") % words


def prepared_review_in_words(review: Review, day: TimelineLine | None) -> str:
    """The same of a coalition's review; once its calendar has the published day, with that day."""
    if day is None or day.entry.window is None or day.entry.status not in {PUBLISHED, DONE}:
        return review_in_words(review)
    words = {"state": _(review.state_name), "cycle": review.cycle, "session": review.session, "day": day.when}
    if review.session is None:
        return _("%(state)s, cycle %(cycle)s, review: %(day)s") % words
    return _("%(state)s, cycle %(cycle)s, session %(session)s, review: %(day)s") % words


def reviews_to_prepare(*, iso3: str = "") -> QuerySet[Review]:
    """Every review that the calendar knows, of one State where one is named, the latest first."""
    reviews = Review.objects.order_by("-cycle", "-session")
    return reviews.filter(iso3=iso3) if iso3 else reviews
