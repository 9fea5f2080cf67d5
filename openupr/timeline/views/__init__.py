"""The public timeline of every review, and the feeds."""

from .choose import choose, state
from .feed import feed
from .files import review_ics, review_json, review_pdf, review_svg
from .review import review

__all__ = ["choose", "feed", "review", "review_ics", "review_json", "review_pdf", "review_svg", "state"]
