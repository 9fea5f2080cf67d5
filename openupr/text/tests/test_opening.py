"""What is learned from a text: how it opens, what it speaks of."""

import pytest

from openupr.text.opening import beginnings, text_opening, verb_at
from openupr.text.speaking_of import pieces, speaking_of, spelled
from openupr.text.words import cut


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Ratify the covenant", "ratify"),
        ("To further strengthen its courts", "strengthen"),
        ("Immediately release all prisoners", "release"),
        ("That it fully respect courts", "it"),
        ("fully", "fully"),
    ],
)
def test_the_opening_verb_stands_after_what_leads_to_it(text: str, verb: str) -> None:
    surfaces = cut(text).surfaces
    assert surfaces[verb_at(surfaces)] == verb


def test_of_two_opening_verbs_the_second_counts() -> None:
    assert beginnings(cut("Continue and strengthen training").surfaces)[0] == "strengthen"
    assert beginnings(cut("Continue training").surfaces)[0] == "continu"


def test_a_specific_example_is_told() -> None:
    assert beginnings(cut("Promote equality and repeal the law").surfaces)[1] == "promot -"
    assert beginnings(cut("Promote equality by repealing the law").surfaces)[1] == "promot +example"


def test_beginnings_grow_by_a_word() -> None:
    assert beginnings(cut("Take all needed steps").surfaces) == [
        "take", "take -", "take all", "take all need", "take all need step",
    ]  # fmt: skip
    assert beginnings([]) == []


def test_later_verbs_are_told_by_their_class() -> None:
    acts = text_opening(cut("Promote peace by ratifying treaties").surfaces, {"promot": "4", "ratifi": "5!"})["acts"]
    assert "4" in acts
    assert "4: by 5! doing" in acts


def test_the_verb_that_asks_is_told_wherever_it_stands() -> None:
    def told(text: str) -> set[str]:
        return {each for each in text_opening(cut(text).surfaces, {})["opening"] if each.startswith("asks")}

    asked = told("Recommended that child labour be banned, including by amending the law")
    assert asked == {"asks ban", "asks ban ", "asks ban  True", "asks for "}
    assert "asks adopt law" in told("With the help of UNICEF adopt a law")
    assert told("Land and water") == {"asks nothing"}


def test_a_text_without_words_has_no_features() -> None:
    assert not any(text_opening([], {}).values())
    assert not speaking_of([], ())["words"]


def test_only_the_words_that_may_be_are_paired() -> None:
    assert speaking_of(["land", "for", "widows"], {"widow", "land"})["pairs"] == ["land&widow"]


def test_evidence_is_spelled_as_the_text_spells_it() -> None:
    text = "On Women’s RIGHTS, again"
    stems = ["on", "woman", "right", "again"]
    assert spelled(text, cut(text), stems, "woman right") == "Women’s RIGHTS"
    assert spelled(text, cut(text), stems, "man") is None


def test_pieces_of_a_word_know_its_ends() -> None:
    assert pieces("land") == ("<lan", "land", "and>", "<land", "land>", "<land>")
    assert pieces("of") == ("<of>", "<of>", "<of>")
