"""The directory of partners, with the groups that each fits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Organisation, Participation
from openupr.upr.issues import issue
from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.models import Support

from ..models import Partner, PutInTouch

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
            each,
            [issue(key).label for key in each.issues],
            [in_page_language(language(code).name) for code in each.languages],
            [str(Support(key).label) for key in each.offers],
            [group.name for group in groups if set(group.issues) & set(each.issues)],
            list(each.put_in_touch.all()),
        )
        for each in coalition.partners.prefetch_related("put_in_touch__organisation")
        if (not theme or not each.issues or theme in each.issues) and (not offer or offer in each.offers)
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
