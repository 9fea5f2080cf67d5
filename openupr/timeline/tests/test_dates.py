"""Dates are written, moved, published and done, and stay readable as they were."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from openupr.reviews.models import Review
from openupr.timeline.agenda import agenda
from openupr.timeline.calendars import CalendarDoesNotFit, UnfitDate, close_calendar, move_calendar, open_calendar
from openupr.timeline.milestones import (
    NoDeadline,
    SourceMissing,
    drop_date,
    mark_done,
    move_milestone,
    plan_backward,
    publish_date,
    take_back_done,
    write_date,
)
from openupr.timeline.models import Calendar, EarlierDate, Milestone

from .conftest import TODAY, ZONE

# A plan's dates are written there by test_next_coalition and by the journey that founds a coalition.
pytestmark = pytest.mark.thorough("on PostgreSQL")

MAY = date(2018, 5, 11)
LATER = date(2018, 4, 2)


def interviews(calendar: Calendar, **changes: object) -> Milestone:
    given = {"key": "roadmap-9", "title": "Interviews finished", "day": MAY, "whose": "Dara", "today": TODAY}
    return write_date(calendar=calendar, **{**given, **changes})


def history(milestone: Milestone) -> list[tuple[date, str, str]]:
    return [(each.day, each.status, each.reason) for each in milestone.earlier.all()]


def test_writing_the_same_date_again_changes_nothing(group: Calendar) -> None:
    first = interviews(group)
    again = interviews(group, today=LATER)
    assert (again.pk, again.written_on, again.status) == (first.pk, TODAY, "planned")
    assert EarlierDate.objects.count() == 0


def test_writing_another_day_under_the_same_key_moves_it_and_keeps_the_day_before(group: Calendar) -> None:
    interviews(group)
    moved = interviews(group, day=date(2018, 5, 18), today=LATER, reason="The roads are flooded")
    assert (group.milestones.count(), moved.day, moved.written_on) == (1, date(2018, 5, 18), LATER)
    assert history(moved) == [(MAY, "planned", "The roads are flooded")]
    assert moved.earlier.get().replaced_on == LATER


def test_a_new_title_is_no_new_date(group: Calendar) -> None:
    interviews(group)
    assert history(interviews(group, title="Interviews typed in")) == []


def test_what_is_done_stays_done_when_its_date_is_written_again(group: Calendar) -> None:
    done = mark_done(milestone=interviews(group), today=LATER)
    assert (done.status, done.done_on) == ("done", LATER)
    assert interviews(group, day=date(2018, 5, 18)).status == "done"


def test_what_was_not_done_after_all_stands_as_before(group: Calendar) -> None:
    milestone = interviews(group)
    mark_done(milestone=milestone, today=LATER)
    back = take_back_done(milestone=milestone, today=LATER)
    assert (back.status, back.done_on) == ("planned", None)
    assert take_back_done(milestone=back, today=LATER).status == "planned"


def test_a_date_nobody_wants_any_more_goes_and_a_phase_stays(coalition: Calendar) -> None:
    interviews(coalition)
    assert drop_date(calendar=coalition, key="roadmap-9")
    assert not drop_date(calendar=coalition, key="roadmap-9")
    assert not drop_date(calendar=coalition, key="review")
    assert coalition.milestones.filter(key="review").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"title": "x" * 201},
        {"key": ""},
        {"key": "k" * 61},
        {"whose": "w" * 121},
        {"until": date(2018, 5, 10)},
        {"hour": time(9), "zone": "Mars/Olympus"},
        {"day": date(2028, 3, 26), "hour": time(2, 30), "zone": "Europe/Zurich"},
        {"key": "review"},
    ],
)
def test_a_date_that_cannot_stand_so_is_refused_and_nothing_changes(group: Calendar, wrong: dict[str, object]) -> None:
    with pytest.raises(UnfitDate):
        interviews(group, **wrong)
    assert group.milestones.count() == 0


def test_an_hour_is_the_countrys_unless_somebody_says_otherwise(group: Calendar) -> None:
    interviews(group, hour=time(9))
    line = agenda(calendars=[group], today=TODAY).line("roadmap-9")
    assert line.hours == "09:00 in Phnom Penh, 04:00 in Geneva", "the clock that was chosen comes first"


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2028, 3, 26), time(1, 59)), (date(2028, 3, 26), time(3)), (date(2028, 10, 29), time(2, 30))]
)
def test_an_hour_beside_the_one_that_the_clock_skips_stands(group: Calendar, day: date, hour: time) -> None:
    interviews(group, day=day, hour=hour, zone="Europe/Zurich")
    assert group.milestones.get().hour == hour


def test_a_phase_is_published_and_not_moved(coalition: Calendar) -> None:
    review = coalition.milestones.get(key="review")
    with pytest.raises(UnfitDate, match="is published, not planned"):
        move_milestone(milestone=review, day=MAY, today=TODAY)


def test_a_published_date_needs_a_source(coalition: Calendar) -> None:
    with pytest.raises(SourceMissing, match="Say where"):
        publish_date(calendar=coalition, key="review", day=MAY, source="  ", today=TODAY)


def test_the_database_itself_wants_the_source_and_the_order_of_days(coalition: Calendar) -> None:
    for wrong in ({"status": "published", "source": ""}, {"until": date(2000, 1, 1)}, {"hour": time(1), "zone": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            coalition.milestones.filter(key="mid-term").update(**wrong)


def test_estimates_follow_a_published_review_and_keep_what_they_were(coalition: Calendar) -> None:
    publish_date(calendar=coalition, key="review", day=date(2019, 5, 8), source="OHCHR", today=TODAY)
    estimate = coalition.milestones.get(key="in-country-pre-session")
    assert (estimate.day, estimate.until, estimate.status) == (date(2019, 3, 1), date(2019, 3, 31), "estimate")
    assert history(estimate) == [(date(2018, 11, 1), "estimate", "Counted from the published date: Review")]
    deadline = coalition.milestones.get(key="submission-deadline")
    assert (deadline.day, deadline.earlier.count()) == (date(2018, 7, 12), 0)


def test_the_states_answers_follow_when_the_councils_day_is_published_and_published_again(coalition: Calendar) -> None:
    for year in (2029, 2030):
        publish_date(calendar=coalition, key="adoption", day=date(year, 6, 20), source="HRC", today=TODAY)
        addendum = coalition.milestones.get(key="addendum")
        assert (addendum.day, addendum.until, addendum.status) == (date(year, 5, 1), date(year, 6, 30), "estimate")


def test_something_else_may_be_published_too(coalition: Calendar) -> None:
    day = date(2018, 7, 29)
    published = publish_date(
        calendar=coalition, key="election", title="National election", day=day, source="NEC", today=TODAY
    )
    assert (published.kind, published.title, published.status) == ("task", "National election", "published")


def test_a_steps_day_chosen_by_hand_survives_a_new_plan(coalition: Calendar) -> None:
    steps = {each.key: each for each in plan_backward(calendar=coalition, today=TODAY)}
    move_milestone(milestone=steps["validation"], day=date(2018, 6, 26), today=TODAY, reason="The hall is free")
    mark_done(milestone=steps["outline"], today=TODAY)
    publish_date(calendar=coalition, key="submission-deadline", day=date(2018, 8, 2), source="OHCHR", today=LATER)
    again = {each.key: each for each in plan_backward(calendar=coalition, today=LATER)}
    assert again["validation"].day == date(2018, 6, 26)
    assert (again["outline"].day, again["outline"].status) == (steps["outline"].day, "done")
    assert again["lodge"].day == date(2018, 7, 30)
    assert history(again["lodge"]) == [(date(2018, 7, 9), "planned", "The plan was made again.")]


def test_planning_again_without_news_changes_nothing(coalition: Calendar) -> None:
    plan_backward(calendar=coalition, today=TODAY)
    plan_backward(calendar=coalition, today=TODAY)
    assert EarlierDate.objects.count() == 0


def test_a_group_plans_back_from_the_deadline_of_its_coalition(group: Calendar) -> None:
    steps = plan_backward(calendar=group, today=TODAY, spacing={"validation": 18})
    assert [each.calendar_id for each in steps] == [group.pk] * 6
    line = agenda(calendars=[group], today=TODAY).line("validation")
    assert (line.when, line.conflicts) == ("24 June 2018", ("This is a Sunday, a day of rest.",))
    with pytest.raises(UnfitDate, match="5000 days before"):
        plan_backward(calendar=group, today=TODAY, spacing={"validation": 5000})


def test_without_a_deadline_ahead_there_is_no_plan(coalition: Calendar) -> None:
    with pytest.raises(NoDeadline, match="is not ahead"):
        plan_backward(calendar=coalition, today=date(2018, 7, 12))
    coalition.milestones.filter(key="submission-deadline").delete()
    with pytest.raises(NoDeadline, match="Enter the published date"):
        plan_backward(calendar=coalition, today=TODAY)


def test_a_calendar_opens_with_every_phase_that_can_be_dated(coalition: Calendar, group: Calendar, db: None) -> None:
    assert coalition.milestones.count() == 12
    assert group.milestones.count() == 0
    undated = open_calendar(review=Review.objects.get(iso3="KHM", session=None), time_zone=ZONE, today=TODAY)
    assert undated.milestones.count() == 12
    assert set(undated.milestones.values_list("status", flat=True)) == {"estimate"}


def test_a_calendar_that_does_not_fit_is_refused(review: Review, coalition: Calendar, group: Calendar) -> None:
    other = Review.objects.get(iso3="VNM", session=32)
    for wrong in (
        {"time_zone": "Cambodia"},
        {"time_zone": "../../etc/passwd"},
        {"within": group},
        {"within": coalition, "review": other},
    ):
        with pytest.raises(CalendarDoesNotFit):
            open_calendar(**{"review": review, "time_zone": ZONE, "today": TODAY, **wrong})
    assert Calendar.objects.count() == 2


def test_an_expected_review_that_is_put_into_a_session_takes_its_calendars_along(db: None) -> None:
    expected = Review.objects.get(iso3="MMR", session=None)
    calendar = open_calendar(review=expected, time_zone="Asia/Yangon", today=TODAY)
    inner = open_calendar(review=expected, time_zone="Asia/Yangon", within=calendar, today=TODAY)
    scheduled = Review.objects.create(iso3="MMR", cycle=4, session=50, status="sourced", source="OHCHR")
    # Why a date changed is kept in English, whoever moves it: each reads it in their own language.
    with translation.override("km"):
        move_calendar(calendar=calendar, review=scheduled, today=LATER)
    earlier = EarlierDate.objects.filter(milestone__calendar=calendar)
    assert {each.reason for each in earlier} == {"The review has another place in the calendar."}
    inner.refresh_from_db()
    assert inner.review == scheduled
    review = calendar.milestones.get(key="review")
    assert (review.day, review.until) == (date(2025, 11, 3), date(2025, 11, 14))
    assert calendar.milestones.filter(key="adoption").exists()
    with pytest.raises(CalendarDoesNotFit):
        move_calendar(calendar=calendar, review=Review.objects.get(iso3="KHM", session=32), today=LATER)


def test_a_closed_calendar_takes_its_groups_with_it_and_leaves_the_review(
    coalition: Calendar, group: Calendar, review: Review
) -> None:
    interviews(group)
    close_calendar(calendar=coalition)
    assert (Calendar.objects.count(), Milestone.objects.count()) == (0, 0)
    review.refresh_from_db()


def test_a_groups_own_deadline_comes_before_that_of_its_coalition(group: Calendar) -> None:
    """It writes to somebody else, who takes it later."""
    day = date(2018, 8, 17)
    publish_date(calendar=group, key="submission-deadline", day=day, source="The partner's letter", today=TODAY)
    assert plan_backward(calendar=group, today=TODAY)[-1].day == date(2018, 8, 14)


def test_the_end_of_a_day_in_geneva_is_the_next_morning_in_phnom_penh(coalition: Calendar) -> None:
    given = {"key": "submission-deadline", "day": date(2018, 7, 12), "source": "OHCHR", "today": TODAY}
    publish_date(calendar=coalition, hour=time(23, 59), **given)
    line = agenda(calendars=[coalition], today=TODAY).line("submission-deadline")
    assert line.hours == "23:59 in Geneva, 04:59 in Phnom Penh on 13 July"
