"""The directory of partners, with the groups that each fits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.models import Coalition, Organisation, Participation
from openupr.upr.issues import issue
from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.models import Support

from .actions import KEEP_PARTNERS, PUT_IN_TOUCH
from .models import Partner, PutInTouch
from .rules import NotBothAgree, NotOursToConnect

PARTNER_COLUMNS = ("name", "where", "themes", "languages", "offers", "more", "how_to_reach", "groups")


@dataclass(frozen=True)
class PartnerLine:
    """A partner in words.

    `groups`: the coalition's groups that share a theme with it; `in_touch`: the organisations that
    were put in touch with it.
    """

    partner: Partner
    themes: list[str]
    languages: list[str]
    offers: list[str]
    groups: list[str]
    in_touch: list[PutInTouch]


def speaks_for(person: Person, coalition: Coalition) -> list[Organisation]:
    """The organisations of a coalition that somebody may connect: all for a coordinator, else the
    own ones.
    """
    members = coalition.member_organisations.select_related("organisation").order_by("organisation__name")
    role = Participation.Role.COORDINATOR
    if not coalition.participations.filter(person=person, role=role).exists():
        members = members.filter(representative=person)
    return [member.organisation for member in members]


def partners_of(coalition: Coalition, *, theme: str = "", offer: str = "") -> list[PartnerLine]:
    """The directory, or what of it fits a theme and an offer. A partner without themes fits any."""
    groups = list(coalition.groups.filter(closed=False))
    return [
        PartnerLine(
            partner,
            [issue(key).label for key in partner.issues],
            [in_page_language(language(code).name) for code in partner.languages],
            [str(Support(key).label) for key in partner.offers],
            [group.name for group in groups if set(group.issues) & set(partner.issues)],
            list(partner.put_in_touch.all()),
        )
        for partner in coalition.partners.prefetch_related("put_in_touch__organisation")
        if (not theme or not partner.issues or theme in partner.issues) and (not offer or offer in partner.offers)
    ]


def partner_rows(lines: list[PartnerLine]) -> Iterator[Mapping[str, Any]]:
    """The directory as rows of a file."""
    for line in lines:
        yield {
            "name": line.partner.name,
            "where": line.partner.scope,
            "themes": line.themes,
            "languages": line.languages,
            "offers": line.offers,
            "more": line.partner.note,
            "how_to_reach": line.partner.contact,
            "groups": line.groups,
        }


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
    erase_after_commit(Partner, PutInTouch, wait=PATIENTLY)


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
    values = {"day": day, "about": about.strip()}
    noted, _made = PutInTouch.objects.update_or_create(partner=partner, organisation=organisation, defaults=values)
    return noted


@act(PUT_IN_TOUCH, _("Delete that an organisation and a partner were put in touch"), about="coalition")
def forget_put_in_touch(*, by: Person, coalition: Coalition, noted: PutInTouch) -> None:
    """Delete it: one of the two no longer agrees. Raises NotOursToConnect."""
    if noted.coalition != coalition or noted.organisation not in speaks_for(by, coalition):
        raise NotOursToConnect
    noted.delete()
    erase_after_commit(PutInTouch, wait=PATIENTLY)
