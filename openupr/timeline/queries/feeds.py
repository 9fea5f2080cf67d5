"""What stands at a feed's secret address."""

import hashlib
from datetime import date

from ..models import Calendar, Feed
from .agenda import Agenda, agenda


def token_hash(token: str) -> str:
    """What is kept of a feed's secret. The secret is long and drawn at random: a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_at(token: str) -> Feed | None:
    """The open feed with this secret; None for a secret that nobody has, and for a closed feed."""
    return Feed.objects.filter(token_hash=token_hash(token), closed_on=None).first()


def feed_agenda(feed: Feed, *, today: date) -> Agenda:
    """The dates of a feed's calendars and of those around them."""
    return agenda(calendars=list(Calendar.objects.filter(feeds=feed)), today=today)
