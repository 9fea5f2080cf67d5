"""What becomes of a calendar's dates when its review is held in another session."""

from dataclasses import dataclass

from openupr.reviews.models import Review

from ..models import Calendar, Milestone
from ..rules.phases import DatedPhase, dated_phases
from ..rules.statuses import DONE, ESTIMATE, PHASE, PUBLISHED
from ..rules.windows import Window


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A phase that gets another date. `milestone` None: it had none."""

    phase: DatedPhase
    window: Window
    milestone: Milestone | None


@dataclass(frozen=True, slots=True)
class Moving:
    """`moved`: dates that were taken from the session, or counted. `kept`: those that a person entered."""

    moved: list[MovedDate]
    kept: list[Milestone]


def moving_to(calendar: Calendar, review: Review) -> Moving:
    """The phases of the calendar with the dates of another review of its State. Nothing is written."""
    held = {each.key: each for each in calendar.milestones.filter(kind=PHASE)}
    told = {each.phase.key: each for each in _phases(calendar.review, {})}
    follows = {key for key, each in held.items() if _is_of_review(each, told.get(key))}
    known = {key: each.window for key, each in held.items() if key not in follows and each.status in {PUBLISHED, DONE}}
    moved = []
    for dated in _phases(review, known):
        milestone = held.get(dated.phase.key)
        if dated.window is None or (milestone and milestone.key not in follows):
            continue
        if milestone is None or (milestone.window, milestone.status) != (dated.window, dated.status):
            moved.append(MovedDate(dated, dated.window, milestone))
    return Moving(moved, [each for key, each in held.items() if key not in follows])


def _phases(review: Review, known: dict[str, Window]) -> tuple[DatedPhase, ...]:
    return dated_phases(iso3=review.iso3, cycle=review.cycle, session=review.session, known=known)


def _is_of_review(milestone: Milestone, told: DatedPhase | None) -> bool:
    """Whether its date was counted, or is the one that the review's session has; no person entered another."""
    if milestone.status == ESTIMATE:
        return True
    same = told is not None and (milestone.window, milestone.source) == (told.window, told.source)
    return same and milestone.status == PUBLISHED
