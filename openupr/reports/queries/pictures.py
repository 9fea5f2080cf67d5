"""The timeline as a picture for the report."""

from dataclasses import replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openupr.documents.pictures import png
from openupr.documents.printing import CannotPrint
from openupr.timeline.queries.line import Line
from openupr.timeline.queries.picture import alone, inline, picture_of
from openupr.timeline.rules.standings import PHASE, STEP

from .happened import Happened

WIDTH = 736
"""Pixels: as wide as a line of the report."""


def told_dates(of: Happened) -> list[Line]:
    """Phases, steps of the plan and the way forward; other dates are the coalition's own affair."""
    return [
        line
        for line in of.dates.lines
        if line.entry.window and (line.entry.kind in (PHASE, STEP) or line.entry.key.startswith("way-forward-"))
    ]


def drawn_dates(of: Happened) -> bytes | None:
    """As PNG; None where this machine draws no pictures."""
    lines = told_dates(of)
    if not lines:
        return None
    picture = replace(picture_of(lines, title=_("Timeline"), today=of.today), title="")
    try:
        return png(alone(picture))
    except CannotPrint:
        return None


def dates_on_a_page(of: Happened) -> SafeString | None:
    """Inline, for the page."""
    lines = told_dates(of)
    return inline(picture_of(lines, title=_("Timeline"), today=of.today), WIDTH) if lines else None
