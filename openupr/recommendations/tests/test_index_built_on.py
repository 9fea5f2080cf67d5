"""After an import only what is new or changed is made ready for the search, and the answers are the same."""

import json
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from openupr.files.tables import write_xlsx
from openupr.index.build import build
from openupr.index.generations import current_generation
from openupr.index.rows import IndexRow
from openupr.recommendations.coding_learning import learn_coding
from openupr.recommendations.dimension_values import index_folder
from openupr.recommendations.edition import a_new_edition
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import COLUMNS, records, refresh_index, row_of
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.question import Question
from openupr.recommendations.search import search_record
from openupr.recommendations.suggestions import ISSUE, confirm_suggestions, open_codes, suggest_coding
from openupr.recommendations.the_index import index_version

from .drawn_records import drawn
from .exports import LoadRecord, write_export
from .test_likely_coding import some_rows
from .test_reading_dihr import HEADER, ROW
from .test_suggested_coding import UNCODED

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Import = Callable[..., None]
EVICTIONS = "Put an end to all forced evictions in the city and give every family a home"


def _files() -> dict[str, bytes]:
    folder = index_folder() / current_generation(index_folder())
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _same_as_anew() -> None:
    """The index that was built on another has the very same files as one built from nothing."""
    refresh_index()
    built_on = _files()
    (index_folder() / "current").unlink()
    refresh_index()
    assert _files() == built_on


@pytest.fixture
def explorer(tmp_path: Path) -> Import:
    def load(*changes: dict[str, str]) -> None:
        path = tmp_path / "explorer.xlsx"
        path.write_bytes(write_xlsx(HEADER, [[(ROW | row).get(name, "") for name in HEADER] for row in changes]))
        import_file(source="dihr", path=path)

    return load


@pytest.mark.parametrize("seed", range(3))
def test_files_that_enter_one_after_another_give_the_index_that_they_give_at_once(
    load_record: LoadRecord, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    rows = drawn(90, seed=seed)
    load_record(rows[:40])
    for last in (60, 90):
        some = dice.sample(rows[:last], 30)
        changed = [row | {"Response": dice.choice(["Accepted", "Rejected"]), "Issue": "Detention"} for row in some]
        import_file(source="upr-info", path=write_export(tmp_path / "more.csv", changed))
        _same_as_anew()


def test_a_row_of_another_file_changes_where_a_new_source_is_preferred_or_lends_a_number(
    load_record: LoadRecord, explorer: Import
) -> None:
    load_record([{"Text": EVICTIONS, "From": "Peru"}])
    explorer({"Tekst": EVICTIONS}, {"Tekst": "Free all prisoners"}, {"Tekst": "Plant trees"})
    _same_as_anew()
    assert not SourceRecord.objects.get(source="upr-info").preferred
    answer = search_record(Question("evictions", filters={"source": ("upr-info",)}))
    number = SourceRecord.objects.filter(source="dihr").values_list("number", flat=True)[0]
    assert [row.fields["number"] for row in answer.results] == [number]


def test_suggestions_and_what_people_make_of_them_are_counted(load_record: LoadRecord, explorer: Import) -> None:
    load_record(some_rows())
    uncoded = {"Recommendation": "Chad", "Document": "Source:A/HRC/25/14|110.1|"}
    explorer(*(uncoded | {"Tekst": text} for text in UNCODED))
    _same_as_anew()
    learn_coding()
    assert suggest_coding(now=timezone.now())
    _same_as_anew()
    value = open_codes().filter(dimension=ISSUE)[0].value
    waiting, counted = open_codes(ISSUE, value).count(), Question(filters={"issue": (value,)})
    before = search_record(counted, limit=0).total
    confirm_suggestions(dimension=ISSUE, value=value, shown=waiting, by=None, now=timezone.now())
    _same_as_anew()
    assert search_record(counted, limit=0).total == before + waiting


def test_what_is_as_it_was_is_not_made_again(client: Client, load_record: LoadRecord, tmp_path: Path) -> None:
    load_record([{"Text": "Stop evictions"}])
    _write_into_the_index(b"Stop evictions", b"Halt evictions", with_sums=True)
    import_file(source="upr-info", path=write_export(tmp_path / "more.csv", [{"Text": "Free the press"}]))
    refresh_index()
    texts = {row["text"] for row in client.get("/api/search").json()["results"]}
    assert texts == {"Halt evictions", "Free the press"}


def test_a_fault_of_the_disk_is_not_taken_over(client: Client, load_record: LoadRecord, tmp_path: Path) -> None:
    load_record([{"Text": "Stop evictions"}])
    _write_into_the_index(b"Stop evictions", b"Halt evictions", with_sums=False)
    import_file(source="upr-info", path=write_export(tmp_path / "more.csv", [{"Text": "Free the press"}]))
    refresh_index()
    texts = {row["text"] for row in client.get("/api/search").json()["results"]}
    assert texts == {"Stop evictions", "Free the press"}


def test_an_index_of_an_earlier_version_with_other_columns_is_built_anew(load_record: LoadRecord) -> None:
    load_record([{"Text": "Stop evictions"}])
    for version in ("6-other-edition", index_version()):
        build(index_folder(), _without_themes(), columns=FEWER, version=version)
        a_new_edition(demo=False)
        _same_as_anew()
    assert search_record(Question("evictions"), limit=0).total == 1


FEWER = [column for column in COLUMNS if column.name != "theme"]


def _without_themes() -> Iterator[IndexRow]:
    for row in map(row_of, records()):
        yield replace(row, values={name: value for name, value in row.values.items() if name != "theme"})


def test_how_far_it_is_is_told_with_how_many_there_are(load_record: LoadRecord) -> None:
    load_record(drawn(30))
    a_new_edition(demo=False)
    told: list[tuple[int, int]] = []
    refresh_index(progress=lambda rows, of: told.append((rows, of)))
    assert told[0] == (0, 30)
    assert told[-1] == (30, 30)


def _write_into_the_index(before: bytes, after: bytes, *, with_sums: bool) -> None:
    """As a fault of the disk would; `with_sums`: so that it cannot be noticed."""
    folder = index_folder() / current_generation(index_folder())
    path, sums = folder / "payloads.bin", folder / "checksums.json"
    path.write_bytes(path.read_bytes().replace(before, after))
    if with_sums:
        sums.write_text(json.dumps(json.loads(sums.read_text()) | {path.name: zlib.crc32(path.read_bytes())}))
