"""What the papers for diplomats have in common: the line on the SDGs, and what they say of machine-made headings."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.languages.queries import all_confirmed
from openupr.roadmaps.models import Proposal
from openupr.upr.sdgs import GOALS, TARGETS
from openupr.upr.states import State

from ..models import Factsheet

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
