"""The page of gaps: every number leads to its rows, and the command says the same."""

import csv
import io
import json
import re
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_gaps import NORWAY, ROWS
from openupr.upr.issues import ISSUES
from openupr.web.tests.in_sight import links_in_sight, text_in_sight

_NUMBER = re.compile(r'<td class="number"[^>]*><a href="/search/\?([^"]*)">([\d,]+)</a></td>')


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def page_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def test_every_number_leads_to_exactly_its_rows(client: Client, record: None) -> None:
    for address in ("/gaps/?state=KHM", "/gaps/?state=KHM&q=communal+land", "/gaps/?state=NOR"):
        numbers = _NUMBER.findall(page_of(client, address))
        assert len(numbers) >= 3
        for query, shown in numbers:
            assert (query, client.get(f"/api/search?{query}").json()["total"]) == (query, int(shown))


def test_the_page_says_which_reviews_are_missing_and_never_says_never(client: Client, record: None) -> None:
    page = page_of(client, "/gaps/?state=Cambodia")
    assert "not found in sessions 6 and 18; sessions 32 and 46 not loaded" in page
    assert "Loaded: sessions 6 (1 row) and 18 (1 row). Not loaded: sessions 32 and 46." in page
    assert "Region: Asia, as the source gives it" in page
    assert "Asia-Pacific Group" not in page
    assert "What was not found?" in page
    assert "never" not in page
    assert "not raised" not in page
    assert "nobody raised" not in page_of(client, "/states/KHM/")


def test_the_command_the_page_and_the_api_give_one_document(
    client: Client, record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("gaps", "Cambodia", "communal", "land", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told == client.get("/gaps.json?state=KHM&q=communal+land").json()
    assert told == client.get("/api/gaps?state=KHM&q=communal+land").json()
    assert {name: told[name] for name in ("state", "iso3", "region")} == {
        "state": "Cambodia",
        "iso3": "KHM",
        "region": "Asia",
    }
    assert told["reviews"] == {
        "loaded": [6, 18],
        "missing": [32, 46],
        "undated": [],
        "rows": {"6": 1, "18": 1},
        "refused": {},
        "refused_unread": 0,
        "few": [],
        "in_part": [],
        "told": "Loaded: sessions 6 (1 row) and 18 (1 row). Not loaded: sessions 32 and 46.",
    }
    assert (told["words"]["here"], told["words"]["region"], told["words"]["world"]) == (1, 1, 2)


def test_the_table_is_a_file_with_its_basis_and_reviews(client: Client, record: None) -> None:
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/gaps.csv?state=KHM")).decode("utf-8-sig"))))
    assert len(rows) == 54
    assert rows[0]["issue_or_words"] == "Sexual Orientation and Gender Identity"
    assert (rows[0]["here"], rows[0]["region_without_the_state"], rows[0]["world"]) == ("0", "1", "3")
    assert rows[0]["reviews"] == "Loaded: sessions 6 (1 row) and 18 (1 row). Not loaded: sessions 32 and 46."
    assert client.get("/gaps.xlsx?state=KHM").content.startswith(b"PK")


def test_words_that_would_run_as_a_formula_leave_as_text(client: Client, record: None) -> None:
    table = b"".join(client.get("/gaps.csv", {"state": "KHM", "q": "=1+1"})).decode("utf-8-sig")
    assert ",'=1+1," in table


def test_without_a_state_the_page_asks_for_one_and_a_file_is_refused(client: Client, record: None) -> None:
    assert "Choose a State" in page_of(client, "/gaps/")
    assert client.get("/gaps.csv").status_code == client.get("/gaps.json").status_code == 400


def test_of_two_states_the_page_says_which_it_passed_over_and_a_file_is_refused(client: Client, record: None) -> None:
    assert "Gaps are those of one State; left out: Norway." in page_of(client, "/gaps/?state=KHM&state=NOR")
    answer = client.get("/gaps.json?state=KHM&state=NOR")
    assert (answer.status_code, answer.json()) == (400, {"error": "Choose one State, as in ?state=KHM."})


def test_an_unknown_state_is_answered_with_the_nearest_names(client: Client, record: None) -> None:
    page = page_of(client, "/gaps/?state=Camboda", 400)
    assert "Nearest: Cambodia" in page
    assert 'href="/states/">See all States</a>' in page


def test_a_state_of_which_nothing_is_loaded_is_said_to_be_so(client: Client, record: None) -> None:
    assert "No review of Thailand is loaded" in page_of(client, "/gaps/?state=Thailand")


def test_words_of_the_address_are_text_not_html(client: Client, record: None) -> None:
    answer = client.get("/gaps/", {"state": "KHM", "q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in answer


def test_a_page_costs_the_same_few_queries_whatever_it_shows(
    client: Client, record: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("/gaps/?state=KHM", "/gaps/?state=KHM&q=land", "/gaps/?state=NOR"):
        with django_assert_max_num_queries(3):
            page_of(client, address)


def test_the_first_ten_gaps_are_in_sight_and_the_others_unfold(client: Client, load_record: LoadRecord) -> None:
    elsewhere = [{**NORWAY, "Issue": issue.label, "Text": f"Act on {issue.label}"} for issue in ISSUES[:26]]
    load_record([*ROWS, *elsewhere])
    page = page_of(client, "/gaps/?state=KHM")
    rows = re.findall(r'<th scope="row">\s*([^<]+?)\s*<', page)
    first, eleventh = rows[0], rows[10]
    in_sight = text_in_sight(page)
    assert "Show 1" in in_sight, "more than ten are left"
    assert f"{first} 0" in in_sight
    assert f"{eleventh} 0" not in in_sight
    assert links_in_sight(page) < page.count("<a ") * 2 / 3
