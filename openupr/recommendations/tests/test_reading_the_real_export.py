"""UPR Info's true export of 2015: every row is understood, and the counts are those that are known."""

from collections import Counter
from pathlib import Path

import pytest

from openupr.recommendations.importing import ReadRow, read

COUNTS = {"1-5": 6094, "6-9": 8343, "10-13": 9047, "14-17": 9598, "18": 2387}


def rows_of(shared: Path, name: str) -> list[ReadRow]:
    rows = list(read("upr-info", shared / "data" / "upr-info-export" / name))
    assert [row for row in rows if not isinstance(row, ReadRow)] == []
    return [row for row in rows if isinstance(row, ReadRow)]


def test_every_row_of_all_sessions_is_read(shared: Path) -> None:
    rows = {name: rows_of(shared, f"{name}.csv") for name in COUNTS}
    assert {name: len(read_rows) for name, read_rows in rows.items()} == COUNTS
    everything = [row for read_rows in rows.values() for row in read_rows]
    assert len(everything) == 35_469
    assert Counter(row.from_iso3 for row in everything)[""] == 9
    cambodia = Counter((row.session, row.response) for row in everything if row.iso3 == "KHM")
    assert cambodia == {(6, "supported"): 138, (18, "supported"): 163, (18, "noted"): 42}
    assert Counter(row.source_response for row in everything) == {"Accepted": 26_335, "Noted": 9_134}


@pytest.mark.parametrize("sessions", ["1-5", "6-9"])
def test_both_forms_of_the_same_sessions_are_the_same_rows(shared: Path, sessions: str) -> None:
    assert rows_of(shared, f"{sessions}.xls") == rows_of(shared, f"{sessions}.csv")


def test_the_voluntary_pledges_are_read_as_pledges(shared: Path) -> None:
    pledges = rows_of(shared, "voluntary.xls")
    assert len(pledges) == 947
    assert {(row.kind, row.response) for row in pledges} == {("pledge", "")}
    assert all(row.from_iso3 == row.iso3 for row in pledges)
