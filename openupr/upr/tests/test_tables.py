import csv
from pathlib import Path

import pytest

from openupr.upr.tables import DATA, rows, several, whole

TABLES = sorted(DATA.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_fact_names_its_source(table: Path) -> None:
    read = rows(table.stem)
    assert read
    assert all(row["source"].strip() for row in read)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_a_table_has_whole_rows_once_each_without_stray_spaces(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        header, *lines = list(csv.reader(file, strict=True))
    assert len(set(header)) == len(header)
    assert {len(line) for line in lines} == {len(header)}
    assert len({tuple(line) for line in lines}) == len(lines)
    assert all(cell == cell.strip() for line in lines for cell in line)


def test_a_cell_may_hold_none_one_or_several_values() -> None:
    assert several("") == ()
    assert several("AU|OIC") == ("AU", "OIC")
    assert (whole(""), whole("7")) == (None, 7)
