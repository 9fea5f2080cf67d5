"""What entered and should be looked at is said: on the command line, as JSON, on the page, and later in the history."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from openupr.recommendations.file_import import FileReport, import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import ImportedFile
from openupr.recommendations.tests.choosing import choose, page, the_worker_works
from openupr.recommendations.tests.exports import LoadRecord, write_export
from openupr.recommendations.tests.test_reading_uhri import ANNOTATION, annotation
from openupr.recommendations.tests.test_reading_upr_info_api import entity
from openupr.reviews.models import Review

UNKNOWN = (
    "The calendar has no review of Cambodia in session 7 (sessions it has: 6, 18, 32, 46). The rows entered under a "
    "review that is known only from an imported record."
)


def imported(path: Path, source: str, value: object) -> FileReport:
    path.write_text(json.dumps(value))
    report = import_file(source=source, path=path)
    refresh_index()
    return report


def told(report: FileReport) -> list[tuple[str, int, list[int]]]:
    return [(each["message"], each["count"], each["rows"]) for each in report.warnings]


def test_a_session_in_which_the_calendar_does_not_have_the_state_is_named_with_its_rows(
    load_record: LoadRecord,
) -> None:
    report = load_record([{"Text": "One", "Session": "7"}, {"Text": "Two"}, {"Text": "Three", "Session": "7"}])
    assert (report.added, told(report)) == (3, [(UNKNOWN, 2, [2, 4])])
    assert Review.objects.get(iso3="KHM", session=7).status == "imported"
    again = load_record([{"Text": "One", "Session": "7"}])
    assert told(again) == [(UNKNOWN, 1, [2])]


def test_of_many_rows_the_first_ten_are_named_and_all_are_counted(load_record: LoadRecord) -> None:
    report = load_record([{"Text": f"Ask {n}", "Session": "7"} for n in range(25)])
    assert told(report) == [(UNKNOWN, 25, list(range(2, 12)))]


def test_a_state_that_recommends_to_itself_is_named_and_a_pledge_is_no_such_thing(load_record: LoadRecord) -> None:
    report = load_record(
        [{"From": "Cambodia"}, {"From": "Cambodia", "Response": "Voluntary Pledge", "Text": "We shall"}]
    )
    assert told(report) == [("Cambodia recommends to itself here; the rows entered as they are.", 1, [2])]


@pytest.mark.parametrize("source", ["upr-info-api", "uhri"])
def test_a_cycle_that_is_not_the_sessions_is_told(home: Path, db: None, tmp_path: Path, source: str) -> None:
    fine, odd = (
        (entity(sdgs=None), entity(sdgs=None, cycle=[{"value": "x", "label": "Cycle 2"}]))
        if source == "upr-info-api"
        else (ANNOTATION | {"Sdgs": []}, annotation(Sdgs=[], UprCycle="Cycle 2"))
    )
    assert told(imported(tmp_path / "fine.json", source, [fine])) == []
    ((message, count, rows),) = told(imported(tmp_path / "odd.json", source, [fine, odd]))
    assert re.fullmatch(r"“Cycle 2” was passed over: session \d+ is one of cycle \d\.", message)
    assert (count, rows) == (1, [2])


def test_an_sdg_that_is_not_known_is_told_and_stands_on_the_recommendations_page(
    client: Client, home: Path, db: None, tmp_path: Path
) -> None:
    report = imported(tmp_path / "uhri.json", "uhri", [ANNOTATION])
    assert told(report) == [("The SDG “Something else” is not known here: the row entered without it.", 1, [1])]
    key = client.get("/api/search").json()["results"][0]["id"]
    assert "5.2, 16, “Something else” (not in the list known here)" in page(client, f"/recommendations/{key}/")


def test_a_row_that_ends_too_early_is_refused_with_the_reason(load_record: LoadRecord, tmp_path: Path) -> None:
    path = write_export(tmp_path / "export.csv", [{"Text": "Whole"}])
    path.write_text(
        path.read_text() + "Cambodia,Asia,,A broken line\nCambodia,Asia,,Ask,France,WEOG,,Accepted,5,Justice,\n"
    )
    report = import_file(source="upr-info", path=path)
    assert report.added == 1
    assert [(each["row"], each["value"], each["reason"]) for each in report.refused] == [
        (
            3,
            "Cambodia | Asia |  | A broken line",
            "This row has nothing after cell 4 of 11; it lacks “From”, “From-Rgrp”, “From-Org”, “Response”, “Action”, "
            "“Issue”, “Session”.",
        ),
        (
            4,
            "Cambodia | Asia |  | Ask | France | WEOG |  | Accepted | 5 |",
            "This row has nothing after cell 10 of 11; it lacks “Session”.",
        ),
    ]


def of_other_bodies() -> list[dict[str, Any]]:
    return [annotation(Body=body) for body in ("- CRC", "- SR Torture", "- CRC")]


def test_a_file_of_other_bodies_alone_is_in_the_history_with_its_numbers(
    client: Client, home: Path, db: None, tmp_path: Path
) -> None:
    report = imported(tmp_path / "bodies.json", "uhri", of_other_bodies())
    assert (report.read, report.skipped, dict(report.skipped_as)) == (0, 3, {"CRC": 2, "SR Torture": 1})
    history = page(client, "/import/")
    assert "bodies.json" in history
    assert "3 records were skipped: CRC 2, SR Torture 1." in history


def test_the_command_says_it_in_words_and_as_json(
    home: Path, db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mixed.json"
    path.write_text(json.dumps([*of_other_bodies(), ANNOTATION]))
    call_command("import", "uhri", str(path))
    said = capsys.readouterr().out
    assert "3 passed over (CRC 2, SR Torture 1)" in said
    assert "warning: The SDG “Something else” is not known here: the row entered without it. (row 4)" in said
    call_command("import", "uhri", str(path), "--json")
    (document,) = json.loads(capsys.readouterr().out)["files"]
    assert (document["skipped"], document["skipped_as"]) == (3, {"CRC": 2, "SR Torture": 1})
    assert [(each["count"], each["rows"]) for each in document["warnings"]] == [(1, [4])]


def test_the_page_of_the_import_says_it_unfolded(client: Client, home: Path, db: None) -> None:
    content = json.dumps([*of_other_bodies(), ANNOTATION]).encode()
    address = choose(client, ("mixed.json", content))
    the_worker_works()
    told = client.get(address).content.decode()
    assert '<details class="small" id="warnings-1" open>' in told
    assert "The SDG “Something else” is not known here: the row entered without it. (row 4)" in page(client, address)
    assert "3 records were skipped: CRC 2, SR Torture 1." in page(client, address)


def test_the_history_keeps_the_warnings(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Session": "7"}])
    history = page(client, "/import/")
    assert f"1 warning {UNKNOWN} (row 2)" in history
    assert ImportedFile.objects.get().warnings[0]["rows"] == [2]


def test_a_file_with_a_thousand_different_oddities_is_told_of_a_hundred(home: Path, db: None, tmp_path: Path) -> None:
    odd = [annotation(Sdgs=[f"Aim {n}"], Text=f"Do {n}") for n in range(150)]
    report = imported(tmp_path / "odd.json", "uhri", odd)
    assert len(report.warnings) == 101
    assert told(report)[-1] == ("Further warnings of other kinds were left out.", 50, [])
