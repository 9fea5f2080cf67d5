"""What can be said of a review's dates, and what cannot."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.timeline.rules.phases import dated_phases
from openupr.timeline.rules.windows import Window, months_after, one_day, whole_months, working_days_after
from openupr.upr.calendar import CALENDAR


def windows(iso3: str, cycle: int, session: int | None, **known: Window) -> dict[str, Window | None]:
    given = {key.replace("_", "-"): window for key, window in known.items()}
    return {each.phase.key: each.window for each in dated_phases(iso3=iso3, cycle=cycle, session=session, known=given)}


def test_of_a_review_without_a_session_every_phase_is_an_estimate_in_months_that_says_from_what() -> None:
    told = windows("KHM", 5, None)
    assert told["submission-deadline"] == Window(date(2028, 3, 1), date(2029, 5, 31))
    assert told["in-country-pre-session"] == Window(date(2028, 9, 1), date(2029, 9, 30))
    assert told["review"] == Window(date(2028, 11, 1), date(2029, 11, 30))
    assert told["adoption"] == Window(date(2029, 3, 1), date(2030, 3, 31))
    assert all(window is not None and window.is_whole_months for window in told.values())
    phases = dated_phases(iso3="KHM", cycle=5, session=None)
    assert {each.status for each in phases} == {"estimate"}
    counted = [each for each in phases if each.phase.key not in ("review", "next-submission")]
    assert all(each.source.startswith("Counted from the review, which is itself only expected.") for each in counted)


def test_a_session_that_is_not_in_the_table_yet_tells_no_more_than_none() -> None:
    assert windows("KHM", 5, 60) == windows("KHM", 5, None)


def test_a_session_whose_dates_are_not_found_is_told_in_months() -> None:
    told = windows("GRC", 4, 53)
    assert told["review"] == Window(date(2026, 11, 1), date(2026, 11, 30))
    assert all(window is None or window.is_whole_months for window in told.values())


def test_an_estimated_review_is_counted_from_the_deadline_once_that_is_published() -> None:
    deadline = one_day(date(2028, 9, 14))
    told = windows("KHM", 5, None, submission_deadline=deadline)
    assert told["review"] == Window(date(2029, 3, 21), date(2029, 5, 14))
    assert told["report"] is not None
    assert told["national-report"] is not None
    review = next(
        each
        for each in dated_phases(iso3="KHM", cycle=5, session=None, known={"submission-deadline": deadline})
        if each.phase.key == "review"
    )
    assert review.status == "estimate"
    assert review.source.startswith("27 to 33 weeks after the published deadline")


def test_what_is_announced_of_a_session_stays_as_far_as_the_deadline_agrees() -> None:
    assert windows("GRC", 4, 53, submission_deadline=one_day(date(2026, 5, 4)))["review"] == Window(
        date(2026, 11, 8), date(2026, 11, 30)
    )


def test_a_review_whose_day_is_known_does_not_follow_the_deadline() -> None:
    told = windows("KHM", 3, 32, submission_deadline=one_day(date(2018, 1, 12)))
    assert told["review"] == windows("KHM", 3, 32)["review"]


def test_a_state_whose_own_day_is_not_known_is_reviewed_in_its_session() -> None:
    phases = {each.phase.key: each for each in dated_phases(iso3="IND", cycle=4, session=41)}
    assert phases["review"].window == Window(date(2022, 11, 7), date(2022, 11, 18))
    assert phases["review"].status == "published"
    assert phases["report"].window == Window(date(2022, 11, 9), date(2022, 11, 18))


def test_dates_without_a_document_are_estimates() -> None:
    phases = {each.phase.key: each for each in dated_phases(iso3="ARG", cycle=3, session=28)}
    assert (phases["review"].status, phases["review"].source) == (
        "estimate",
        "generally known, no document found",
    )


@pytest.mark.parametrize(
    ("iso3", "cycle", "session", "adopted"),
    [("KHM", 1, 6, "2010-03"), ("KHM", 2, 18, "2014-06"), ("KHM", 3, 32, "2019-06"), ("KHM", 4, 46, "2024-09")],
)
def test_the_council_adopts_in_its_second_session_after_the_review(
    iso3: str, cycle: int, session: int, adopted: str
) -> None:
    """As the numbers of the reports of Cambodia's four reviews say: A/HRC/13/4, 26/16, 41/17 and 57/17."""
    window = windows(iso3, cycle, session)["adoption"]
    assert window
    assert f"{window.first:%Y-%m}" == adopted


def test_the_next_submission_is_due_when_the_next_review_says() -> None:
    assert windows("KHM", 2, 18)["next-submission"] == one_day(date(2018, 7, 12))


def test_a_review_date_that_somebody_learned_moves_what_follows_from_it() -> None:
    told = windows("KHM", 5, None, review=one_day(date(2029, 1, 24)))
    assert told["in-country-pre-session"] == Window(date(2028, 11, 1), date(2028, 11, 30))
    assert told["submission-deadline"] == Window(date(2028, 6, 7), date(2028, 7, 20))
    assert told["adoption"] == Window(date(2029, 6, 1), date(2029, 7, 31))


@pytest.mark.parametrize("reviewed", [{}, {"review": one_day(date(2028, 11, 7))}])
def test_the_states_answers_follow_the_day_on_which_the_council_adopts(reviewed: dict[str, Window]) -> None:
    for year in (2029, 2030):
        told = windows("KHM", 5, None, adoption=one_day(date(year, 6, 20)), **reviewed)
        assert told["addendum"] == Window(date(year, 5, 1), date(year, 6, 30))
    until_then = windows("KHM", 5, None, review=one_day(date(2028, 11, 7)))["addendum"]
    assert until_then == Window(date(2029, 2, 1), date(2029, 3, 31))


def test_every_review_of_the_calendar_has_phases_that_follow_each_other() -> None:
    for entry in CALENDAR:
        told = windows(entry.iso3, entry.cycle, entry.session)
        assert told["review"], entry
        order = ["submission-deadline", "national-report", "in-country-pre-session", "review", "adoption", "mid-term"]
        dated = [told[key] for key in order if told[key]]
        assert [each.first for each in dated] == sorted(each.first for each in dated), entry


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(-60, 60))
def test_months_lead_there_and_back_but_for_short_ones(day: date, months: int) -> None:
    there = months_after(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert 0 <= day.day - there.day <= 3
    assert whole_months(one_day(there)).is_whole_months


def test_working_days_leave_out_the_weekend() -> None:
    assert working_days_after(date(2019, 1, 30), -10) == date(2019, 1, 16)
    assert working_days_after(date(2018, 3, 16), 1) == date(2018, 3, 19)


def test_a_window_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="is before"):
        Window(date(2018, 3, 2), date(2018, 3, 1))
