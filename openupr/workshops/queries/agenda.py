"""An agenda as it is read: days, sessions with who does what, what clashes, what runs now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.languages.confirmations import unconfirmed

from ..actions.room import of_the_day
from ..models import Day, Session, SessionRole, Workshop
from ..rules.hours import Flaw, Slot, findings, minutes, minutes_each
from ..rules.templates import translated


@dataclass(frozen=True)
class AgendaLine:
    """A session as it is printed. `flaw`: what is wrong between it and what lies before it, a sentence.

    `also`: its title in the workshop's other languages, to stand beside it; nothing where one language was asked for.
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
        given = {"number": self.number, "title": self.title}
        if self.is_continued:
            return _("Session %(number)s (continued): %(title)s") % given
        return _("Session %(number)s: %(title)s") % given


@dataclass(frozen=True)
class DayLines:
    """A day with what happens on it."""

    number: int
    day: Day
    lines: list[AgendaLine] = field(default_factory=list)

    @property
    def next_session(self) -> str:
        """What the form of a further session is asked with: the day, and when the last one ends."""
        begins = f"&from={self.lines[-1].session.end:%H:%M}" if self.lines else ""
        return f"day={self.day.pk}{begins}"


def agenda_of(workshop: Workshop, language: str = "") -> list[DayLines]:
    """The days of a workshop in their order, in one language or with titles side by side, that of the page first. Four
    queries altogether.
    """
    days = list(workshop.days.all())
    for day in days:
        day.workshop = workshop
    sessions = defaultdict(list)
    found = list(Session.objects.filter(day__in=days).select_related("noted").prefetch_related("roles"))
    by_day = {day.pk: day for day in days}
    for session in found:
        session.day = by_day[session.day_id]
    by_key = {session.pk: session for session in found}
    first = _first_parts(found)
    groups = workshop.coalition.groups.count()
    for session in found:
        sessions[session.day_id].append(session)
    return [
        DayLines(number, day, _lines(sessions[day.pk], by_key, first, groups, language))
        for number, day in enumerate(days, start=1)
    ]


def _first_parts(sessions: Sequence[Session]) -> set[int]:
    """The keys of those with which a session begins: wherever its parts were moved, the first is not "continued"."""
    first: dict[int, int] = {}
    for session in sessions:
        first.setdefault(session.continues_id or session.pk, session.pk)
    return set(first.values())


def _lines(
    sessions: Sequence[Session], by_key: dict[int, Session], first: set[int], groups: int, language: str
) -> list[AgendaLine]:
    slots = [Slot(each.pk, minutes(each.start), minutes(each.end)) for each in sessions]
    flaws = {found.after: found for found in findings(slots)}
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
    """(language, title) of those beside the `first`, which is the page's language; the session's own is in `title`."""
    said = {code: said["title"] for code, said in whole.translations.items() if said.get("title")}
    if first not in said:
        return list(said.items())
    own = (whole.workshop.languages or [settings.LANGUAGE_CODE])[0]
    return [(own, whole.title), *((code, title) for code, title in said.items() if code != first)]


def is_unreviewed(days: Sequence[DayLines]) -> bool:
    """Whether Khmer stands in it that came with the product and that nobody has confirmed; one's own is one's own."""
    both = [(line.title, title) for day in days for line in day.lines for _code, title in line.also]
    # Whichever of the two comes first in this workshop.
    return bool(unconfirmed({*both, *((second, first) for first, second in both)} & set(translated("km"))))


def _roles(session: Session) -> list[tuple[str | Promise, list[str]]]:
    names = defaultdict(list)
    for each in session.roles.all():
        names[each.role].append(each.name)
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
    told = []
    if session.speaker_minutes:
        every = ngettext("%(n)s minute each", "%(n)s minutes each", session.speaker_minutes)
        told.append(_minutes(every, session.speaker_minutes))
    length = minutes(session.end) - minutes(session.start)
    each = minutes_each(length, questions=session.question_minutes or 0, groups=groups) if session.each_group else None
    if each is not None:
        share = _minutes(ngettext("%(n)s minute a rapporteur", "%(n)s minutes a rapporteur", each), each)
        told.append(f"{share} ({_minutes(ngettext('%(n)s group', '%(n)s groups', groups), groups)})")
    if session.question_minutes:
        asked = ngettext("%(n)s minute for questions", "%(n)s minutes for questions", session.question_minutes)
        told.append(_minutes(asked, session.question_minutes))
    return told


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
    """What runs at a moment and what comes next that day; `left` in seconds, `questions_from` an hour or None."""

    line: AgendaLine | None
    next_line: AgendaLine | None
    left: int = 0
    questions_from: time | None = None
    in_questions: bool = False

    @property
    def clock(self) -> str:
        """Minutes and seconds left."""
        return f"{self.left // 60}:{self.left % 60:02}"


def stage_at(days: Sequence[DayLines], here: datetime) -> Stage:
    """What runs, by the local clock. Of two that clash, the one that began last."""
    lines = next((each.lines for each in days if each.day.date == here.date()), [])
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
    """The workshop that is held today, else the next one, else the last: where the room's pages lead."""
    return next(iter(of_the_day(coalition, today)), None)
