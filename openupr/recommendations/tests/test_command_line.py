"""The record on the command line: what programs read is as docs/command-line.md says, and a refusal is one line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from openupr.recommendations.counts import DimensionTwice
from openupr.recommendations.question import Question
from openupr.recommendations.search import search_record
from openupr.recommendations.tests.exports import LoadRecord, write_export

ROWS = [
    {"Text": "Return land to evicted families", "Response": "Noted"},
    {"Text": "Free imprisoned journalists", "From": "Germany", "Issue": "Freedom of the press,Justice"},
    {"Text": "Protect land defenders", "To": "Lao PDR", "From": "&#40;Unknown&#41;", "Session": "8"},
]
RESULT = [
    "id", "state", "iso3", "from", "from_iso3", "text", "response", "source_response", "issues", "action", "session",
    "cycle", "source",
]  # fmt: skip


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


@pytest.fixture
def openupr(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> Any:
        call_command(*arguments, "--json")
        return json.loads(capsys.readouterr().out)

    return run


def test_search_gives_the_documented_fields(openupr: Any, record: None) -> None:
    found = openupr("search", "land", "--state", "Laos")
    assert list(found) == ["total", "basis", "sentence", "coded", "results"]
    assert [list(row) for row in found["results"]] == [RESULT]
    row = found["results"][0]
    assert (row["iso3"], row["from"], row["from_iso3"], row["response"]) == ("LAO", "(Unknown)", None, "supported")
    assert (row["session"], row["cycle"], row["action"], row["source"]) == (8, 1, 5, "upr-info")


def test_a_printed_row_leaves_out_what_it_has_none_of(
    load_record: LoadRecord, capsys: pytest.CaptureFixture[str]
) -> None:
    pledge = {"To": "Albania", "From": "Albania", "Response": "Voluntary Pledge", "Text": "We shall ratify"}
    load_record([{"Text": "Ratify it", "Issue": ""}, {**pledge, "Issue": ""}])
    call_command("search", "ratify", "--kind", "all")
    lines = capsys.readouterr().out.splitlines()
    assert "Cambodia ← France · session 18 · supported (Accepted)" in lines
    assert "Albania, its own pledge · session 18" in lines
    assert "Voluntary pledges are counted, too: one for each." in lines[1]


def test_filters_may_be_repeated(openupr: Any, record: None) -> None:
    assert openupr("search", "--state", "KHM", "--state", "LAO")["total"] == 3
    assert openupr("search", "--state", "KHM", "--response", "noted", "--response", "supported")["total"] == 2
    assert openupr("search", "--session", "8", "--issue", "Right to land", "--action", "5")["total"] == 1


def test_count_by_a_multi_valued_dimension_says_more_rows_than_the_total(openupr: Any, record: None) -> None:
    counted = openupr("count", "--by", "issue")
    assert counted["total"] == 3
    assert {row["issue"]: row["count"] for row in counted["rows"]} == {
        "Right to land": 2,
        "Freedom of the press": 1,
        "Justice": 1,
    }


def test_rows_without_a_value_are_one_row_with_null(openupr: Any, record: None) -> None:
    assert openupr("count", "--by", "sdg")["rows"] == [{"sdg": None, "count": 3}]


def test_session_cycle_and_action_are_integers(openupr: Any, record: None) -> None:
    rows = openupr("count", "--by", "session", "--by", "cycle", "--by", "action")["rows"]
    assert {(row["session"], row["cycle"], row["action"], row["count"]) for row in rows} == {
        (18, 2, 5, 2),
        (8, 1, 5, 1),
    }


def test_the_page_and_the_command_agree(openupr: Any, client: Client, record: None) -> None:
    page = client.get("/api/search", {"q": "land", "facets": "0"}).json()
    command = openupr("search", "land")
    assert (page["total"], page["sentence"], page["basis"]) == (command["total"], command["sentence"], command["basis"])
    assert [row["id"] for row in page["results"]] == [row["id"] for row in command["results"]]


def test_import_reports_every_file_and_enters_good_ones(openupr: Any, home: Path, db: None, tmp_path: Path) -> None:
    report = openupr("import", "upr-info", str(write_export(tmp_path / "a.csv", [*ROWS, {"From": "Camboda"}])))
    entry = report["files"][0]
    assert (entry["file"], entry["read"], entry["added"], entry["updated"], entry["already_there"]) == (
        "a.csv",
        4,
        3,
        0,
        0,
    )
    assert [(r["row"], r["value"]) for r in entry["refused"]] == [(5, "Camboda")]


def test_a_refused_file_is_one_line_and_json_stays_whole(
    capsys: pytest.CaptureFixture[str], home: Path, db: None, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad.csv", write_export(tmp_path / "good.csv", ROWS)
    bad.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(SystemExit) as ended:
        call_command("import", "upr-info", str(bad), str(good), "--json")
    printed = capsys.readouterr()
    files = json.loads(printed.out)["files"]
    assert ended.value.code == 1
    assert [(entry["file"], entry["added"]) for entry in files] == [("bad.csv", 0), ("good.csv", 3)]
    assert printed.err.count("\n") == 1


def test_a_source_without_a_reader_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - a command's module has no name to import from
        call_command("import", "minutes", "some.pdf")
    assert not isinstance(refusal.value, CommandError)  # Django would print it itself, and no JSON
    told = "No source is called “minutes”; openupr import reads upr-info, upr-info-api, uhri,"
    assert str(refusal.value).startswith(told)


def test_a_count_by_the_same_dimension_twice_is_refused(openupr: Any, record: None) -> None:
    with pytest.raises(DimensionTwice, match="“state” is given twice"):
        openupr("count", "--by", "state", "--by", "issue", "--by", "state")


@pytest.mark.parametrize("many", ["-3", "x", "1.5"])
def test_a_number_of_rows_that_is_none_is_refused_in_a_sentence(many: str) -> None:
    with pytest.raises(CommandError, match="is not a number of rows"):
        call_command("search", "land", f"--limit={many}")


def test_what_was_imported_can_be_searched_though_nobody_read_the_report_to_its_end(
    home: Path, db: None, tmp_path: Path
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    files = [write_export(tmp_path / f"{n}.csv", [row]) for n, row in enumerate(ROWS)]
    with pytest.raises(BrokenPipeError):
        call_command("import", "upr-info", *map(str, files), stdout=Closed())
    assert search_record(Question(), limit=0).total == 3
