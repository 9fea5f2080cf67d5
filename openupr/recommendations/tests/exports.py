"""Files in UPR Info's dialect, made for a test."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from openupr.recommendations.file_import import FileReport
from openupr.upr.calendar import CALENDAR
from openupr.upr.states import by_iso3

HEADER = ["To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session"]
_USUAL = {
    "To": "Cambodia",
    "To-Rgrp": "Asia",
    "To-Org": "ASEAN, OIF",
    "Text": "Give back land taken without compensation",
    "From": "France",
    "From-Rgrp": "WEOG",
    "From-Org": "EU, OIF",
    "Response": "Accepted",
    "Action": "5",
    "Issue": "Right to land",
    "Session": "18",
}

Rows = Iterable[dict[str, str]]
LoadRecord = Callable[[Rows], FileReport]


def write_export(path: Path, rows: Rows) -> Path:
    """A file in UPR Info's CSV dialect; each row is given by what differs from the usual one."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows({**_USUAL, **row} for row in rows)
    return path


def rows_of_other_states(*sessions: int, **row: str) -> list[dict[str, str]]:
    """A row to each State under Review of these sessions but Cambodia, so that the sessions are loaded whole: what is
    loaded in part is never the last session.
    """
    return [
        {"Text": f"Hold talks on item {n}", "Session": str(entry.session), **row, "To": by_iso3(entry.iso3).name}
        for n, entry in enumerate(CALENDAR)
        if entry.session in sessions and entry.iso3 != "KHM"
    ]
