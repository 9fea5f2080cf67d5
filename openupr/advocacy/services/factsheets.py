"""A factsheet is written, shown to everybody, taken back; the logo that is on it."""

import io
from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.refusals import Refused
from openupr.files.rebuilding import Rebuilt
from openupr.upr.sdgs import find_sdg

from ..actions import CHOOSE_LOGO, PUBLISH_FACTSHEETS, WRITE_FACTSHEETS
from ..models import Factsheet, Logo, PublishedFactsheet
from ..queries.factsheet_files import TooLongForAPage, fit_of
from ..queries.factsheets import drafted, factsheet_of, handed_over, page_of
from ..queries.own_words import Form
from .own_words import keep_own_words

_LOGO_SIZE = (480, 160)
_PICTURES = {"png", "jpg"}


class NoPicture(Refused):
    """The file holds nothing to be seen."""

    def __init__(self) -> None:
        super().__init__("This file has no picture. Choose a PNG or JPEG.")


@act(WRITE_FACTSHEETS, _("Write the factsheet of a group"), about="group")
def save_factsheet(*, by: Person, group: Group, languages: Sequence[str], form: Form) -> list[str]:
    """Keep the parts of the form that differ from what the facts say; returns the labels of those
    that somebody else saved meanwhile: both texts are in them. Raises RecordNotReady.
    """
    sheet = factsheet_of(group)
    sheet.languages = list(dict.fromkeys(languages))[:2]
    sheet.save()
    found = drafted(sheet).parts.values()
    return [label for parts in found for label in keep_own_words(parts, form, sheet.texts)]


@act(WRITE_FACTSHEETS, _("Confirm which SDG targets a theme serves"), about="group")
def confirm_targets(*, by: Person, group: Group, targets: Sequence[str]) -> Factsheet:
    """Say which SDG targets the theme serves. Raises UnknownName for one that is none."""
    sheet = factsheet_of(group)
    sheet.sdg_targets = sorted({find_sdg(code) for code in targets})
    sheet.save()
    return sheet


@act(PUBLISH_FACTSHEETS, _("Publish the factsheet of a group"), about="group")
def publish_factsheet(*, by: Person, group: Group, address: str, today: date) -> PublishedFactsheet:
    """Show the page as it is now to everybody with its address.

    `address`: one as long as its own, for the code on the page. Raises RecordNotReady,
    TooLongForAPage.
    """
    sheet = factsheet_of(group)
    page = page_of(drafted(sheet))
    logo = Logo.objects.filter(coalition=group.coalition).first()
    picture = bytes(logo.data) if logo else b""
    # Its day and the contact are on the pages that are handed over: these have to fit too.
    fit = fit_of(handed_over(page, group.coalition, today=today), logo=picture, address=address)
    if fit.is_too_long:
        raise TooLongForAPage(fit)
    sheet.save()
    given = {"on": True, "page": page, "logo": picture, "published_on": today}
    shown, _new = PublishedFactsheet.objects.update_or_create(factsheet=sheet, defaults=given)
    return shown


@act(PUBLISH_FACTSHEETS, _("Take a published factsheet back"), about="group")
def unpublish_factsheet(*, by: Person, group: Group) -> None:
    """Show it to nobody any more; what was shown is deleted, the address is kept."""
    PublishedFactsheet.objects.filter(factsheet__group=group).update(on=False, page={}, logo=b"")


def keep_taken_back() -> Callable[[], None]:
    """A factsheet that was taken back is not public again because an older backup does not know it.

    Called before a backup takes the database's place; what it returns, in the restored one.
    """
    taken_back = list(PublishedFactsheet.objects.filter(on=False).values_list("key", flat=True))

    def take_back() -> None:
        PublishedFactsheet.objects.filter(key__in=taken_back).update(on=False, page={}, logo=b"")

    return take_back


@act(CHOOSE_LOGO, _("Choose the coalition’s logo"), about="coalition")
def choose_logo(*, by: Person, coalition: Coalition, rebuilt: Rebuilt) -> Logo:
    """Have this picture on every factsheet. Raises NoPicture."""
    seen = rebuilt.data if rebuilt.kind in _PICTURES else next(iter(rebuilt.pictures), b"")
    if not seen:
        raise NoPicture
    made, _new = Logo.objects.update_or_create(coalition=coalition, defaults={"data": _small(seen)})
    return made


@act(CHOOSE_LOGO, _("Remove the coalition’s logo"), about="coalition")
def remove_logo(*, by: Person, coalition: Coalition) -> None:
    """No logo any more. Published factsheets keep the one that they were published with."""
    Logo.objects.filter(coalition=coalition).delete()


def _small(seen: bytes) -> bytes:
    from PIL import Image  # only who brings a logo needs it

    with Image.open(io.BytesIO(seen)) as picture:
        picture.thumbnail(_LOGO_SIZE)
        output = io.BytesIO()
        picture.save(output, "PNG", optimize=True)
    return output.getvalue()
