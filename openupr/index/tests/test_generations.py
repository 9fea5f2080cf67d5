"""Builds and readers side by side: a reader has a whole index or the one before."""

import gc
import multiprocessing
import weakref
from pathlib import Path
from threading import Event, Thread

import pytest

from openupr.index.build import RepeatedRow, build
from openupr.index.collecting import MixedColumn
from openupr.index.generations import NoIndex
from openupr.index.reader import open_index
from openupr.index.rows import Column, IndexRow, UnknownColumn
from openupr.index.storage import DamagedIndex
from openupr.text.words import cutting_version

COLUMNS = [Column("state", sort=True), Column("issue", multi=True)]


def _rows(count: int):
    """Rows that say how many there are of them, so that a mixture of two builds shows."""
    for number in range(1, count + 1):
        text = f"land rights of edition {count}"
        yield IndexRow(number, text, {"state": f"S{number % 3}", "issue": (f"edition {count}",)}, str(count).encode())


def _check_whole(folder: Path) -> int:
    answer = open_index(folder).search("land", limit=5)
    edition = int(answer.rows[0].payload)
    assert answer.total == edition
    assert answer.facets["issue"] == [(f"edition {edition}", edition)]
    assert {hit.payload for hit in answer.rows} == {str(edition).encode()}
    return edition


def _build_many(folder: Path, sizes: list[int]) -> None:
    for size in sizes:
        build(folder, _rows(size), columns=COLUMNS, version=str(size))


def test_readers_see_whole_indexes_while_another_process_builds(tmp_path):
    build(tmp_path, _rows(5), columns=COLUMNS, version="5")
    sizes = [10 + number for number in range(60)]
    builder = multiprocessing.get_context("spawn").Process(target=_build_many, args=(tmp_path, sizes))
    builder.start()
    seen = set()
    while builder.is_alive():
        seen.add(_check_whole(tmp_path))
    builder.join()
    assert builder.exitcode == 0
    seen.add(_check_whole(tmp_path))
    assert len(seen) > 3
    assert max(seen) == sizes[-1]


def test_threads_see_whole_indexes_while_another_thread_builds(tmp_path):
    build(tmp_path, _rows(5), columns=COLUMNS, version="5")
    done, failures = Event(), []

    def read() -> None:
        while not done.is_set():
            try:
                _check_whole(tmp_path)
            except Exception as failure:
                failures.append(failure)
                return

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    _build_many(tmp_path, [10 + number for number in range(12)])
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []


def test_an_index_that_is_held_keeps_answering_after_its_files_are_gone(tmp_path):
    build(tmp_path, _rows(7), columns=COLUMNS, version="7")
    held = open_index(tmp_path)
    build(tmp_path, _rows(8), columns=COLUMNS, version="8")
    assert [path.name for path in tmp_path.glob("generation-*")] == [(tmp_path / "current").read_text()]
    assert (held.version, held.search("land").total, held.payload(3)) == ("7", 7, b"7")
    assert (open_index(tmp_path).version, open_index(tmp_path).search("land").total) == ("8", 8)


def test_an_index_that_nobody_holds_lets_go_of_its_files_at_once(tmp_path):
    build(tmp_path, _rows(7), columns=COLUMNS, version="7")
    gone = weakref.ref(open_index(tmp_path).generation)
    open_index(tmp_path).search("land", filters={"state": {"S1"}}, sort="state")
    open_index(tmp_path).cross("lan*", by=["state", "issue"])
    open_index(tmp_path).nearest("land")
    build(tmp_path, _rows(8), columns=COLUMNS, version="8")
    gc.disable()  # no circle of references keeps it
    try:
        open_index(tmp_path)
        assert gone() is None
    finally:
        gc.enable()


def test_the_same_object_answers_until_another_build(tmp_path):
    build(tmp_path, _rows(3), columns=COLUMNS, version="3")
    assert open_index(tmp_path) is open_index(tmp_path)


def test_a_build_that_fails_leaves_the_index_as_it_was(tmp_path):
    build(tmp_path, _rows(4), columns=COLUMNS, version="4")

    def broken():
        yield from _rows(2)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        build(tmp_path, broken(), columns=COLUMNS, version="broken")
    with pytest.raises(RepeatedRow):
        build(tmp_path, [IndexRow(1, "a"), IndexRow(1, "b")], columns=COLUMNS, version="broken")
    with pytest.raises(UnknownColumn):
        build(tmp_path, [IndexRow(1, "a", {"colour": "red"})], columns=COLUMNS, version="broken")
    with pytest.raises(MixedColumn):
        build(
            tmp_path,
            [IndexRow(1, "a", {"state": "x"}), IndexRow(2, "a", {"state": 5})],
            columns=COLUMNS,
            version="broken",
        )
    with pytest.raises(MixedColumn):
        build(tmp_path, [IndexRow(1, "a", {"state": ("x", "y")})], columns=COLUMNS, version="broken")
    with pytest.raises(MixedColumn):
        build(tmp_path, [IndexRow(1, "a", {"state": {"x": 1}})], columns=COLUMNS, version="broken")
    assert open_index(tmp_path).version == "4"
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_where_nothing_was_built_it_is_said(tmp_path):
    with pytest.raises(NoIndex, match="no index"):
        open_index(tmp_path)


def test_an_index_built_with_other_words_is_refused_because_it_would_not_find_them(tmp_path):
    build(tmp_path, _rows(4), columns=COLUMNS, version="4")
    contents = next(tmp_path.glob("generation-*")) / "contents.json"
    contents.write_text(contents.read_text().replace(cutting_version(), "another edition"))
    with pytest.raises(DamagedIndex, match="another version"):
        open_index(tmp_path)


@pytest.mark.parametrize("name", ["arrays.bin", "payloads.bin", "texts.bin", "contents.json"])
def test_a_file_that_is_gone_is_noticed(tmp_path, name):
    build(tmp_path, _rows(4), columns=COLUMNS, version="4")
    (next(tmp_path.glob("generation-*")) / name).unlink()
    with pytest.raises(DamagedIndex):
        open_index(tmp_path)


@pytest.mark.parametrize("name", ["arrays.bin", "payloads.bin", "texts.bin", "contents.json"])
def test_files_that_are_cut_short_are_noticed_before_anything_is_answered(tmp_path, name):
    build(tmp_path, _rows(4), columns=COLUMNS, version="4")
    path = next(tmp_path.glob("generation-*")) / name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(DamagedIndex):
        open_index(tmp_path)


def test_an_index_of_no_rows_answers(tmp_path):
    build(tmp_path, [], columns=COLUMNS, version="0")
    index = open_index(tmp_path)
    for query in ("", "land", "lan*", '"land rights"', "NOT land", "a OR NOT b", "AND"):
        answer = index.search(query, filters={"state": {"S1"}})
        assert (answer.total, answer.rows, answer.facets) == (0, [], {"state": [], "issue": []})
    assert list(index.cross("", by=["state", "issue"])) == []
    assert index.payload(1) is None
