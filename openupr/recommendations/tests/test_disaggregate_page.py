"""The page that takes a search apart: its address is its whole state, and every number is a link to its rows."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openupr.recommendations.tests.drawn_records import Row, crossed, drawn
from openupr.recommendations.tests.exports import LoadRecord

ROWS = drawn()


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    assert load_record(ROWS).refused == []
    return ROWS


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def links_with_numbers(page: str) -> list[tuple[str, int]]:
    """Every cell of the cross-table that is a link: its address and number."""
    table = page[page.index('<table class="cross">') : page.index("</table>")]
    found = re.findall(r'<td[^>]*><a href="([^"]*)">([\d,]+)', table)
    return [(unescape(address), int(number.replace(",", ""))) for address, number in found]


@pytest.mark.parametrize(
    "query",
    [
        "rows=issue&columns=from-region",
        "rows=organisation&columns=issue&top=1&across=1&show=response",
        "rows=state&columns=response&q=land&from=France&show=row",
        "rows=from-organisation&columns=from&show=column&order=name&organisation=none",
    ],
)
def test_each_link_of_the_page_finds_as_many_rows_as_it_says(client: Client, record: list[Row], query: str) -> None:
    links = links_with_numbers(text_of(client, f"/disaggregate/?{query}"))
    assert len(links) > 3
    for address, number in links:
        assert client.get("/api/search" + address.removeprefix("/search/")).json()["total"] == number, address


def test_the_page_says_its_state_as_a_sentence_and_how_sums_behave(client: Client, record: list[Row]) -> None:
    page = text_of(client, "/disaggregate/?rows=issue&columns=from-region&state=KHM")
    assert "recommendations to Cambodia." in page
    assert "Rows: Issue. Columns: Region of the recommending State." in page
    assert "several values of “Issue”: they add up to more than the total" in page
    assert "several values" not in text_of(client, "/disaggregate/?rows=state&columns=response")


def test_swapping_turns_rows_into_columns_and_keeps_the_search(client: Client, record: list[Row]) -> None:
    page = text_of(client, "/disaggregate/?rows=issue&columns=from&state=KHM&show=row")
    swap = re.search(r'id="swap" href="([^"]*)"', page)
    assert swap
    assert unescape(swap[1]) == "/disaggregate/?state=KHM&rows=from&columns=issue&show=column"


def test_words_filters_and_dimensions_are_changed_on_the_page_without_script(client: Client, record: list[Row]) -> None:
    page = text_of(client, "/disaggregate/?rows=from&columns=session&state=KHM&q=land&show=column&top=2")
    form = page[page.index('id="dimensions"') :]
    form = form[: form.index("</form>")]
    kept = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form))
    assert kept == {"state": "KHM", "show": "column", "top": "2"}
    assert 'name="q" value="land"' in form
    assert '<option value="from" selected>' in form
    assert 'href="/disaggregate/?q=land&amp;rows=from&amp;columns=session&amp;show=column&amp;top=2"' in page


def test_the_same_dimension_twice_is_mended_and_said(client: Client, record: list[Row]) -> None:
    page = text_of(client, "/disaggregate/?rows=issue&columns=issue")
    assert "the columns now show “Response”" in page


def test_a_chart_stands_beside_the_table_with_every_number_in_words(client: Client, record: list[Row]) -> None:
    page = text_of(client, "/disaggregate/?rows=state&columns=response")
    svg = page[page.index('<svg class="drawing"') :]
    svg = svg[: svg.index("</svg>") + 6]
    shown = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]
    for (row, _column), counted in crossed(record, "state", "response").items():
        assert row in shown
        assert str(counted.total()) in shown


def test_unknown_dimensions_and_values_are_refused_in_words(client: Client, record: list[Row]) -> None:
    for query in ("rows=colour", "columns=colour", "state=Camboda"):
        assert client.get(f"/disaggregate/?{query}").status_code == 400
    for query in ("top=-1", "top=banana", "across=99999999999999", "show=x", "order=x", "rows=", "q=%00((", "top=0"):
        assert client.get(f"/disaggregate/?{query}").status_code == 200


def test_nothing_found_says_what_to_do(client: Client, record: list[Row]) -> None:
    assert "Remove a filter" in text_of(client, "/disaggregate/?q=xylophone")


def test_the_number_of_database_queries_does_not_grow_with_the_table(client: Client, record: list[Row]) -> None:
    counts = []
    for query in ("rows=response&columns=session&state=KHM", "rows=from&columns=issue&top=all&across=all"):
        client.get(f"/disaggregate/?{query}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/disaggregate/?{query}")
        counts.append(len(asked))
    assert counts[1] <= counts[0] <= 3
