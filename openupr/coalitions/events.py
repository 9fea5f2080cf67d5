"""Events outside that matter, such as an election or a new law. The timeline shows them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.timeline.calendars import UnfitDate
from openupr.timeline.milestones import drop_date, write_date
from openupr.timeline.models import Milestone

from .actions.timeline import NOTE_EVENTS
from .calendars import calendar_of
from .models import Coalition, ExternalEvent
from .rules.refusals import Refused


def events_of(coalition: Coalition) -> Sequence[ExternalEvent]:
    """What happens outside, the first first."""
    return list(coalition.events.all())


def listed_events(events: Iterable[ExternalEvent]) -> Iterator[dict[str, Any]]:
    """Events as rows of a file."""
    for event in events:
        yield {
            "event": event.title,
            "first": event.day.isoformat(),
            "last": (event.until or event.day).isoformat(),
            "effect": event.effect,
            "risk": event.risk,
        }


@act(NOTE_EVENTS, _("Note what happens outside"), about="coalition")
def note_event(
    *,
    by: Person,
    coalition: Coalition,
    today: date,
    title: str,
    day: date,
    until: date | None = None,
    effect: str = "",
    risk: str = "",
    event: ExternalEvent | None = None,
) -> ExternalEvent:
    """Save a new event, or change this `event`; the timeline shows it. Raises Refused if it ends
    before it begins.
    """
    event = event or ExternalEvent(coalition=coalition)
    event.title, event.day, event.until = title.strip(), day, until
    event.effect, event.risk = effect.strip(), risk.strip()
    try:
        put_in_timeline(event, today=today)
    except UnfitDate as refusal:
        raise Refused(str(refusal)) from refusal
    return event


def put_in_timeline(event: ExternalEvent, *, today: date) -> None:
    """Save an event, and its day in its coalition's timeline. Raises UnfitDate."""
    event.save()
    write_date(
        calendar=calendar_of(event.coalition, today=today),
        key=event.date_key,
        title=event.title,
        day=event.day,
        until=event.until,
        kind=Milestone.Kind.EVENT,
        today=today,
    )


@act(NOTE_EVENTS, _("Take an event outside away"), about="event")
def drop_event(*, by: Person, event: ExternalEvent) -> None:
    """Take an event away, from the timeline too."""
    if event.coalition.calendar:
        drop_date(calendar=event.coalition.calendar, key=event.date_key)
    event.delete()
