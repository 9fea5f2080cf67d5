"""The public pages: from a State to its review, to what can be said of its dates."""

import re
from html import unescape
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar as Received

pytestmark = pytest.mark.django_db


def words_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def test_any_name_of_a_state_leads_to_its_review(client: Client) -> None:
    assert client.get("/timeline/", {"state": "Kingdom of Cambodia"}).headers["Location"] == "/timeline/KHM/"
    assert client.get("/timeline/khm/32.json").headers["Location"] == "/timeline/KHM/32.json"
    address = client.get("/timeline/KHM/").headers["Location"]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/timeline/Camboda/",
        "/timeline/KHM/33/",
        "/timeline/KHM/cycle-9/",
        "/timeline/VAT/",
        "/timeline/KHM/9999999999999999999/",
    ],
)
def test_what_is_not_there_is_a_page_that_leads_back(client: Client, address: str) -> None:
    assert "Choose a State" in words_of(client, address, 404)


def test_a_name_nobody_knows_is_told_with_the_nearest(client: Client) -> None:
    assert "Cambodia" in words_of(client, "/timeline/?state=Camboda", 400)


def test_a_reviews_page_says_each_date_its_standing_and_its_source(client: Client) -> None:
    words = words_of(client, "/timeline/KHM/32/")
    assert "Session 32, cycle 3" in words
    assert "12 July 2018 Submissions are due" in words
    assert "Source: Report of the submission workshop in Phnom Penh, March 2018 published" in words
    assert "about November 2018 In-country pre-session" in words
    assert "30 January 2019 Review" in words


def test_an_undated_review_says_about_when_each_phase_is_and_that_it_is_only_expected(client: Client) -> None:
    words = words_of(client, "/timeline/KHM/cycle-5/")
    assert "about March 2028 – May 2029 Submissions are due" in words
    assert "expected, undated" in words
    assert "about September 2028 – September 2029 In-country pre-session" in words
    assert "which is itself only expected" in words


def test_the_same_for_programs(client: Client) -> None:
    document = client.get("/timeline/KHM/32.json").json()
    assert (document["iso3"], document["session"], document["permalink"]) == (
        "KHM",
        32,
        "http://testserver/timeline/KHM/32/",
    )
    phases = {each["key"]: each for each in document["phases"]}
    assert (phases["submission-deadline"]["first"], phases["submission-deadline"]["standing"]) == (
        "2018-07-12",
        "published",
    )
    undated = client.get("/timeline/KHM/cycle-5.json").json()["phases"]
    assert {each["standing"] for each in undated} == {"estimate"}


def test_the_picture_is_a_file_of_its_own_with_its_words(client: Client) -> None:
    answer = client.get("/timeline/KHM/32.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    words = " ".join(ElementTree.fromstring(answer.content).itertext())
    for told in ("Cambodia", "12 July 2018 (published)", "November 2018 (estimate)", "/timeline/KHM/32/"):
        assert told in words


@pytest.mark.parametrize("review", ["32", "46", "cycle-5"])
def test_the_printed_timeline_is_one_sheet_across(client: Client, review: str) -> None:
    pytest.importorskip("weasyprint", reason="Pango is missing: nothing can be printed here.", exc_type=OSError)
    answer = client.get(f"/timeline/KHM/{review}.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.content)
    try:
        assert len(document) == 1
        width, height = document[0].get_size()
        assert width > height
        words = " ".join(document[0].get_textpage().get_text_bounded().split())
    finally:
        document.close()
    assert "The review of Cambodia" in words
    assert "Council adopts the outcome" in words
    assert "estimate" in words


def test_the_phases_go_into_a_telephones_calendar_with_the_same_identity_every_time(client: Client) -> None:
    def uids() -> list[str]:
        calendar = Received.from_ical(client.get("/timeline/KHM/32.ics").content)
        return [str(event["UID"]) for event in calendar.events]

    assert len(set(uids())) == 12
    assert uids() == uids()


def test_the_first_page_lists_reviews_ahead_in_the_order_of_their_deadlines(client: Client) -> None:
    answer = client.get("/timeline/").content.decode()
    listed = re.findall(r'href="(/timeline/[A-Z]{3}/[\w-]+/)"', answer)
    assert len(listed) > 50
    assert client.get(listed[0]).status_code == 200


@pytest.mark.parametrize(("address", "most"), [("/timeline/", 3), ("/timeline/KHM/32/", 3)])
def test_a_page_asks_the_database_a_few_times(client: Client, address: str, most: int) -> None:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= most
