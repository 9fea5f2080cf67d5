"""The dates of the workshop in Phnom Penh on 12 and 13 March 2018, as its report gives them."""

from datetime import date, time

import pytest

from openupr.reviews.models import Review
from openupr.timeline.agenda import agenda
from openupr.timeline.milestones import plan_backward, publish_date
from openupr.timeline.models import Calendar
from openupr.timeline.review_timelines import due_next, review_agenda
from openupr.timeline.rules.phases import dated_phases

from .conftest import TODAY

# Much the same services as other tests call there one by one.
pytestmark = pytest.mark.thorough("on PostgreSQL")


def test_submissions_in_july_pre_session_in_november_review_in_january(review: Review) -> None:
    told = {line.entry.key: (line.when, line.left) for line in review_agenda(review, today=TODAY).lines}
    assert told["submission-deadline"] == ("12 July 2018", "122 days left")
    assert told["in-country-pre-session"] == ("about November 2018", "in 8 months")
    assert told["review"] == ("30 January 2019", "324 days left")


def test_without_the_days_that_came_to_be_known_later_the_months_are_the_same() -> None:
    """The session's dates alone, 21 January to 1 February 2019, as anybody could know them in March 2018."""
    phases = {each.phase.key: each for each in dated_phases(iso3="VNM", cycle=3, session=32)}
    assert phases["submission-deadline"].window.first == date(2018, 7, 12)
    assert phases["in-country-pre-session"].window.first == date(2018, 11, 1)
    assert phases["review"].window.first == date(2019, 1, 21)


def test_a_coalition_that_opens_its_calendar_that_day_sees_them_and_plans_back(coalition: Calendar) -> None:
    plan_backward(calendar=coalition, today=TODAY)
    lines = agenda(calendars=[coalition], today=TODAY).lines
    assert [(line.title, line.when) for line in lines[:7]] == [
        ("Outline agreed", "19 April 2018"),
        ("Draft circulated", "17 May 2018"),
        ("Comments close", "7 June 2018"),
        ("Validation meeting", "21 June 2018"),
        ("Sign-on closes", "2 July 2018"),
        ("Submission lodged", "9 July 2018"),
        ("Submissions are due", "12 July 2018"),
    ]
    assert [line.title for line in lines if line.conflicts] == []


def test_the_published_month_takes_the_place_of_the_estimate(coalition: Calendar) -> None:
    publish_date(
        calendar=coalition,
        key="in-country-pre-session",
        day=date(2018, 11, 1),
        until=date(2018, 11, 30),
        source="Report of the workshop",
        today=TODAY,
    )
    line = agenda(calendars=[coalition], today=TODAY).line("in-country-pre-session")
    assert (line.when, line.status, line.entry.source) == ("November 2018", "published", "Report of the workshop")


def test_an_hour_published_in_geneva_is_told_in_phnom_penh_too(coalition: Calendar) -> None:
    publish_date(
        calendar=coalition,
        key="submission-deadline",
        day=date(2018, 7, 12),
        hour=time(15),
        source="OHCHR, deadlines",
        today=TODAY,
    )
    line = agenda(calendars=[coalition], today=TODAY).line("submission-deadline")
    assert line.hours == "15:00 in Geneva, 20:00 in Phnom Penh"


def test_in_march_2018_the_next_sessions_are_thirty_to_thirty_two(db: None) -> None:
    ahead = due_next(today=TODAY, limit=3)
    assert [each.number for each in ahead] == [30, 31, 32]
    assert "Cambodia" in {due.state.name for due in ahead[2].states}
    assert (ahead[2].deadline.when, ahead[2].review.when) == ("12 July 2018", "about 21 January – 1 February 2019")


def test_when_all_sessions_are_over_the_expected_reviews_are_held_together_by_their_last(db: None) -> None:
    ahead = due_next(today=date(2027, 3, 1), limit=2)
    assert [(each.number, each.last) for each in ahead] == [(None, 41), (None, 42)]
    assert "India" in {due.state.name for due in ahead[0].states}
