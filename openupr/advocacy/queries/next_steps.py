"""What a coalition is to do next to have its recommendations carried."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.coalitions.queries.next_steps import NextStep, Situation
from openupr.coalitions.rules.phases import Phase


def advocate_next(now: Situation) -> Iterator[NextStep]:
    """To carriers and to embassies' sheets, between lodging and the review."""
    if now.phase not in (Phase.LODGED, Phase.BEFORE_REVIEW):
        return
    key = [now.coalition.key]
    yield NextStep(_("Find States to ask"), reverse("advocacy:states", args=key))
    yield NextStep(_("Decide who carries what"), reverse("advocacy:carriers", args=key))
    if "advocacy.see-sheets" in now.may:
        yield NextStep(_("Prepare the sheets for embassies"), reverse("advocacy:sheets", args=key))
