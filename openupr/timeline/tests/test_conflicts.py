"""What is wrong with a date among the others."""

from dataclasses import replace
from datetime import date

import pytest

from openupr.timeline.rules.entries import DateConflict, DateEntry, Trouble, conflicts
from openupr.timeline.rules.windows import Window, one_day

TODAY = date(2018, 6, 1)
DEADLINE = DateEntry("submission-deadline", "phase", "Submissions are due", one_day(date(2018, 7, 12)), "published")


def step(key: str, day: date, *, status: str = "planned", of: int = 0) -> DateEntry:
    return DateEntry(key, "step", key.capitalize(), one_day(day), status, of=of)


def troubles(*entries: DateEntry) -> dict[str, list[Trouble]]:
    found = conflicts([*entries, DEADLINE], today=TODAY)
    return {entry.key: [each.trouble for each in told] for entry, told in zip(entries, found, strict=False) if told}


def test_a_sound_plan_has_no_conflict() -> None:
    assert troubles(step("draft", date(2018, 6, 4)), step("comments", date(2018, 6, 18))) == {}


def test_a_step_before_the_one_it_needs_is_told_once_and_names_it() -> None:
    entries = [step("draft", date(2018, 6, 18)), step("comments", date(2018, 6, 4)), DEADLINE]
    assert conflicts(entries, today=TODAY) == [(), (DateConflict(Trouble.ORDER, "Draft"),), ()]


def test_the_order_is_kept_within_a_calendar_and_not_between_two() -> None:
    assert troubles(step("draft", date(2018, 6, 18), of=1), step("comments", date(2018, 6, 4), of=2)) == {}


def test_a_day_of_rest_is_told_by_the_countrys_week() -> None:
    friday = step("draft", date(2018, 6, 8))
    assert conflicts([friday], today=TODAY, rest_days={5, 6}) == [(DateConflict(Trouble.REST_DAY),)]
    assert conflicts([friday], today=TODAY, rest_days={6, 7}) == [()]


def test_what_should_be_done_by_now_is_overdue() -> None:
    assert troubles(step("draft", date(2018, 5, 31))) == {"draft": [Trouble.OVERDUE]}
    assert troubles(step("draft", TODAY)) == {}


def test_two_steps_on_one_day_are_told_of_both_unless_one_is_done_or_anothers() -> None:
    day = date(2018, 6, 4)
    assert troubles(step("draft", day), step("comments", day)) == {
        "draft": [Trouble.SAME_DAY],
        "comments": [Trouble.SAME_DAY],
    }
    assert troubles(step("draft", day, status="done"), step("comments", day)) == {}
    assert troubles(step("draft", day), step("comments", day, of=2)) == {}


def test_a_step_after_the_deadline_is_told() -> None:
    assert troubles(step("lodge", date(2018, 7, 13))) == {"lodge": [Trouble.AFTER_DEADLINE]}
    assert troubles(step("lodge", date(2018, 7, 12))) == {}


@pytest.mark.parametrize("kind", ["phase", "event"])
def test_what_others_decide_is_never_wrong(kind: str) -> None:
    sunday_past = DateEntry("x", kind, "Election", one_day(date(2018, 5, 27)), "planned")
    assert conflicts([sunday_past], today=TODAY) == [()]


def test_published_phases_that_contradict_each_other_are_told_once_and_an_estimate_accuses_nobody() -> None:
    review = DateEntry("review", "phase", "Review", one_day(date(2018, 6, 6)), "published")
    assert conflicts([DEADLINE, review], today=TODAY) == [(DateConflict(Trouble.TOO_LATE, "Review"),), ()]
    assert conflicts([DEADLINE, replace(review, status="estimate")], today=TODAY) == [(), ()]
    assert conflicts([DEADLINE, replace(review, window=one_day(date(2019, 1, 30)))], today=TODAY) == [(), ()]


def test_a_done_step_is_no_trouble_whenever_it_was() -> None:
    assert troubles(step("outline", date(2018, 5, 27), status="done")) == {}


def roadmap(number: int, day: date) -> DateEntry:
    return DateEntry(f"roadmap-{number}", "task", f"Question {number}", one_day(day), "planned", of=7)


def test_last_comments_before_the_draft_goes_round_are_told_of_the_draft() -> None:
    entries = [roadmap(9, date(2018, 6, 18)), roadmap(10, date(2018, 6, 11)), DEADLINE]
    assert conflicts(entries, today=TODAY) == [(DateConflict(Trouble.TOO_LATE, "Question 10"),), (), ()]
    assert troubles(roadmap(9, date(2018, 6, 11)), roadmap(10, date(2018, 6, 11))) == {}


def test_a_groups_dates_are_told_where_they_come_after_the_coalitions_comments_or_the_deadline() -> None:
    comments, validation = step("comments", date(2018, 6, 13)), step("validation", date(2018, 6, 20))
    told = troubles(roadmap(9, date(2018, 6, 14)), roadmap(10, date(2018, 6, 21)), comments, validation)
    assert told == {"roadmap-9": [Trouble.TOO_LATE], "roadmap-10": [Trouble.TOO_LATE]}
    assert troubles(roadmap(8, date(2018, 7, 13))) == {"roadmap-8": [Trouble.TOO_LATE]}
    assert troubles(roadmap(8, date(2018, 7, 12))) == {}


def test_a_step_counted_from_another_deadline_is_told_unless_somebody_chose_its_day() -> None:
    counted = replace(step("draft", date(2018, 6, 4)), counted_from=date(2018, 7, 2))
    told = conflicts([counted, DEADLINE], today=TODAY)[0]
    assert told == (DateConflict(Trouble.OTHER_DEADLINE, "Submissions are due", date(2018, 7, 2)),)
    assert troubles(replace(counted, by_hand=True)) == {}
    assert troubles(replace(counted, status="done")) == {}
    assert troubles(replace(counted, counted_from=date(2018, 7, 12))) == {}


def outside(first: date, last: date) -> DateEntry:
    return DateEntry("event-1", "event", "Election campaign", Window(first, last), "planned")


def test_what_is_due_during_something_outside_is_told_with_its_name() -> None:
    campaign = outside(date(2018, 7, 7), date(2018, 7, 27))
    entries = [step("draft", date(2018, 7, 9)), step("outline", date(2018, 6, 28)), campaign, DEADLINE]
    during = (DateConflict(Trouble.DURING_EVENT, "Election campaign"),)
    assert conflicts(entries, today=TODAY) == [during, (), (), during]


def test_what_is_done_or_past_is_not_told_of_an_event() -> None:
    campaign = outside(date(2018, 5, 1), date(2018, 6, 30))
    done = step("draft", date(2018, 6, 4), status="done")
    assert conflicts([done, campaign], today=TODAY) == [(), ()]
