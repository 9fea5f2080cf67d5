"""Reads the demo record: real reviews as facts (who asked whom, about what, with what answer), in
OpenUPR's own words.

`data/demo.csv` holds Cambodia's reviews of sessions 6 and 18 whole and a choice of rows of other
States, so that comparisons have something to show. Regions and organisations are the vocabulary's,
as on the day of the review. `data/demo_review.csv` holds a review that never was: all of it is
invented, and each text says so. It names a cycle, because no session is known of it.
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
REVIEW_FILE = DEMO_FILE.with_name("demo_review.csv")

_COLUMNS = ["session", "state", "from", "response", "action", "issues", "text"]
_OF_A_CYCLE = ["cycle", *_COLUMNS[1:]]


def read(path: Path) -> Iterator[ReadRow | RefusedRow]:
    """Yields each row below the header, which is row 1; semicolons divide several issues of a row.

    Raises RefusedFile where the file is not a demo record's.
    """
    lookup = Lookup("demo")
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, strict=True)
        if table.fieldnames not in (_COLUMNS, _OF_A_CYCLE):
            raise RefusedFile("This is no demo record: its columns are others.")
        for number, cells in enumerate(table, start=2):
            try:
                yield _row(number, cells, lookup)
            except Refusal as refusal:
                yield RefusedRow(row=number, value=refusal.value, reason=refusal.reason)


def _row(number: int, cells: dict[str, str], lookup: Lookup) -> ReadRow:
    state, giver = by_iso3(lookup.state(cells["state"])), by_iso3(lookup.state(cells["from"]))
    labels = tuple(label.strip() for label in cells["issues"].split(";"))
    session = int(cells["session"]) if "session" in cells else None
    cycle = lookup.cycle_of(cells["session"]) if session else int(cells["cycle"])
    day = day_of_review(session, cycle)
    return ReadRow(
        row=number,
        kind="recommendation",
        session=session,
        cycle=cycle,
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
        raw={name: value for name, value in cells.items() if name != "text"},
    )
