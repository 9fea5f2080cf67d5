"""A file of some kilobytes does not fill the memory of the server, whatever it unpacks to."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from openupr.files import own_process
from openupr.files.limits import RETURNED
from openupr.files.own_process import call
from openupr.files.refusal import RefusedFile
from openupr.files.spreadsheet import rows_of_workbook, sheets_of_workbook
from openupr.files.tests.ready_readers import started_anew
from openupr.files.tests.word_files import table, word_file
from openupr.files.tests.workbooks import shown_often, xlsx
from openupr.files.word.with_changes import read_returned_apart

MOST = 20_000_000  # bytes of memory

Read = Callable[[bytes], Any]


@contextmanager
def little_memory() -> Iterator[None]:
    """What is done within needs no more than MOST here."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()


def first_sheet(data: bytes) -> Any:
    return rows_of_workbook(data, RETURNED)


def all_sheets(data: bytes) -> Any:
    return sheets_of_workbook(data, RETURNED)


def tables_of_word(data: bytes) -> Any:
    where = "openupr.undocs.tables:rows_of_tables"
    return call(where, data, RETURNED, seconds=60, needs=("lxml",), badly="It broke.")


@pytest.mark.parametrize("read", [first_sheet, all_sheets])
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (shown_often("w" * 10_000, rows=1_900, columns=10), "more than 1,000,000 characters in all"),
        (shown_often("w" * 40_000, rows=1, columns=1), "Row 2 holds a cell of more than 32,767 characters"),
        (shown_often("w", rows=6_000, columns=1), "more than 5,000 rows"),
        (shown_often("ab", rows=1_500, columns=250), "more than can be read at once"),
    ],
    ids=["letters", "a cell", "rows", "cells"],
)
def test_a_workbook_beyond_a_limit_is_refused_where_it_is_read(read: Read, data: bytes, why: str) -> None:
    assert len(data) < 100_000
    with little_memory(), pytest.raises(RefusedFile, match=why):
        read(data)


CELL = '<w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr></w:tc>'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"<w:tbl><w:tr>{CELL * 3_000}<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "256 columns"),
        (f"<w:tbl>{'<w:tr><w:tc/></w:tr>' * 6_000}</w:tbl>", "more than 5,000 rows"),
        (table(("w" * 40_000,)), "Row 1 holds a cell of more than 32,767 characters"),
    ],
    ids=["columns", "rows", "a cell"],
)
def test_a_word_file_beyond_a_limit_is_refused_where_it_is_read(body: str, why: str) -> None:
    data = word_file(body)
    assert len(data) < 100_000
    with little_memory(), pytest.raises(RefusedFile, match=why):
        tables_of_word(data)


def test_a_returned_draft_of_countless_pieces_is_refused_where_it_is_read() -> None:
    piece = "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>"
    data = word_file(f"<w:p>{piece * 30_000}</w:p>")
    with little_memory(), pytest.raises(RefusedFile, match="more than can be read at once"):
        read_returned_apart(data)


def test_the_worksheets_of_a_workbook_share_the_limits() -> None:
    data = xlsx([["word"] * 40] * 100, second_sheet=True)
    assert [name for name, _rows in sheets_of_workbook(data, RETURNED)] == ["Sheet", "More"]
    with pytest.raises(RefusedFile, match="more than 100 rows"):
        sheets_of_workbook(data, RETURNED._replace(rows=100))


def test_a_large_file_is_handed_over_without_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_process, "_called", started_anew)
    data = b"PK\x03\x04" + b"x" * 10_000_000
    tracemalloc.start()
    try:
        with pytest.raises(RefusedFile, match="damaged"):
            rows_of_workbook(data, RETURNED)
        assert tracemalloc.get_traced_memory()[1] < len(data) / 2
    finally:
        tracemalloc.stop()
