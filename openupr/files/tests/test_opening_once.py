"""A file that is recognised and then read is opened once."""

from pathlib import Path

import pytest

from openupr.files.opening_once import open_once, opening_once, rows_of_table
from openupr.files.refusal import RefusedFile
from openupr.files.spreadsheet import open_spreadsheet
from openupr.files.tables import write_xlsx


def test_a_table_is_read_once_within_a_block_and_anew_after_it(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(write_xlsx(["A"], [["one"], ["two"]]))
    with opening_once():
        assert list(open_spreadsheet(path)) == [(1, ["A"]), (2, ["one"]), (3, ["two"])]
        assert rows_of_table() == 2
        path.write_bytes(write_xlsx(["A"], [["three"]]))
        with opening_once():
            assert list(open_spreadsheet(path))[1:] == [(2, ["one"]), (3, ["two"])]
    assert list(open_spreadsheet(path))[1:] == [(2, ["three"])]
    assert rows_of_table() == 0


def test_what_was_refused_is_refused_again_without_another_look(tmp_path: Path) -> None:
    looked = []

    def refuse() -> None:
        looked.append(1)
        raise RefusedFile("It is damaged.")

    with opening_once():
        for _ in range(2):
            with pytest.raises(RefusedFile, match="damaged"):
                open_once("key", refuse)
    assert looked == [1]
