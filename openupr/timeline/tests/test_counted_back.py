"""Where only the Council's date is known, the review and all that hangs on it are counted back from there."""

from datetime import date

import pytest

from openupr.reviews.models import Review
from openupr.timeline.calendars import open_calendar
from openupr.timeline.milestones import publish_date
from openupr.timeline.rules.phases import DatedPhase, dated_phases
from openupr.timeline.rules.windows import Window, one_day

# Much the same services as other tests call there one by one.
pytestmark = pytest.mark.thorough("on PostgreSQL")

COUNCIL = one_day(date(2029, 6, 21))


def phases(cycle: int, session: int | None, iso3: str = "KHM", **known: Window) -> dict[str, DatedPhase]:
    given = {key.replace("_", "-"): window for key, window in known.items()}
    return {each.phase.key: each for each in dated_phases(iso3=iso3, cycle=cycle, session=session, known=given)}


def test_the_deadline_of_an_expected_review_follows_when_the_council_adopts_its_outcome() -> None:
    told = phases(5, None, adoption=COUNCIL)
    assert told["review"].window == Window(date(2029, 1, 1), date(2029, 2, 28))
    assert told["submission-deadline"].window == Window(date(2028, 5, 1), date(2028, 8, 31))
    assert told["review"].source.startswith("Counted back from when the Council adopts the outcome")
    assert {told[key].status for key in ("review", "submission-deadline", "next-submission")} == {"estimate"}
    assert told["adoption"].window == COUNCIL


@pytest.mark.parametrize(
    ("council", "review"),
    [
        (date(2029, 3, 20), Window(date(2028, 11, 1), date(2028, 12, 31))),
        (date(2029, 10, 2), Window(date(2029, 3, 1), date(2029, 6, 30))),
        (date(2031, 7, 1), Window(date(2031, 1, 1), date(2031, 2, 28))),  # later than anybody expected
        (date(2029, 12, 5), Window(date(2028, 11, 1), date(2029, 11, 30))),  # a month in which no outcome was adopted
    ],
)
def test_it_is_counted_back_by_the_councils_own_rule(council: date, review: Window) -> None:
    assert phases(5, None, adoption=one_day(council))["review"].window == review


def test_what_is_known_more_surely_of_the_review_stays() -> None:
    deadline = one_day(date(2028, 9, 14))
    both = phases(5, None, adoption=one_day(date(2029, 9, 20)), submission_deadline=deadline)
    assert both["review"].window == Window(date(2029, 3, 21), date(2029, 5, 14))
    assert both["submission-deadline"].window == deadline
    against = phases(5, None, adoption=COUNCIL, submission_deadline=deadline)
    assert against["review"].window == Window(date(2029, 3, 21), date(2029, 5, 14))
    months = phases(4, 53, "GRC")["review"].window
    assert phases(4, 53, "GRC", adoption=COUNCIL)["review"].window == months
    held = phases(3, 32)["review"]
    assert phases(3, 32, adoption=COUNCIL)["review"] == held


def test_what_stands_in_a_calendar_follows_too(db: None) -> None:
    review, today = Review.objects.get(iso3="KHM", cycle=5), date(2026, 11, 27)
    kept = open_calendar(review=review, time_zone="Asia/Phnom_Penh", today=today)
    publish_date(calendar=kept, key="adoption", day=COUNCIL.first, source="HRC", today=today)
    deadline = kept.milestones.get(key="submission-deadline")
    assert (deadline.day, deadline.until, deadline.status) == (date(2028, 5, 1), date(2028, 8, 31), "estimate")
