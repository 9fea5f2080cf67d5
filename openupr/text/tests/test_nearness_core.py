"""What is asked for, apart from where, when and how; and what that changes for what is close."""

import pytest

from openupr.text.nearness import Nearness, asks_the_same, drafts_alike, nearness, read_text, ways_to_write

# Rules are the same on any database.
pytestmark = pytest.mark.once

CORRUPTION = "Swiftly pass a law against corruption"
BIRTHS = "Ensure registration at birth of all children, including non-citizens"


def near(draft: str, earlier: str, cosine: float | None = None) -> Nearness:
    """As in a record in which one row in 33 has each word of the draft."""
    return nearness(read_text(draft), dict.fromkeys(read_text(draft).words, 3.5), read_text(earlier), cosine)


@pytest.mark.parametrize(
    ("draft", "core"),
    [
        ("End child labour in brick kilns by 2027", {"child", "labour"}),
        ("Adopt a strong law against corruption that protects whistle-blowers", {"corrupt"}),
        ("Adopt measures in order to prevent corruption", {"corrupt"}),
        ("Launch programmes aimed at reducing poverty, especially in rural areas", {"poverti"}),
        ("Stop evictions until a court has decided", {"evict"}),
        ("Register the births of all children free of charge", {"birth", "child"}),
    ],
)
def test_the_core_of_a_request_is_what_is_asked_without_when_where_and_how(draft: str, core: set[str]) -> None:
    [request] = read_text(draft).requests
    assert request.core == core


def test_each_verb_that_asks_begins_a_request_of_its_own() -> None:
    text = "Make primary education compulsory, and combat corruption in the courts - ratify OPCAT"
    assert [(set(each.core), set(each.things)) for each in read_text(text).requests] == [
        ({"primari", "educ", "compulsori"}, set()),
        ({"corrupt"}, set()),
        (set(), {"OPCAT"}),
    ]


@pytest.mark.parametrize(
    "draft",
    [
        "Adopt a law against corruption",
        "Adopt a strong law against corruption by 2028",
        "Adopt a law against corruption that protects whistle-blowers",
        "Adopt a law against corruption in public procurement",
        "Adopt a law against corruption and publish the results every year",
    ],
)
def test_one_added_detail_loses_nothing_that_asks_for_the_same(draft: str) -> None:
    assert near(draft, CORRUPTION) == Nearness.REPEATED


@pytest.mark.parametrize(
    "draft",
    [
        "Reduce maternal mortality in rural areas",
        "Reduce the use of pesticides in rural areas",
        "Promote access to free internet in rural areas",
    ],
)
def test_a_place_in_common_makes_nothing_close_and_no_repetition(draft: str) -> None:
    assert near(draft, "Reduce poverty in rural areas", cosine=0.5) < Nearness.CLOSE
    assert near("Reduce poverty in rural areas", "Continue reducing poverty in rural areas") == Nearness.REPEATED


def test_a_means_in_common_makes_nothing_close() -> None:
    plan = "Implement the national plan of action to eliminate the worst forms of child labour"
    assert near("Develop a national action plan on business and human rights", plan, cosine=0.5) < Nearness.CLOSE
    moratorium = "Institute a moratorium on evictions until safeguards are there"
    assert near("Impose a moratorium on executions", moratorium, cosine=0.3) < Nearness.CLOSE


def test_independence_of_one_body_is_not_that_of_another() -> None:
    courts = "Ensure the independence of the judiciary"
    assert near("Guarantee the independence of the central bank", courts, cosine=0.55) < Nearness.CLOSE
    assert near("Guarantee the independence of the media", courts, cosine=0.55) < Nearness.CLOSE
    assert near("Guarantee the independence of judges", courts) == Nearness.REPEATED


def test_meaning_decides_where_words_say_too_little() -> None:
    draft, earlier = "Reduce the overcrowding of prisons", "Further improve prison conditions"
    assert [near(draft, earlier, cosine) >= Nearness.CLOSE for cosine in (None, 0.1, 0.6)] == [False, False, True]


def test_what_is_asked_for_by_efforts_is_asked_for() -> None:
    assert near("Combat child labour", "Continue efforts to combat child labour") == Nearness.REPEATED
    assert near("End child labour", "Consider how to end child labour") == Nearness.CLOSE
    assert near("Ensure that all children are registered at birth", BIRTHS) == Nearness.REPEATED


@pytest.mark.parametrize(
    ("draft", "earlier"),
    [
        ("Ratify the ICESCR Optional Protocol", "Ratify the Optional Protocol to ICESCR"),
        ("Make the declaration under article 22 of CAT", "Make the declarations under articles 21 and 22 of CAT"),
        ("Revise the Criminal Code", "Revise the Penal Code"),
        ("Reduce pre-trial detention", "Reduce the time of pretrial detention"),
        ("Make the NEC independent", "Ensure that the National Election Committee is independent"),
    ],
)
def test_other_words_for_the_same_are_known(draft: str, earlier: str) -> None:
    assert near(draft, earlier) >= Nearness.CLOSE


@pytest.mark.parametrize(
    ("draft", "earlier"),
    [
        ("Ratify the CRPD Optional Protocol", "Consider ratifying CRPD"),
        ("Make the declaration under article 22 of CAT", "Make the declarations under article 41 of ICCPR"),
        ("Combat trafficking in wildlife", "Combat trafficking in persons"),
        ("Combat the trafficking of drugs", "Combat human trafficking"),
    ],
)
def test_nearly_the_same_words_for_something_else_are_told_apart(draft: str, earlier: str) -> None:
    assert near(draft, earlier, cosine=0.5) < Nearness.CLOSE
    assert drafts_alike(draft, earlier) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Adopt a law against corruption", "Adopt a strong law against corruption by 2028"),
        ("Adopt a law against corruption in public procurement", "Adopt a law on corruption that protects witnesses"),
        ("Ratify the ICESCR Optional Protocol", "Ratify the Optional Protocol to ICESCR"),
        ("Make the NEC independent of the ruling party", "Establish an independent electoral commission"),
        ("Guarantee the independence of judges", "Guarantee the independence of the judiciary"),
        ("Register all children at birth free of charge", BIRTHS),
    ],
)
def test_two_groups_that_ask_for_the_same_in_other_words_are_told_of_each_other(one: str, other: str) -> None:
    assert drafts_alike(one, other) == drafts_alike(other, one) > 0


OPCAT = "Ratify the Optional Protocol to the Convention against Torture"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OPCAT, "Intensify efforts to ratify the OPCAT"),
        (OPCAT, "Sign and ratify the OPCAT as soon as possible"),
        ("Return all land to evicted families", "Return their land to evicted families without delay"),
        (
            "Extend a standing invitation to special procedures",
            "Extend an open standing invitation to special procedures",
        ),
        ("Ratifier la Convention contre la torture", "ratifier la convention contre la torture."),
    ],
)
def test_the_same_is_asked_in_other_words(one: str, other: str) -> None:
    assert asks_the_same(one, other)
    assert asks_the_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OPCAT, "Ratify the Convention on the Rights of Persons with Disabilities"),
        (OPCAT, "Ratify the Convention against Torture"),
        (OPCAT, "Implement the Optional Protocol to the Convention against Torture"),
        (OPCAT, "Consider ratifying the Optional Protocol to the Convention against Torture"),
        (OPCAT, f"{OPCAT} and establish an independent national human rights institution"),
        ("Continue efforts to protect the rights of women", "Continue efforts to protect the rights of children"),
        ("Return land to evicted families", "Publish who owns which land in the provinces"),
    ],
)
def test_another_treaty_verb_or_group_is_not_the_same(one: str, other: str) -> None:
    assert not asks_the_same(one, other)
    assert not asks_the_same(other, one)


def test_a_text_that_asks_nothing_is_the_same_as_none() -> None:
    assert not asks_the_same("", "")
    assert not asks_the_same("...", "...")


@pytest.mark.parametrize(
    "earlier", ["Honour the genocide case of South Africa", "Open a road in the south of Slovenia"]
)
def test_the_name_of_a_state_and_a_direction_in_common_make_nothing_near(earlier: str) -> None:
    draft = "Bring water to every Roma settlement in the south of Slovenia"
    assert near(draft, earlier) == Nearness.NOTHING
    assert read_text(draft).words.keys().isdisjoint({"south", "slovenia"})


def test_detention_before_trial_is_pretrial_detention() -> None:
    draft = "Do not keep people who are detained before trial in one cell with convicts"
    for earlier in ("Shorten pretrial detention", "Shorten pre-trial detention", "Separate who is awaiting trial"):
        assert near(draft, earlier) > Nearness.NOTHING
    assert ways_to_write("pretrial") == [
        "pretrial",
        '"pre trial"',
        '"before trial"',
        '"before their trial"',
        '"awaiting trial"',
    ]
    assert ways_to_write("eviction") == ["eviction"]
