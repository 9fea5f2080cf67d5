"""The directory of partners."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Organisation

from ..actions import KEEP_PARTNERS, PUT_IN_TOUCH
from ..models import Partner, PutInTouch
from ..queries.partners import speaks_for
from ..rules import NotBothAgree, NotOursToConnect


@act(KEEP_PARTNERS, _("Write a partner into the directory"), about="coalition")
def save_partner(*, by: Person, coalition: Coalition, partner: Partner) -> Partner:
    """Save a partner, new or changed."""
    partner.coalition = coalition
    partner.save()
    return partner


@act(KEEP_PARTNERS, _("Remove a partner from the directory"), about="coalition")
def drop_partner(*, by: Person, coalition: Coalition, partner: Partner) -> None:
    """Take a partner out of the directory."""
    partner.delete()


@act(PUT_IN_TOUCH, _("Note that an organisation and a partner were put in touch"), about="coalition")
def note_put_in_touch(
    *,
    by: Person,
    coalition: Coalition,
    partner: Partner,
    organisation: Organisation,
    day: date,
    about: str,
    both_agree: bool,
) -> PutInTouch:
    """Keep that the two were put in touch; again, the last day and purpose count.

    A coordinator notes it for any organisation of the coalition, others for those that they speak
    for. Raises NotBothAgree, NotOursToConnect.
    """
    if not both_agree:
        raise NotBothAgree
    if partner.coalition_id != coalition.pk or organisation not in speaks_for(by, coalition):
        raise NotOursToConnect
    given = {"day": day, "about": about.strip()}
    noted, _made = PutInTouch.objects.update_or_create(partner=partner, organisation=organisation, defaults=given)
    return noted


@act(PUT_IN_TOUCH, _("Delete that an organisation and a partner were put in touch"), about="coalition")
def forget_put_in_touch(*, by: Person, coalition: Coalition, noted: PutInTouch) -> None:
    """Delete it: one of the two no longer agrees. Raises NotOursToConnect."""
    if noted.coalition != coalition or noted.organisation not in speaks_for(by, coalition):
        raise NotOursToConnect
    noted.delete()
