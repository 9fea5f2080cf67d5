"""What a coalition is to do next to have its recommendations carried."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase

from .asks import asks_of
from .statement_dates import hand_in_of


def advocate_next(now: Situation) -> Iterator[WhatNext]:
    """To the pre-session, its statement, carriers and embassies' sheets, between lodging and the
    review; after it to what was taken up.
    """
    if now.phase is CoalitionPhase.AFTER_REVIEW and "advocacy.see-uptake" in now.may:
        address = reverse("advocacy:uptake", args=[now.coalition.key])
        yield WhatNext(_("See which recommendations were taken up"), address)
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
    if "advocacy.choose-carriers" in now.may:
        yield from _choose_states(now.coalition)
    if "advocacy.see-sheets" in now.may:
        yield WhatNext(_("Prepare the sheets for embassies"), reverse("advocacy:sheets", args=key))


def _choose_states(coalition: Coalition) -> Iterator[WhatNext]:
    """To the States to ask; once some are chosen, to the recommendations that need more."""
    asks, key = asks_of(coalition), [coalition.key]
    lacking = sum(1 for each in asks if each.wanted)
    if lacking and any(each.carriers for each in asks):
        text = ngettext(
            "Choose States for %(n)s more recommendation", "Choose States for %(n)s more recommendations", lacking
        )
        yield WhatNext(text % {"n": lacking}, reverse("advocacy:carriers", args=key))
    elif lacking or not asks:
        yield WhatNext(_("Find States to ask"), reverse("advocacy:states", args=key))
        yield WhatNext(_("Decide who carries what"), reverse("advocacy:carriers", args=key))
