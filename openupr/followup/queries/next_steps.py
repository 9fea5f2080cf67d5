"""What a coalition is to do next once its State was reviewed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.coalitions.queries.next_steps import NextStep, Situation
from openupr.coalitions.rules.phases import Phase


def follow_up_next(now: Situation) -> Iterator[NextStep]:
    """To the list of what the State was told, and to how far it is."""
    if now.phase is not Phase.AFTER_REVIEW:
        return
    key = [now.coalition.key]
    yield NextStep(_("Follow up what the State was told"), reverse("followup:list", args=key))
    yield NextStep(_("See how far the State is"), reverse("followup:page", args=key))
