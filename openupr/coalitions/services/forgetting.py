"""Forgetting who wrote and did what in a coalition, once its submission is lodged: texts stay, names go."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from openupr.accounts.acting import act
from openupr.accounts.audit_log import forget_authorship as forget_in_accounts
from openupr.accounts.models import Person
from openupr.timeline.models import Milestone

from ..actions.coalition import FORGET_AUTHORSHIP
from ..models import ChosenFile, Coalition, Decision, PairedDevice, RapporteurTerm, Voice
from ..queries.lodging import is_anything_lodged
from ..rules.refusals import Refused

# Where a name stands beside a text: the model, its field, and the way from there to the coalition.
Name = tuple[type[Model], str, str]
NAMES: tuple[Name, ...] = (
    (Voice, "given_by", "decision__coalition"),
    (Decision, "room_by", "coalition"),
)


class NothingLodged(Refused):
    """Until something is lodged, who wrote what is still needed; only danger is a reason to forget it before."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing of this coalition is lodged yet. If people are in danger, say so, and it is forgotten now.")
        )


@act(FORGET_AUTHORSHIP, about="coalition")
def forget_authorship(*, by: Person, coalition: Coalition, now: datetime, in_danger: bool = False) -> None:
    """Set every name beside a text, a voice and a line of the audit log to nobody, for good.

    Who takes part now, and who leads a group now, stays: that is not authorship. Raises NothingLodged, unless people
    are said to be `in_danger`.
    """
    if not (in_danger or is_anything_lodged(coalition)):
        raise NothingLodged
    forget_in_accounts(circle=coalition.key, now=now)


def forget_names(names: Iterable[Name], circle: str) -> None:
    """Set these names to nobody, wherever they belong to the coalition of this circle."""
    for model, field, way in names:
        model._default_manager.filter(**{f"{way}__key": circle}).update(**{field: None})


def forget_in_coalition(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten; a circle that is no coalition has nothing here."""
    forget_names(NAMES, circle)
    # Nobody has taken them yet, and each says who chose it.
    ChosenFile.objects.filter(coalition__key=circle).delete()
    PairedDevice.objects.filter(group__coalition__key=circle, ends__lte=now).delete()
    RapporteurTerm.objects.filter(group__coalition__key=circle).exclude(until=None).delete()
    own = Q(calendar__in=Coalition.objects.filter(key=circle).values("calendar"))
    groups = Q(calendar__within__in=Coalition.objects.filter(key=circle).values("calendar"))
    Milestone.objects.filter(own | groups).update(whose="", person=None)
