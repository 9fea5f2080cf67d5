"""What happens outside and matters: an election, a new law; it stands in the timeline too."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.timeline.calendars import UnfitDate
from openupr.timeline.milestones import drop_date, write_date
from openupr.timeline.models import Milestone

from ..actions.timeline import NOTE_EVENTS
from ..models import Coalition, ExternalEvent
from ..rules.refusals import Refused
from .calendars import calendar_of


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
    """Note an event, or change the one given; the timeline shows it. Raises Refused where it ends before it begins."""
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
