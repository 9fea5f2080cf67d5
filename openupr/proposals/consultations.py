"""The recommendations that a consultation was about, and what changed in them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.template import Context
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.decisions.models import Consultation

from .actions import NAME_CONSULTED
from .models import Consulted, Proposal
from .rules.proposals import ProposalOfAnotherCoalition


def consulted_on(consultation: Consultation) -> QuerySet[Consulted]:
    """The recommendations that it was about, with their texts. Two queries."""
    return consultation.consulted.select_related("proposal__group").prefetch_related("proposal__wordings")


def consultations_on(proposal: Proposal) -> QuerySet[Consulted]:
    """The consultations that a recommendation was talked over in, the newest first."""
    return proposal.consulted.select_related("consultation").order_by("-consultation__day", "-pk")


def beside_consultation(context: Context) -> Mapping[str, Any] | None:
    """For the slot beside each consultation of the list: all that the list shows are read
    at once.
    """
    consultations, each = context.get("consultations"), context.get("each")
    if not consultations or not isinstance(each, Consultation):
        return None
    named = Consulted.objects.select_related("proposal__group").prefetch_related("proposal__wordings")
    prefetch_related_objects(consultations, Prefetch("consulted", named))
    return {"named": each.consulted.all()}


@act(NAME_CONSULTED, _("Name a recommendation that a consultation was about"), about="consultation")
def name_consulted(*, by: Person, consultation: Consultation, proposal: Proposal, changed: str = "") -> Consulted:
    """Name a recommendation that was talked over; again, what changed in it is said anew. Raises
    ProposalOfAnotherCoalition.
    """
    if proposal.group.coalition_id != consultation.coalition_id:
        raise ProposalOfAnotherCoalition
    values = {"changed": changed.strip()}
    return Consulted.objects.update_or_create(consultation=consultation, proposal=proposal, defaults=values)[0]


@act(NAME_CONSULTED, _("Say that a consultation was not about a recommendation"), about="consultation")
def unname_consulted(*, by: Person, consultation: Consultation, proposal: Proposal) -> None:
    """It was not about this one."""
    Consulted.objects.filter(consultation=consultation, proposal=proposal).delete()
