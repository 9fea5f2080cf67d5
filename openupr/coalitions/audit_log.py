"""What the audit log calls the things of a coalition, and forgetting who wrote and did what."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.accounts.acting import act
from openupr.accounts.audit_log import AUDIT_NAMES, AuditName
from openupr.accounts.audit_log import forget_authorship as forget_in_accounts
from openupr.accounts.models import Person
from openupr.timeline.models import Milestone
from openupr.web.kept_queries import kept_rows

from .actions.coalition import FORGET_AUTHORSHIP
from .models import (
    ChosenFile,
    Coalition,
    ExternalEvent,
    Group,
    Organisation,
    PairedDevice,
    RapporteurTerm,
)
from .next_steps import is_anything_lodged
from .rules.refusals import Refused


def name_things() -> None:
    """Have the audit log name them."""
    AUDIT_NAMES.add(
        AuditName("organisation", _organisations),
        AuditName("group", _groups),
        AuditName("milestone", _milestones),
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
    milestones = kept_rows(_dates, numbers)
    days = _days((milestone.pk, milestone.day) for milestone in milestones)
    return days | {milestone.pk: milestone.title for milestone in milestones if milestone.kind in ours}


def _dates(keys: Collection[int]) -> QuerySet[Milestone]:
    return Milestone.objects.filter(pk__in=keys).order_by()


def days_of(model: type[Model], field: str) -> Callable[[Collection[int]], Mapping[int, str]]:
    """For a thing that is named by its day: the days of the things of some numbers."""

    def ask(keys: Collection[int]) -> QuerySet[Any, Any]:
        return model._default_manager.filter(pk__in=keys).order_by().values_list("pk", field)

    return lambda numbers: _days(kept_rows(ask, numbers))


def _days(days: Iterable[tuple[int, date]]) -> dict[int, str]:
    return {number: date_format(day, "j F Y") for number, day in days}


# Where a name stands beside a text: the model, its field, and the way from there to the coalition.
Name = tuple[type[Model], str, str]


class NothingLodged(Refused):
    """Until something is lodged, who wrote what is still needed; only danger is a reason to forget
    it before.
    """

    def __init__(self) -> None:
        super().__init__(
            _("Nothing of this coalition is lodged yet. If people are in danger, say so, and it is forgotten now.")
        )


@act(FORGET_AUTHORSHIP, about="coalition")
def forget_authorship(*, by: Person, coalition: Coalition, now: datetime, in_danger: bool = False) -> None:
    """Remove every name beside a text, a voice and a line of the audit log, for good.

    Present people and present rapporteurs stay: that is not authorship. Raises NothingLodged,
    unless `in_danger` says that people are.
    """
    if not (in_danger or is_anything_lodged(coalition)):
        raise NothingLodged
    forget_in_accounts(circle=coalition.key, now=now)


def forget_names(names: Iterable[Name], circle: str) -> None:
    """Set these names to nobody, wherever they belong to the coalition of this circle."""
    for model, field, way in names:
        model._default_manager.filter(**{f"{way}__key": circle}).update(**{field: None})


def forget_in_coalition(circle: str, now: datetime) -> None:
    """Forget authorship in a circle for accounts; a circle that is no coalition has nothing
    here.
    """
    # Nobody has taken them yet, and each says who chose it.
    ChosenFile.objects.filter(coalition__key=circle).delete()
    PairedDevice.objects.filter(group__coalition__key=circle, ends__lte=now).delete()
    RapporteurTerm.objects.filter(group__coalition__key=circle).exclude(until=None).delete()
    own = Q(calendar__in=Coalition.objects.filter(key=circle).values("calendar"))
    groups = Q(calendar__within__in=Coalition.objects.filter(key=circle).values("calendar"))
    Milestone.objects.filter(own | groups).update(whose="", person=None)
