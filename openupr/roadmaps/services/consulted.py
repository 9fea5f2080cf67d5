"""Saying which recommendations a consultation was about."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Consultation

from ..actions import NAME_CONSULTED
from ..models import Consulted, Proposal
from ..rules.proposals import OfAnotherCoalition


@act(NAME_CONSULTED, _("Name a recommendation that a consultation was about"), about="consultation")
def name_consulted(*, by: Person, consultation: Consultation, proposal: Proposal, changed: str = "") -> Consulted:
    """Name a recommendation that was talked over; again, what changed in it is said anew. Raises OfAnotherCoalition."""
    if proposal.group.coalition_id != consultation.coalition_id:
        raise OfAnotherCoalition
    given = {"changed": changed.strip()}
    return Consulted.objects.update_or_create(consultation=consultation, proposal=proposal, defaults=given)[0]


@act(NAME_CONSULTED, _("Say that a consultation was not about a recommendation"), about="consultation")
def unname_consulted(*, by: Person, consultation: Consultation, proposal: Proposal) -> None:
    """It was not about this one."""
    Consulted.objects.filter(consultation=consultation, proposal=proposal).delete()
