"""Dates for programs and tables."""

from typing import Any

from .agenda import Agenda
from .line import TimelineLine

COLUMNS = ("key", "kind", "title", "meaning", "first", "last", "hours", "standing", "days_left", "whose", "source")


def documents(dates: Agenda) -> list[dict[str, Any]]:
    """Every date under the names of COLUMNS; a phase of which no date can be said has None for its days."""
    return [_document(line) for line in dates.lines]


def _document(line: TimelineLine) -> dict[str, Any]:
    window = line.entry.window
    return {
        "key": line.entry.key,
        "kind": line.entry.kind,
        "title": line.title,
        "meaning": line.entry.meaning,
        "first": window.first.isoformat() if window else None,
        "last": window.last.isoformat() if window else None,
        "hours": line.hours,
        "standing": ("invented" if line.entry.is_invented else line.entry.status) if window else None,
        "days_left": line.days_left,
        "whose": line.entry.whose,
        "source": line.source,
    }
