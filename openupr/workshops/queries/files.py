"""An agenda taken away: rows for a table, JSON, a telephone's calendar."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from openupr.coalitions.clock import zone_of
from openupr.upr.days import is_of_our_time

from ..models import SessionRole, Workshop
from .agenda import AgendaLine, DayLines, agenda_of
from .workshops import languages_of, organisers

if TYPE_CHECKING:  # loaded only where a calendar is made: it takes a tenth of the time of a start
    from icalendar import Event

HEADER = (
    "day", "date", "from", "to", "kind", "number", "title", "title_in_other_languages", "continued", "objective",
    "facilitators", "moderators", "speakers", "note_takers", "interpreters", "question_minutes",
    "speaker_minutes", "times", "note", "requested",
)  # fmt: skip
_COLUMNS = {
    "facilitators": SessionRole.Role.FACILITATOR,
    "moderators": SessionRole.Role.MODERATOR,
    "speakers": SessionRole.Role.SPEAKER,
    "note_takers": SessionRole.Role.NOTE_TAKER,
    "interpreters": SessionRole.Role.INTERPRETER,
}


def rows_of(days: Sequence[DayLines]) -> Iterator[dict[str, Any]]:
    """One row a session, by the names of HEADER."""
    for each in days:
        for line in each.lines:
            yield _row(each, line)


def _row(each: DayLines, line: AgendaLine) -> dict[str, Any]:
    session = line.session
    names = {
        column: [given.name for given in session.roles.all() if given.role == role] for column, role in _COLUMNS.items()
    }
    return {
        "day": each.number,
        "date": each.day.date.isoformat(),
        "from": session.start.strftime("%H:%M"),
        "to": session.end.strftime("%H:%M"),
        "kind": session.kind,
        "number": line.number,
        "title": line.title,
        "title_in_other_languages": [f"{code}: {title}" for code, title in line.also],
        "continued": "yes" if line.is_continued else "",
        "objective": line.objective,
        **names,
        "question_minutes": session.question_minutes,
        "speaker_minutes": session.speaker_minutes,
        "times": line.times,
        "note": session.note,
        "requested": "yes" if session.requested else "",
    }


def document_of(workshop: Workshop) -> dict[str, Any]:
    """The workshop with its agenda, as one JSON document; hours are local to `time_zone`."""
    return {
        "title": workshop.title,
        "kind": workshop.kind,
        "objective": workshop.objective,
        "place": workshop.place,
        "languages": languages_of(workshop),
        "co_organisers": organisers(workshop),
        "time_zone": str(zone_of(workshop.coalition)),
        "sessions": list(rows_of(agenda_of(workshop))),
    }


def ics_of(workshop: Workshop, *, neutral: bool, now: datetime) -> bytes:
    """The sessions for a telephone's calendar; the same one keeps its UID wherever it moves.

    Neutral, it says when and nothing else: calendars on telephones are often copied to a company's computers.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Calendar//EN" if neutral else "-//OpenUPR//Workshop//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Dates") if neutral else workshop.title)
    for each in agenda_of(workshop):
        for line in each.lines:
            calendar.add_component(_event(each, line, workshop, neutral=neutral, now=now))
    data: bytes = calendar.to_ical()
    return data


def _event(each: DayLines, line: AgendaLine, workshop: Workshop, *, neutral: bool, now: datetime) -> "Event":
    zone = zone_of(workshop.coalition)
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(line, neutral=neutral))
    event.add("dtstamp", now.astimezone(UTC))
    for name, hour in (("dtstart", line.session.start), ("dtend", line.session.end)):
        event.add(name, _moment(each, hour, zone))
    event.add("summary", _("Appointment") if neutral else line.heading)
    if not neutral:
        if workshop.place:
            event.add("location", workshop.place)
        told = [line.objective, *(f"{label}: {', '.join(names)}" for label, names in line.roles), *line.times]
        event.add("description", "\n".join(part for part in told if part))
    return event


def _uid(line: AgendaLine, *, neutral: bool) -> str:
    """The same of a session for as long as this server is there, another on every other server, and nobody's name."""
    name = "neutral" if neutral else "told"
    return salted_hmac("openupr.workshops.calendar", f"{name} {line.session.pk}", algorithm="sha256").hexdigest()[:32]


def _moment(each: DayLines, hour: time, zone: Any) -> datetime:
    moment = datetime.combine(each.day.date, hour)
    # At the ends of the calendar another clock has no such moment.
    return moment.replace(tzinfo=zone).astimezone(UTC) if is_of_our_time(each.day.date) else moment
