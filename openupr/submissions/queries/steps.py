"""What is to be done next on a submission, as counts: nothing of it stops anybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import Remark, Section, SectionTask, Stance, Submission, Suggestion
from .quoting import count_taken_back
from .validation import late_objections, objections_open


@dataclass(frozen=True, slots=True)
class Open:
    """What is open: for each comment and each suggestion the section where it stands; objections; tasks and objections
    that are late, the earliest first; `taken_back`: paragraphs that quote a testimony which was taken back."""

    remarks: list[Section]
    suggestions: list[Section]
    objections: int
    late: list[SectionTask]
    late_objections: list[Stance]
    rounds: int
    taken_back: int


def _sections(things: QuerySet[Remark] | QuerySet[Suggestion]) -> list[Section]:
    found = things.select_related("paragraph__section").order_by("paragraph__section__order")
    return [each.paragraph.section for each in found]


def open_things(submission: Submission, *, today: date) -> Open:
    """Seven queries, eight where testimonies are quoted."""
    late = SectionTask.objects.filter(section__submission=submission, done_on=None, due__lt=today)
    within = {"paragraph__section__submission": submission, "paragraph__removed": False}
    return Open(
        remarks=_sections(Remark.objects.filter(**within, resolved=False)),
        suggestions=_sections(Suggestion.objects.filter(**within, state=Suggestion.State.OPEN)),
        objections=objections_open(submission).count(),
        late=list(late.select_related("section", "organisation")),
        late_objections=list(late_objections(submission, today=today)),
        rounds=submission.circulations.count(),
        taken_back=count_taken_back(submission),
    )
