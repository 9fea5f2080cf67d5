"""The page that checks a draft, and the background work it sets going."""

import csv
import io
import re

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from openupr.recommendations.tasks import begin_computing_vectors
from openupr.recommendations.tasks import compute_vectors as task
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_similar import MORATORIUM, ROWS
from openupr.recommendations.vectors import compute_vectors

# What is alike is found in the index.
pytestmark = pytest.mark.once

DRAFT = "/similar/?q=Abolish+the+death+penalty"


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def page_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_visit_sets_the_computing_going_once(client: Client, record: None) -> None:
    page = page_of(client, DRAFT)
    assert "Meaning computed for 0% of the recommendations" in page
    assert 'hx-get="/similar/progress/"' in page
    page_of(client, DRAFT)
    assert [each.status for each in DBTaskResult.objects.all()] == ["READY"]


def test_the_task_computes_what_is_missing_and_the_page_stops_asking(client: Client, record: None) -> None:
    task.call()
    assert not begin_computing_vectors()
    piece = page_of(client, "/similar/progress/")
    assert "Meaning computed for 100%" in piece
    assert "hx-get" not in piece
    assert "Meaning computed" not in page_of(client, DRAFT)


def test_a_task_that_is_not_done_in_its_slice_queues_the_next(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openupr.recommendations.tasks.SECONDS_A_SLICE", 0)
    task.call()
    assert [each.status for each in DBTaskResult.objects.all()] == ["READY"]


def test_a_wording_is_shown_once_and_the_others_unfold_below_it(client: Client, record: None) -> None:
    page = page_of(client, DRAFT)
    assert page.count('<article class="card">') == 1
    assert "Nearly the same by 2 more States" in page
    assert "Noted" in page


def test_the_page_without_a_draft_says_what_to_do(client: Client, record: None) -> None:
    assert "Paste a draft above" in page_of(client, "/similar/")


def test_an_empty_record_is_said(client: Client, load_record: LoadRecord) -> None:
    load_record([])
    assert "No record is loaded yet" in page_of(client, DRAFT)
    assert client.get("/similar.json?q=land").json()["results"] == []


def test_the_api_gives_what_the_command_gives(client: Client, record: None, capsys: pytest.CaptureFixture[str]) -> None:
    compute_vectors()
    told = client.get("/api/similar", {"q": "Abolish the death penalty", "state": "Cambodia", "limit": "1"}).json()
    assert (told["method"], told["coverage"], [row["text"] for row in told["results"]]) == ("both", 1.0, [MORATORIUM])
    assert [row["from"] for row in told["results"][0]["also"]] == ["Italy"]


def test_what_was_found_is_a_table(client: Client, record: None) -> None:
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get(f"/similar.csv?{DRAFT[10:]}")).decode("utf-8-sig"))))
    assert [(row["wording"], row["from"]) for row in rows] == [("1", "France"), ("1", "Italy"), ("1", "Spain")]


def test_filters_of_the_address_stay_when_another_draft_is_sent(client: Client, record: None) -> None:
    page = page_of(client, "/similar/?q=death+penalty&state=KHM")
    # What is typed and not sent yet goes along with a filter: one form has both.
    assert re.search(r'<textarea[^>]* form="by-filters"', page)
    form = page.partition('id="by-filters"')[2].partition("</form>")[0]
    assert re.search(r'name="state" value="KHM"[^>]* checked', form)
    assert 'name="q"' not in form
    nothing = page_of(client, "/similar/?q=a&state=KHM")
    assert nothing.count('<input type="hidden" name="state" value="KHM">') == nothing.count('id="by-filters"') == 1


@pytest.mark.parametrize("junk", ["?", "\x00", "🎉", "<b>", "x" * 20_000, "a " * 5000, "ដី", "((((", "%"])
def test_any_draft_gets_a_page(client: Client, record: None, junk: str) -> None:
    for address in ("/similar/", "/similar.json", "/similar.csv"):
        assert client.get(address, {"q": junk}).status_code in {200, 400}


def test_an_unknown_method_or_state_is_refused_in_a_sentence(client: Client, record: None) -> None:
    assert "lexical" in page_of(client, "/similar/?q=land&method=magic", 400)
    assert "Cambodia" in page_of(client, "/similar/?q=land&state=Camboda", 400)


@pytest.mark.parametrize("draft", ["a", "ab", "x 1", "é!"])
def test_one_or_two_letters_are_told_to_be_too_short_and_not_answered(client: Client, record: None, draft: str) -> None:
    page = client.get("/similar/", {"q": draft}).content.decode()
    assert "too short to compare" in page
    assert "nearest wording" not in page
    told = client.get("/api/similar", {"q": draft}).json()
    assert (told["results"], "too short" in told["note"]) == ([], True)
    assert client.get("/similar.csv", {"q": draft}).status_code == 400


def test_two_characters_are_a_word_in_chinese(client: Client, record: None) -> None:
    assert "too short" not in client.get("/similar/", {"q": "土地"}).content.decode()


def test_the_draft_is_compared_within_an_organisation_of_either_side(client: Client, load_record: LoadRecord) -> None:
    load_record([*ROWS, {"To": "Slovenia", "To-Org": "EU", "From": "Mali", "From-Org": "AU", "Text": MORATORIUM}])
    page = client.get("/similar/?q=moratorium").content.decode()
    for name in ("organisation", "from-organisation"):
        assert f'id="facet-{name}"' in page
    assert client.get("/api/similar?q=moratorium&organisation=EU&from-organisation=AU").json()["pool"] == 1
