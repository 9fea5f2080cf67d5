"""What a coalition is to do next to have its recommendations carried."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.queries.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase

from .asks import asks_of
from .statement import hand_in_of


def advocate_next(now: Situation) -> Iterator[WhatNext]:
    """To the pre-session, its statement, carriers and embassies' sheets, between lodging and the review; after it to
    what was taken up.
    """
    if now.phase is CoalitionPhase.AFTER_REVIEW and "advocacy.see-uptake" in now.may:
        address = reverse("advocacy:uptake", args=[now.coalition.key])
        yield WhatNext(_("See which asks were taken up"), address)
    if now.phase not in (CoalitionPhase.LODGED, CoalitionPhase.BEFORE_REVIEW):
        return
    key = [now.coalition.key]
    if now.phase == CoalitionPhase.BEFORE_REVIEW and "advocacy.see-pre-sessions" in now.may:
        yield WhatNext(_("Prepare the pre-session"), reverse("advocacy:pre-sessions", args=key))
    if "advocacy.write-statement" in now.may:
        hand_in = hand_in_of(now.coalition, today=now.today)
        if hand_in.day and not hand_in.is_over:
            text = _("Hand in the statement: %(day)s") % {"day": date_format(hand_in.day, "j F Y")}
            yield WhatNext(text, reverse("advocacy:statement", args=key))
    asks = asks_of(now.coalition)
    if "advocacy.choose-carriers" in now.may and (not asks or any(each.wanted for each in asks)):
        yield WhatNext(_("Find States to ask"), reverse("advocacy:states", args=key))
        yield WhatNext(_("Decide who carries what"), reverse("advocacy:carriers", args=key))
    if "advocacy.see-sheets" in now.may:
        yield WhatNext(_("Prepare the sheets for embassies"), reverse("advocacy:sheets", args=key))
