"""What the things of a coalition are called in its audit log: by name, number or day, never by what was written."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.formats import date_format

from openupr.accounts.audit_log import AUDIT_NAMES, AuditName
from openupr.timeline.models import Milestone
from openupr.web.kept_queries import kept_rows

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
    return dict(kept_rows(_named_organisations, numbers))


def _named_organisations(keys: Collection[int]) -> QuerySet[Organisation, Any]:
    return Organisation.objects.filter(pk__in=keys).order_by().values_list("pk", "name")


def _groups(numbers: Collection[int]) -> Mapping[int, str]:
    return dict(kept_rows(_named_groups, numbers))


def _named_groups(keys: Collection[int]) -> QuerySet[Group, Any]:
    return Group.objects.filter(pk__in=keys).order_by().values_list("pk", "name")


def _milestones(numbers: Collection[int]) -> Mapping[int, str]:
    """Phases and steps by their name; what somebody wrote down by its day."""
    ours = (Milestone.Kind.PHASE, Milestone.Kind.STEP)
    found = kept_rows(_dates, numbers)
    days = _days((each.pk, each.day) for each in found)
    return days | {each.pk: each.title for each in found if each.kind in ours}


def _dates(keys: Collection[int]) -> QuerySet[Milestone]:
    return Milestone.objects.filter(pk__in=keys).order_by()


def days_of(model: type[Model], field: str) -> Callable[[Collection[int]], Mapping[int, str]]:
    """For a thing that is named by its day: the days of the things of some numbers."""

    def ask(keys: Collection[int]) -> QuerySet[Any, Any]:
        return model._default_manager.filter(pk__in=keys).order_by().values_list("pk", field)

    return lambda numbers: _days(kept_rows(ask, numbers))


def _days(found: Iterable[tuple[int, date]]) -> dict[int, str]:
    return {number: date_format(day, "j F Y") for number, day in found}
