"""What the texts of the review have in common: which review it was, the coalition's recommendations
in few words.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.documents.light_markup import markup_of
from openupr.timeline.dates_in_words import INVENTED, window_words
from openupr.timeline.models import Milestone
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr.cycles import year_of_session
from openupr.upr.phases import REVIEW
from openupr.upr.un_numbers import NO_NUMBER, UnNumber

from .frame_texts import contact_of
from .sheets import asks_in_short


def place(words: str) -> str:
    """A place that a person fills in: "[Date]"."""
    return f"[{words}]"


def listed(words: Sequence[str]) -> str:
    """ "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(many)s and %(last)s") % {"many": ", ".join(words[:-1]), "last": words[-1]}


def contact_or_place(coalition: Coalition) -> str:
    """How to reach the coalition, as its embassy sheets say it; else a place to fill in.

    As markup.
    """
    return markup_of(contact_of(coalition)) or place(_("How to reach us"))


def texts_in_short(coalition: Coalition, language: str) -> Mapping[int, str]:
    """The coalition's recommendations by their keys, as short as its embassy sheets have them."""
    return {short.ask.pk: short.told(language).text for short in asks_in_short(coalition)}


def day_in_words(coalition: Coalition, phase: str) -> str:
    """When the review or the adoption was, as the coalition's calendar knows it; "" while that is
    an estimate.
    """
    known = milestone_of(coalition, phase)
    if known is None or known.status not in (PUBLISHED, DONE):
        return ""
    words = window_words(known.window)
    return f"{words}, {INVENTED}" if known.is_invented else words


def milestone_of(coalition: Coalition, phase: str) -> Milestone | None:
    """The date of this phase in the coalition's calendar. One query."""
    return Milestone.objects.filter(calendar=coalition.calendar_id, key=phase).exclude(calendar=None).first()


def review_in_brackets(coalition: Coalition, document: UnNumber = NO_NUMBER) -> str:
    """Which review it was, without a bracket of its own: "session 48, A/HRC/59/15, 28 January
    2025".
    """
    review = coalition.review
    named = {"number": review.session or review.cycle}
    words = _("session %(number)s") % named if review.session else _("cycle %(number)s") % named
    year = year_of_session(review.session) if review.session else None
    day = day_in_words(coalition, REVIEW) or (str(year) if year else "")
    return ", ".join(filter(None, [words, str(document), day]))
