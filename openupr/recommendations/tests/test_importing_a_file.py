"""A coordinator imports files again and again: nothing doubles, nothing is lost, every change is told."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from openupr.recommendations.file_import import import_file
from openupr.recommendations.models import Ask, ImportedFile, RecordChange, RecordEdition, SourceRecord
from openupr.recommendations.tests.exports import LoadRecord, write_export

LAND, PRESS = {"Text": "Stop evictions"}, {"Text": "Free the press", "Response": "Noted"}


def test_the_same_file_twice_adds_nothing(load_record: LoadRecord) -> None:
    first, second = load_record([LAND, PRESS]), load_record([LAND, PRESS])
    assert (first.read, first.added, first.already_there) == (2, 2, 0)
    assert (second.read, second.added, second.updated, second.already_there) == (2, 0, 0, 2)
    assert Ask.objects.count() == SourceRecord.objects.count() == 2


def test_a_file_that_adds_nothing_makes_no_new_edition(load_record: LoadRecord) -> None:
    load_record([LAND])
    before = RecordEdition.objects.get().token
    load_record([LAND])
    assert RecordEdition.objects.get().token == before


def test_exact_duplicates_of_the_export_are_kept(load_record: LoadRecord) -> None:
    load_record([LAND, LAND, LAND])
    keys = list(Ask.objects.values_list("key", flat=True))
    assert [key.removeprefix(keys[0]) for key in keys] == ["", "-2", "-3"]
    assert load_record([LAND, LAND, LAND]).already_there == 3


def test_duplicates_with_different_answers_in_another_order_are_no_change(load_record: LoadRecord) -> None:
    noted, accepted = {**LAND, "Response": "Noted"}, {**LAND, "Response": "Accepted"}
    load_record([noted, accepted])
    assert load_record([accepted, noted]).already_there == 2


def test_a_changed_answer_is_an_update_with_its_history(load_record: LoadRecord) -> None:
    load_record([PRESS, LAND])
    report = load_record([{**PRESS, "Response": "Accepted", "Issue": "Freedom of the press"}, LAND])
    assert (report.added, report.updated, report.already_there) == (0, 1, 1)
    changed = {c.field: (c.before, c.after) for c in RecordChange.objects.all()}
    assert changed["source_response"] == ("Noted", "Accepted")
    assert changed["response"] == ("noted", "supported")
    assert changed["source_issues"] == (["Right to land"], ["Freedom of the press"])
    record = SourceRecord.objects.get(text="Free the press")
    assert (record.response, record.issues) == ("supported", ["freedom-of-the-press"])


def test_a_category_that_comes_or_goes_is_an_update_too(load_record: LoadRecord) -> None:
    load_record([{**LAND, "Action": ""}])
    assert (load_record([{**LAND, "Action": "5"}]).updated, load_record([{**LAND, "Action": ""}]).updated) == (1, 1)
    assert [(c.before, c.after) for c in RecordChange.objects.all()] == [(5, None), (None, 5)]
    assert SourceRecord.objects.get().action is None


def test_good_rows_enter_although_some_are_refused(load_record: LoadRecord) -> None:
    report = load_record([LAND, {"From": "Camboda"}, PRESS])
    assert (report.read, report.added, len(report.refused)) == (3, 2, 1)
    assert (report.refused[0]["row"], report.refused[0]["value"]) == (3, "Camboda")
    assert "Cambodia" in report.refused[0]["reason"]


def test_a_refused_file_changes_nothing_and_is_recorded(load_record: LoadRecord, tmp_path: Path) -> None:
    load_record([LAND])
    bad = tmp_path / "notes.csv"
    bad.write_text("What,Who\nLand,France\n")
    before = RecordEdition.objects.get().token
    report = import_file(source="upr-info", path=bad)
    assert report.reason
    assert (report.read, report.added) == (0, 0)
    assert (Ask.objects.count(), RecordEdition.objects.get().token) == (1, before)
    assert ImportedFile.objects.first().outcome == "refused"


def test_a_missing_file_is_refused_in_a_sentence(home: Path, db: None, tmp_path: Path) -> None:
    report = import_file(source="upr-info", path=tmp_path / "nowhere.xls")
    assert "cannot be opened" in report.reason


def test_every_run_is_recorded_with_its_counts(load_record: LoadRecord) -> None:
    load_record([LAND, {"Session": "99"}])
    run = ImportedFile.objects.get()
    assert (run.name, run.read, run.added, run.refused, len(run.sha256)) == ("export.csv", 2, 1, 1, 64)
    assert run.refusals[0]["row"] == 3


def test_an_unknown_recommending_state_is_a_value_without_a_code(load_record: LoadRecord) -> None:
    load_record([{"From": "&#40;Unknown&#41;", "From-Rgrp": "&#40;Unknown&#41;", "From-Org": "&#40;Unknown&#41;"}])
    assert Ask.objects.get().from_iso3 == ""


def test_source_text_and_values_stay_untouched(load_record: LoadRecord) -> None:
    load_record([{"Text": "  Free the press ; now ", "To-Org": "ASEAN, OIF, ASEAN"}])
    record = SourceRecord.objects.get()
    assert record.text == "  Free the press ; now "
    assert record.raw["To-Org"] == "ASEAN, OIF, ASEAN"
    assert record.state_organisations == ["ASEAN", "OIF"]


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_the_middle_leaves_the_record_as_it_was(load_record: LoadRecord, tmp_path: Path) -> None:
    def stop(read: int, total: int) -> None:
        raise KeyboardInterrupt

    load_record([LAND])
    long = write_export(tmp_path / "long.csv", [{"Text": f"Ask number {n}"} for n in range(600)])
    with pytest.raises(KeyboardInterrupt):
        import_file(source="upr-info", path=long, progress=stop)
    assert (Ask.objects.count(), ImportedFile.objects.count()) == (1, 1)


def test_an_older_file_that_undoes_a_newer_one_says_so(load_record: LoadRecord) -> None:
    load_record([{"Text": "Stop evictions"}])
    assert load_record([{"Text": "Stop evictions", "Response": "Noted"}]).warnings == []
    [warning] = load_record([{"Text": "Stop evictions"}]).warnings
    assert "was imported before" in warning["message"]
    assert warning["count"] == 1


@pytest.mark.once  # one writes at a time on SQLite alone
def test_others_save_while_a_large_file_is_read_and_see_nothing_of_it(transactional_db: None, tmp_path: Path) -> None:
    file = write_export(tmp_path / "large.csv", [{"Text": f"Stop eviction number {n}"} for n in range(4_600)])
    seen: list[int] = []

    def somebody_saves(read: int, total: int) -> None:
        assert total == 4_600
        other = sqlite3.connect(connection.settings_dict["NAME"], uri=True, timeout=0, isolation_level=None)
        with closing(other):
            other.execute("BEGIN IMMEDIATE")
            (there,) = other.execute("SELECT count(*) FROM recommendations_sourcerecord").fetchone()
            other.execute("COMMIT")
        seen.append(there)

    report = import_file(source="upr-info", path=file, progress=somebody_saves)
    assert (report.added, len(seen), set(seen)) == (4_600, 24, {0})
    assert SourceRecord.objects.count() == 4_600
