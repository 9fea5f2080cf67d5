"""Any search taken apart by any two dimensions: the numbers are those of counting by hand, and lead to their rows."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from html import unescape
from itertools import permutations
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openupr.recommendations.queries.disaggregate import SameDimension, Table, disaggregate
from openupr.recommendations.queries.question import Question, ask
from openupr.recommendations.queries.search import find
from openupr.recommendations.tests.drawn_records import COLUMN, Row, crossed, drawn, values
from openupr.recommendations.tests.exports import LoadRecord

ROWS = drawn()


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    report = load_record(ROWS)
    assert report.refused == []
    return ROWS


def numbers(table: Table) -> dict[tuple[str, str], dict[str, int]]:
    """The cells of a table that are not empty, by the labels of row and column."""
    return {
        (table.by[0].label(row.values[0]), table.by[1].label(column.values[0])): cell.count
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
        if cell.count
    }  # type: ignore[return-value]


def short(dimension: str, label: str) -> str:
    """Action categories by their number alone, as the source has them."""
    return label.partition(" ")[0] if dimension == "action" else label


def test_every_cell_and_head_of_any_two_dimensions_is_what_counting_by_hand_gives(record: list[Row]) -> None:
    for rows, columns in permutations(COLUMN, 2):
        table = disaggregate(Question(), rows=rows, columns=columns)
        found = {(short(rows, r), short(columns, c)): n for (r, c), n in numbers(table).items()}
        assert found == {pair: counted.total() for pair, counted in crossed(record, rows, columns).items()}
        for each, heads in ((rows, table.rows), (columns, table.columns)):
            by_hand = Counter(value for row in record for value in values(row, each))
            assert {short(each, head.label): head.tally.count for head in heads} == by_hand
        assert table.total.count == len(record)


def test_responses_divide_every_cell(record: list[Row]) -> None:
    table = disaggregate(Question(), rows="issue", columns="from-region")
    expected = crossed(record, "issue", "from-region")
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            by_hand = expected[row.label, column.label]
            assert (cell.supported, cell.noted) == (by_hand["Supported"], by_hand["Noted"])


def test_the_table_is_of_the_question_asked(record: list[Row]) -> None:
    question = ask(words="land", filters={"state": ["Cambodia", "Chad"], "response": ["noted"]})
    table = disaggregate(question, rows="from", columns="session")
    chosen = [
        row for row in record
        if row["To"] in {"Cambodia", "Chad"} and row["Response"] == "Rejected" and row["Text"].endswith("on land")
    ]  # fmt: skip
    assert numbers(table) == {pair: n.total() for pair, n in crossed(chosen, "from", "session").items()}
    assert table.sentence.startswith(f"{len(chosen)} recommendations to Cambodia or Chad answered “Noted”")


@pytest.mark.parametrize(
    ("rows", "columns", "most"), [("issue", "from", 2), ("organisation", "issue", 1), ("from-organisation", "state", 2)]
)
def test_the_others_together_count_each_recommendation_once(
    record: list[Row], rows: str, columns: str, most: int
) -> None:
    table = disaggregate(Question(), rows=rows, columns=columns, most_rows=most, most_columns=most)
    rest = next(head for head in table.rows if head.rest)
    hidden = {table.by[0].label(value) for value in rest.values}
    assert len([head for head in table.rows if not head.rest and head.label != "none"]) == most
    assert rest.tally.count == sum(bool(hidden & set(values(row, rows))) for row in record)
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            in_row = {table.by[0].label(value) for value in row.values}
            in_column = {table.by[1].label(value) for value in column.values}
            by_hand = [
                each for each in record
                if in_row & set(values(each, rows)) and in_column & set(values(each, columns))
            ]  # fmt: skip
            assert cell.count == len(by_hand)


def test_every_number_leads_to_exactly_its_rows(record: list[Row]) -> None:
    table = disaggregate(Question(words="land"), rows="organisation", columns="issue", most_rows=2, most_columns=2)
    assert find(table.behind(), limit=0).total == table.total.count
    for row, cells in zip(table.rows, table.cells, strict=True):
        assert find(table.behind(row), limit=0).total == row.tally.count
        for column, cell in zip(table.columns, cells, strict=True):
            assert find(table.behind(row, column), limit=0).total == cell.count


def test_rows_without_a_value_stand_last_as_none(record: list[Row]) -> None:
    table = disaggregate(Question(), rows="organisation", columns="response", most_rows=1)
    assert table.rows[-1].label == "none"
    assert table.rows[-1].tally.count == sum(row["To-Org"] == "" for row in record)


def test_sessions_follow_one_another_and_states_come_by_number(record: list[Row]) -> None:
    table = disaggregate(Question(), rows="from", columns="session", most_columns=1)
    assert [head.label for head in table.columns] == ["2", "5", "6", "7", "14", "17", "18", "20"]
    counts = [head.tally.count for head in table.rows]
    assert counts == sorted(counts, reverse=True)
    by_name = disaggregate(Question(), rows="from", columns="session", order="name")
    assert [head.label for head in by_name.rows] == ["Brazil", "Canada", "France", "Norway", "Viet Nam"]


def test_a_filter_on_the_dimension_itself_shows_only_what_was_chosen(record: list[Row]) -> None:
    question = ask(filters={"issue": ["Detention"]})
    table = disaggregate(question, rows="issue", columns="response")
    assert [head.label for head in table.rows] == ["Detention"]


def test_the_same_dimension_twice_is_refused_in_words(record: list[Row]) -> None:
    with pytest.raises(SameDimension, match="two different dimensions"):
        disaggregate(Question(), rows="issue", columns="issue")


# --- the page


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
        assert client.get("/api/search" + address.removeprefix("/")).json()["total"] == number, address


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
    assert "Take a filter away" in text_of(client, "/disaggregate/?q=xylophone")


def test_the_number_of_database_queries_does_not_grow_with_the_table(client: Client, record: list[Row]) -> None:
    counts = []
    for query in ("rows=response&columns=session&state=KHM", "rows=from&columns=issue&top=all&across=all"):
        client.get(f"/disaggregate/?{query}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/disaggregate/?{query}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 3


# --- the files


def table_of(client: Client, address: str) -> tuple[list[str], dict[str, list[str]]]:
    lines = list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))
    return lines[0], {line[0]: line[1:] for line in lines[1:] if line}


def test_the_csv_holds_every_row_and_column_and_says_what_it_is(client: Client, record: list[Row]) -> None:
    header, lines = table_of(client, "/disaggregate.csv?rows=issue&columns=from&top=1&across=1&q=land")
    expected = crossed([row for row in record if row["Text"].endswith("on land")], "issue", "from")
    assert header[0] == "Issue"
    assert sorted(header[1:-1]) == sorted({giver for _, giver in expected})
    for issue in {issue for issue, _ in expected}:
        assert lines[issue][:-1] == [str(expected[issue, giver].total()) for giver in header[1:-1]]
    assert lines["All"][-1] == "100"
    assert lines["Permalink"] == ["http://testserver/disaggregate/?q=land&rows=issue&columns=from&top=1&across=1"]
    assert "one for each recommending State" in lines["Counting basis"][0]
    assert "add up to more than the total" in lines["Counting basis"][0]


def test_the_list_has_every_share(client: Client, record: list[Row]) -> None:
    content = client.get("/disaggregate.csv?rows=state&columns=from&layout=list").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(content)))
    line = next(
        each for each in lines if each["State under Review"] == "Chad" and each["Recommending State"] == "Norway"
    )
    chad = [row for row in record if row["To"] == "Chad"]
    norway = [row for row in record if row["From"] == "Norway"]
    both = [row for row in chad if row["From"] == "Norway"]
    supported = sum(row["Response"] == "Accepted" for row in both)
    assert int(line["Count"]) == len(both)
    assert float(line["Share of the row"]) == round(len(both) / len(chad), 4)
    assert float(line["Share of the column"]) == round(len(both) / len(norway), 4)
    assert float(line["Share of all"]) == round(len(both) / len(record), 4)
    assert (int(line["Supported"]), float(line["Share “Supported”"])) == (supported, round(supported / len(both), 4))


def test_the_workbook_has_the_table_and_what_it_is(client: Client, record: list[Row]) -> None:
    answer = client.get("/disaggregate.xlsx?rows=issue&columns=response&q==cmd")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        about = book.read("xl/worksheets/sheet2.xml").decode()
        assert all("<f>" not in book.read(name).decode() for name in book.namelist())
    assert "Counting basis" in about
    assert "http://testserver/disaggregate/?q=%3Dcmd" in about


def test_the_json_holds_heads_cells_shares_and_responses(client: Client, record: list[Row]) -> None:
    document = json.loads(client.get("/disaggregate.json?rows=state&columns=from-region").content)
    expected = crossed(record, "state", "from-region")
    assert document["total"] == len(record)
    assert document["rows"]["dimension"] == "state"
    found = {(cell["row"], cell["column"]): (cell["count"], cell["responses"]) for cell in document["cells"]}
    assert found == {
        pair: (n.total(), {name.lower(): count for name, count in sorted(n.items())}) for pair, n in expected.items()
    }


def test_the_drawing_is_a_file_with_title_basis_and_address(client: Client, record: list[Row]) -> None:
    answer = client.get("/disaggregate.svg?rows=issue&columns=response&state=KHM")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    words = " ".join(element.text or "" for element in ElementTree.fromstring(answer.content).iter())
    assert "recommendations to Cambodia." in words
    assert "Counted: one for each recommending State" in words
    assert "/disaggregate/?state=KHM&rows=issue&columns=response" in words.replace(" ", "").replace("…", "")


def test_the_picture_is_a_png(client: Client, record: list[Row]) -> None:
    pytest.importorskip("weasyprint", reason="Pango is missing: pictures cannot be drawn here.", exc_type=OSError)
    answer = client.get("/disaggregate.png?rows=state&columns=response")
    assert answer.content.startswith(b"\x89PNG")
