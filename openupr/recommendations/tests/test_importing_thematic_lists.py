"""A thematic list enters the record with themes, groups and SDGs, once its problems are settled."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from openupr.recommendations.importing.thematic_list import SOURCE
from openupr.recommendations.models import Ask, DocumentCorrection, SourceRecord
from openupr.recommendations.services.build_index import refresh_index
from openupr.recommendations.services.import_file import import_file
from openupr.recommendations.tests.exports import LoadRecord
from openupr.undocs.reading import read_here
from openupr.undocs.tests.documents import report
from openupr.undocs.tests.test_thematic_lists import listed

TITLE = "UPR of Cambodia (2nd Cycle - 18th Session) Thematic list of recommendations"
FROM = "Source of Position: A/HRC/26/16/Add.1 - Para.3"
ROW = (
    f"118.1 Give all families land and a home of their own (Peru) (Chad);\n{FROM}",
    "Supported",
    "- Right to health\nSDGs:\n- 3.8\n- 1 - NO POVERTY\nAffected persons:\n- Women & girls\n- general",
    "",
)
DOUBTFUL = (f"118.2 Plant trees in all streets;\n{FROM}", *ROW[1:])


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    path = tmp_path / "list.docx"
    path.write_bytes(listed(("Theme: Right to health",), ROW, title=TITLE))
    return path


def test_each_state_of_a_row_is_an_ask_with_themes_groups_and_sdgs(home: Path, db: None, list_file: Path) -> None:
    entered = import_file(source="", path=list_file)
    assert (entered.reason, entered.source, entered.read, entered.added, entered.warnings) == ("", SOURCE, 2, 2, [])
    peru = SourceRecord.objects.get(ask__from_iso3="PER")
    assert (peru.number, peru.symbol, peru.response) == ("118.1", "A/HRC/26/16", "supported")
    assert (peru.source_position, peru.source_response) == ("A/HRC/26/16/Add.1 - Para.3", "Supported")
    assert (peru.source_issues, peru.sdgs, peru.persons) == (["Right to health"], ["3.8", "1"], ["girls", "women"])
    assert peru.source_persons == ["Women & girls", "general"]
    assert import_file(source=SOURCE, path=list_file).already_there == 2


def test_a_list_is_linked_with_what_upr_info_has_of_the_same_review(
    client: Client, load_record: LoadRecord, list_file: Path
) -> None:
    load_record([{"Text": "Give all families land and homes of their own", "From": each} for each in ("Peru", "Chad")])
    import_file(source=SOURCE, path=list_file)
    refresh_index()
    assert Ask.objects.count() == 2
    assert client.get("/api/search", {"group": "women"}).json()["total"] == 2
    page = client.get(f"/recommendations/{Ask.objects.first().key}/").content.decode()  # type: ignore[union-attr]
    assert "A/HRC/26/16/Add.1 - Para.3" in page


def test_a_list_with_a_problem_enters_nothing_until_a_person_settled_it(home: Path, db: None, tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(listed(ROW, DOUBTFUL, title=TITLE))
    entered = import_file(source=SOURCE, path=path)
    assert "1 problem" in entered.reason
    assert not SourceRecord.objects.exists()
    (problem,) = read_here(path.read_bytes()).problems
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    correction = DocumentCorrection.objects.create(
        sha256=sha256, problem=problem.key, action="leave-out", decided=datetime(2026, 11, 28, tzinfo=UTC)
    )
    assert import_file(source=SOURCE, path=path).added == 2
    correction.action, correction.values = "fix", {"states": ["ESP"]}
    correction.save()
    assert import_file(source=SOURCE, path=path).added == 1
    assert SourceRecord.objects.get(number="118.2").ask.from_iso3 == "ESP"


def test_a_list_that_is_smaller_than_its_report_is_told_what_it_lacks(home: Path, db: None, tmp_path: Path) -> None:
    whole, part = tmp_path / "report.pdf", tmp_path / "part.docx"
    lines = ("7.1 Give homes (Peru);", "7.2 Plant trees (Chad);", "7.3 Sing (Chile);")
    whole.write_bytes(report("7. The recommendations below enjoy the support of Cambodia:", *lines))
    row = ("7.1 Give homes (Peru);\nSource of Position: A/HRC/99/16 - Para.7", *ROW[1:])
    part.write_bytes(listed(row, title=TITLE))
    assert import_file(source="working-group-report", path=whole).added == 3
    (warning,) = import_file(source=SOURCE, path=part).warnings
    assert "1 of the 3 numbers of its report. Missing: 7.2, 7.3." in str(warning)
    assert "the report's positions count" in str(warning)


def test_another_document_is_not_taken_for_a_list(home: Path, db: None, tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(b"no word file")
    assert import_file(source=SOURCE, path=path).reason
