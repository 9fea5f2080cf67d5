"""Who came on which day: tapped at the door, or typed in from the printed list."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.workshops.models import Day, Workshop
from openupr.workshops.today import TodayCard

from .actions import TICK
from .models import Attended, Registration


@act(TICK, gettext_lazy("Tick who came"), about="workshop")
def tick(*, by: Person, workshop: Workshop, day: Day, registration: Registration, came: bool) -> None:
    """Somebody came on a day, or did not after all. Doing it twice changes nothing."""
    if came:
        Attended.objects.get_or_create(registration=registration, day=day)
    else:
        Attended.objects.filter(registration=registration, day=day).delete()


@act(TICK, gettext_lazy("Enter from paper who came"), about="workshop")
def enter_from_paper(*, by: Person, workshop: Workshop, day: Day, numbers: frozenset[int]) -> int:
    """Enter a day from paper: people with these numbers came, all others did not.

    Returns how many came.
    """
    people = list(workshop.registrations.filter(number__in=numbers).values_list("pk", flat=True))
    Attended.objects.filter(day=day, registration__workshop=workshop).exclude(registration__in=people).delete()
    there = set(Attended.objects.filter(day=day).values_list("registration", flat=True))
    Attended.objects.bulk_create(Attended(registration_id=person, day=day) for person in people if person not in there)
    return len(people)


def at_the_door_today(workshop: Workshop, may: Collection[str], today: date) -> Iterator[TodayCard]:
    """One card, for those who tick who comes. Two queries."""
    if "attendance.tick" not in may:
        return
    came = Attended.objects.filter(day__workshop=workshop, day__date=today).count()
    counts = {"here": came, "n": workshop.registrations.count()}
    state = _("%(here)s of %(n)s are here.") % counts
    yield TodayCard(_("At the door"), state, reverse("attendance:today", args=[workshop.coalition.key, workshop.pk]))
