"""A second thing asked for beside the first, also where its verb is a noun elsewhere; drafts in our own words."""

import pytest

from openupr.text.smart import advise


def named(text: str) -> str:
    """The actions that a hint names; "" where none is given."""
    found = [hint.given["names"] for hint in advise(text).hints if hint.rule == "several-actions"]
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Digitise court records, publish judgments and livestream hearings", "“Digitise”, “publish”, “livestream”"),
        ("Fund legal aid and train lawyers", "“Fund”, “train”"),
        ("Train lawyers and fund courts", "“Train”, “fund”"),
        ("Free the prisoners of conscience and drop the charges against them", "“Free”, “drop”"),
        ("Release the activists and drop all charges", "“Release”, “drop”"),
        ("Hire 500 inspectors and give them the power to enter any site", "“Hire”, “give”"),
        ("Ratify OPCAT, adopt the prison bill and close Prey Speu", "“Ratify”, “adopt”, “close”"),
        ("Ratify OPCAT and close the Prey Speu centre", "“Ratify”, “close”"),
        ("Register all births and issue identity cards", "“Register”, “issue”"),
        ("Amend the marriage law and ban child marriage", "“Amend”, “ban”"),
    ],
)
def test_a_second_action_is_named(text: str, names: str) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Fund legal aid and training for lawyers",
        "Train police and prison staff",
        "Fund primary and free education",
        "Publish the pension fund and trust fund accounts",
        "Publish the budget and give it to the press",
        "Hire 500 inspectors and give them the necessary support",
        "Build schools and close the gap between town and village",
        "Amend the penal code and draft Child Act",
        "Translate the family code into Braille and sign-language videos",
        "Extend a standing and open invitation to all special procedures",
    ],
)
def test_what_only_looks_like_a_second_action_is_left_alone(text: str) -> None:
    assert named(text) == ""


def test_handing_back_is_an_action() -> None:
    advice = advise("Hand back the land to the families of the lake by 2028")
    assert advice.coding is not None
    assert advice.coding.category == 5
    assert [hint.rule for hint in advice.hints] == []


@pytest.mark.parametrize(
    "text", ["Take measures to reduce the school drop-out rate", "Strengthen its efforts against dropping out"]
)
def test_to_drop_out_is_no_step(text: str) -> None:
    assert "vague-opener" in [hint.rule for hint in advise(text).hints]


@pytest.mark.parametrize("text", ["Put cameras in police stations", "Take the children out of prisons", "Pay teachers"])
def test_no_share_is_told_of_a_verb_that_says_nothing_without_its_noun(text: str) -> None:
    coding = advise(text).coding
    assert coding is not None
    assert (coding.share, coding.counted) == (None, 0)
    told = advise("Pay special attention to teachers").coding
    assert told is not None
    assert told.counted > 50
