"""What the papers for diplomats have in common: the line on the SDGs, and what they say of machine-made headings."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition
from openupr.languages.queries import all_confirmed
from openupr.roadmaps.models import Proposal
from openupr.upr.sdgs import GOALS, TARGETS
from openupr.upr.states import State

from ..models import Factsheet, SheetContact

SDGS = gettext_noop("Sustainable Development Goals")
_UNREVIEWED = gettext_noop("The Khmer headings are machine-made and not yet reviewed.")


WORDINGS = {each.code: each.wording for each in GOALS} | {each.code: each.wording for each in TARGETS}
"""Of goals and targets, by their codes."""


def state_name(state: State) -> str:
    """In a sentence, in the active language where it has a name there."""
    name = _(state.name)
    return state.in_a_sentence if name == state.name else name


def formal_name(state: State) -> str:
    """As diplomats write it; in another language than English the short name, where it has one there."""
    name = _(state.name)
    return state.formal_in_a_sentence if name == state.name else name


def contact_of(coalition: Coalition) -> str:
    """Whom a reader can ask, as the coalition wrote it; "" where it wrote nothing."""
    contact = SheetContact.objects.filter(coalition=coalition).first()
    return contact.text if contact else ""


def day_and_contact(day: date, contact: str) -> str:
    """The last line of a paper that is handed over, in the active language."""
    written_on = date_format(day, "j F Y")
    return f"{written_on} · {_('Contact: %(contact)s') % {'contact': contact}}" if contact else written_on


def targets_in_words(codes: Iterable[str]) -> str:
    """ "16.3 Rule of law and access to justice · 5.2 ..."."""
    return " · ".join(f"{code} {WORDINGS[code]}".strip() for code in codes)


def targets_served(proposals: Iterable[Proposal]) -> list[str]:
    """The targets that a person confirmed for these asks or for the themes of their groups, in order."""
    asks = list(proposals)
    themes = Factsheet.objects.filter(group__in={each.group_id for each in asks}).values_list("sdg_targets", flat=True)
    codes = {code for each in asks for code in each.sdg_targets} | {code for each in themes for code in each}
    return sorted(codes, key=lambda code: [part.zfill(3) for part in code.split(".")])


def unreviewed(frame: Iterable[str], language: str) -> str:
    """What a paper says of its machine-made headings; "" where a speaker confirmed them all. In the active language."""
    if language != "km" or all_confirmed([(each, _(each)) for each in frame]):
        return ""
    return _(_UNREVIEWED)
