"""What is due, for a coalition, a group, a person: in order, with days left, in a constant number of queries."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from openupr.reviews.models import Review
from openupr.timeline.agenda import agenda, earlier_dates, next_due
from openupr.timeline.calendars import open_calendar
from openupr.timeline.milestones import mark_done, plan_backward, publish_date, write_date
from openupr.timeline.models import Calendar
from openupr.timeline.timeline_pictures import COLUMNS, documents, printed_sheet, reminder, timeline_context
from openupr.web.clock import now_in

from .conftest import TODAY, ZONE

# Much the same services as other tests call there one by one.
pytestmark = pytest.mark.thorough("on PostgreSQL")


def due(calendar: Calendar, key: str, day: date, **given: object) -> None:
    write_date(calendar=calendar, key=key, title=key.capitalize(), day=day, today=TODAY, **given)


def test_a_group_sees_the_dates_of_its_coalition_and_a_coalition_not_those_of_its_groups(
    coalition: Calendar, group: Calendar
) -> None:
    due(group, "interviews", date(2018, 5, 11))
    of_the_group = agenda(calendars=[group], today=TODAY)
    assert of_the_group.line("interviews").entry.inherited is False
    assert of_the_group.line("review").entry.inherited is True
    assert agenda(calendars=[coalition], today=TODAY).line("interviews") is None


def test_a_person_in_two_groups_sees_each_date_once(coalition: Calendar, group: Calendar, review: Review) -> None:
    other = open_calendar(review=review, time_zone=ZONE, within=coalition, today=TODAY)
    due(group, "interviews", date(2018, 5, 11))
    due(other, "survey", date(2018, 4, 3))
    lines = agenda(calendars=[group, other, coalition], today=TODAY).lines
    keys = [line.entry.key for line in lines]
    assert len(keys) == len(set(keys)) == 14
    assert keys[:2] == ["survey", "interviews"]


def test_what_is_overdue_comes_first_and_what_is_done_or_past_asks_for_nothing(coalition: Calendar) -> None:
    due(coalition, "letter", date(2018, 3, 1))
    due(coalition, "hall", date(2018, 3, 20))
    due(coalition, "election", date(2018, 3, 4), kind="event")
    due(coalition, "flyer", date(2018, 3, 2))
    mark_done(milestone=coalition.milestones.get(key="flyer"), today=TODAY)
    lines = next_due(calendars=[coalition], today=TODAY, limit=3)
    assert [(line.title, line.left) for line in lines] == [
        ("Letter", "11 days overdue"),
        ("Hall", "8 days left"),
        ("Submissions are due", "122 days left"),
    ]
    left = {line.title: line.left for line in agenda(calendars=[coalition], today=TODAY).lines}
    assert (left["Election"], left["Flyer"]) == ("past", "done on 12 March 2018")


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2018, 7, 11), "1 day left"),
        (date(2018, 7, 12), "today"),
        (date(2018, 7, 13), "past"),
    ],
)
def test_the_days_left_to_the_deadline(coalition: Calendar, today: date, left: str) -> None:
    assert agenda(calendars=[coalition], today=today).line("submission-deadline").left == left


def test_an_estimate_says_so_in_every_word(coalition: Calendar) -> None:
    line = agenda(calendars=[coalition], today=TODAY).line("geneva-pre-session")
    assert (line.when, line.status, line.left) == ("about December 2018", "estimate", "in 9 months")
    during = agenda(calendars=[coalition], today=date(2018, 12, 10)).line("geneva-pre-session")
    assert during.left == "may be any day now"


def test_conflicts_are_sentences_beside_the_date(coalition: Calendar) -> None:
    plan_backward(calendar=coalition, today=TODAY, spacing={"draft": 20, "lodge": 0, "sign-on": 0})
    told = {line.entry.key: line.conflicts for line in agenda(calendars=[coalition], today=TODAY).troubled}
    assert told == {
        "comments": ("This comes before “Draft circulated”, which is to be first.",),
        "validation": ("This comes before “Draft circulated”, which is to be first.",),
        "sign-on": ("“Submission lodged” is on the same day.",),
        "lodge": ("“Sign-on closes” is on the same day.",),
    }


def test_two_groups_may_plan_the_same_step_on_the_same_day(
    coalition: Calendar, group: Calendar, review: Review
) -> None:
    other = open_calendar(review=review, time_zone=ZONE, within=coalition, today=TODAY)
    for calendar in (group, other, coalition):
        plan_backward(calendar=calendar, today=TODAY)
    assert agenda(calendars=[group, other], today=TODAY).troubled == []


def test_four_queries_for_one_group_and_for_thirty(coalition: Calendar, review: Review) -> None:
    counts = []
    calendars: list[Calendar] = []
    for number in (1, 29):
        for each in range(number):
            calendar = open_calendar(review=review, time_zone=ZONE, within=coalition, today=TODAY)
            due(calendar, "interviews", TODAY + timedelta(days=each))
            calendars.append(calendar)
        with CaptureQueriesContext(connection) as asked:
            render_to_string("timeline/parts/agenda.html", timeline_context(calendars=calendars, today=TODAY))
        counts.append(len(asked))
    assert counts == [4, 4]


def test_an_empty_calendar_says_what_to_do_and_draws_nothing(group: Calendar) -> None:
    Calendar.objects.filter(pk=group.within_id).get().milestones.all().delete()
    shown = timeline_context(calendars=[group], today=TODAY)
    assert shown["pictures"] == {}
    assert "Add the first one" in render_to_string("timeline/parts/agenda.html", shown)
    assert render_to_string("timeline/parts/picture.html", shown).strip() == ""
    assert agenda(calendars=[], today=TODAY).next is None


def test_a_hostile_title_stays_text_in_list_and_picture(coalition: Calendar) -> None:
    write_date(calendar=coalition, key="x", title="<script>alert(1)</script>", day=TODAY, today=TODAY)
    shown = timeline_context(calendars=[coalition], today=TODAY)
    for part in ("agenda", "picture"):
        html = render_to_string(f"timeline/parts/{part}.html", shown)
        assert "<script>" not in html
        assert "&lt;script&gt;" in html


def test_a_reminder_tells_a_stranger_nothing_unless_somebody_wants_it_to(coalition: Calendar) -> None:
    line = agenda(calendars=[coalition], today=TODAY).line("submission-deadline")
    assert reminder(line) == "Thursday 12 Jul 2018 (122 days left): see your list"
    assert reminder(line, neutral=False) == "Thursday 12 Jul 2018 (122 days left): Submissions are due"


def test_of_very_many_dates_the_picture_leaves_out_the_tasks(coalition: Calendar) -> None:
    for number in range(30):
        due(coalition, f"task-{number}", TODAY + timedelta(days=number))
    wide = timeline_context(calendars=[coalition], today=TODAY)["pictures"]["wide"]
    assert "Submissions are due" in wide
    assert "Task-7" not in wide


@pytest.mark.parametrize("number", [0, 8, 60])
def test_any_number_of_dates_goes_onto_one_sheet_and_what_is_left_out_is_said(coalition: Calendar, number: int) -> None:
    pytest.importorskip("weasyprint", reason="Pango is missing: nothing can be printed here.", exc_type=OSError)
    for each in range(number):
        due(coalition, f"task-{each}", TODAY + timedelta(days=each), whose="Dara")
    data = printed_sheet(agenda(calendars=[coalition], today=TODAY), title="Our dates")
    document = pypdfium2.PdfDocument(data)
    try:
        words = " ".join(document[0].get_textpage().get_text_bounded().split())
        assert len(document) == 1
    finally:
        document.close()
    assert "Our dates" in words
    assert ("more dates are not on this sheet" in words) == (number == 60)


def test_dates_for_programs_are_named_by_their_keys(coalition: Calendar) -> None:
    due(coalition, "hall", date(2018, 3, 20), whose="Sophea")
    first = documents(agenda(calendars=[coalition], today=TODAY))[0]
    assert tuple(first) == COLUMNS
    assert (first["key"], first["first"], first["days_left"], first["whose"]) == ("hall", "2018-03-20", 8, "Sophea")


def test_what_a_date_was_before_can_be_read(coalition: Calendar) -> None:
    due(coalition, "hall", date(2018, 3, 20))
    due(coalition, "hall", date(2018, 3, 27))
    due(coalition, "hall", date(2018, 4, 3))
    told = [words for words, _ in earlier_dates(coalition.milestones.get(key="hall"))]
    assert told == ["27 March 2018", "20 March 2018"]
    assert "Changed 2 times." in render_to_string(
        "timeline/parts/agenda.html", timeline_context(calendars=[coalition], today=TODAY)
    )


def test_a_day_that_was_only_estimated_before_was_not_changed(coalition: Calendar) -> None:
    for day in (8, 9):
        publish_date(calendar=coalition, key="review", day=date(2019, 5, day), source="OHCHR", today=TODAY)
    publish_date(calendar=coalition, key="in-country-pre-session", day=date(2019, 3, 6), source="OHCHR", today=TODAY)
    held = agenda(calendars=[coalition], today=TODAY)
    entries = [held.line(key).entry for key in ("review", "in-country-pre-session")]
    assert [(entry.moved, entry.changed) for entry in entries] == [(2, 2), (2, 0)]


def test_the_day_is_that_of_the_country() -> None:
    assert abs((now_in("Pacific/Kiritimati").date() - now_in("Pacific/Honolulu").date()).days) == 1
