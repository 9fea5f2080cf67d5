"""The review that is still to come, as the coalition's calendar knows it, and what was before
it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from openupr.coalitions.models import Coalition
from openupr.coalitions.timeline import coalition_dates
from openupr.timeline.agenda import TimelineLine
from openupr.upr.phases import REVIEW


def review_ahead(coalition: Coalition, *, today: date) -> TimelineLine | None:
    """Its date, with how many days are left; None where it was held, or no date is known.

    One query.
    """
    found = coalition_dates(coalition, today=today).get(REVIEW)
    return found if found and found.entry.window and today <= found.entry.window.last else None


def review_is_over(coalition: Coalition, *, today: date) -> bool:
    """Whether the day of the review has passed; False where none is known. One query."""
    review = coalition_dates(coalition, today=today).get(REVIEW)
    return bool(review and review.entry.window and review.entry.window.last < today)


def is_before_review(row: Mapping[str, Any], coalition: Coalition) -> bool:
    """Whether a row of the record is of an earlier review than the coalition's own."""
    own = coalition.review
    if own.session and row["session"]:
        return int(row["session"]) < own.session
    return row["cycle"] is None or int(row["cycle"]) < own.cycle
