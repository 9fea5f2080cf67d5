"""A thematic list enters the record with themes, groups and SDGs, once its problems are settled."""

import hashlib
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from openupr.recommendations.file_import import import_file
from openupr.recommendations.importing.thematic_list import SOURCE
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask, DocumentCorrection, ImportedFile, SourceRecord
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.whole_reviews import refused_reviews, whole_reviews
from openupr.undocs.reading import read_here
from openupr.undocs.tests.documents import report
from openupr.undocs.tests.test_thematic_lists import HEAD, listed
from openupr.web.tests.reading import as_read

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


def test_a_row_with_a_problem_is_refused_alone_until_a_person_settled_it(home: Path, db: None, tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(listed(ROW, DOUBTFUL, title=TITLE))
    entered = import_file(source=SOURCE, path=path)
    assert (entered.reason, entered.added) == ("", 2)
    assert [(row["row"], row["value"], row["reason"][:6]) for row in entered.refused] == [(3, "118.2", "“Plant")]
    (problem,) = read_here(path.read_bytes()).problems
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    correction = DocumentCorrection.objects.create(
        sha256=sha256, problem=problem.key, action="leave-out", decided=datetime(2026, 11, 28, tzinfo=UTC)
    )
    left_out = import_file(source=SOURCE, path=path)
    assert (left_out.already_there, left_out.refused) == (2, [])
    correction.action, correction.values = "fix", {"states": ["ESP"]}
    correction.save()
    assert import_file(source=SOURCE, path=path).added == 1
    assert SourceRecord.objects.get(number="118.2").ask.from_iso3 == "ESP"


def test_unknown_labels_are_told_and_never_refuse_their_row(home: Path, db: None, tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    labels = (
        "- Right to laugh\n- S16 SDG 16 - peace, shade\n- S Sustainable Development Goal implementation\n"
        "- Equality & non-discrimination\nSDGs:\n- 99 - Shade\nAffected persons:\n- Clowns\n- Children"
    )
    path.write_bytes(listed((*ROW[:2], labels, "", "blue"), head=(*HEAD, "Colour"), title=TITLE))
    entered = import_file(source=SOURCE, path=path)
    assert (entered.reason, entered.added, entered.refused) == ("", 2, [])
    record = SourceRecord.objects.get(ask__from_iso3="PER")
    assert record.themes == ["Right to laugh", "sustainable-development-goals", "equality-non-discrimination"]
    assert (record.issues, record.sdgs, record.persons, record.raw["Colour"]) == ([], ["16"], ["children"], "blue")
    told = " ".join(warning["message"] for warning in entered.warnings)
    assert all(f"“{label}”" in told for label in ("Right to laugh", "99 - Shade", "Clowns", "Colour"))


def test_a_theme_is_searched_under_the_label_of_any_cycle_and_an_unknown_one_under_its_own(
    client: Client, home: Path, db: None, tmp_path: Path
) -> None:
    path = tmp_path / "list.docx"
    rows = [
        (ROW[0].replace("118.1", f"118.{n}").replace("home", f"home {n}"), "Noted", f"- {theme}", "")
        for n, theme in enumerate(("A12 Acceptance of international norms", "Right to laugh"), start=1)
    ]
    path.write_bytes(listed(*rows, title=TITLE))
    import_file(source=SOURCE, path=path)
    refresh_index()
    for label in ("Ratification of & accession to international instruments", "A12", "right to laugh"):
        assert client.get("/api/search", {"theme": label}).json()["total"] == 2
    assert client.get("/api/search", {"theme": "Right to cry"}).status_code == 400
    counted = client.get("/api/count", {"by": "theme"}).json()["rows"]
    assert {row["theme"] for row in counted} == {
        "Ratification of & accession to international instruments",
        "Right to laugh",
    }
    assert "Right to laugh" in client.get(reverse("recommendations:search")).content.decode()


def test_the_row_that_another_source_counts_has_the_lists_themes(
    client: Client, load_record: LoadRecord, list_file: Path
) -> None:
    load_record([{"Text": "Give all families land and homes of their own", "From": each} for each in ("Peru", "Chad")])
    import_file(source=SOURCE, path=list_file)
    refresh_index()
    answer = client.get("/api/search", {"theme": "Right to health"}).json()
    assert (answer["total"], {row["source"] for row in answer["results"]}) == (2, {"upr-info"})
    assert answer["results"][0]["themes"] == ["Right to health"]


def test_a_person_settles_a_refused_row_on_the_page_after_its_list_entered(
    client: Client, home: Path, db: None, tmp_path: Path
) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(listed(ROW, DOUBTFUL, (DOUBTFUL[0].replace("118.2", "118.3"), *DOUBTFUL[1:]), title=TITLE))
    import_file(source=SOURCE, path=path)
    address = f"/import/documents/{hashlib.sha256(path.read_bytes()).hexdigest()}/"
    assert address in client.get(f"{address}import/").content.decode()
    assert address in client.get(reverse("recommendations:import")).content.decode()
    asked = as_read(client.get(address).content.decode())
    assert "2 recommendations with problems stay out of the record. 1 other enters." in asked
    problem = read_here(path.read_bytes()).problems[0].key
    values = {"number": "118.2", "text": "Plant trees", "states": "Spain", "position": "supported"}
    client.post(address, {"problem": problem, "action": "fix"} | {f"{problem}-{k}": v for k, v in values.items()})
    client.post(f"{address}import/")
    assert {record.number for record in SourceRecord.objects.all()} == {"118.1", "118.2"}
    # The review is loaded in part.
    assert ImportedFile.objects.latest("pk").refused == 1
    assert set(whole_reviews().in_part.values()) == {"refused"}


def test_a_row_of_comments_is_kept_with_its_number_and_told(home: Path, db: None, tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    comment = "Comments: Information sent in a letter"
    path.write_bytes(listed(ROW, (f"118.1 {comment}", "", "", ""), (f"118.9 {comment}", "", "", ""), title=TITLE))
    entered = import_file(source=SOURCE, path=path)
    assert (entered.reason, entered.added, entered.refused) == ("", 2, [])
    assert [record.raw["Comments"] for record in SourceRecord.objects.all()] == [[comment], [comment]]
    assert f"The list comments on 118.1: “{comment}”" in str(entered.warnings)
    assert entered.skipped_as == {f"comment on 118.9: “{comment}”": 1}
    assert refused_reviews() == {}


@pytest.mark.parametrize("first", ["list", "report"])
def test_the_wording_of_the_report_counts_whichever_entered_first(
    client: Client, home: Path, db: None, tmp_path: Path, first: str
) -> None:
    files = {"list": tmp_path / "list.docx", "report": tmp_path / "report.pdf"}
    printed = "Give all fami lies the people ’ s land"
    row = (f"7.1 {printed} (Peru);\nSource of Position: A/HRC/99/16 - Para.7", *ROW[1:])
    files["list"].write_bytes(listed(row, title=TITLE))
    sentence = "7. The recommendations below enjoy the support of Cambodia:"
    files["report"].write_bytes(report(sentence, "7.1 Give all families the people’s land (Peru);"))
    for name in sorted(files, key=lambda name: name != first):
        assert import_file(source="", path=files[name]).added == 1
    refresh_index()
    of_list = SourceRecord.objects.get(source=SOURCE)
    assert (of_list.text, of_list.raw["Recommendation"]) == ("Give all families the people’s land", printed)
    assert [row["text"] for row in client.get("/api/search").json()["results"]] == [of_list.text]
    assert Ask.objects.count() == 1
    assert [import_file(source="", path=path).already_there for path in files.values()] == [1, 1]


def test_texts_of_an_earlier_version_are_set_right_once_and_keep_their_names(
    home: Path, db: None, tmp_path: Path
) -> None:
    path = tmp_path / "list.docx"
    printed = "Give the people ’ s land and non ‑ violent homes"
    path.write_bytes(listed((f"118.1 {printed} (Peru);\n{FROM}", *ROW[1:]), title=TITLE))
    import_file(source=SOURCE, path=path)
    refresh_index()
    SourceRecord.objects.update(text=printed, raw={"Position": "Supported"})
    import_module("openupr.recommendations.migrations.0016_texts_of_lists").set_texts_right(apps, None)
    record = SourceRecord.objects.get()
    assert record.text == "Give the people’s land and non‑violent homes"
    assert record.raw == {"Recommendation": printed, "Position": "Supported"}
    assert refresh_index(), "the index of before is out of date"
    assert import_file(source=SOURCE, path=path).already_there == 1


def test_rows_of_an_earlier_version_get_their_themes_and_lose_the_issues_that_were_guessed(
    home: Path, db: None, tmp_path: Path
) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(listed((*ROW[:2], "- B31 Equality & non-discrimination\n- Right to health", ""), title=TITLE))
    import_file(source=SOURCE, path=path)
    SourceRecord.objects.update(themes=[], issues=["other", "right-to-health"])
    import_module("openupr.recommendations.migrations.0014_themes").take_themes_from_labels(apps, None)
    for record in SourceRecord.objects.all():
        assert record.themes == ["equality-non-discrimination", "right-to-health"]
        assert record.issues == ["right-to-health"]
    assert import_file(source=SOURCE, path=path).already_there == 2


@pytest.mark.parametrize("name", ["slovenia-cycle3", "slovenia-cycle4"])
def test_no_row_of_the_real_lists_has_the_issue_other(home: Path, db: None, shared: Path, name: str) -> None:
    entered = import_file(source=SOURCE, path=shared / f"data/ohchr-thematic-lists/{name}.docx")
    assert (entered.refused, entered.warnings) == ([], [])
    records = SourceRecord.objects.values_list("issues", "themes")
    assert not [issues for issues, _themes in records if {"other", "general"} & set(issues)]
    assert all(themes for _issues, themes in records)


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
