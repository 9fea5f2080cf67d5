"""The letters of SMART one by one: what is seen in a draft, and what is missing."""

import csv
from pathlib import Path

import pytest

from openupr.text.smart import advise

NOW = 2026


def letters(text: str) -> str:
    """The letters that are missing, "MT"; hints that are only worth a thought aside."""
    found = {hint.letter for hint in advise(text, this_year=NOW).hints if not hint.optional}
    return "".join(letter for letter in "SMART" if letter in found)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Improve the land dispute mechanism so that poor families can use it", "SMT"),
        ("Address overcrowding in prisons", "SMT"),
        ("The government must give more money to hospitals", "MT"),
        ("End land grabbing and corruption and improve courts and schools", "SMAT"),
        ("End poverty", "SMAT"),
        ("Stop all forced evictions", "SMT"),
        ("End torture and poverty", "SMAT"),
    ],
)
def test_what_groups_write_in_a_hurry_is_told_what_it_lacks(text: str, missing: str) -> None:
    assert letters(text) == missing


@pytest.mark.parametrize(
    "time",
    [
        "by 2028", "until mid-2028", "in March 2027", "by the end of next year", "within two years",
        "before the mid-term", "by the next review", "before Chad's next review", "no later than December 2028",
        "in the next school year", "before the 2028 election", "ahead of the next general elections",
        "during this legislature", "no later than the fifth cycle", "in less than two years", "each quarter",
        "in the next session of parliament", "by International Women's Day", "every year", "twice a year",
        "within six months of the adoption of the report", "in the first 100 days of the new government",
        "(2028 at the latest)", "over the next four years", "by the end of its current mandate",
    ],
)  # fmt: skip
def test_a_time_is_known_in_any_shape(time: str) -> None:
    assert letters(f"Inspect all prisons {time}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Release the strikers as soon as possible",
        "Release the strikers without delay",
        "Release the strikers at once",
        "Immediately release the strikers",
        "Amend the 2015 Law on Associations so that unions can register freely",
        "Reopen the case of the workers killed in January 2014",
        "Bring every arrested person before a judge within 48 hours",
        "Pay pregnant workers 300 dollars a month",
        "Publish the number of persons held longer than six months",
        "Raise the minimum age of marriage to 18, and publish every year how many children married",
    ],
)
def test_a_hurry_a_law_and_what_is_past_are_no_time(text: str) -> None:
    assert letters(text) == "T"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Increase the budget for education by 2028", "M"),
        ("Fully implement the labour law by 2028", "M"),
        ("Build schools by 2028", "M"),
        ("Increase the budget for education from 12 to 20 per cent by 2028", ""),
        ("Hire enough labour inspectors by 2028", "M"),
        ("Hire 300 labour inspectors by 2028", ""),
        ("Cut the time that asylum seekers wait from three years to six months by 2029", ""),
        ("By 2028, change the mentality of judges", "SM"),
        ("Adopt a law by 2028 that better protects victims in many areas", ""),
        ("Extend legal aid to more detainees by 2028", "M"),
        ("Encourage judges by 2028 to be kind to children", "SM"),
    ],
)
def test_an_amount_without_a_number_and_a_change_of_minds_cannot_be_measured(text: str, missing: str) -> None:
    assert letters(text) == missing


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Build 40 kilometres of road by 2028", False),
        ("Build a road by 2028, so that 40 villages of fishers reach a hospital", True),
        ("Buy 20 cars for the Ministry of Health by 2028", False),
        ("Buy 20 ambulances for health centres by 2028", True),
        ("Open ten electric power stations by 2028", False),
        ("Ratify OPCAT by 2028", True),
        ("Reopen the ten mosques closed by decree by 2028", True),
        ("Build a statue in the capital by 2028", False),
    ],
)
def test_people_or_a_right_are_to_be_named_and_a_ministry_is_neither(text: str, seen: bool) -> None:
    assert ("R" not in letters(text)) is seen


@pytest.mark.parametrize(
    "text",
    [
        "Stop climate change by 2028",
        "Guarantee that no woman will ever again suffer violence",
        "End all corruption by 2027",
        "Give every citizen a house by 2028",
        "Ensure that everybody is happy by 2028",
    ],
)
def test_what_no_state_can_do_in_a_few_years_is_said(text: str) -> None:
    assert "A" in letters(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stop the forced sterilisation of women: prohibit it by law until 2028",
        "Give every evicted family land of equal value by 2028",
        "Abolish the death penalty for all crimes by 2028",
        "End the state of emergency by 2028, so that people can assemble freely",
        "Abolish the crime of defamation by 2028",
    ],
)
def test_a_step_for_all_is_no_impossible_promise(text: str) -> None:
    assert letters(text) == ""


def test_two_steps_are_worth_a_thought_and_three_are_too_many() -> None:
    assert letters("Repeal the press law and release all journalists held under it by 2028") == ""
    assert letters("Raise the minimum wage to 250 dollars and prohibit plastic bags by 2028") == "S"
    assert letters("Ban torture in the Penal Code and accede to OPCAT by 2028") == ""
    assert letters("Test all wells of the district by 2028 and publish the results") == ""
    assert letters("Repeal the press law, in addition to ratifying OPCAT, by 2028") == "S"
    assert letters("Repeal the press law, release all journalists and build 20 schools by 2028") == "S"


@pytest.mark.parametrize(
    "text",
    [
        "Ratify the Optional Protocol to the Convention against Torture",
        "Repeal article 305 of the Penal Code",
        "Withdraw the reservation to article 16",
        "Change the Elections Act so that prisoners can vote",
        "Issue a standing invitation to all special procedures",
    ],
)
def test_a_concrete_act_may_have_a_date_and_need_not(text: str) -> None:
    (hint,) = [hint for hint in advise(text, this_year=NOW).hints if hint.letter == "T"]
    assert (hint.rule, hint.optional, hint.message()) == ("may-date", True, "You may add a date.")


def test_an_act_that_names_nothing_still_needs_a_date() -> None:
    assert letters("Build a health centre in every district") == "T"


@pytest.mark.parametrize(
    "text",
    [
        "Our delegation welcomes the adoption of the new Constitution",
        "May the peace last for all people in 2028",
        "The election in 2028 is free and fair",
        "Torture in police stations is widespread, and the courts seldom act on it",
    ],
)
def test_a_sentence_that_asks_nothing_is_noticed(text: str) -> None:
    assert "statement" in {hint.rule for hint in advise(text, this_year=NOW).hints if not hint.optional}


def test_words_that_ask_for_nothing_are_noticed() -> None:
    hints = advise("In the spirit of inclusive dialogue, repeal article 305 of the Penal Code", this_year=NOW).hints
    assert [hint.rule for hint in hints if not hint.optional] == ["padding"]


def test_each_letter_is_seen_in_words_of_the_draft() -> None:
    lines = advise("Free 25 women from prison by 2028", this_year=NOW).lines
    assert [line.say_seen() for line in lines] == [
        "“Free 25 women”",
        "“25”",
        "no impossible promise; 3 seconds to read aloud",
        "“women”",
        "“by 2028”",
    ]


def example(text: str, letter: str, review: tuple[int, int] | None = None) -> str:
    lines = advise(text, this_year=NOW, review=review).lines
    return next(line.example for line in lines if line.letter == letter)


def test_what_is_missing_comes_with_an_example_made_from_the_drafts_own_words() -> None:
    lines = advise("Address overcrowding in prisons", this_year=NOW).lines
    assert {line.letter: line.example for line in lines if line.example} == {
        "S": "Adopt a law or a plan that says who does what to address overcrowding in prisons",
        "M": "Publish every year, in numbers, what was done to address overcrowding in prisons",
        "T": "Adopt a law or a plan that says who does what to address overcrowding in prisons, within two years",
    }


@pytest.mark.parametrize(
    ("text", "letter", "said"),
    [
        ("The government must give more money to hospitals", "M", "Give 10 per cent more money to hospitals"),
        ("Raise the budget for legal aid", "M", "Raise the budget for legal aid by 10 per cent"),
        (
            "Make sure that all girls can stay in school",
            "S",
            "Adopt a law or a plan that says who does what to make sure that all girls can stay in school",
        ),
        # No example has the verb that a hint of the same draft advises against.
        (
            "Consider strengthening legal aid, build shelters and ratify ICRMW",
            "T",
            "Strengthen legal aid, within two years",
        ),
        ("Consider setting up a shelter", "S", "Set up a shelter"),
        ("Do more for widows", "S", "Adopt a law or a plan that says who does what to act for widows"),
        (
            "Guarantee free, fair and open elections by 2028",
            "S",
            "Adopt a law or a plan that says who does what to guarantee free, fair and open elections",
        ),
        (
            "Domestic workers have no contracts",
            "S",
            "Adopt a law or a plan for domestic workers that says who does what",
        ),
        ("Train 2,000 teachers at once", "T", "Train 2,000 teachers, within three months"),
        # What it leaves out of the draft is seen; the draft's time and haste are no loss.
        ("Protect 200 witnesses before the courts", "T", "Protect 200 witnesses ..., within two years"),
        ("Train 2,000 teachers without delay in Kep", "T", "Train 2,000 teachers ..., within three months"),
    ],
)
def test_an_example_is_a_whole_sentence_and_shows_where_it_leaves_words_out(text: str, letter: str, said: str) -> None:
    assert example(text, letter) == said


@pytest.mark.parametrize("text", ["Sure", "There is a lack of will", "Everything must be better", "Consider ways"])
def test_a_draft_without_a_clean_piece_gets_an_example_in_general_words(text: str) -> None:
    assert example(text, "S") == "Adopt a law or a plan that says who does what"


def test_an_example_names_a_day_after_the_review() -> None:
    assert example("Address overcrowding in prisons", "T", (2028, 2029)).endswith(", by the end of 2031")


def test_a_day_before_the_review_is_too_early() -> None:
    early = advise("Free 25 women from prison by 2027", this_year=NOW, review=(2028, 2029))
    assert [hint.message() for hint in early.hints] == [
        "“by 2027” comes before the review of 2028. Ask for a later day."
    ]
    assert not advise("Free 25 women from prison by 2029", this_year=NOW, review=(2028, 2029)).hints


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Address overcrowding in prisons", "“Address” leaves open what the State is to do."),
        ("Make sure that girls stay in school", "“Make sure” names what is to be reached, not what the State"),
        ("Make prisons better by 2028", "“Make prisons better” names what is to be reached, not what the State"),
        ("Domestic workers have no contracts", "This says how things are. What is the State to do?"),
        ("End land grabbing and improve courts", "Several demands in one: “End”, “improve”. Split them."),
    ],
)
def test_the_first_hint_says_what_is_wrong(text: str, message: str) -> None:
    assert advise(text, this_year=NOW).hints[0].message().startswith(message)


@pytest.mark.parametrize("words", range(1, 45))
def test_a_draft_of_any_length_gets_examples(words: int) -> None:
    assert advise("ratify " + "farmers " * (words - 1), this_year=NOW).lines[4].example


def test_several_demands_are_shown_one_by_one() -> None:
    text = "Amend the land law, train judges and compensate evicted families by 2028"
    assert example(text, "S") == "Amend the land law / Train judges / Compensate evicted families by 2028"


def judged_rightly(text: str, lacking: str) -> bool:
    """Of a weak draft: a hint on one of the letters that it lacks; of a good one: none."""
    found = set(letters(text))
    return bool(found & set(lacking.split())) if lacking else not found


@pytest.mark.parametrize(
    ("name", "count", "right"),
    [("smart_drafts", 30, 25), ("smart_drafts_second", 15, 13)],
)
def test_most_weak_drafts_are_noticed_and_most_good_ones_left_alone(name: str, count: int, right: int) -> None:
    """The halves on which nothing was tuned; bench/measured.md has the figures."""
    with (Path(__file__).parents[3] / "bench" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        drafts = list(csv.DictReader(line for line in file if not line.startswith("#")))
    for kind in ("weak", "good"):
        unseen = [each for each in drafts if each["half"] == "test" and each["kind"] == kind]
        assert len(unseen) == count
        assert sum(judged_rightly(each["text"], each["letters"]) for each in unseen) >= right


def test_what_is_to_be_counted_is_measurable() -> None:
    advice = advise("Set up by 2028 a land complaints body that reports how many complaints it settled", this_year=NOW)
    assert letters("Set up by 2028 a land complaints body that reports how many complaints it settled") == ""
    assert [line.say_seen() for line in advice.lines if line.letter == "M"] == ["“how many complaints”"]


def test_a_step_without_a_number_is_quoted_once() -> None:
    advice = advise("Register the collective land of every community within two years", this_year=NOW)
    assert [line.say_seen() for line in advice.lines if line.letter in "SM"] == [
        "“Register the collective land”",
        "one can check later whether it is done",
    ]
