"""The hours of a day's sessions, read and written."""

from collections.abc import Iterable

from ..models import Day, Session
from ..rules.hours import Slot, hour, minutes


def slots_of(day: Day) -> list[Slot]:
    """The hours of a day's sessions, by their keys."""
    found = day.sessions.select_for_update().order_by().values_list("pk", "start", "end")
    return [Slot(key, minutes(start), minutes(end)) for key, start, end in found]


def lay_out(day: Day, slots: Iterable[Slot]) -> None:
    """Give a day's sessions these hours; a slot of no session is passed over."""
    hours = {slot.key: slot for slot in slots}
    sessions = list(day.sessions.filter(pk__in=hours))
    for session in sessions:
        session.start, session.end = hour(hours[session.pk].start), hour(hours[session.pk].end)
    Session.objects.bulk_update(sessions, ["start", "end"])
