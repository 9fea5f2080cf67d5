"""The pages on States: one address a State, every number with its rows, and always what is missing."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openupr.recommendations.tests.drawn_records import Row
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.states_record import PLEDGES, ROWS, text_of, to_cambodia, words_of
from openupr.upr.issues import ISSUES
from openupr.upr.states import STATES
from openupr.web.tests.in_sight import links_in_sight, text_in_sight


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    assert load_record([*ROWS, *PLEDGES]).refused == []
    return ROWS


def numbered_links(page: str) -> list[tuple[str, int]]:
    """Links of a page's tables that are a number: address of the rows, number."""
    found = re.findall(r'<td class="number"[^>]*><a href="(/search/\?[^"]*)">([\d,]+)</a>', page)
    return [(unescape(address), int(number.replace(",", ""))) for address, number in found]


def test_any_name_or_code_of_a_state_leads_to_its_one_address(client: Client, record: list[Row]) -> None:
    for name in ("khm", "KH", "Kingdom of Cambodia", "cambodia"):
        answer = client.get(f"/states/{name}/recommends/?tour=1")
        assert (answer.status_code, answer["Location"]) == (302, "/states/KHM/recommends/?tour=1")
    assert client.get("/states/", {"name": "viet nam"})["Location"] == "/states/VNM/"


def test_an_unknown_state_is_a_page_not_found_that_names_the_nearest(client: Client, record: list[Row]) -> None:
    answer = client.get("/states/Camboda/")
    assert answer.status_code == 404
    assert "Cambodia" in answer.content.decode()
    assert client.get("/states/", {"name": "Camboda"}).status_code == 400
    assert client.get("/states/", {"region": "Atlantis"}).status_code == 400


@pytest.mark.parametrize(
    "address", ["/states/KHM/?all=issues", "/states/FRA/recommends/", "/states/?sort=received", "/states/KHM/brief/",
                "/states/FRA/recommends/brief/"],
)  # fmt: skip
def test_each_number_of_a_page_leads_to_exactly_its_rows(client: Client, record: list[Row], address: str) -> None:
    links = numbered_links(text_of(client, address))
    assert len(links) > 5
    for link, number in links:
        assert client.get("/api/search" + link.removeprefix("/search/")).json()["total"] == number, link


def test_a_table_shows_its_first_rows_and_leads_to_all(client: Client, load_record: LoadRecord) -> None:
    load_record(
        {"Issue": issue.label, "From": state.name, "Text": f"Do {issue.label}"}
        for issue, state in zip(ISSUES[:10], STATES, strict=False)
    )
    for table, column in {"issues": "issue", "givers": "from"}.items():
        first, whole = (text_of(client, f"/states/KHM/{given}") for given in ("", f"?all={table}"))
        row = rf'<th scope="row"><a href="/search/\?state=KHM&amp;{column}=([^"]*)">'
        shown, rows = (re.findall(row, page) for page in (first, whole))
        assert (len(rows), shown) == (10, rows[:6])
        assert f'<a href="?all={table}#{table}">Show all 10' in first
        assert f'id="{table}"' in whole
        assert f"#{table}" not in whole
    assert "“all=actions” in this address is not known" in words_of(text_of(client, "/states/KHM/?all=actions"))


def test_shares_supported_lead_to_what_was_supported(client: Client, record: list[Row]) -> None:
    for address in ("/states/KHM/", "/states/FRA/recommends/"):
        page = text_of(client, address)
        shares = re.findall(r'<td class="number"[^>]*><a href="(/search/\?[^"]*)">[<>]?\d+%</a>', page)
        assert len(shares) > 8
        assert all("response=supported" in unescape(link) for link in shares)


def test_the_profile_says_what_is_loaded_what_is_missing_and_the_basis(client: Client, record: list[Row]) -> None:
    words = words_of(text_of(client, "/states/KHM/"))
    assert f"{len(to_cambodia())} recommendations to Cambodia." in words
    assert "Counted: one for each recommending State and recommendation. Source: UPR Info's export." in words
    missing = "recommendations have not been imported here yet: Session 32 (January 2019), Session 46"
    assert f"2 more reviews took place, but their {missing}" in words
    assert "Cycle 5 expected, no date yet" in words
    assert "It also made 3 voluntary pledges , outside every total." in words


def test_the_supported_share_is_never_rounded_to_all_or_nothing(client: Client, load_record: LoadRecord) -> None:
    load_record(
        [{"Text": f"Do {n}", "Response": "Accepted"} for n in range(299)] + [{"Text": "No", "Response": "Rejected"}]
    )
    assert ">99%" in words_of(text_of(client, "/states/KHM/"))


def test_a_state_without_anything_loaded_says_what_to_do(client: Client, record: list[Row]) -> None:
    assert "Nothing is loaded for this State" in text_of(client, "/states/PER/")
    assert "No recommendation of this State is loaded" in text_of(client, "/states/PER/recommends/")
    for page in ("/states/PER/brief/", "/states/PER/brief.pdf", "/states/PER/recommends/brief.pdf"):
        answer = client.get(page)
        assert answer.status_code == 404
        assert "There is nothing to print yet" in answer.content.decode()


@pytest.mark.parametrize("address", ["/states/", "/states/KHM/", "/states/FRA/recommends/", "/states/KHM/brief/"])
def test_a_page_asks_the_database_as_often_for_much_as_for_little(
    client: Client, load_record: LoadRecord, address: str
) -> None:
    counts = []
    for rows in (ROWS[:40], ROWS):
        load_record(rows)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5


def test_before_the_first_index_the_page_says_so(client: Client, home: Path, db: None) -> None:
    assert client.get("/states/KHM/").status_code == 503
    assert client.get("/states/").status_code == 503


def test_the_list_is_also_csv_and_json(client: Client, record: list[Row]) -> None:
    content = client.get("/states.csv?region=Asia").getvalue().decode("utf-8-sig")
    lines = {line["iso3"]: line for line in csv.DictReader(io.StringIO(content))}
    assert lines["KHM"]["received"] == str(len(to_cambodia()))
    assert lines["KHM"]["sessions_loaded"] == "6 18"
    assert "one for each recommending State" in lines["KHM"]["counting_basis"]
    assert "FRA" not in lines
    found = {each["iso3"]: each["given"] for each in client.get("/states.json").json()["states"]}
    assert found["FRA"] == sum(row["From"] == "France" for row in ROWS)


def test_every_link_of_a_brief_has_words_also_that_of_a_row_without_issues(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([{"Issue": "", "Response": "Rejected"}, {"Issue": "", "Text": "Ratify it"}])
    page = text_of(client, "/states/KHM/brief/")
    links = re.findall(r"<a\b[^>]*>(.*?)</a>", page, re.DOTALL)
    assert len(links) > 5
    assert [link for link in links if not re.sub(r"<[^>]*>", "", link).strip()] == []
    assert page.count("<b>no issue given</b>") == 2


def test_a_states_page_shows_reviews_and_issues_first_and_who_asked_on_demand(
    client: Client, record: list[Row], load_record: LoadRecord
) -> None:
    page = text_of(client, "/states/KHM/")
    in_sight = text_in_sight(page)
    for heading in ("Reviews", "Issues", "Recommending States", "How much was asked for", "Sources of the dates"):
        assert heading in in_sight
    assert "expected is the next review" not in in_sight
    actions = page[page.index('id="actions"') :]
    assert actions.index("<details") < actions.index("<table")
    assert links_in_sight(page) < page.count("<a ")
