"""What is the same and what is not, judged by hand: drafts as groups write them, and what was recommended before."""

import pytest

from openupr.text.nearness import Nearness, drafts_alike, named_in, nearness, read_text, shared_words
from openupr.text.words import cut
from openupr.upr.treaties import TREATIES

# Rules are the same on any database.
pytestmark = pytest.mark.once

MIGRANTS = (
    "Sign the International Convention on the Protection of the Rights of All Migrant Workers and Members of Their "
    "Families"
)


def near(draft: str, earlier: str) -> Nearness:
    """By words alone, as in a record in which one row in 26 has each word of the draft."""
    return nearness(read_text(draft), dict.fromkeys(read_text(draft).words, 3.25), read_text(earlier))


@pytest.mark.parametrize(
    ("draft", "earlier"),
    [
        ("Ratify ICRMW", MIGRANTS),
        (MIGRANTS, "Accede to the ICRMW before 2030"),
        ("Ratify OP-CAT", "Join the Optional Protocol to the Convention against Torture"),
        ("Ratify the Optional Protocol to CEDAW", "Accede to OP-CEDAW"),
        ("Ratify ICPPED", "Ratify the Convention for the Protection of All Persons from Enforced Disappearance"),
        ("Ratify CEDAW", "Join the Convention on the Elimination of All Forms of Discrimination against Women"),
        ("Ratify ILO Convention 189", "Join ILO Conventions No. 169 and 189"),
        ("Ratify ILO Convention 169", "Accede to Convention No. 169 of the International Labour Organization"),
        ("Ratify Optional Protocols 1 and 2 to the ICCPR", "Ratify the Second Optional Protocol to the ICCPR"),
        ("Ratify the two Optional Protocols to the ICCPR", "Ratify the first Optional Protocol to the ICCPR"),
        ("Ratify CRPD", "Ratify the CRPD and its Optional Protocol"),
        ("Ratify ILO 169", "Join ILO Convention No. 169"),
        ("Ratify ILO C169", "Join ILO Convention No. 169"),
        ("Ratify C169 and C189", "Join the Domestic Workers Convention"),
        ("Establish a human rights commission", "Create an independent national human rights institution"),
        ("Establish an independent human rights body in line with the Paris Principles", "Create an NHRI"),
        ("Adopt an access to information law", "Enact a law on freedom of information"),
        ("Decriminalise defamation", "Repeal the articles of the penal code on defamation"),
        ("Investigate torture", "Set up impartial investigations of each allegation of torture"),
        ("Establish an NHRI", "Create an independent national human rights institution"),
        ("Found a national human rights institution", "Set up an NHRI in line with the Paris Principles"),
        ("Establish an NHRI", "Found a national institution for the protection of human rights"),
        ("Ensure the independence of the judiciary", "Guarantee that the judicial branch is independent"),
        ("Abolish the death penalty", "Put an end to the penalty of death"),
        ("End child labour", "Stop labour by any child"),
        ("Protect LGBTI persons", "Ensure that lesbian, gay, bisexual and transgender persons are safe"),
    ],
)
def test_what_asks_for_the_same_is_close_however_it_is_called(draft: str, earlier: str) -> None:
    assert near(draft, earlier) >= Nearness.CLOSE


@pytest.mark.parametrize(
    ("draft", "earlier"),
    [
        ("Adopt a law against discrimination", "Adopt a law against corruption"),
        ("Adopt a law against torture", "Adopt a law against discrimination by 2028"),
        ("Ratify ILO Convention 169", "Ratify the UNESCO Convention against Discrimination in Education"),
        ("Ratify ILO Convention 169", "Ratify ILO Convention 189"),
        ("Ratify ILO 169", "Ratify ILO C189"),
        ("Ratify the first Optional Protocol to the ICCPR", "Ratify the Second Optional Protocol to the ICCPR"),
        ("Ratify the CRPD", "Ratify the Optional Protocol to the CRPD"),
        ("Ratify the Rome Statute", "Join the Agreement on Privileges and Immunities of the ICC"),
        ("Establish a human rights commission", "Support the ASEAN human rights commission"),
        ("Prosecute traffickers", "Prosecute those who kill"),
        ("Legalise same-sex marriage", "Raise the minimum age of marriage"),
        ("Ratify OPCAT", "Ratify ICRMW"),
        ("Ratify OPCAT", "Ratify ICESCR"),
        ("Ratify OPCAT", "Ratify the Convention against Torture"),
        ("Ratify ICRMW", "Protect the families of migrant workers"),
        ("Protect the families of migrant workers", MIGRANTS),
        ("Ratify the ICCPR", "Bring the penal code into line with the obligations under the ICCPR"),
        ("Establish an NHRI", "Establish a commission on land"),
        ("Release human rights defenders", "Protect the rights of human rights defenders"),
        ("Free the trade unionists", "Ensure that trade goes on"),
        ("Build rural schools by 2030", "Build rural roads by 2030"),
    ],
)
def test_what_asks_for_something_else_is_not_counted_however_alike_the_words_are(draft: str, earlier: str) -> None:
    assert near(draft, earlier) < Nearness.CLOSE


@pytest.mark.parametrize(
    ("draft", "earlier"),
    [
        ("Release human rights defenders", "Protect the rights of human rights defenders"),
        ("Ratify OPCAT", "Appoint a body against torture in accordance with OPCAT"),
    ],
)
def test_what_has_the_one_word_of_a_short_draft_is_less_alike(draft: str, earlier: str) -> None:
    assert near(draft, earlier) == Nearness.ONE_WORD


def test_a_draft_repeats_what_asks_for_the_same_action() -> None:
    draft = "Abolish the death penalty for all crimes"
    assert near(draft, "Abolish the death penalty") == Nearness.REPEATED
    assert near(draft, "Consider the abolition of the death penalty") == Nearness.CLOSE
    assert near("Ratify OPCAT", "Ratify the Optional Protocol to the Convention against Torture") == Nearness.REPEATED
    assert near("Ratify OPCAT and CRPD", "Ratify CRPD") == Nearness.CLOSE
    assert near("Establish an independent NHRI", "Establish an NHRI") == Nearness.REPEATED
    assert near("Establish a trusted NHRI", "Establish an NHRI") == Nearness.REPEATED


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Adopt a law against torture", "Adopt a law against discrimination by 2028", False),
        ("Adopt a law against torture", "Adopt a law against torture by 2028", True),
        ("Ratify OPCAT", "Ratify ICRMW", False),
        ("Ratify OPCAT", "Ratify the Optional Protocol to the Convention against Torture", True),
        ("Release human rights defenders", "Release human rights lawyers", False),
        ("Give evicted families fair compensation.", "Pay evicted families fair compensation.", True),
    ],
)
def test_two_groups_are_told_of_each_other_only_where_they_draft_the_same(one: str, other: str, *, alike: bool) -> None:
    assert bool(drafts_alike(one, other)) is bool(drafts_alike(other, one)) is alike


def test_every_treaty_is_known_by_all_its_names_and_by_none_of_another() -> None:
    written = [(name, each.title) for each in TREATIES for name in (each.abbreviation, each.title, *each.other_names)]
    found: dict[str, set[str]] = {}
    for name, treaty in written:
        named = [each.thing for each in named_in(cut(f"Ratify the {name} soon").surfaces)]
        assert len(named) == 1, name
        found.setdefault(treaty, set()).update(named)
    assert {treaty: names for treaty, names in found.items() if len(names) > 1} == {}


def test_what_can_be_said_of_anything_makes_nothing_close() -> None:
    draft, earlier = "Adopt a law on every form of violence.", "Further adopt plans for children in every form"
    assert shared_words(read_text(draft), read_text(earlier)) == set()
    assert shared_words(read_text("Create a body against torture"), read_text("Prevent torture by a body")) == {
        "tortur"
    }
    penal = "Revise the Penal Code so that it agrees with what civil servants do"
    assert shared_words(read_text("Amend the Civil Code so that two people can marry"), read_text(penal)) == {"civil"}
