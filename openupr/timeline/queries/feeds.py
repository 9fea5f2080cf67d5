"""What stands at a feed's secret address."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from openupr.web.hooks import Hook

from ..models import Calendar, Feed
from .agenda import Agenda, agenda_by_key
from .dated import CalendarPlace, places_of
from .line import TimelineLine

# Given a feed: the language of the account that opened it, where the app knows.
LANGUAGE_OF_FEED = Hook[Callable[[Feed], str]]("LANGUAGE_OF_FEED")


def language_of(feed: Feed) -> str:
    """The language that a feed's words are in."""
    return next((found for asked in LANGUAGE_OF_FEED if (found := asked(feed))), settings.LANGUAGE_CODE)


def token_hash(token: str) -> str:
    """What is kept of a feed's secret. The secret is long and drawn at random: a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_at(token: str) -> Feed | None:
    """The open feed with this secret; None for a secret that nobody has, and for a closed feed."""
    return Feed.objects.filter(token_hash=token_hash(token), closed_on=None).first()


def feed_agenda(feed: Feed, *, today: date) -> Agenda:
    """The dates of a feed's calendars."""
    return agenda_to_carry(Calendar.objects.filter(feeds=feed), today=today)


def agenda_to_carry(wanted: QuerySet[Calendar], *, today: date) -> Agenda:
    """The dates of some calendars and of those around them, each with the name of its group. Where they are of
    several coalitions, each coalition's dates have its name.
    """
    calendars = list(wanted.select_related("review", "within__review"))
    held = {each.pk: each for each in [*calendars, *(each.within for each in calendars if each.within)]}
    places = places_of(held)
    several = len({each.within_id or each.pk for each in calendars}) > 1
    names = {key: place.name or (place.around if several else "") for key, place in places.items()}
    found = agenda_by_key({each.pk for each in calendars}, today=today, names=names)
    return replace(found, lines=tuple(_with_page(line, places) for line in found.lines))


def _with_page(line: TimelineLine, places: Mapping[int, CalendarPlace]) -> TimelineLine:
    """The line with the page about its date; else the one with the dates of its calendar."""
    if line.entry.link or line.entry.of not in places:
        return line
    return replace(line, entry=replace(line.entry, link=places[line.entry.of].address))
