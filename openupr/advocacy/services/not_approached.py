"""States that the coalition does not approach."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition

from ..actions import CHOOSE_CARRIERS
from ..models import NotApproached


@act(CHOOSE_CARRIERS, _("List a State that we do not approach"), about="coalition")
def avoid_state(*, by: Person, coalition: Coalition, iso3: str, reason: str = "") -> NotApproached:
    """Put a State on the list, or change its reason."""
    listed, _made = NotApproached.objects.update_or_create(coalition=coalition, iso3=iso3, defaults={"reason": reason})
    return listed


@act(CHOOSE_CARRIERS, _("Remove a State from those that we do not approach"), about="coalition")
def approach_again(*, by: Person, coalition: Coalition, iso3: str) -> None:
    """Take a State off the list."""
    NotApproached.objects.filter(coalition=coalition, iso3=iso3).delete()
