"""An analyst reads numbers by issue where some sources tell none: of how many rows they tell is said, and counted."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from openupr.recommendations.code_coverage import code_coverage
from openupr.recommendations.counts import count
from openupr.recommendations.disaggregate import disaggregate
from openupr.recommendations.gaps import gaps
from openupr.recommendations.question import Question
from openupr.recommendations.search import search_record
from openupr.recommendations.state_profiles import received, recommended_by
from openupr.recommendations.tests.exports import LoadRecord
from openupr.upr.states import find_state

# Counted in the index, which is the same wherever the record lies.
pytestmark = pytest.mark.once

TODAY = date(2026, 12, 2)
UNCODED = {"Issue": "", "Action": ""}
LATER = {"Session": "18", **UNCODED}
NORWAY = {"To": "Norway", "To-Rgrp": "WEOG", "To-Org": "", "Session": "6"}
ROWS = [
    {"Text": "Return land", "Session": "6"},
    {"Text": "Shorten custody", "Session": "6", "Issue": "Justice"},
    {"Text": "Ratify it", **LATER},
    {"Text": "Ratify that", **LATER, "From": "Norway"},
    {**NORWAY, "Text": "Train judges", "Issue": "Justice"},
    {**NORWAY, "Text": "Let them marry", **UNCODED},
]


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def numbers(question: Question, name: str) -> tuple[int, int]:
    found = code_coverage(question, [name])[name]
    return found.n, found.of


def test_a_number_by_issue_says_of_how_many_rows_the_issue_is_known(record: None) -> None:
    counted = count(Question(), by=["issue"])
    assert counted.coded["issue"].document() == {"n": 3, "of": 6}
    assert "Issue: coded in 3 of 6." in counted.basis
    assert numbers(Question(filters={"session": (18,)}), "issue") == (0, 2)


def test_a_filter_by_issue_does_not_hide_how_many_rows_have_none(record: None) -> None:
    on_justice = Question(filters={"issue": ("justice",), "state": ("KHM",)})
    assert numbers(on_justice, "issue") == (2, 4)
    assert "Issue: coded in 2 of 4." in search_record(on_justice).basis
    assert "Issue: coded in 3 of 6." in search_record(Question(excluded={"issue": ("justice",)})).basis


def test_where_every_row_is_coded_nothing_is_said(record: None) -> None:
    found = search_record(Question(filters={"issue": ("justice",), "session": (18, 6), "state": ("NOR",)}))
    assert "Issue: coded in 1 of 2." in found.basis
    assert "coded" not in search_record(Question(filters={"response": ("supported",)})).basis


def test_a_state_in_no_organisation_is_known_to_be_in_none(record: None) -> None:
    assert numbers(Question(), "organisation") == (6, 6)


def test_what_could_be_expected_divides_by_the_rows_that_have_an_issue(record: None) -> None:
    found = gaps(find_state("KHM"), today=TODAY)
    justice = next(each for each in found.issues if each.issue.key == "justice")
    # With Norway one of one coded row is on justice; Cambodia has two coded rows.
    assert justice.expected == pytest.approx(2.0)
    assert found.document()["coded"]["issue"] == {
        "n": 3,
        "of": 6,
        "here": {"n": 2, "of": 4},
        "region": {"n": 0, "of": 0},
    }


def test_the_gaps_say_that_what_is_not_found_may_be_among_rows_without_an_issue(record: None, client: Client) -> None:
    page = client.get("/gaps/?state=KHM").content.decode()
    assert "2 of the 4 recommendations have no issue" in page
    assert (
        gaps(find_state("KHM"), today=TODAY)
        .coverage.not_found()
        .startswith("not found in session 6; the issues of session 18 are not known")
    )


def test_a_share_divides_by_the_rows_that_can_tell(record: None) -> None:
    table = disaggregate(Question(), rows="issue", columns="state")
    norway = next(column for column in table.columns if column.values == ("NOR",))
    justice = next(row for row in table.rows if row.values == ("justice",))
    nobody = next(row for row in table.rows if row.values == (None,))
    assert (norway.tally.count, norway.coded, table.of_column(justice, norway)) == (2, 1, 1)
    assert table.of_column(nobody, norway) == 0
    assert table.both_coded == 3


def test_a_table_does_not_say_0_of_a_session_that_nobody_coded(record: None, client: Client) -> None:
    table = disaggregate(Question(), rows="issue", columns="session")
    justice = next(row for row in table.rows if row.values == ("justice",))
    assert [table.is_unknown(justice, column) for column in table.columns] == [False, True]
    page = client.get("/disaggregate/?rows=issue&columns=session").content.decode()
    assert "not coded" in page
    assert "not known" in page
    answer = client.get("/disaggregate.csv?rows=issue&columns=session")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert next(line for line in lines if line.startswith("Justice")) == "Justice,2,,2"


def test_what_a_state_recommends_is_compared_among_what_is_coded(record: None) -> None:
    by_france = recommended_by(find_state("FRA"))
    justice = next(line for line in by_france.issues if line.value == "justice")
    assert (justice.tally.count, justice.of, justice.everyone, justice.of_everyone) == (2, 3, 2, 3)


def test_a_review_that_nobody_coded_has_no_number_by_issue_and_no_change(record: None) -> None:
    justice = next(line for line in received(find_state("KHM")).issues if line.value == "justice")
    assert justice.numbers == [1, None]
    assert not justice.is_comparable((0, 1))


def test_programs_get_how_many_rows_have_a_code(record: None, client: Client) -> None:
    def answer(address: str) -> Any:
        return client.get(address).json()

    assert answer("/api/search?issue=justice")["coded"]["issue"] == {"n": 3, "of": 6}
    assert answer("/api/search?issue=justice")["coded"]["action"] == {"n": 2, "of": 2}
    assert answer("/api/count?by=action")["coded"] == {"action": {"n": 3, "of": 6}}
    table = answer("/api/disaggregate?rows=issue&columns=session")
    assert table["coded"] == {"issue": {"n": 3, "of": 6}}
    assert [column["coded"] for column in table["columns"]["values"]] == [3, 0]


def test_a_series_of_one_issue_shows_the_sessions_that_nobody_coded(record: None, client: Client) -> None:
    on_justice = Question(filters={"issue": ("justice",)})
    table = disaggregate(on_justice, rows="session", columns="response")
    assert [(row.values, row.tally.count, row.tells_nothing) for row in table.rows] == [
        ((6,), 2, False),
        ((18,), 0, True),
    ]
    page = client.get("/disaggregate/?rows=session&columns=response&issue=justice").content.decode()
    assert "coded in 3 of 4" in page
    assert "not coded" in page


def test_a_count_of_one_issue_names_the_sessions_that_nobody_coded(record: None, client: Client) -> None:
    counted = count(Question(filters={"issue": ("justice",)}), by=["session"])
    assert counted.rows() == [{"session": 6, "count": 2}]
    assert counted.not_coded == {"session": [18]}
    assert client.get("/api/count?by=session&issue=justice").json()["not_coded"] == {"session": [18]}
    assert count(Question(), by=["session"]).not_coded == {}


def test_no_share_divides_a_sum_by_fewer_rows_than_it_counts(record: None) -> None:
    table = disaggregate(Question(), rows="issue", columns="state")
    norway = next(column for column in table.columns if column.values == ("NOR",))
    assert (norway.tally.count, norway.coded) == (2, 1)
    assert table.of_column(table.all_rows, norway) == 0
    justice = next(row for row in table.rows if row.values == ("justice",))
    assert table.of_row(justice, table.all_columns) == justice.tally.count
