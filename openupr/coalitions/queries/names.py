"""What the things of a coalition are called in its trail: by name, number or day, never by what was written."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.formats import date_format

from openupr.accounts.queries.audit import NAMES
from openupr.timeline.models import Milestone

from ..models import Consultation, Decision, ExternalEvent, Group


def name_things() -> None:
    """Have the trail name them."""
    NAMES.update(
        group=_groups,
        milestone=_milestones,
        decision=lambda numbers: days_told(Decision.objects.filter(pk__in=numbers).values_list("pk", "asked_on")),
        consultation=lambda numbers: days_told(Consultation.objects.filter(pk__in=numbers).values_list("pk", "day")),
        externalevent=lambda numbers: days_told(ExternalEvent.objects.filter(pk__in=numbers).values_list("pk", "day")),
    )


def _groups(numbers: Collection[int]) -> Mapping[int, str]:
    return {each.pk: each.name for each in Group.objects.filter(pk__in=numbers)}


def _milestones(numbers: Collection[int]) -> Mapping[int, str]:
    """Phases and steps by their name; what somebody wrote down by its day."""
    ours = (Milestone.Kind.PHASE, Milestone.Kind.STEP)
    found = Milestone.objects.filter(pk__in=numbers)
    days = days_told((each.pk, each.day) for each in found)
    return days | {each.pk: each.title for each in found if each.kind in ours}


def days_told(found: Iterable[tuple[int, date]]) -> dict[int, str]:
    return {number: date_format(day, "j F Y") for number, day in found}
