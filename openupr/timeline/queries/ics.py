"""Dates for a telephone's own calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ..rules.entries import DateEntry
from ..rules.statuses import ESTIMATE, EVENT, PHASE
from ..rules.windows import Window
from .line import TimelineLine
from .wording import day_after

if TYPE_CHECKING:  # loaded only where a calendar is made: it takes a tenth of the time of a start
    from icalendar import Event

# Neither names the product nor the work: a stranger reads this too.
_NEUTRAL_MAKER = "-//Calendar//EN"
_MAKER = "-//OpenUPR//Timeline//EN"


def ics(lines: Iterable[TimelineLine], *, name: str, today: date, neutral: bool, address: str = "") -> bytes:
    """The dates as a calendar file. The same date has the same UID in every file, wherever it moves.

    `address` is that of the server: with it each date has a link to the page about it. Neutral, it says when and
    nothing else: no title, no State, no source, no link, not what made it. An estimate stands on its first day, as
    tentative, however long the time is in which it may fall.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _NEUTRAL_MAKER if neutral else _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-wr-calname", _("Dates") if neutral else name or _("Dates"))
    for line in lines:
        if line.entry.window:
            event = _event(line, line.entry.window, today, neutral=neutral)
            if address and line.entry.link and not neutral:
                event.add("url", address + line.entry.link)
            calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _event(line: TimelineLine, window: Window, today: date, *, neutral: bool) -> "Event":
    from icalendar import Event

    entry, event = line.entry, Event()
    event.add("uid", entry.identity)
    event.add("dtstamp", datetime.combine(today, time.min, tzinfo=UTC))
    event.add("sequence", entry.moved)
    _place(event, entry, window)
    event.add("status", "TENTATIVE" if entry.status == ESTIMATE else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", neutral_title(entry) if neutral else _title(line))
    if not neutral:
        whose = _("By %(whose)s") % {"whose": line.whose} if line.whose else ""
        told = [f"{line.when} ({line.status})", line.hours, line.meaning, whose, line.source]
        event.add("description", "\n".join(each for each in told if each))
    return event


def _place(event: "Event", entry: DateEntry, window: Window) -> None:
    if entry.hour and entry.zone:
        moment = datetime.combine(window.first, entry.hour, tzinfo=ZoneInfo(entry.zone))
        event.add("dtstart", moment.astimezone(UTC))
        return
    last = window.first if entry.status == ESTIMATE else window.last
    event.add("dtstart", window.first)
    event.add("dtend", day_after(last))


def _title(line: TimelineLine) -> str:
    title = f"{line.title} ({line.about})" if line.about else line.title
    return _("Estimate: %(title)s") % {"title": title} if line.entry.status == ESTIMATE else title


def neutral_title(entry: DateEntry) -> str:
    """What a telephone shows where titles are left out."""
    if entry.kind == PHASE:
        return _("Date")
    return _("Appointment") if entry.kind == EVENT else _("Due")
