"""What is to be done next on a submission, as counts: nothing of it stops anybody."""

from dataclasses import dataclass
from datetime import date

from ..models import Remark, SectionTask, Stance, Submission, Suggestion


@dataclass(frozen=True, slots=True)
class Open:
    """What is open: comments, suggestions, objections; tasks that are late, the earliest first."""

    remarks: int
    suggestions: int
    objections: int
    late: list[SectionTask]
    rounds: int


def open_things(submission: Submission, *, today: date) -> Open:
    """Five queries."""
    late = SectionTask.objects.filter(section__submission=submission, done_on=None, due__lt=today)
    objections = Stance.objects.filter(section__submission=submission, says=Stance.Says.OBJECT, settled=False)
    within = {"paragraph__section__submission": submission, "paragraph__removed": False}
    return Open(
        remarks=Remark.objects.filter(**within, resolved=False).count(),
        suggestions=Suggestion.objects.filter(**within, state=Suggestion.State.OPEN).count(),
        objections=objections.count(),
        late=list(late.select_related("section", "organisation")),
        rounds=submission.circulations.count(),
    )
