"""What is still open before a submission is lodged, for the pages that lead there."""

from datetime import date
from typing import Any

from openupr.accounts.models import Person

from ..models import Submission
from ..queries.naming import named_after_all
from ..queries.rounds import comments_until
from ..queries.signing import signing_of
from ..queries.steps import open_things
from ..queries.submissions import budget_of


def open_before_lodging(about: Submission, *, today: date, reader: Person) -> dict[str, Any]:
    """What the part `still_open.html` shows, and how many `points` it has. Nothing of it stops anybody."""
    found, budget = signing_of(about), budget_of(about)
    opened, until = open_things(about, today=today, budget=budget), comments_until(about, today=today)
    decisions = about.coalition.decisions.filter(closed_at=None).count()
    return {
        "signing": found,
        "revealed": named_after_all(about, found, reader=reader),
        "budget": budget,
        "open": opened,
        "comments_until": until,
        "decisions": decisions,
        "points": opened.points_before_lodging + sum(map(bool, (until, decisions, found.again, found.silent))),
    }
