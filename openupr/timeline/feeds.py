"""Dates for a telephone's own calendar: as a file (iCalendar, RFC 5545), or at a secret address."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openupr.web.hooks import Hook

from .agenda import Agenda, TimelineLine, agenda_by_key
from .dated_things import CalendarPlace, places_of
from .dates_in_words import day_after
from .models import Calendar, Feed
from .rules.entries import DateEntry
from .rules.statuses import ESTIMATE, EVENT, PHASE
from .rules.windows import Window

if TYPE_CHECKING:  # loaded only where a calendar is made: it takes a tenth of the time of a start
    from icalendar import Event

# Neither names the product nor the work: a stranger reads this too.
_NEUTRAL_MAKER = "-//Calendar//EN"
_MAKER = "-//OpenUPR//Timeline//EN"


def ics(lines: Iterable[TimelineLine], *, name: str, today: date, neutral: bool, address: str = "") -> bytes:
    """The dates as a calendar file. The same date has the same UID in every file, wherever it
    moves.

    `address` is that of the server: with it each date has a link to the page about it. Neutral, it
    says when and nothing else: no title, no State, no source, no link, not what made it. An
    estimate stands on its first day, as tentative, however long the time is in which it may fall.
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
        lines = [f"{line.when} ({line.status})", line.hours, line.meaning, whose, line.source]
        event.add("description", "\n".join(text for text in lines if text))
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


# Given a feed: the language of the account that opened it, where the app knows.
LANGUAGE_OF_FEED = Hook[Callable[[Feed], str]]("LANGUAGE_OF_FEED")


def language_of(feed: Feed) -> str:
    """The language that a feed's words are in."""
    return next(
        (language for ask_language in LANGUAGE_OF_FEED if (language := ask_language(feed))), settings.LANGUAGE_CODE
    )


def token_hash(token: str) -> str:
    """What is kept of a feed's secret. The secret is long and drawn at random: a plain hash cannot
    be guessed back.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def feed_at(token: str) -> Feed | None:
    """The open feed with this secret; None for an unknown secret and for a closed feed."""
    return Feed.objects.filter(token_hash=token_hash(token), closed_on=None).first()


def feed_agenda(feed: Feed, *, today: date) -> Agenda:
    """The dates of a feed's calendars."""
    return agenda_to_carry(Calendar.objects.filter(feeds=feed), today=today)


def agenda_to_carry(wanted: QuerySet[Calendar], *, today: date) -> Agenda:
    """The dates of some calendars and of those around them, each with the name of its group. Where
    they are of several coalitions, each coalition's dates have its name.
    """
    calendars = list(wanted.select_related("review", "within__review"))
    by_key = {
        calendar.pk: calendar
        for calendar in [*calendars, *(calendar.within for calendar in calendars if calendar.within)]
    }
    places = places_of(by_key)
    several = len({calendar.within_id or calendar.pk for calendar in calendars}) > 1
    names = {key: place.name or (place.around if several else "") for key, place in places.items()}
    agenda = agenda_by_key({calendar.pk for calendar in calendars}, today=today, names=names)
    return replace(agenda, lines=tuple(_with_page(line, places) for line in agenda.lines))


def _with_page(line: TimelineLine, places: Mapping[int, CalendarPlace]) -> TimelineLine:
    """The line with the page about its date; else the one with the dates of its calendar."""
    if line.entry.link or line.entry.of not in places:
        return line
    return replace(line, entry=replace(line.entry, link=places[line.entry.of].address))


@transaction.atomic
def open_feed(
    *, calendars: Collection[Calendar], today: date, label: str = "", neutral: bool = True
) -> tuple[Feed, str]:
    """A feed of some calendars, and the secret of its address, which is shown once and not kept.

    `label` is for whoever opened it and never leaves; `neutral` titles tell a stranger nothing.
    """
    token = secrets.token_urlsafe(24)
    feed = Feed.objects.create(token_hash=token_hash(token), label=label[:120], neutral=neutral, opened_on=today)
    feed.calendars.set(calendars)
    return feed, token


@transaction.atomic
def close_feed(*, feed: Feed, today: date) -> Feed:
    """From now on nothing is at the feed's address."""
    if feed.closed_on is None:
        feed.closed_on = today
        feed.save(update_fields=["closed_on"])
    return feed


def keep_feeds_closed() -> Callable[[], None]:
    """A feed that was taken back does not open again because an older backup does not know it.

    Called before a backup takes the database's place; what it returns, in the restored one.
    """
    closed = dict(Feed.objects.exclude(closed_on=None).values_list("token_hash", "closed_on"))

    def close() -> None:
        for feed in Feed.objects.filter(closed_on=None):
            if feed.token_hash in closed:
                feed.closed_on = closed[feed.token_hash]
                feed.save(update_fields=["closed_on"])

    return close
