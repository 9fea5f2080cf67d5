"""Every list can be taken away as CSV, as a workbook and as JSON, all with the same rows, source and counting basis."""

import csv
import io
import re
import zipfile
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from openupr.recommendations.tests.drawn_records import Row
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.states_record import PLEDGES, ROWS, text_of, to_cambodia

# Files are written from the index.
pytestmark = pytest.mark.once

LISTS = [
    "/search{}?q=land",
    "/states{}?region=Asia",
    "/states/KHM/received{}",
    "/states/FRA/recommends{}",
    "/disaggregate{}?rows=state&columns=issue",
    "/gaps{}?state=KHM",
    "/similar{}?q=take+a+measure+on+land",
]


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    assert load_record([*ROWS, *PLEDGES]).refused == []
    return ROWS


def lines_of(client: Client, address: str) -> list[dict[str, str]]:
    content = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def sheets_of(client: Client, address: str, folder: Path) -> dict[str, list[list[object]]]:
    (folder / "book.xlsx").write_bytes(client.get(address).getvalue())
    book = openpyxl.load_workbook(folder / "book.xlsx", read_only=True)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book.worksheets}


@pytest.mark.parametrize("address", LISTS)
def test_the_workbook_has_the_rows_of_the_csv_and_says_what_they_are(
    client: Client, record: list[Row], tmp_path: Path, address: str
) -> None:
    rows = list(csv.reader(io.StringIO(client.get(address.format(".csv")).getvalue().decode("utf-8-sig"))))
    sheets = sheets_of(client, address.format(".xlsx"), tmp_path)
    wide = len(sheets["Rows"][0])
    assert len(sheets["Rows"]) > 2
    told = [["" if cell is None else str(cell) for cell in line] for line in sheets["Rows"]]
    assert [row[:wide] for row in rows[: len(told)]] == told
    about = {line[0]: str(line[1]) for line in sheets["About"]}
    assert "one for each recommending State" in about["Counting basis"]
    assert about["Permalink"].startswith("http://testserver/")
    assert client.get(about["Permalink"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    "page", ["/search/?q=land", "/states/", "/states/KHM/", "/states/FRA/recommends/", "/disaggregate/",
             "/gaps/?state=KHM", "/similar/?q=measure"],
)  # fmt: skip
def test_each_page_offers_all_three_and_every_offer_is_there(client: Client, record: list[Row], page: str) -> None:
    offered = {unescape(link) for link in re.findall(r'href="([^"]+)" download', text_of(client, page))}
    kinds = {link.partition("?")[0].rpartition(".")[2] for link in offered}
    assert {"csv", "xlsx", "json"} <= kinds
    for link in offered:
        if ".png" not in link:
            assert client.get(link).status_code == 200, link


def test_a_profile_as_a_table_has_every_line_with_its_number_in_each_review(client: Client, record: list[Row]) -> None:
    lines = {(line["dimension"], line["value"]): line for line in lines_of(client, "/states/KHM/received.csv")}
    of_france = [row for row in to_cambodia() if row["From"] == "France"]
    told = lines["from", "France"]
    assert told["count"] == str(len(of_france))
    assert told["session_6"] == str(sum(row["Session"] == "6" for row in of_france))
    assert told["supported"] == str(sum(row["Response"] == "Accepted" for row in of_france))
    givers = {row["From"] for row in to_cambodia()}
    assert {value for dimension, value in lines if dimension == "from"} == givers


def test_a_profile_for_programs_tells_of_reviews_that_are_missing(client: Client, record: list[Row]) -> None:
    told = client.get("/states/KHM/received.json").json()
    standing = {each["session"]: (each["in_the_record"], each["count"]) for each in told["reviews"] if each["session"]}
    assert standing[18] == ("loaded", len(to_cambodia("18")))
    assert standing[32] == ("held", 0)
    assert (told["count"], told["pledges"]) == (len(to_cambodia()), 3)


def test_what_a_state_recommends_stands_beside_what_everybody_does(client: Client, record: list[Row]) -> None:
    own = [row for row in ROWS if row["From"] == "France"]
    lines = {(line["dimension"], line["value"]): line for line in lines_of(client, "/states/FRA/recommends.csv")}
    told = lines["state", "Cambodia"]
    to_khm = sum(row["To"] == "Cambodia" for row in own)
    assert (told["count"], float(told["share"])) == (str(to_khm), round(to_khm / len(own), 4))
    assert float(told["share_of_everyone"]) == round(len(to_cambodia()) / len(ROWS), 4)
    document = client.get("/api/states/France/recommends").json()
    assert {each["value"]: each["count"] for each in document["to_states"]}["Cambodia"] == to_khm


def test_any_name_of_a_state_leads_to_its_file(client: Client, record: list[Row]) -> None:
    answer = client.get("/states/cambodia/received.csv")
    assert (answer.status_code, answer["Location"]) == (302, "/states/KHM/received.csv")
    assert client.get("/states/Camboda/received.xlsx").status_code == 404


def test_a_draft_that_would_run_as_a_formula_is_text_in_the_workbook(client: Client, record: list[Row]) -> None:
    book = zipfile.ZipFile(io.BytesIO(client.get("/similar.xlsx", {"q": "=1+1 measure on land"}).getvalue()))
    assert not any(b"<f>" in book.read(name) for name in book.namelist())
