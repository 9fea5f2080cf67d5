"""An agenda as people read it: on pages, as rows, as JSON, in a telephone's calendar."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openupr.coalitions.clock import zone_of
from openupr.coalitions.models import Coalition
from openupr.languages.confirmations import unconfirmed
from openupr.upr.days import is_of_our_time

from .actions import of_the_day
from .models import Day, Session, SessionRole, Workshop
from .rules.hours import Flaw, Slot, findings, minutes, minutes_each
from .rules.templates import translated
from .workshops import languages_of, organisers

if TYPE_CHECKING:  # loaded only where a calendar is made: it takes a tenth of the time of a start
    from icalendar import Event


@dataclass(frozen=True)
class AgendaLine:
    """A session as it is printed.

    `flaw`: a sentence that says what is wrong between this session and the one before it. `also`:
    the title in the workshop's other languages; empty for an agenda in one language.
    """

    session: Session
    title: str
    number: int | None
    is_continued: bool
    objective: str
    roles: list[tuple[str | Promise, list[str]]]
    times: list[str]
    note: str = ""
    flaw: str = ""
    is_clash: bool = False
    also: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Whether it says more than its hours and title."""
        return bool(self.also or self.roles or self.times or self.note or (self.objective and not self.is_continued))

    @property
    def heading(self) -> str:
        """Its number and title: "Session 6 (continued): Structure"."""
        if self.number is None:
            return _("%(title)s (continued)") % {"title": self.title} if self.is_continued else self.title
        words = {"number": self.number, "title": self.title}
        if self.is_continued:
            return _("Session %(number)s (continued): %(title)s") % words
        return _("Session %(number)s: %(title)s") % words


@dataclass(frozen=True)
class DayLines:
    """A day with what happens on it."""

    number: int
    day: Day
    lines: list[AgendaLine] = field(default_factory=list)

    @property
    def next_session(self) -> str:
        """The query of the form for a further session: the day, and when the last session ends."""
        begins = f"&from={self.lines[-1].session.end:%H:%M}" if self.lines else ""
        return f"day={self.day.pk}{begins}"


def agenda_of(workshop: Workshop, language: str = "") -> list[DayLines]:
    """The days of a workshop in order. Four queries.

    The titles are in one `language`, or in all, with the language of the page first.
    """
    days = list(workshop.days.all())
    for day in days:
        day.workshop = workshop
    sessions = defaultdict(list)
    every_session = list(Session.objects.filter(day__in=days).select_related("noted").prefetch_related("roles"))
    by_day = {day.pk: day for day in days}
    for session in every_session:
        session.day = by_day[session.day_id]
    by_key = {session.pk: session for session in every_session}
    first = _first_parts(every_session)
    groups = workshop.coalition.groups.count()
    for session in every_session:
        sessions[session.day_id].append(session)
    return [
        DayLines(number, day, _lines(sessions[day.pk], by_key, first, groups, language))
        for number, day in enumerate(days, start=1)
    ]


def _first_parts(sessions: Sequence[Session]) -> set[int]:
    """The keys of the first part of each session: it is not "continued", wherever parts are."""
    first: dict[int, int] = {}
    for session in sessions:
        first.setdefault(session.continues_id or session.pk, session.pk)
    return set(first.values())


def _lines(
    sessions: Sequence[Session], by_key: dict[int, Session], first: set[int], groups: int, language: str
) -> list[AgendaLine]:
    slots = [Slot(session.pk, minutes(session.start), minutes(session.end)) for session in sessions]
    flaws = {finding.after: finding for finding in findings(slots)}
    reader = language or get_language() or ""
    lines = []
    for session in sessions:
        whole = by_key[session.continues_id] if session.continues_id else session
        flaw = flaws.get(session.pk)
        lines.append(
            AgendaLine(
                session=session,
                title=whole.said("title", reader),
                number=whole.number,
                is_continued=session.pk not in first,
                objective=session.said("objective", reader) or whole.said("objective", reader),
                roles=_roles(session) or _roles(whole),
                times=times_in(session, groups),
                note=session.said("note", reader),
                flaw=_flaw(flaw.flaw, flaw.minutes) if flaw else "",
                is_clash=bool(flaw and flaw.flaw is Flaw.CLASH),
                also=[] if language else _also(whole, get_language() or ""),
            )
        )
    return lines


def _also(whole: Session, first: str) -> list[tuple[str, str]]:
    """(language, title) in all languages but `first`, the language of the page."""
    titles = {code: titles["title"] for code, titles in whole.translations.items() if titles.get("title")}
    if first not in titles:
        return list(titles.items())
    own = (whole.workshop.languages or [settings.LANGUAGE_CODE])[0]
    return [(own, whole.title), *((code, title) for code, title in titles.items() if code != first)]


def is_unreviewed(days: Sequence[DayLines]) -> bool:
    """Whether the agenda shows Khmer from the product that no speaker has confirmed."""
    both = [(line.title, title) for day in days for line in day.lines for _code, title in line.also]
    # Whichever of the two comes first in this workshop.
    return bool(unconfirmed({*both, *((second, first) for first, second in both)} & set(translated("km"))))


def _roles(session: Session) -> list[tuple[str | Promise, list[str]]]:
    names = defaultdict(list)
    for session_role in session.roles.all():
        names[session_role.role].append(session_role.name)
    return [(_label(role, len(names[role])), names[role]) for role in SessionRole.Role if names[role]]


def _label(role: str, how_many: int) -> str:
    match role:
        case SessionRole.Role.FACILITATOR:
            return ngettext("Facilitator", "Facilitators", how_many)
        case SessionRole.Role.MODERATOR:
            return ngettext("Moderator", "Moderators", how_many)
        case SessionRole.Role.SPEAKER:
            return ngettext("Speaker", "Speakers", how_many)
        case SessionRole.Role.NOTE_TAKER:
            return ngettext("Note-taker", "Note-takers", how_many)
        case _:
            return ngettext("Interpreter", "Interpreters", how_many)


def times_in(session: Session, groups: int) -> list[str]:
    """How the minutes of a session are divided, one sentence each."""
    sentences = []
    if session.speaker_minutes:
        every = ngettext("%(n)s minute each", "%(n)s minutes each", session.speaker_minutes)
        sentences.append(_minutes(every, session.speaker_minutes))
    length = minutes(session.end) - minutes(session.start)
    each_minutes = (
        minutes_each(length, questions=session.question_minutes or 0, groups=groups) if session.each_group else None
    )
    if each_minutes is not None:
        share = _minutes(
            ngettext("%(n)s minute a rapporteur", "%(n)s minutes a rapporteur", each_minutes), each_minutes
        )
        sentences.append(f"{share} ({_minutes(ngettext('%(n)s group', '%(n)s groups', groups), groups)})")
    if session.question_minutes:
        sentence = ngettext("%(n)s minute for questions", "%(n)s minutes for questions", session.question_minutes)
        sentences.append(_minutes(sentence, session.question_minutes))
    return sentences


def _minutes(sentence: str, how_many: int) -> str:
    return sentence % {"n": how_many}


def _flaw(flaw: Flaw, how_many: int) -> str:
    if flaw is Flaw.GAP:
        return ngettext("%(n)s minute free before", "%(n)s minutes free before", how_many) % {"n": how_many}
    return ngettext(
        "Begins %(n)s minute before what runs has ended", "Begins %(n)s minutes before what runs has ended", how_many
    ) % {"n": how_many}


@dataclass(frozen=True)
class Stage:
    """What runs now and what comes next that day.

    `left` is in seconds; `questions_from` is an hour or None.
    """

    line: AgendaLine | None
    next_line: AgendaLine | None
    left: int = 0
    questions_from: time | None = None
    in_questions: bool = False

    @property
    def clock(self) -> str:
        """The minutes and seconds that are left."""
        return f"{self.left // 60}:{self.left % 60:02}"


def stage_at(days: Sequence[DayLines], here: datetime) -> Stage:
    """What runs, by the local clock. Of two that clash, the one that began last."""
    lines = next((day.lines for day in days if day.day.date == here.date()), [])
    at = here.time().replace(tzinfo=None)
    running = [line for line in lines if line.session.start <= at < line.session.end]
    later = next((line for line in lines if line.session.start > at), None)
    if not running:
        return Stage(None, later)
    line = running[-1]
    left = minutes(line.session.end) * 60 - (at.hour * 3600 + at.minute * 60 + at.second)
    questions = line.session.question_minutes or 0
    since = minutes(line.session.end) - questions
    has = 0 < questions < minutes(line.session.end) - minutes(line.session.start)
    asks = time(since // 60, since % 60) if has else None
    return Stage(line, later, left, asks, in_questions=asks is not None and at >= asks)


def running_or_next(coalition: Coalition, today: date) -> Workshop | None:
    """The workshop of today, or else the next, or else the last: the room's pages lead there."""
    return next(iter(of_the_day(coalition, today)), None)


AGENDA_HEADER = (
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


def agenda_rows(days: Sequence[DayLines]) -> Iterator[dict[str, Any]]:
    """One row a session, by the names of AGENDA_HEADER."""
    for day in days:
        for line in day.lines:
            yield _row(day, line)


def _row(day_lines: DayLines, line: AgendaLine) -> dict[str, Any]:
    session = line.session
    names = {
        column: [session_role.name for session_role in session.roles.all() if session_role.role == role]
        for column, role in _COLUMNS.items()
    }
    return {
        "day": day_lines.number,
        "date": day_lines.day.date.isoformat(),
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


def agenda_as_json(workshop: Workshop) -> dict[str, Any]:
    """The workshop with its agenda, as one JSON document; hours are local to `time_zone`."""
    return {
        "title": workshop.title,
        "kind": workshop.kind,
        "objective": workshop.objective,
        "place": workshop.place,
        "languages": languages_of(workshop),
        "co_organisers": organisers(workshop),
        "time_zone": str(zone_of(workshop.coalition)),
        "sessions": list(agenda_rows(agenda_of(workshop))),
    }


def agenda_as_ics(workshop: Workshop, *, neutral: bool, now: datetime) -> bytes:
    """The sessions for a telephone's calendar. A session keeps its UID when it moves.

    A neutral calendar says only when: telephones often copy calendars to a company's computers.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Calendar//EN" if neutral else "-//OpenUPR//Workshop//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Dates") if neutral else workshop.title)
    for day_lines in agenda_of(workshop):
        for line in day_lines.lines:
            calendar.add_component(_event(day_lines, line, workshop, neutral=neutral, now=now))
    data: bytes = calendar.to_ical()
    return data


def _event(day_lines: DayLines, line: AgendaLine, workshop: Workshop, *, neutral: bool, now: datetime) -> "Event":
    zone = zone_of(workshop.coalition)
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(line, neutral=neutral))
    event.add("dtstamp", now.astimezone(UTC))
    for name, hour in (("dtstart", line.session.start), ("dtend", line.session.end)):
        event.add(name, _moment(day_lines, hour, zone))
    event.add("summary", _("Appointment") if neutral else line.heading)
    if not neutral:
        if workshop.place:
            event.add("location", workshop.place)
        parts = [line.objective, *(f"{label}: {', '.join(names)}" for label, names in line.roles), *line.times]
        event.add("description", "\n".join(part for part in parts if part))
    return event


def _uid(line: AgendaLine, *, neutral: bool) -> str:
    """The UID of a session: the same on this server at all times, another on every other server."""
    name = "neutral" if neutral else "told"
    return salted_hmac("openupr.workshops.calendar", f"{name} {line.session.pk}", algorithm="sha256").hexdigest()[:32]


def _moment(day_lines: DayLines, hour: time, zone: Any) -> datetime:
    moment = datetime.combine(day_lines.day.date, hour)
    # At the ends of the calendar another clock has no such moment.
    return moment.replace(tzinfo=zone).astimezone(UTC) if is_of_our_time(day_lines.day.date) else moment
