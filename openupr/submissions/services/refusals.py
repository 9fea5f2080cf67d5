"""Refusals, as services raise them and pages show them; and the one that every service asks for first."""

from openupr.coalitions.services.refusals import Refused

from ..models import Submission
from ..rules.refusals import Locked

__all__ = ["Refused", "check_open"]


def check_open(submission: Submission) -> None:
    """Raise Locked where the submission, as the database has it now, is lodged."""
    if Submission.objects.filter(pk=submission.pk, state=Submission.State.LODGED).exists():
        raise Locked
