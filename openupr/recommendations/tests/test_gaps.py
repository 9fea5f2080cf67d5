"""A coordinator asks what was never raised with her State, and is told on which reviews the answer stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.recommendations.coverage import coverage
from openupr.recommendations.gaps import Gaps, gaps, lack
from openupr.recommendations.question import Question
from openupr.recommendations.search import search_record
from openupr.recommendations.tests.exports import LoadRecord
from openupr.upr.calendar import CALENDAR
from openupr.upr.issues import ISSUES
from openupr.upr.states import find_state

# Counted in the index, which is the same wherever the record lies.
pytestmark = pytest.mark.once

TODAY = date(2026, 11, 24)
SOGI = {"Issue": "Sexual Orientation and Gender Identity"}
LAO = {"To": "Lao PDR", "Session": "8"}
NORWAY = {"To": "Norway", "To-Rgrp": "WEOG", "To-Org": "", "Session": "6"}
ROWS = [
    {"Text": "Return land to evicted families", "Session": "6"},
    {"Text": "Register communal land titles"},
    {**LAO, "Text": "Respect communal land in forests"},
    {**LAO, **SOGI, "Text": "Protect gay men from violence"},
    {**NORWAY, **SOGI, "Text": "Let same-sex couples adopt"},
    {**NORWAY, **SOGI, "Text": "Train nurses to treat transgender patients with respect"},
    {**NORWAY, "Issue": "Justice", "Text": "Shorten custody before trial"},
]


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def gaps_with(state: str, text: str = "", today: date = TODAY) -> Gaps:
    return gaps(find_state(state), text, today=today)


def counts(found: Gaps) -> dict[str, tuple[int, int, int]]:
    return {
        each["issue"]: (each["here"], each["region"], each["world"])
        for each in found.document()["issues"]
        if each["world"]
    }


def test_the_region_is_counted_without_the_state_and_the_world_with_it(record: None) -> None:
    assert counts(gaps_with("Cambodia")) == {
        "Sexual Orientation and Gender Identity": (0, 1, 3),
        "Justice": (0, 0, 1),
        "Right to land": (2, 1, 3),
    }


def test_every_issue_of_the_vocabulary_has_its_line_once(record: None) -> None:
    named = [each["issue"] for each in gaps_with("Cambodia").document()["issues"]]
    assert sorted(named) == sorted(issue.label for issue in ISSUES)


def test_what_others_were_asked_and_this_state_not_comes_first_the_most_surprising_before_all(record: None) -> None:
    named = [each["issue"] for each in gaps_with("Cambodia").document()["issues"]]
    assert named[:2] == ["Sexual Orientation and Gender Identity", "Justice"]
    assert gaps_with("Norway").document()["issues"][0]["issue"] == "Right to land"


@given(here=st.integers(0, 500), expected=st.floats(0.01, 500))
def test_lack_is_above_nothing_exactly_where_fewer_rows_stand_than_expected(here: int, expected: float) -> None:
    assert (lack(here, expected) > 0) == (here < expected)
    assert lack(here, expected) >= lack(here + 1, expected)


@pytest.mark.parametrize(
    ("today", "missing"),
    [(date(2015, 1, 1), ()), (date(2019, 1, 30), ()), (date(2019, 2, 1), (32,)), (TODAY, (32, 46))],
)
def test_a_review_is_missing_once_its_session_is_over(record: None, today: date, missing: tuple[int, ...]) -> None:
    found = coverage("KHM", today=today)
    assert (found.loaded, found.missing, found.undated) == ((6, 18), missing, ())
    assert found.no_gap_known == (missing == ())


def test_the_next_review_without_a_session_is_neither_loaded_nor_missing(record: None) -> None:
    assert [r.cycle for r in CALENDAR if r.iso3 == "KHM" and r.session is None] == [5]
    assert 5 not in coverage("KHM", today=TODAY).loaded_cycles


def test_a_session_whose_date_is_not_known_is_not_passed_over(record: None) -> None:
    review = next(r for r in CALENDAR if r.session == 52)
    found = coverage(review.iso3, today=TODAY)
    assert (52 in found.undated, 52 in found.missing, found.no_gap_known) == (True, False, False)


def test_not_found_is_said_with_the_reviews_it_was_sought_in_and_those_it_was_not(record: None) -> None:
    found = coverage("KHM", today=TODAY)
    assert found.not_found() == "not found in sessions 6 and 18; sessions 32 and 46 not loaded"
    assert found.sentence() == "Loaded: sessions 6 (1 row) and 18 (1 row). Not loaded: sessions 32 and 46."
    assert coverage("KHM", today=date(2015, 1, 1)).not_found() == "not found in sessions 6 and 18"
    assert coverage("THA", today=TODAY).not_found() == "no review is loaded"


def test_a_voluntary_pledge_loads_no_review(load_record: LoadRecord, tmp_path: object) -> None:
    load_record([NORWAY])
    assert coverage("KHM", today=TODAY).nothing


def test_words_are_counted_as_the_search_counts_them(record: None) -> None:
    words = gaps_with("Cambodia", "communal land").words
    assert words is not None
    assert (words.rows.here, words.rows.region, words.rows.world) == (1, 1, 2)
    assert words.rows.world == search_record(Question("communal land")).total
    assert not words.sought.is_draft


def test_operators_make_a_query_of_any_length(record: None) -> None:
    words = gaps_with("Cambodia", "(gay OR transgender OR couples OR sex OR lesbian OR bisexual) NOT nurses").words
    assert words is not None
    assert (words.rows.here, words.rows.region, words.rows.world, words.sought.is_draft) == (0, 1, 2, False)


def test_words_leave_the_table_of_issues_as_it_is(record: None) -> None:
    assert gaps_with("Cambodia", "communal").document()["issues"] == gaps_with("Cambodia").document()["issues"]


def test_of_a_draft_the_words_that_its_neighbours_share_are_counted_and_said(load_record: LoadRecord) -> None:
    others = [{"Text": f"Publish report number {n} of the {word}", "Session": "6"} for n, word in enumerate(WORDS)]
    load_record([*ROWS, *others])
    draft = "Before the next review, give every village in the highlands its communal land titles, registered and free"
    words = gaps_with("Cambodia", draft).words
    assert words is not None
    assert words.sought.is_draft
    assert words.sought.used == ("communal", "land")
    assert words.rows == gaps_with("Cambodia", "communal land").words.rows  # type: ignore[union-attr]


WORDS = [f"office{a}{b}" for a in "abcdefgh" for b in "klmnopqr"]


@pytest.mark.parametrize("junk", ["AND", "*", '"', "((((", "🎉", "x" * 10_000, "zzz " * 50, "\x00", "ដីធ្លី"])
def test_any_text_gets_an_answer_that_counts_nothing_it_does_not_find(record: None, junk: str) -> None:
    words = gaps_with("Cambodia", junk).words
    assert words is None or (words.rows.here, words.rows.world) == (0, 0)
