"""An import that was killed between its end and the index: the worker beside the server has it shown."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from openupr.index.generations import new_generation
from openupr.recommendations.dimension_values import index_folder
from openupr.recommendations.edition import turn_to_import
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.question import Question
from openupr.recommendations.search import search_record
from openupr.recommendations.tasks import renew_index
from openupr.recommendations.tests.exports import LoadRecord, write_export
from openupr.recommendations.the_index import RecordNotReady

pytestmark = pytest.mark.once


@pytest.fixture
def killed(load_record: LoadRecord, tmp_path: Path) -> None:
    load_record([{"Text": "Stop evictions"}])
    import_file(source="upr-info", path=write_export(tmp_path / "more.csv", [{"Text": "Free the press"}]))


def test_an_index_left_behind_is_renewed(killed: None) -> None:
    assert search_record(Question("press"), limit=0).total == 0
    assert renew_index()
    assert search_record(Question("press"), limit=0).total == 1
    assert not renew_index()


def test_an_index_that_is_deleted_is_built_as_often_as_it_is_deleted(killed: None) -> None:
    for _ in range(2):
        shutil.rmtree(index_folder())
        assert renew_index()
        assert search_record(Question("press"), limit=0).total == 1


@pytest.mark.parametrize("written", [b"", b"../../elsewhere", b"generation-0000000000000000", b"\xff\x00", b"x" * 5000])
def test_a_damaged_pointer_is_no_index_and_is_mended(killed: None, written: bytes) -> None:
    (index_folder() / "current").write_bytes(written)
    with pytest.raises(RecordNotReady):
        search_record(Question("press"), limit=0)
    assert renew_index()
    assert search_record(Question("press"), limit=0).total == 1


def test_a_file_that_changed_on_the_disk_is_found_at_the_next_start(killed: None) -> None:
    renew_index()
    assert not refresh_index(check=True)
    (texts,) = index_folder().glob("generation-*/texts.bin")
    changed = bytearray(texts.read_bytes())
    changed[3] ^= 1
    texts.write_bytes(changed)
    assert not refresh_index()
    assert refresh_index(check=True)
    assert not refresh_index(check=True)


def test_who_imports_or_builds_now_is_left_to_do_it(killed: None) -> None:
    with turn_to_import():
        assert not renew_index()
    with suppress(InterruptedError), new_generation(index_folder()):
        assert not renew_index()
        raise InterruptedError
    assert renew_index()
