"""SMART advice: what is told of which draft, and what is left alone."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.text.smart import Key, advise

OTHER_LETTERS = {"no-time", "may-date", "unmeasured", "open-amount", "no-people", "out-of-reach"}
"""Told in test_smart_letters."""


def rules(text: str) -> list[str]:
    """What is said of the demand itself, also what is only worth a thought."""
    return [hint.rule for hint in advise(text).hints if hint.rule not in OTHER_LETTERS]


@pytest.mark.parametrize(
    "text",
    [
        "Ratify the Optional Protocol to the Convention against Torture by the next review",
        "Release all political prisoners by December 2027",
        "Repeal article 305 of the Penal Code by 2028",
        "Invite the Special Rapporteur on adequate housing to visit within one year",
        "Amend the land law within two years so that both spouses are named on a land title",
        "Amend articles 8 and 9 of the law on associations by 2028",
        "Judges should be chosen by an independent committee with members of the bar by 2028",
    ],
)
def test_a_good_recommendation_gets_no_hint_at_all(text: str) -> None:
    assert [hint.rule for hint in advise(text).hints] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take all necessary measures to combat child labour", ["vague-opener"]),
        ("Step up efforts against child labour", ["vague-opener"]),
        ("Cambodia should take measures to protect the children of migrant workers", ["vague-opener"]),
        ("Take steps to ratify the Rome Statute", ["roundabout"]),
        ("Make efforts aimed at abolishing the death penalty", ["roundabout"]),
        ("Take steps towards the abolition of the death penalty", ["roundabout"]),
        ("Continue to fight trafficking", ["continues"]),
        ("Pursue its efforts against trafficking", ["continues"]),
        ("Consider ratifying the Rome Statute", ["considers-step"]),
        ("Consider a moratorium on evictions", ["considers"]),
        ("Study the possibility of abolishing the death penalty", ["considers-step"]),
        ("Share its experience of community forests", ["minimal"]),
        ("Seek technical assistance on juvenile justice", ["minimal"]),
        ("Improve women's access to land", ["result"]),
        ("Women should have equal access to land", ["result"]),
        ("Teachers should be paid well", ["result"]),
        ("Amend the law on associations by 2028", ["open-change"]),
        ("There is still no law against domestic violence", ["statement"]),
        ("Illegal logging", ["no-action"]),
        ("Press and internet freedom", ["no-action"]),
        ("Overcrowding in prisons and detention centres", ["no-action"]),
        ("Abolishment of mandatory registration for trade unions", ["no-action-noun"]),
        ("The early ratification of the Rome Statute", ["no-action-noun"]),
        ("Ensure by 2027 better results", ["unnamed-subject", "result"]),
        ("Improve women's access to land by the end of 2030", ["result"]),
        ("Make an action plan by 2027", ["unnamed-subject"]),
        ("Older persons should be treated with dignity and not be forgotten by their Government", ["result"]),
        ("Decriminalise defamation and repeal the press law", ["several-actions"]),
        ("Consider strengthening legal aid and provide shelters", ["considers", "several-actions"]),
        ("Consider adopting rules against violence and provide it with funds", ["considers-step", "several-actions"]),
        ("Adopt a law on legal aid; publish all court decisions", ["several-actions"]),
        (
            "Pay compensation to evicted families, reform the courts and release all detained land activists.",
            ["several-actions"],
        ),
        ("Give land titles to the families and pay the farmers for lost harvests by 2028", ["several-actions"]),
        ("Pay special attention to women and children", ["vague-opener"]),
        ("Ensure equal pay for women", ["result"]),
        ("Pay evicted families for their houses by 2028", []),
        ("Ratify OPCAT and CPED", ["several-treaties"]),
        ("Set up legal aid for women, children and migrants", ["several-groups"]),
        ("Allocate more funds to education, health and housing", ["several-issues"]),
        ("Continue to make progress in human rights", ["continues", "unnamed-subject"]),
        ("Open shelters for vulnerable groups", ["unnamed-group"]),
        ("Ratify the core international human rights treaties", ["unnamed-treaty"]),
        ("Bring the press law into line with international standards", ["unnamed-standard"]),
        ("Publish all court decisions where possible", ["way-out"]),
    ],
)
def test_a_draft_is_told(text: str, expected: list[str]) -> None:
    assert sorted(rules(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Take measures, including adopting a law on domestic work",  # names its step
        "Take legislative measures against hate speech",
        "Adopt a national action plan on child labour",
        "Continue the moratorium on executions",
        "Improve access to justice by opening courts in every province",
        "Reduce the price of passports through a new fee decree",
        "Sign and ratify the Rome Statute",  # customary: one act
        "Adopt and implement a law on legal aid",
        "Establish a body to investigate and prosecute acid attacks",
        "Prohibit discrimination on grounds of sex, disability, religion or health",
        "Protect children with disabilities in institutions by amending the Child Act",
        "Ratify the two international human rights covenants",
        "Accede to all core international human rights treaties",
        "Amend the prison rules in line with international standards on solitary confinement",
        "Adopt a law on domestic work to protect this vulnerable group",
        "Ratify the Convention on the Rights of Persons with Disabilities (CRPD)",
        "Amend the law on vulnerable groups such as landless farmers",
        "Investigate the killings and, where appropriate, prosecute those responsible",
        "Dismantle racism",
    ],
)
def test_what_is_said_well_is_left_alone(text: str) -> None:
    assert rules(text) == []


def test_what_is_read_aloud_in_15_seconds_is_not_too_long_and_one_word_more_is() -> None:
    forty = "Release " + "journalists " * 39
    assert rules(forty) == []
    [hint] = [hint for hint in advise(forty + "now").hints if hint.letter == "A"]
    assert (hint.rule, (forty + "now")[hint.start :]) == ("long", "now")
    assert hint.message() == "It has 41 words. Read aloud, that takes some 16 seconds; keep it within 15."


def test_a_hint_shows_the_words_it_speaks_of() -> None:
    text = "Please take steps to ratify the Rome Statute"
    hint = advise(text).hints[0]
    assert text[hint.start : hint.end] == "take steps to ratify"
    assert hint.message() == "“take steps to ratify” can be said as “Ratify”."


def test_a_better_wording_keeps_the_spelling_of_the_text() -> None:
    assert advise("Consider harmonizing the laws").hints[0].given["better"] == "Harmonize"
    assert advise("Consider harmonising the laws").hints[0].given["better"] == "Harmonise"
    assert advise("Consider setting up a shelter").hints[0].given["better"] == "Set up"


def test_an_abbreviation_in_brackets_is_no_treaty_of_its_own() -> None:
    hint, *_ = advise("Accede to CEDAW, the Optional Protocol to CAT (OP-CAT) and CRPD").hints
    assert (hint.rule, hint.given["names"]) == ("several-treaties", "CEDAW, a protocol to CAT, CRPD")


def test_a_hint_is_translated_before_its_places_are_filled() -> None:
    hint, *_ = advise("Take steps to ratify the Rome Statute").hints
    french = {hint.sentence.message: "« {better} » dit plus que « {phrase} »."}
    assert hint.message(french.__getitem__) == "« Ratify » dit plus que « Take steps to ratify »."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ratifier la Convention contre la torture", "French"),
        ("Ratifier CEDAW", "French"),
        ("Ratificar el Protocolo Facultativo", "Spanish"),
        ("បញ្ចប់ការរំលោភសិទ្ធិមនុស្ស", "Khmer"),
        ("Ратифицировать Конвенцию против пыток", "Russian or another language in Cyrillic letters"),
        ("التصديق على اتفاقية مناهضة التعذيب", "Arabic"),
    ],
)
def test_a_text_in_another_language_is_told_that_advice_is_for_english(text: str, language: str) -> None:
    advice = advise(text)
    assert (advice.coding, advice.hints) == (None, ())
    assert (
        advice.note
        == f"SMART advice is for English only so far. This text seems to be in {language}; nothing is said of it."
    )


def test_an_english_text_may_hold_foreign_names() -> None:
    assert advise("Close the prison of La Sabaneta").note == ""
    assert advise("Protect the Prek Lean families (ព្រែកលៀន) from eviction").note == ""


def test_how_attention_is_coded_says_nothing_of_what_else_is_paid() -> None:
    attention, money = (advise(f"Pay {what} to evicted families").coding for what in ("attention", "compensation"))
    assert attention is not None
    assert money is not None
    assert attention.counted > 50
    assert (money.share, money.counted) == (None, 0)


def test_counts_of_a_loaded_record_go_before_those_shipped() -> None:
    text = "Consider a moratorium"
    assert advise(text).coding is not None
    told = advise(text, {Key("consider"): [0, 0, 2, 0, 6]}).coding
    assert told is not None
    assert (told.category, told.share, told.counted) == (5, 0.75, 8)


def assert_told_in_full(text: str) -> None:
    """Each hint stands in the text and says what, why and how better; asked again the answer is the same."""
    advice = advise(text)
    assert advise(text) == advice
    for hint in advice.hints:
        assert 0 <= hint.start <= hint.end <= len(text)
        assert all(part.strip() for part in (hint.message(), hint.reason(), hint.example(), hint.source))
        assert "{" not in hint.message().replace(hint.given.get("phrase", ""), "")


@given(st.text())
def test_any_text_gets_advice_that_stands_in_it_with_reason_and_example_each_time_the_same(text: str) -> None:
    assert_told_in_full(text)


WORDS = str.split(
    "Take measures to and ratify continue should the of international standards ; . women children migrants , by "
    "amending if possible OPCAT CAT ( ) within year consider we recommend be quickly efforts step up re- vulnerable "
    "groups in not that recommended government continues urge ILO 169 189 more transparent to end aaaa ratification ?"
)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_the_fields_own_words_in_any_order_get_advice(text: str) -> None:
    assert_told_in_full(text)


@pytest.mark.parametrize(
    "piece",
    ["quickly; ", "take measures to ", "and ", "we ", "the, ", "CEDAW and ", "in a, ", "ILO 169 and ", "that be "],
)
def test_a_text_four_times_as_long_takes_four_times_the_work(piece: str) -> None:
    assert calls_made(piece * 2000) < 5 * calls_made(piece * 500)


def calls_made(text: str) -> int:
    """How many functions are called to advise on a text: work, whatever the machine."""
    made = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    advise(text)  # tables are read, words are folded once
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        advise(text)
    finally:
        sys.setprofile(before)
    return made
