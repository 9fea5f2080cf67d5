"""Handing the roadmap to a partner."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused

from ..actions import HAND_OUT
from ..models import RoadmapHandout


class NoPartner(Refused):
    """A file that goes out goes to somebody."""

    def __init__(self) -> None:
        super().__init__("Name the partner that the roadmap goes to.")


@act(HAND_OUT, _("Hand the roadmap to a partner"), about="group")
def hand_out(*, by: Person, group: Group, partner: str, today: date) -> RoadmapHandout:
    """Record that the roadmap goes out to a named partner: once a day, as long as the partner has not confirmed it.

    Raises NoPartner.
    """
    if not (partner := partner.strip()[:200]):
        raise NoPartner
    Group.objects.select_for_update().get(pk=group.pk)
    given = {"group": group, "partner": partner, "sent_on": today, "received_on": None}
    return RoadmapHandout.objects.get_or_create(**given, defaults={"sent_by": by})[0]


@act(HAND_OUT, _("Record that a partner has the roadmap"), about="handout")
def confirm_receipt(*, by: Person, handout: RoadmapHandout, today: date) -> RoadmapHandout:
    """Record that the partner has it."""
    handout.received_on = today
    handout.save(update_fields=["received_on"])
    return handout
