"""What the things of a coalition are called in its audit log: by name, number or day, never by what was written."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from django.db.models import Model
from django.utils.formats import date_format

from openupr.accounts.queries.audit import AUDIT_NAMES, AuditName
from openupr.timeline.models import Milestone

from ..models import Consultation, Decision, ExternalEvent, Group, Organisation


def name_things() -> None:
    """Have the audit log name them."""
    AUDIT_NAMES.add(
        AuditName("organisation", _organisations),
        AuditName("group", _groups),
        AuditName("milestone", _milestones),
        AuditName("decision", days_of(Decision, "asked_on")),
        AuditName("consultation", days_of(Consultation, "day")),
        AuditName("externalevent", days_of(ExternalEvent, "day")),
    )


def _organisations(numbers: Collection[int]) -> Mapping[int, str]:
    return dict(Organisation.objects.filter(pk__in=numbers).order_by().values_list("pk", "name"))


def _groups(numbers: Collection[int]) -> Mapping[int, str]:
    return dict(Group.objects.filter(pk__in=numbers).order_by().values_list("pk", "name"))


def _milestones(numbers: Collection[int]) -> Mapping[int, str]:
    """Phases and steps by their name; what somebody wrote down by its day."""
    ours = (Milestone.Kind.PHASE, Milestone.Kind.STEP)
    found = Milestone.objects.filter(pk__in=numbers)
    days = _days((each.pk, each.day) for each in found)
    return days | {each.pk: each.title for each in found if each.kind in ours}


def days_of(model: type[Model], field: str) -> Callable[[Collection[int]], Mapping[int, str]]:
    """For a thing that is named by its day: the days of the things of some numbers."""
    return lambda numbers: _days(model._default_manager.filter(pk__in=numbers).values_list("pk", field))


def _days(found: Iterable[tuple[int, date]]) -> dict[int, str]:
    return {number: date_format(day, "j F Y") for number, day in found}
