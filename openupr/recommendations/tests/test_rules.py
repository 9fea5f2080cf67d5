"""What makes two rows the same ask, and which source is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.recommendations.rules import ask_key, normalised_text, preferred_source, sameness

ASK = {"session": 18, "cycle": 2, "iso3": "KHM", "from_iso3": "FRA", "kind": "recommendation", "text": "Free the press"}


@pytest.mark.parametrize(
    "text", ["free the press", " Free  the press. ", "Free the\u00a0press", "“Free the press”", "Free the press&#46;"]
)
def test_case_spaces_punctuation_and_html_make_no_other_ask(text: str) -> None:
    assert sameness(**{**ASK, "text": text}) == sameness(**ASK)


@pytest.mark.parametrize(
    "other", [{"session": 6}, {"iso3": "LAO"}, {"from_iso3": "DEU"}, {"kind": "pledge"}, {"text": "Free the presses"}]
)
def test_another_review_state_kind_or_wording_is_another_ask(other: dict[str, object]) -> None:
    assert sameness(**{**ASK, **other}) != sameness(**ASK)


def test_a_repetition_has_a_key_of_its_own() -> None:
    first = ask_key(session=18, cycle=2, iso3="KHM", same="abc", occurrence=1)
    assert (first, ask_key(session=18, cycle=2, iso3="KHM", same="abc", occurrence=2)) == ("KHM-18-abc", "KHM-18-abc-2")


@pytest.mark.parametrize(
    "text",
    [
        "118.12. Free the press (France);",
        "118.12 Free the press (France; Viet Nam).",
        "Free the press (Bolivia (Plurinational State of))",
    ],
)
def test_what_a_report_prints_round_an_ask_makes_no_other_ask(text: str) -> None:
    assert sameness(**{**ASK, "text": text}) == sameness(**ASK)


@pytest.mark.parametrize(
    "text", ["Free the press (no)", "Free the press (CAT)", "Free the press (in France)", "1325 Free the press"]
)
def test_other_brackets_and_numbers_belong_to_the_ask(text: str) -> None:
    assert sameness(**{**ASK, "text": text}) != sameness(**ASK)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalised_text(text)
    assert normalised_text(once) == once


@pytest.mark.parametrize(
    ("held", "counted"),
    [
        ({}, None),
        ({"upr-info": 205}, "upr-info"),
        ({"upr-info": 205, "upr-info-api": 205}, "upr-info-api"),
        ({"upr-info": 205, "upr-info-api": 25}, "upr-info"),
        ({"upr-info": 190, "uhri": 205}, "upr-info"),
        ({"uhri": 198, "upr-info": 100}, "uhri"),
    ],
)
def test_one_page_of_a_better_source_does_not_hide_a_whole_review(held: dict[str, int], counted: str | None) -> None:
    assert preferred_source(held) == counted
