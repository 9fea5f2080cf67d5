"""UHRI's records as its API returns them: ids with lists of names in front of them, the text in several languages."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openupr.recommendations.file_import import import_file
from openupr.recommendations.importing import ReadRow, RefusedRow, Row, SkippedRow, read
from openupr.recommendations.importing.recognising import recognise_source
from openupr.recommendations.importing.uhri import NAME
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask, SourceRecord
from openupr.upr.uhri import known_names

IDS = {name: identifier for identifier, name in known_names().items()}
NAMES = [
    {"id": "11111111-0000-0000-0000-000000000001", "text": "Cambodia", "selectable": True, "parentId": None},
    {"id": "11111111-0000-0000-0000-000000000002", "text": "Right to health"},
    {"id": "11111111-0000-0000-0000-000000000003", "text": "Women & girls"},
]
CAMBODIA, HEALTH, WOMEN = (each["id"] for each in NAMES)
RECORD: dict[str, Any] = {
    "annotationId": "21111111-0000-0000-0000-000000000001",
    "sectionId": "21111111-0000-0000-0000-000000000002",
    "symbol": "A/HRC/41/17",
    "documentId": "41a0b08f-5a9a-4eb5-985f-05b47986ad82",
    "publicationDate": "2019-04-05T00:00:00",
    "annotationType": IDS["Recommendations"],
    "countryIds": [CAMBODIA],
    "affectedPersonIds": [WOMEN],
    "themesIds": [HEALTH],
    "sdgsIds": [IDS["3.8"], IDS["5"]],
    "uprPositionIds": [IDS["Supported"]],
    "uprSessionIds": [IDS["32"]],
    "uprRecommendingCountryIds": [IDS["Switzerland"]],
    "bodyId": IDS["UPR"],
    "uprCycle": IDS["3"],
    "numberInDocument": 12,
    "en": "110.12 Give every family a doctor (Switzerland);",
    "fr": "110.12\r\n Donner un médecin à chaque famille (Suisse);",
    "ar": None,
}

ReadLines = Callable[..., list[Row]]


@pytest.fixture
def path(tmp_path: Path) -> Callable[..., Path]:
    def write(*records: object) -> Path:
        file = tmp_path / "records.jsonl"
        file.write_text("\n".join(json.dumps(each) for each in records))
        return file

    return write


@pytest.fixture
def rows(path: Callable[..., Path]) -> ReadLines:
    return lambda *records: [row for row in read("uhri", path(*records)) if getattr(row, "why", "") != NAME]


def test_a_record_has_the_names_of_the_lists_in_front_of_it(rows: ReadLines) -> None:
    (row,) = rows(*NAMES, RECORD)
    assert isinstance(row, ReadRow)
    assert (row.row, row.iso3, row.from_iso3, row.session, row.cycle) == (4, "KHM", "CHE", 32, 3)
    assert (row.text, row.number, row.symbol) == (RECORD["en"], "110.12", "A/HRC/41/17")
    assert (row.response, row.source_response) == ("supported", "Supported")
    assert (row.source_issues, row.persons, row.sdgs) == (("Right to health",), ("girls", "women"), ("3.8", "5"))
    assert row.texts == {"fr": "110.12 Donner un médecin à chaque famille (Suisse);"}
    assert row.raw["countryIds"] == [CAMBODIA]
    assert row.warnings == ()


def test_a_state_whose_name_is_not_known_refuses_the_record_with_what_to_do(rows: ReadLines) -> None:
    (row,) = rows(RECORD | {"symbol": "A/HRC/99/99"})
    assert isinstance(row, RefusedRow)
    assert row.value == f"{CAMBODIA} in A/HRC/99/99"
    assert "The State under Review is given by an id alone" in row.reason
    assert "Import UHRI's list of these names" in row.reason


def test_themes_and_groups_without_names_are_left_out_and_said(rows: ReadLines) -> None:
    (row,) = rows(NAMES[0], RECORD)
    assert isinstance(row, ReadRow)
    assert (row.source_issues, row.persons) == ((), ())
    assert {warning.split(":")[0] for warning in row.warnings} == {"Themes", "AffectedPersons"}


def test_a_recommending_state_is_read_from_the_text_where_its_id_has_no_name(rows: ReadLines) -> None:
    known, several, none = rows(
        *NAMES,
        RECORD | {"uprRecommendingCountryIds": ["x"]},
        RECORD | {"uprRecommendingCountryIds": ["x"], "en": "110.12 Give every family a doctor (Peru) (Chad);"},
        RECORD | {"uprRecommendingCountryIds": ["x"], "en": "110.12 Give every family a doctor;"},
    )
    assert isinstance(known, ReadRow)
    assert known.from_iso3 == "CHE"
    assert isinstance(several, RefusedRow)
    assert isinstance(none, RefusedRow)


def test_a_session_without_name_follows_from_state_and_symbol(rows: ReadLines) -> None:
    (row,) = rows(*NAMES, RECORD | {"uprSessionIds": ["x"], "uprCycle": None})
    assert isinstance(row, ReadRow)
    assert (row.session, row.cycle) == (32, 3)


def test_a_file_of_names_alone_is_remembered(home: Path, db: None, path: Callable[..., Path]) -> None:
    without = import_file(source="uhri", path=path(RECORD | {"symbol": "A/HRC/99/99"}))
    assert "Import UHRI's list of these names" in without.refused[0]["reason"]
    names = path(*NAMES)
    assert recognise_source(names) == "uhri"
    told = import_file(source="uhri", path=names)
    assert (told.reason, told.read, told.skipped_as) == ("", 0, {NAME: 3})
    assert import_file(source="uhri", path=path(RECORD)).added == 1
    record = SourceRecord.objects.get()
    assert (record.source_issues, record.source_persons) == (["Right to health"], ["Women & girls"])


def test_a_state_without_a_name_follows_from_its_reports_symbol(rows: ReadLines) -> None:
    (row,) = rows(*NAMES, RECORD | {"countryIds": ["x"]})
    assert isinstance(row, ReadRow)
    assert row.iso3 == "KHM"


def test_records_of_other_bodies_are_passed_over(rows: ReadLines) -> None:
    (row,) = rows(RECORD | {"bodyId": "31111111-0000-0000-0000-000000000001"})
    assert isinstance(row, SkippedRow)


@pytest.mark.parametrize("value", [None, 7, "x", {}, [None], [[]], [{"id": "x"}]])
@pytest.mark.parametrize("key", [key for key in RECORD if key != "annotationId"])
def test_any_value_is_read_or_refused(rows: ReadLines, key: str, value: object) -> None:
    assert len(rows(*NAMES, RECORD | {key: value})) == 1


def test_the_page_shows_the_text_in_all_its_languages(
    client: Client, home: Path, db: None, path: Callable[..., Path]
) -> None:
    file = path(*NAMES, RECORD | {"ar": "طبيب لكل أسرة", "zh": "每家一名医生"})
    assert recognise_source(file) == "uhri"
    assert import_file(source="uhri", path=file).added == 1
    refresh_index()
    page = client.get(f"/recommendations/{Ask.objects.get().key}/").content.decode()
    assert "<strong>Français:</strong>" in page
    assert '<span lang="fr" dir="auto">110.12 Donner un médecin' in page
    assert '<span lang="ar" dir="auto">طبيب لكل أسرة</span>' in page
    assert '<span lang="zh" dir="auto">每家一名医生</span>' in page
    found = client.get("/api/search", {"sdg": "3.8", "group": "women"}).json()
    assert found["total"] == 1
    assert found["results"][0]["texts"]["zh"] == "每家一名医生"
    assert b'"texts":{' in b"".join(client.get("/search.json"))


def test_the_real_records_enter_as_far_as_their_names_are_known(shared: Path) -> None:
    folder = shared / "data" / "uhri-api"
    found = list(read("uhri", folder / "upr-six-languages.jsonl"))
    kept = [row for row in found if isinstance(row, ReadRow)]
    assert len(kept) == 158
    assert all("Import UHRI's list" in row.reason for row in found if isinstance(row, RefusedRow))
    assert Counter(len(row.texts) for row in kept)[5] >= 150
    assert {row.why for row in read("uhri", folder / "other-bodies.jsonl") if isinstance(row, SkippedRow)}
