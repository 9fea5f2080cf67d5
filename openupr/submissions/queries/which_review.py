"""Which review a submission is for, as the coalition and the calendar know it."""

from openupr.conformance.rules.parts import Known
from openupr.documents.light_markup import plain_words
from openupr.reviews.models import Review

from ..models import Submission
from .document import citations
from .signing import named_organisations
from .steps import cases_to_ask


def known_of(submission: Submission) -> Known:
    """What need not be read off a draft's cover: the State, its last review, its language, whether anybody was asked to
    sign and is named, and which paragraphs are marked as one person's case."""
    coalition, marked = submission.coalition, cases_to_ask(submission)
    cite = citations([each.text for each in marked], submission)
    before = Review.objects.filter(iso3=coalition.review.iso3, cycle__lt=coalition.review.cycle)
    last = before.exclude(session=None).order_by("cycle", "session").values_list("session", flat=True).last()
    return Known(
        state=coalition.state,
        last_session=last,
        language=submission.language,
        nobody_asked=submission.state == Submission.State.DRAFTING and not submission.sign_ons.exists(),
        # What was lodged is kept as a file: it may name others than the signatures do.
        nobody_named=not submission.is_locked and not named_organisations(submission),
        cases_to_ask=tuple(plain_words(each.text, cite=cite.get) for each in marked),
    )
