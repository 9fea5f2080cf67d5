"""What a coalition is to do next once its State was reviewed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.coalitions.queries.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase


def follow_up_next(now: Situation) -> Iterator[WhatNext]:
    """To the list of what the State was told, and to how far it is."""
    if now.phase is not CoalitionPhase.AFTER_REVIEW:
        return
    key = [now.coalition.key]
    yield WhatNext(_("Follow up earlier recommendations"), reverse("followup:list", args=key))
    yield WhatNext(_("See how far the State is"), reverse("followup:page", args=key))
