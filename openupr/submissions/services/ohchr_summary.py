"""Bringing OHCHR's summary of stakeholders' submissions, and saying which of them is ours."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.reviews.models import Review
from openupr.undocs import UnDocument
from openupr.undocs.values import StakeholderSummary
from openupr.upr.cycles import cycle_of_session
from openupr.upr.states import by_iso3

from ..actions.drafting import BRING_SUMMARY
from ..models import OhchrSummary, Submission
from ..rules.refusals import NoSuchCode, NoSummary, SummaryOfAnotherReview


@act(BRING_SUMMARY, _("Bring OHCHR's summary of stakeholders' submissions"), about="submission")
def bring_summary(*, by: Person, submission: Submission, document: UnDocument, today: date) -> OhchrSummary:
    """Keep what was read of the summary, in place of an earlier one. Raises NoSummary, SummaryOfAnotherReview."""
    if not isinstance(document, StakeholderSummary) or not document.submissions:
        raise NoSummary
    review = submission.coalition.review
    if (document.state and document.state != review.iso3) or _is_of_another_session(document.session, review):
        raise SummaryOfAnotherReview(document.symbol, by_iso3(review.iso3).in_a_sentence)
    kept, _made = OhchrSummary.objects.update_or_create(
        coalition=submission.coalition,
        defaults={"symbol": document.symbol[:60], "content": document.as_json(), "added_on": today},
    )
    return kept


def _is_of_another_session(session: int | None, review: Review) -> bool:
    if session is None:
        return False
    if review.session:
        return session != review.session
    try:
        return cycle_of_session(session) != review.cycle
    except LookupError:
        return False


@act(BRING_SUMMARY, _("Say which submission of OHCHR's summary is ours"), about="submission")
def choose_code(*, by: Person, submission: Submission, code: str) -> Submission:
    """Say by which code the summary cites this submission; "" leaves it to the names. Raises NoSuchCode."""
    summary = OhchrSummary.objects.filter(coalition=submission.coalition).first()
    if code and code not in [entry["code"] for entry in (summary.submissions if summary else ())]:
        raise NoSuchCode
    submission.code_of_ohchr = code
    submission.save(update_fields=["code_of_ohchr"])
    return submission
