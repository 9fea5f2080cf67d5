"""A timeline as a picture."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openupr.documents.dated_rows import DatedRows, mark_alone, rows_drawn_alone, rows_drawn_on_a_page

from ..rules.statuses import STATUSES
from .line import TimelineLine
from .wording import month_name

WIDE, NARROW = 1160, 328
"""Pixels that a page and a telephone have room for."""


def timeline_picture(lines: Sequence[TimelineLine], *, title: str, today: date, foot: Sequence[str] = ()) -> DatedRows:
    """What is drawn of some lines."""
    return DatedRows(
        title=title,
        rows=[line.row for line in lines],
        month=month_name,
        today=today,
        today_words=_("today"),
        legend=legend_of(lines),
        foot=foot,
    )


def legend_of(lines: Sequence[TimelineLine]) -> list[tuple[str, str]]:
    """(word, mark) of the statuses that occur."""
    held = sorted((line for line in lines if line.entry.window), key=lambda line: STATUSES.index(line.entry.status))
    return list(dict.fromkeys((str(line.status), line.mark) for line in held))


def drawn_legend(lines: Sequence[TimelineLine]) -> list[tuple[str, SafeString]]:
    """(word, drawn mark) of the statuses that occur."""
    return [(word, _safe(mark_alone(mark))) for word, mark in legend_of(lines)]


def inline(picture: DatedRows, width: int) -> SafeString:
    """The picture for a page."""
    return _safe(rows_drawn_on_a_page(picture, width=width))


def picture_alone(picture: DatedRows) -> str:
    """The picture as a file."""
    return rows_drawn_alone(picture)


def _safe(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308 (drawn here; its words are escaped by the drawing)
