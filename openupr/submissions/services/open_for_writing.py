"""What every service that changes a submission checks first: that nothing is lodged or taken out."""

from ..models import Section, Submission
from ..rules.refusals import Locked, SectionTakenOut


def check_open(submission: Submission) -> None:
    """Raise Locked where the submission, as the database has it now, is lodged."""
    if Submission.objects.filter(pk=submission.pk, state=Submission.State.LODGED).exists():
        raise Locked


def check_stands(section: Section) -> None:
    """The same for what lies in a section, and SectionTakenOut where that was taken out. One query."""
    of_it = Section.all_ever.filter(pk=section.pk).values_list("submission__state", "taken_out_at")
    state, taken_out_at = of_it.get()
    if state == Submission.State.LODGED:
        raise Locked
    if taken_out_at:
        raise SectionTakenOut
