"""Which recommendations consultations were about."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.template import Context

from openupr.coalitions.models import Consultation

from ..models import Consulted, Proposal


def consulted_on(consultation: Consultation) -> QuerySet[Consulted]:
    """The recommendations that it was about, with their texts. Two queries."""
    return consultation.consulted.select_related("proposal__group").prefetch_related("proposal__wordings")


def consultations_on(proposal: Proposal) -> QuerySet[Consulted]:
    """The consultations that a recommendation was talked over in, the newest first."""
    return proposal.consulted.select_related("consultation").order_by("-consultation__day", "-pk")


def beside_consultation(context: Context) -> Mapping[str, Any] | None:
    """For the slot beside each consultation of the list: all that the list shows are read at once."""
    held, each = context.get("consultations"), context.get("each")
    if not held or not isinstance(each, Consultation):
        return None
    named = Consulted.objects.select_related("proposal__group").prefetch_related("proposal__wordings")
    prefetch_related_objects(held, Prefetch("consulted", named))
    return {"named": each.consulted.all()}
