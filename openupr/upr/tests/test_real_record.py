"""The vocabulary against UPR Info's export: every State, group, issue, response, category and session in it."""

import csv
import importlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from openupr.upr.actions import find_action
from openupr.upr.calendar import CALENDAR
from openupr.upr.cycles import find_session
from openupr.upr.groups import find_organisation, find_region
from openupr.upr.issues import from_source
from openupr.upr.responses import normalise
from openupr.upr.states import find_state, is_unknown_state_label

FILES = ["1-5.csv", "6-9.csv", "10-13.csv", "14-17.csv", "18.csv", "1-5.xls", "6-9.xls", "voluntary.xls"]


def lines_of(file: Path) -> Iterator[list[str]]:
    """The rows without their text: 0-2 State under Review and its groups, 4-6 the other State's, then the coding."""
    if file.suffix == ".csv":
        text = file.read_bytes().decode("mac_roman").replace("\r\n", "\n").replace("\r", "\n")
        yield from csv.reader(io.StringIO(text))
        return
    # By name, for this package itself needs nothing but Python.
    book = importlib.import_module("python_calamine").CalamineWorkbook.from_path(file)
    yield from ([str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python())


@pytest.mark.parametrize("name", FILES)
def test_every_value_of_the_export_is_known(shared: Path, name: str) -> None:
    _, *lines = lines_of(shared / "data/upr-info-export" / name)
    reviews = {(review.iso3, review.session) for review in CALENDAR}
    for line in lines:
        assert (find_state(line[0]).iso3, find_session(line[10])) in reviews
        assert find_action(line[8]) in {1, 2, 3, 4, 5}
        assert all(len(from_source("upr-info", label)) == 1 for label in line[9].split(","))
        if name != "voluntary.xls":
            assert normalise("upr-info", line[7]) in {"supported", "noted"}
        if is_unknown_state_label(line[4]):
            assert is_unknown_state_label(line[5])
            continue
        assert find_state(line[4])
        for regions, organisations in ((line[1], line[2]), (line[5], line[6])):
            assert find_region(regions)
            assert all(find_organisation(code) for code in organisations.split(", ") if code)


def test_the_exports_groups_are_those_of_the_states(shared: Path) -> None:
    differing = set()
    for name in ("10-13.csv", "14-17.csv", "18.csv"):
        for line in list(lines_of(shared / "data/upr-info-export" / name))[1:]:
            state = find_state(line[0])
            if (state.region, ", ".join(state.listed)) != (line[1], line[2]):
                differing.add((state.iso3, line[2]))
    assert differing == {("SSD", "AU, OIC, AL")}  # South Sudan is in neither the OIC nor the League
