"""Words that the record cannot hold at all were not "not found": who asks is told why nothing is counted."""

import csv
import io
import json
import re

import pytest
from django.core.management import call_command
from django.test import Client

from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_gaps import ROWS
from openupr.recommendations.tests.test_gaps_page import page_of

KHMER = "No word of the record is written in Khmer script"
NOT_FOUND = "With Cambodia: not found"
FRENCH = "Protéger dans tous les villages les droits fonciers des communal et des peuples autochtones qui y vivent"
UNHEARD = [
    ("ដីធ្លី", KHMER),
    ("ត្រូវ ការពារ សិទ្ធិ ដីធ្លី របស់ ជនជាតិ ដើម ភាគតិច", KHMER),
    ("*", "Nothing in this query can be searched for"),
    ("*** !!! ??? ... --- ,,, ;;; :::", "Nothing in this query can be searched for"),
    ("lnad", "Did you mean “land”?"),
    ("respect blockchain", "No row of the record holds “blockchain”."),
    (FRENCH, "another language than the record"),
]


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    others = [{"Text": f"Publish the report number {n}", "Session": "6"} for n in range(60)]
    load_record([*ROWS, *others])


@pytest.mark.parametrize(("words", "told"), UNHEARD)
def test_the_page_says_why_and_not_that_it_was_not_found(client: Client, record: None, words: str, told: str) -> None:
    page = page_of(client, f"/gaps/?state=KHM&q={words}")
    assert told in page
    assert NOT_FOUND not in page


@pytest.mark.parametrize(("words", "told"), UNHEARD)
def test_the_command_the_document_and_the_file_say_it_too(
    client: Client, record: None, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    call_command("gaps", "KHM", words)
    out = capsys.readouterr().out
    assert told in out
    document = client.get("/api/gaps", {"state": "KHM", "q": words}).json()
    has_figures = re.search(r"\d   with the words", out) is not None
    assert has_figures == (document["words"]["world"] > 0)  # none, where none can be had
    assert told in " ".join(document["words"]["notes"])
    call_command("gaps", "KHM", words, "--json")
    assert json.loads(capsys.readouterr().out) == document
    table = b"".join(client.get("/gaps.csv", {"state": "KHM", "q": words})).decode("utf-8-sig")
    assert told in next(csv.DictReader(io.StringIO(table)))["counting_basis"]


def test_words_that_the_record_holds_elsewhere_are_still_said_to_be_not_found(client: Client, record: None) -> None:
    assert NOT_FOUND in page_of(client, "/gaps/?state=KHM&q=transgender")
    assert NOT_FOUND in page_of(client, "/gaps/?state=KHM&q=communal+nurses")
    assert client.get("/api/gaps?state=KHM&q=transgender").json()["words"]["notes"] == []


def test_a_draft_whose_words_are_all_frequent_is_not_said_to_stand_nowhere(client: Client, record: None) -> None:
    page = page_of(client, "/gaps/?state=KHM&q=Publish the report and the number honestly openly quickly")
    assert "has each in very many rows" in page
    assert NOT_FOUND not in page
