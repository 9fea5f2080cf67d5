"""How far a coalition has come, from founding to what follows the review."""

from collections.abc import Collection
from enum import StrEnum


class CoalitionPhase(StrEnum):
    """What a coalition is at now, in the order of time."""

    SETTING_UP = "setting up"
    WORKSHOP = "workshop"
    DRAFTING = "drafting"
    SIGN_ON = "sign-on"
    LODGED = "lodged"
    BEFORE_REVIEW = "before the review"
    AFTER_REVIEW = "after the review"

    @property
    def is_after_lodging(self) -> bool:
        """Whether submitting is over."""
        return self in (CoalitionPhase.LODGED, CoalitionPhase.BEFORE_REVIEW, CoalitionPhase.AFTER_REVIEW)


def phase_now(
    seen: Collection[CoalitionPhase], *, is_new: bool, deadline_over: bool, review_over: bool
) -> CoalitionPhase:
    """The phase, from what apps have `seen` of it and from the dates that are over.

    `is_new`: groups, organisations or people are missing. A text that was begun outweighs that.
    Until then, a coalition that is set up is at its workshop.
    """
    if review_over:
        return CoalitionPhase.AFTER_REVIEW
    if deadline_over:
        return CoalitionPhase.BEFORE_REVIEW
    for phase in (CoalitionPhase.LODGED, CoalitionPhase.SIGN_ON):
        if phase in seen:
            return phase
    if is_new and CoalitionPhase.DRAFTING not in seen:
        return CoalitionPhase.SETTING_UP
    is_written = CoalitionPhase.DRAFTING in seen and CoalitionPhase.WORKSHOP not in seen
    return CoalitionPhase.DRAFTING if is_written else CoalitionPhase.WORKSHOP
