"""An index built on the one before: the very same files as one built from nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.index.build import RepeatedRow, build
from openupr.index.generation import Generation
from openupr.index.generations import current_generation
from openupr.index.rows import Column, IndexRow
from openupr.index.tests.some_rows import COLUMNS, records


def _built(folder: Path, rows: list[IndexRow | int], before: Generation | None = None) -> Generation:
    build(folder, rows, columns=COLUMNS, version="test", before=before)
    return Generation(folder / current_generation(folder))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / current_generation(folder)).iterdir()}


@given(records(), records(), st.data())
def test_what_is_taken_over_and_what_is_new_make_the_same_files_as_all_of_it_anew(before, more, data):
    kept = data.draw(st.lists(st.sampled_from(range(len(before))), unique=True) if before else st.just([]))
    places = {before[place].id: place for place in kept}
    new = [row for row in more if row.id not in places]
    rows = data.draw(st.permutations([*(before[place] for place in kept), *new]))
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        standing = _built(Path(one), before)
        _built(Path(one), [places.get(row.id, row) for row in rows], standing)
        _built(Path(other), rows)
        assert _files(Path(one)) == _files(Path(other))


@given(records())
def test_three_builds_in_a_row_take_over_from_one_another(rows):
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        standing = None
        for parts in range(4):
            reached = len(rows) * parts // 3
            kept = list(range(standing.rows)) if standing else []
            standing = _built(Path(one), [*kept, *rows[len(kept) : reached]], standing)
        _built(Path(other), rows)
        assert _files(Path(one)) == _files(Path(other))


def test_a_row_taken_over_twice_is_refused(tmp_path):
    standing = _built(tmp_path, [IndexRow(1, "land")])
    with pytest.raises(RepeatedRow):
        build(tmp_path, [0, 0], columns=COLUMNS, version="test", before=standing)


def test_a_text_of_many_letters_is_taken_over_whole(tmp_path):
    long = IndexRow(1, "ក" * 10 + " land" * 20_000, payload=b"p")
    standing = _built(tmp_path / "one", [long, IndexRow(2, "short")])
    _built(tmp_path / "one", [1, 0], standing)
    _built(tmp_path / "other", [IndexRow(2, "short"), long])
    assert _files(tmp_path / "one") == _files(tmp_path / "other")


def test_a_row_is_known_again_by_its_fingerprint_and_one_without_never(tmp_path):
    build(tmp_path, [IndexRow(1, "a", fingerprint=7), IndexRow(2, "b")], columns=[Column("state")], version="1")
    assert Generation(tmp_path / current_generation(tmp_path)).places_by_fingerprint() == {7: 0}
