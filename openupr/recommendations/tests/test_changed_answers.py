"""After an import a sentence says what the new rows cannot tell."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from openupr.recommendations.answer_changes import changed_answers
from openupr.recommendations.tests.choosing import choose, page, the_worker_works
from openupr.recommendations.tests.exports import LoadRecord, rows_of_other_states, write_export

UNCODED = {"Issue": "", "Action": ""}
CODED = rows_of_other_states(18)
BARE = rows_of_other_states(21, 22, 23, **UNCODED)
NO_ISSUES = "Sessions 21–23 have no issues: trends by issue end with session 18."
NO_ACTIONS = "Sessions 21–23 have no action categories: trends by action category end with session 18."


def _changed(load_record: LoadRecord, rows: list[dict[str, str]]) -> list[str]:
    return changed_answers([load_record(rows).imported or 0])


def test_sessions_without_codes_are_told_after_the_import_that_brought_them(load_record: LoadRecord) -> None:
    assert _changed(load_record, CODED) == []
    assert _changed(load_record, BARE) == [NO_ISSUES, NO_ACTIONS]
    assert _changed(load_record, BARE) == [], "the same file again changes nothing"


def test_what_no_session_can_tell_is_told(load_record: LoadRecord) -> None:
    changed = _changed(load_record, rows_of_other_states(18, **UNCODED))
    assert changed[0] == "Session 18 has no issues: nothing can be counted by issue."


def test_earlier_sessions_without_issues_are_left_out_of_trends(load_record: LoadRecord) -> None:
    load_record(CODED)
    changed = _changed(load_record, rows_of_other_states(6, Issue=""))
    assert changed == ["Session 6 has no issues: trends by issue leave it out."]


def test_sessions_in_part_are_told(load_record: LoadRecord) -> None:
    load_record(CODED)
    sample = [{"Session": "35", "To": "Lesotho"}, {"Session": "32"}]
    assert _changed(load_record, sample) == [
        "Sessions 32, 35 are loaded in part and are not taken for the last sessions."
    ]


def test_a_source_that_counts_now_without_issues_is_told(
    load_record: LoadRecord, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_record([*CODED, {"Text": "Dig a well"}])
    fields = {"Body": "UPR", "Countries": ["Cambodia"], "UprSession": ["18"], "UprRecommendingCountry": ["Chad"]}
    path = tmp_path / "uhri.json"
    path.write_text(json.dumps([{**fields, "Text": f"Build port {n}"} for n in range(9)]))
    call_command("import", "uhri", str(path), "--json")
    told = json.loads(capsys.readouterr().out)["files"][0]
    sentence = (
        "In 1 review the rows of Universal Human Rights Index count now, and the issues of UPR Info's export do not."
    )
    assert told["changed"] == [sentence]


def test_the_command_and_the_page_say_it(
    client: Client, load_record: LoadRecord, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_record(CODED)
    content = write_export(tmp_path / "bare.csv", BARE).read_bytes()
    address = choose(client, ("bare.csv", content))
    the_worker_works()
    assert NO_ISSUES in page(client, address)
    more = write_export(tmp_path / "more.csv", [{**row, "Text": f"{row['Text']} soon"} for row in BARE])
    capsys.readouterr()
    call_command("import", "upr-info", str(more))
    assert f"{NO_ISSUES}\n{NO_ACTIONS}\n" in capsys.readouterr().out
