"""What is missing on one sheet of paper. Papers are lost: it names organisations and roles, no person."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string

from openupr.documents.printing import one_page

from .for_me import WaitingItem

_STYLE = Path(__file__).parents[1] / "static" / "coalitions" / "sheet.css"
_MOST = (40, 32, 26, 20, 14)  # lines that one sheet can hold, if their texts are short


def owed_sheet(items: Sequence[WaitingItem], *, title: str, today: date) -> bytes:
    """One page as PDF, the most urgent first; it says how many lines are left out. Raises CannotPrint."""
    return one_page(_drafts(items, title, today), css=_style())


def _drafts(items: Sequence[WaitingItem], title: str, today: date) -> Iterator[str]:
    for most in _MOST:
        shown = items[:most]
        given = {"items": shown, "left_out": len(items) - len(shown), "title": title, "today": today}
        yield render_to_string("coalitions/owed_sheet.html", given)


@cache
def _style() -> str:
    return _STYLE.read_text()
