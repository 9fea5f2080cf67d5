"""What the record knows of one State: what it was told in its reviews, and what it tells others."""

from .all_states import ListedState, listed_states
from .brief import Brief, brief
from .giving import Given, given
from .receiving import ProfileLine, Received, SeenReview, received

__all__ = [
    "Brief",
    "Given",
    "ListedState",
    "ProfileLine",
    "Received",
    "SeenReview",
    "brief",
    "given",
    "listed_states",
    "received",
]
