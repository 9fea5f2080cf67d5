import csv
from pathlib import Path

from openupr.upr.tables import DATA, rows, several, whole

TABLES = sorted(DATA.glob("*.csv"))


def test_every_fact_names_its_source() -> None:
    for table in TABLES:
        read = rows(table.stem)
        assert read, table.stem
        assert all(row["source"].strip() for row in read), table.stem


def test_each_table_has_whole_rows_once_each_without_stray_spaces() -> None:
    for table in TABLES:
        whole_rows_once_each(table)


def whole_rows_once_each(table: Path) -> None:
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
