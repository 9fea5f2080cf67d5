"""What a coalition is to do next about its groups' recommendations, and which groups have adopted none."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from openupr.coalitions.models import Group
from openupr.coalitions.queries.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase

_NONE_ADOPTED = gettext_noop("no recommendation adopted")
_WHILE_WRITING = (CoalitionPhase.WORKSHOP, CoalitionPhase.DRAFTING, CoalitionPhase.SIGN_ON)


def lack_adopted(phase: CoalitionPhase, groups: Sequence[Group]) -> dict[int, str]:
    """The groups that have adopted no recommendation, while the submission is written."""
    if phase not in _WHILE_WRITING:
        return {}
    return {group.pk: _(_NONE_ADOPTED) for group in groups if not group.adopted}  # type: ignore[attr-defined]


def adopt_next(now: Situation) -> Iterator[WhatNext]:
    """To the list of all recommendations: to adopt some, or to mend their wording."""
    if now.phase is not CoalitionPhase.DRAFTING:
        return
    address = reverse("roadmaps:all-proposals", args=[now.coalition.key])
    n = sum(_(_NONE_ADOPTED) in lacks for lacks in now.lacks.values())
    if n:
        told = ngettext("%(n)s group has none", "%(n)s groups have none", n) % {"n": n}
        yield WhatNext(_("Adopt recommendations: %(told)s") % {"told": told}, address)
    elif now.groups:
        yield WhatNext(_("Mend recommendations that have a hint"), f"{address}?only=hints")
