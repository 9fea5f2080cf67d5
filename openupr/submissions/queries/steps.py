"""What is to be done next on a submission, as counts: nothing of it stops anybody."""

from dataclasses import dataclass
from datetime import date

from ..models import Remark, SectionTask, Stance, Submission, Suggestion
from .quoting import count_taken_back
from .validation import late_objections, objections_open


@dataclass(frozen=True, slots=True)
class Open:
    """What is open: comments, suggestions, objections; tasks and objections that are late, the earliest first;
    `taken_back`: paragraphs that quote a testimony which was taken back."""

    remarks: int
    suggestions: int
    objections: int
    late: list[SectionTask]
    late_objections: list[Stance]
    rounds: int
    taken_back: int


def open_things(submission: Submission, *, today: date) -> Open:
    """Seven queries, eight where testimonies are quoted."""
    late = SectionTask.objects.filter(section__submission=submission, done_on=None, due__lt=today)
    within = {"paragraph__section__submission": submission, "paragraph__removed": False}
    return Open(
        remarks=Remark.objects.filter(**within, resolved=False).count(),
        suggestions=Suggestion.objects.filter(**within, state=Suggestion.State.OPEN).count(),
        objections=objections_open(submission).count(),
        late=list(late.select_related("section", "organisation")),
        late_objections=list(late_objections(submission, today=today)),
        rounds=submission.circulations.count(),
        taken_back=count_taken_back(submission),
    )
