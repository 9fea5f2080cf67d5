"""Turning a draft from by chapter to by theme, and back: how its sections are ordered and headed, no text of them."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions.drafting import ARRANGE
from ..models import Section, Submission
from ..queries.turning import check_turns, turned
from .open_for_writing import check_open


@act(ARRANGE, _("Order a submission by theme or by chapter"), about="submission")
def turn_submission(*, by: Person, submission: Submission, arrangement: str) -> Submission:
    """Order it by theme or by chapter; each arrangement keeps its own order of the sections.

    Raises Locked, NotJoint, Signed.
    """
    to = Submission.Arrangement(arrangement)
    check_open(submission)
    submission.refresh_from_db(fields=["state", "arrangement"], from_queryset=Submission.objects.select_for_update())
    check_turns(submission)
    if submission.arrangement == to:
        return submission
    places = [(each, place) for place, each in enumerate(turned(submission), start=1)]
    for section, place in places:
        section.order, section.order_otherwise = place, section.order
    Section.all_ever.bulk_update([each for each, _place in places], ["order", "order_otherwise"])
    submission.arrangement = to
    submission.save(update_fields=["arrangement"])
    return submission
