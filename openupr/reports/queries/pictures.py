"""The timeline as a picture for the report."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openupr.documents.dated_rows import DatedRow, DatedRows, rows_drawn_alone
from openupr.documents.pictures import png
from openupr.documents.printing import CannotPrint
from openupr.timeline.agenda import TimelineLine
from openupr.timeline.dates_in_words import window_words
from openupr.timeline.rules.statuses import DONE, PHASE, STEP
from openupr.timeline.timeline_pictures import inline, timeline_picture
from openupr.upr.phases import SUBMISSION_DEADLINE

from .facts import Happened

WIDTH = 736
"""Pixels: as wide as a line of the report on a screen."""
IN_PRINT = 640
"""Pixels: on 16 cm of paper letters of 12 pixels have 8.5 points then."""
MOST_ROWS, LEAST_ROWS = 18, 3
"""Dates of one picture: more would not fit on a page, below the heading; fewer would stand there lost."""


def told_dates(of: Happened) -> list[TimelineLine]:
    """Phases, steps of the plan and the way forward; other dates are the coalition's own affair."""
    return [
        line
        for line in of.dates.lines
        if line.entry.window and (line.entry.kind in (PHASE, STEP) or line.entry.key.startswith("way-forward-"))
    ]


def title_of(of: Happened, line: TimelineLine) -> str:
    """What a date is called; what is over or lodged is not due any more."""
    window = line.entry.window
    if line.entry.key == SUBMISSION_DEADLINE and ((window and window.last < of.today) or of.is_lodged):
        return _("Submissions were due")
    return line.title


def told_when(line: TimelineLine) -> str:
    """When and how surely, as the picture says it. What was done before its day has that day still ahead."""
    window = line.entry.window
    if window and line.entry.status == DONE and window.last > line.today:
        return _("done before its day, %(date)s") % {"date": window_words(window)}
    return line.row.when


def drawn_dates(of: Happened) -> list[tuple[bytes, Sequence[TimelineLine]]]:
    """As PNG, each with the dates on it: so many that their letters can be read in print. None where this machine
    draws no pictures.
    """
    lines = told_dates(of)
    if not lines:
        return []
    try:
        # Each picture but the last fills its page: of two that are equally high the second leaves half a page empty.
        parts = [lines[start:end] for start, end in pairwise(starts_of_pictures(len(lines)))]
        return [(_png(of, some), some) for some in parts]
    except CannotPrint:
        return []


def starts_of_pictures(rows: int) -> list[int]:
    """Where each picture of so many dates begins, and where the last ends."""
    starts = [*range(0, rows, MOST_ROWS), rows]
    if len(starts) > 2:
        starts[-2] = min(starts[-2], rows - LEAST_ROWS)
    return starts


def _png(of: Happened, lines: Sequence[TimelineLine]) -> bytes:
    return png(rows_drawn_alone(replace(_picture(of, lines), title=""), width=IN_PRINT))


def dates_on_a_page(of: Happened) -> SafeString | None:
    """Inline, for the page."""
    lines = told_dates(of)
    return inline(_picture(of, lines), WIDTH) if lines else None


def _picture(of: Happened, lines: Sequence[TimelineLine]) -> DatedRows:
    rows: list[DatedRow] = [replace(line.row, name=title_of(of, line), when=told_when(line)) for line in lines]
    return replace(timeline_picture(lines, title=_("Timeline"), today=of.today), rows=rows)
