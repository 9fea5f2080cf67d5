"""What stands around every page inside a coalition, here and in the slices above."""

from datetime import date
from typing import Any

from openupr.upr.phases import REVIEW, SUBMISSION_DEADLINE

from ..models import Coalition, Group
from .reviews import prepared_review_in_words
from .tabs import coalition_tabs, crumbs, group_tabs
from .timeline import phases_told


def frame_of(coalition: Coalition, *, group: Group | None = None, path: str, today: date) -> dict[str, Any]:
    """What coalitions/coalition_base.html is given on the page at `path`: tabs, the pages above, the deadline."""
    told = phases_told(coalition, today=today)
    return {
        "coalition": coalition,
        "review_words": prepared_review_in_words(coalition.review, told.get(REVIEW)),
        "deadline": told.get(SUBMISSION_DEADLINE),
        "group": group,
        "crumbs": crumbs(coalition, group, path),
        "tabs": coalition_tabs(coalition, path),
        "group_tabs": group_tabs(group, path) if group else [],
    }
