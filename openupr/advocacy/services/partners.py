"""The directory of partners."""

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition

from ..models import Partner
from ..permissions import KEEP_PARTNERS


@act(KEEP_PARTNERS, about="coalition")
def save_partner(*, by: Person, coalition: Coalition, partner: Partner) -> Partner:
    """Save a partner, new or changed."""
    partner.coalition = coalition
    partner.save()
    return partner


@act(KEEP_PARTNERS, about="coalition")
def drop_partner(*, by: Person, coalition: Coalition, partner: Partner) -> None:
    """Take a partner out of the directory."""
    partner.delete()
