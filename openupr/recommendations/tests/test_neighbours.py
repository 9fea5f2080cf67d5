"""A recommendation's page says who asked the same: another State, for the same thing, with the same words or others."""

import pytest
from django.test import Client

from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.demo_record import demo_record
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.states_record import text_of, words_of
from openupr.reviews.models import Review

# What is near is found in the index.
pytestmark = pytest.mark.once

UK = {"From": "United Kingdom", "From-Org": "EU, Commonwealth", "Issue": "International instruments"}
OPCAT = "Ratify the Optional Protocol to the Convention against Torture"
SAME = "The same asked by other States in this review"


def circle(client: Client, key: str, heading: str) -> str:
    """What a reader sees under this heading of a recommendation's page."""
    page = text_of(client, f"/recommendations/{key}/")
    if f"<h2>{heading}</h2>" not in page:
        return ""
    part = page.split(f"<h2>{heading}</h2>")[1].split("</section>")[0]
    return words_of(f"<main>{part}</main>")


def key_of(text: str, giver: str = "GBR") -> str:
    return Ask.objects.get(records__text=text, from_iso3=giver).key


def test_another_treaty_is_not_the_same(client: Client, load_record: LoadRecord) -> None:
    disabilities = "Ratify the Convention on the Rights of Persons with Disabilities"
    load_record(
        [
            {**UK, "Text": OPCAT},
            {**UK, "Text": disabilities},
            {"From": "Norway", "Text": disabilities},
            {"From": "Spain", "Text": "Ratify the OPCAT without delay"},
            {"From": "Chad", "Text": "Consider ratifying the Optional Protocol to the Convention against Torture"},
        ]
    )
    same, near = (circle(client, key_of(OPCAT), heading) for heading in (SAME, "Nearest in this review"))
    assert ("Ratify the OPCAT without delay" in same, "Disabilities" in same, "Consider" in same) == (
        True,
        False,
        False,
    )
    assert ("Disabilities" in near, "Consider" in near, "without delay" in near) == (True, True, False)


def test_what_a_state_says_twice_is_not_asked_by_another(client: Client, load_record: LoadRecord) -> None:
    load_record([{**UK, "Text": OPCAT}, {**UK, "Text": f"{OPCAT} soon"}, {"From": "Norway", "Text": "Stop torture"}])
    assert circle(client, key_of(OPCAT), SAME) == ""
    assert f"{OPCAT} soon" in circle(client, key_of(OPCAT), "Nearest in this review")


def test_pledges_are_never_asked_by_other_states(client: Client, load_record: LoadRecord) -> None:
    pledge = {"From": "Cambodia", "Response": "Voluntary Pledge"}
    load_record([{**pledge, "Text": "We will ratify the OPCAT"}, {**pledge, "Text": "We will ratify the OPCAT soon"}])
    assert circle(client, key_of("We will ratify the OPCAT", "KHM"), SAME) == ""


def test_of_a_review_without_a_session_nothing_earlier_is_called_later(client: Client, load_record: LoadRecord) -> None:
    load_record([{**UK, "Text": OPCAT}, {**UK, "Text": f"{OPCAT} soon", "Session": "6"}])
    Review.objects.filter(iso3="KHM", session=18).update(session=None)
    refresh_index()
    key = key_of(OPCAT)
    assert circle(client, key, "Nearest asked of Cambodia since") == ""
    assert f"{OPCAT} soon" in circle(client, key, "Nearest asked of Cambodia before")


def test_in_the_demo_two_states_ask_for_a_standing_invitation(client: Client, home: None, db: None) -> None:
    demo_record()
    ask = Ask.objects.get(review__iso3="KHM", from_iso3="FRA", records__text__startswith="Issue a standing invitation")
    same = circle(client, ask.key, SAME)
    assert "Tunisia" in same
    assert "France" not in same
