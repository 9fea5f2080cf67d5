"""A State's profile is no surer of when a review was than its source is, and says which source that is."""

from datetime import date

import pytest
from django.test import Client

from openupr.recommendations.tests.drawn_records import Row
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.states_record import ROWS, text_of, words_of
from openupr.upr.calendar import CALENDAR
from openupr.upr.cycles import SESSIONS

DERIVED = next(
    review
    for review in CALENDAR
    if review.status == "derived" and review.session and (SESSIONS[review.session - 1].end or date.max).year < 2026
)


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    load_record(ROWS)
    return ROWS


def test_a_review_that_was_not_held_is_not_said_to_have_taken_place(client: Client, record: list[Row]) -> None:
    words = words_of(text_of(client, "/states/USA/"))
    assert "Session 50" not in words
    assert "Session 53 to come, no date yet" in words
    assert "rescheduled to session 53" in words
    assert 50 not in client.get("/api/gaps?state=USA").json()["reviews"]["missing"]


def test_a_review_due_only_by_the_order_of_the_cycle_before_is_not_said_to_have_taken_place(
    client: Client, record: list[Row]
) -> None:
    words = words_of(text_of(client, f"/states/{DERIVED.iso3}/"))
    assert f"if the order of the last cycle was kept: Session {DERIVED.session} (" in words
    sure = words[words.index("took place, but") : words.index("should have taken place")]
    assert f"Session {DERIVED.session} " not in sure


def test_the_date_of_each_review_stands_with_its_source(client: Client, record: list[Row]) -> None:
    words = words_of(text_of(client, "/states/KHM/"))
    told = client.get("/api/states/KHM").json()["reviews"]
    assert len(told) == 5
    for each in told:
        assert each["calendar_source"]
        assert each["calendar_source"] in words


def test_the_name_of_an_imported_file_is_no_source_of_a_date(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Session": "7"}])
    assert "export.csv" not in text_of(client, "/states/KHM/")
    told = client.get("/api/states/KHM").json()["reviews"]
    assert [each["calendar_source"] for each in told if each["session"] == 7] == [""]
