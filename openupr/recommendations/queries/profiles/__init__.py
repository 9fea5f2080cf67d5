"""What the record knows of one State: what it was told in its reviews, and what it tells others."""

from .brief import Brief, brief
from .given import Given, given
from .listed import ListedState, listed_states
from .received import Line, Received, SeenReview, received

__all__ = [
    "Brief",
    "Given",
    "Line",
    "ListedState",
    "Received",
    "SeenReview",
    "brief",
    "given",
    "listed_states",
    "received",
]
