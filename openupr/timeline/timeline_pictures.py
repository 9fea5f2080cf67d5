"""Dates as a picture, as parts of a page, on one sheet of paper, and as rows for programs."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openupr.documents.dated_rows import DatedRows, drawn_strips, mark_alone, rows_drawn_alone, rows_drawn_on_a_page
from openupr.documents.printing import one_page

from .agenda import Agenda, TimelineLine, agenda
from .dates_in_words import month_name, when_words
from .models import Calendar
from .rules.reminder import text_message
from .rules.statuses import STATUSES, TASK

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
    dated = sorted((line for line in lines if line.entry.window), key=lambda line: STATUSES.index(line.entry.status))
    return list(dict.fromkeys((str(line.status), line.mark) for line in dated))


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


_MOST_DRAWN = 30


def timeline_context(*, calendars: Collection[Calendar], today: date, title: str = "") -> dict[str, Any]:
    """The dates of some calendars for a page: include both parts with this. One query for any
    number of calendars.
    """
    return timeline_part(agenda(calendars=calendars, today=today), title=title)


def timeline_part(dates: Agenda, *, title: str = "") -> dict[str, Any]:
    """`agenda`, its `lines`, `pictures` (a wide one and one for a telephone; none without any
    date), `legend`.
    """
    dated = _drawn(dates)
    picture = timeline_picture(dated, title=title or _("Timeline"), today=dates.today)
    return {
        "agenda": dates,
        "lines": dates.lines,
        "pictures": {"wide": inline(picture, WIDE), "narrow": inline(picture, NARROW)} if dated else {},
        "legend": drawn_legend(dated),
    }


def _drawn(dates: Agenda) -> list[TimelineLine]:
    """What goes into the picture: every date, or, where they are many, all but the tasks."""
    dated = [line for line in dates.lines if line.entry.window]
    return dated if len(dated) <= _MOST_DRAWN else [line for line in dated if line.entry.kind != TASK]


def reminder(line: TimelineLine, *, neutral: bool = True) -> str:
    """One text message to copy into a telephone: when, how many days are left, what.

    Neutral, it does not say what, since others read a telephone too.
    """
    window = line.entry.window
    when = date_format(window.first, "l j M Y") if window and window.is_one_day else when_words(line.entry)
    return text_message(when=when, left=line.left, title=_("see your list") if neutral else line.title)


_STYLE = Path(__file__).parent / "static" / "timeline" / "sheet.css"
_STRIP = 470  # pixels of the axis
_MOST = 30  # dates that one sheet can hold, if their names are short
_FEWER = (32, 26, 20, 14)  # dates on the sheet, where all of them are too many


def printed_sheet(dates: Agenda, *, title: str, address: str = "") -> bytes:
    """The dates as a one-page PDF: with meanings and sources where there is room, else without.

    Of more dates than one page holds, the phases, steps and events that are ahead come first; how
    many dates are left out is said. `address` is printed as the place where all of them stand.
    Raises CannotPrint.
    """
    return one_page(_drafts(dates, title, address), css=_style())


def foot_of(dates: Agenda, address: str) -> list[str]:
    """The lines below a picture or a sheet that is downloaded."""
    sentence = _("made with OpenUPR on %(day)s") % {"day": date_format(dates.today, "j F Y")}
    return [
        _("Estimates are counted from the date of the review; the published date takes their place."),
        f"{address} · {sentence}" if address else sentence,
    ]


def _drafts(dates: Agenda, title: str, address: str) -> Iterator[str]:
    levels = ("meanings", "sources"), ("sources",), ("sources", "dense"), ("dense",)
    if len(dates.lines) <= _MOST:
        for details in levels:
            yield _draft(dates, dates.lines, title, address, extras=details)
    for most in _FEWER:
        if most < len(dates.lines):
            yield _draft(dates, _foremost(dates, most), title, address, extras=("dense",))


def _foremost(dates: Agenda, most: int) -> list[TimelineLine]:
    """So many of the dates, in their order: first what is ahead, and phases, steps and events
    before tasks.
    """
    ahead = sorted(dates.due, key=lambda line: line.entry.kind == TASK)
    past = [line for line in reversed(dates.lines) if not line.is_due]
    kept = {id(line) for line in [*ahead, *past][:most]}
    return [line for line in dates.lines if id(line) in kept]


def _draft(dates: Agenda, lines: Sequence[TimelineLine], title: str, address: str, *, extras: Sequence[str]) -> str:
    head, strips = drawn_strips(
        timeline_picture(lines, title=title, today=dates.today), width=_STRIP, height=16 if "dense" in extras else 22
    )
    words: dict[str, Any] = {
        "title": title,
        "head": mark_safe(head),  # noqa: S308 (drawn here from dates)
        "rows": [(line, mark_safe(strip)) for line, strip in zip(lines, strips, strict=True)],  # noqa: S308
        "left_out": len(dates.lines) - len(lines),
        "legend": drawn_legend(lines),
        "foot": foot_of(dates, address),
        **dict.fromkeys(extras, True),
    }
    return render_to_string("timeline/sheet.html", words)


@cache
def _style() -> str:
    return _STYLE.read_text()


COLUMNS = ("key", "kind", "title", "meaning", "first", "last", "hours", "standing", "days_left", "whose", "source")


def documents(dates: Agenda) -> list[dict[str, Any]]:
    """Every date under the names of COLUMNS; a phase of which no date can be said has None for its
    days.
    """
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
