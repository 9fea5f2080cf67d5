"""Feeds are opened and closed."""

import secrets
from collections.abc import Callable, Collection
from datetime import date

from django.db import transaction

from ..models import Calendar, Feed
from ..queries.feeds import token_hash


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
