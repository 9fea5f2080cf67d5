"""The table and its chart as files: whole, formula-safe, each with its source, basis and address."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
from django.test import Client

from openupr.recommendations.tests.drawn_records import Row, crossed, drawn
from openupr.recommendations.tests.exports import LoadRecord

ROWS = drawn()


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    assert load_record(ROWS).refused == []
    return ROWS


def table_of(client: Client, address: str) -> tuple[list[str], dict[str, list[str]]]:
    lines = list(csv.reader(io.StringIO(client.get(address).getvalue().decode("utf-8-sig"))))
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


def test_a_file_of_shares_holds_them_beside_the_numbers(client: Client, record: list[Row]) -> None:
    _header, plain = table_of(client, "/disaggregate.csv?rows=state&columns=from-region")
    for show, title in (("row", "Shares of the row"), ("column", "Shares of the column")):
        header, lines = table_of(client, f"/disaggregate.csv?rows=state&columns=from-region&show={show}")
        assert header[2] == f"{header[1]}: {title}"
        assert lines["Chad"][::2] == plain["Chad"]
        whole = plain["Chad"][-1] if show == "row" else plain["All"][0]
        assert float(lines["Chad"][1]) == round(int(plain["Chad"][0]) / int(whole), 4)
        assert f"show={show}" in lines["Permalink"][0]


def test_a_file_of_responses_holds_each_of_them(client: Client, record: list[Row]) -> None:
    header, lines = table_of(client, "/disaggregate.csv?rows=state&columns=from-region&show=response")
    assert header[-5:] == ["All", "All: Supported", "All: Noted", "All: Partly supported", "All: Pending"]
    chad = [row["Response"] for row in record if row["To"] == "Chad"]
    assert lines["Chad"][-5:-3] == [str(len(chad)), str(chad.count("Accepted"))]
    assert client.get("/disaggregate.xlsx?rows=state&columns=from-region&show=response").content.startswith(b"PK")


def test_the_list_has_every_share(client: Client, record: list[Row]) -> None:
    content = client.get("/disaggregate.csv?rows=state&columns=from&layout=list").getvalue().decode("utf-8-sig")
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
