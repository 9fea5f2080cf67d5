"""Who came on which day: tapped at the door, or typed in from the printed list."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.workshops.models import Day, Workshop

from ..actions import TICK
from ..models import Attended, Registration


@act(TICK, _("Tick who came"), about="workshop")
def tick(*, by: Person, workshop: Workshop, day: Day, registration: Registration, came: bool) -> None:
    """Somebody came on a day, or did not after all. Doing it twice changes nothing."""
    if came:
        Attended.objects.get_or_create(registration=registration, day=day)
    else:
        Attended.objects.filter(registration=registration, day=day).delete()


@act(TICK, _("Enter from paper who came"), about="workshop")
def enter_from_paper(*, by: Person, workshop: Workshop, day: Day, numbers: frozenset[int]) -> int:
    """The day as it stands on paper: who has one of these numbers came, nobody else; how many that is."""
    people = list(workshop.registrations.filter(number__in=numbers).values_list("pk", flat=True))
    Attended.objects.filter(day=day, registration__workshop=workshop).exclude(registration__in=people).delete()
    there = set(Attended.objects.filter(day=day).values_list("registration", flat=True))
    Attended.objects.bulk_create(Attended(registration_id=person, day=day) for person in people if person not in there)
    return len(people)
