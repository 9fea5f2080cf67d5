"""Dates on one sheet of paper, A4 across, for the wall of an office."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from openupr.documents.dated_rows import drawn_strips
from openupr.documents.printing import one_page

from ..rules.statuses import TASK
from .agenda import Agenda
from .line import TimelineLine
from .picture import drawn_legend, timeline_picture

_STYLE = Path(__file__).parents[1] / "static" / "timeline" / "sheet.css"
_STRIP = 470  # pixels of the axis
_MOST = 30  # dates that one sheet can hold, if their names are short
_FEWER = (32, 26, 20, 14)  # dates on the sheet, where all of them are too many


def printed_sheet(dates: Agenda, *, title: str, address: str = "") -> bytes:
    """The dates as a one-page PDF: with meanings and sources where there is room, else without.

    Of more dates than one page holds, the phases, steps and events that are ahead come first; how many dates are left
    out is said. `address` is printed as the place where all of them stand. Raises CannotPrint.
    """
    return one_page(_drafts(dates, title, address), css=_style())


def foot_of(dates: Agenda, address: str) -> list[str]:
    """What stands below a picture or a sheet that leaves."""
    made = _("made with OpenUPR on %(day)s") % {"day": date_format(dates.today, "j F Y")}
    return [
        _("Estimates are counted from the date of the review; the published date takes their place."),
        f"{address} · {made}" if address else made,
    ]


def _drafts(dates: Agenda, title: str, address: str) -> Iterator[str]:
    told = ("meanings", "sources"), ("sources",), ("sources", "dense"), ("dense",)
    if len(dates.lines) <= _MOST:
        for each in told:
            yield _draft(dates, dates.lines, title, address, told=each)
    for most in _FEWER:
        if most < len(dates.lines):
            yield _draft(dates, _foremost(dates, most), title, address, told=("dense",))


def _foremost(dates: Agenda, most: int) -> list[TimelineLine]:
    """So many of the dates, in their order: first what is ahead, and phases, steps and events before tasks."""
    ahead = sorted(dates.due, key=lambda line: line.entry.kind == TASK)
    past = [line for line in reversed(dates.lines) if not line.is_due]
    kept = {id(line) for line in [*ahead, *past][:most]}
    return [line for line in dates.lines if id(line) in kept]


def _draft(dates: Agenda, lines: Sequence[TimelineLine], title: str, address: str, *, told: Sequence[str]) -> str:
    head, strips = drawn_strips(
        timeline_picture(lines, title=title, today=dates.today), width=_STRIP, height=16 if "dense" in told else 22
    )
    words: dict[str, Any] = {
        "title": title,
        "head": mark_safe(head),  # noqa: S308 (drawn here from dates)
        "rows": [(line, mark_safe(strip)) for line, strip in zip(lines, strips, strict=True)],  # noqa: S308
        "left_out": len(dates.lines) - len(lines),
        "legend": drawn_legend(lines),
        "foot": foot_of(dates, address),
        **dict.fromkeys(told, True),
    }
    return render_to_string("timeline/sheet.html", words)


@cache
def _style() -> str:
    return _STYLE.read_text()
