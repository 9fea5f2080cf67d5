"""Reads the demo record: real reviews as facts (who asked whom, about what, with what answer), in OpenUPR's own words.

`data/demo.csv` holds Cambodia's reviews of sessions 6 and 18 whole and a choice of rows of other States, so that
comparisons have something to show. Regions and organisations are the vocabulary's, as on the day of the review.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing.lookup import Lookup, Refusal
from openupr.recommendations.importing.rows import ReadRow, RefusedRow
from openupr.upr.actions import find_action
from openupr.upr.cycles import day_of_review
from openupr.upr.states import by_iso3

DEMO_FILE = Path(__file__).parent.parent / "data" / "demo.csv"

_COLUMNS = ["session", "state", "from", "response", "action", "issues", "text"]


def read(path: Path) -> Iterator[ReadRow | RefusedRow]:
    """Yields each row below the header, which is row 1; several issues of a row stand divided by semicolons.

    Raises RefusedFile where the file is not a demo record's.
    """
    lookup = Lookup("demo")
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, strict=True)
        if table.fieldnames != _COLUMNS:
            raise RefusedFile("This is no demo record: its columns are others.")
        for number, cells in enumerate(table, start=2):
            try:
                yield _row(number, cells, lookup)
            except Refusal as refusal:
                yield RefusedRow(row=number, value=refusal.value, reason=refusal.reason)


def _row(number: int, cells: dict[str, str], lookup: Lookup) -> ReadRow:
    state, giver = by_iso3(lookup.state(cells["state"])), by_iso3(lookup.state(cells["from"]))
    labels = tuple(label.strip() for label in cells["issues"].split(";"))
    day = day_of_review(int(cells["session"]), None)
    return ReadRow(
        row=number,
        kind="recommendation",
        session=int(cells["session"]),
        cycle=lookup.cycle_of(cells["session"]),
        iso3=state.iso3,
        from_iso3=giver.iso3,
        text=cells["text"],
        response=lookup.response(cells["response"]),
        source_response=cells["response"],
        action=find_action(cells["action"]),
        issues=lookup.issues(labels),
        source_issues=labels,
        state_region=state.region,
        state_organisations=state.organisations_on(day),
        from_region=giver.region,
        from_organisations=giver.organisations_on(day),
        raw={name: cells[name] for name in _COLUMNS if name != "text"},
    )
