"""What is to be done next on a submission, as counts: nothing of it stops anybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import Claim, Paragraph, Remark, Section, SectionTask, Stance, Submission, Suggestion
from .citing import citing_the_unknown
from .quoting import withdrawn_quotes
from .roadmap_changes import SinceTaken, since_taken
from .validation import late_objections, objections_open


@dataclass(frozen=True, slots=True)
class Open:
    """What is open: for each comment and each suggestion the section where it stands; objections; tasks and objections
    that are late, the earliest first; `withdrawn_quotes`, `unknown`: for each paragraph with a quote that was
    withdrawn, or that cites what the record does not hold, its section; `cases`: paragraphs that tell one person's
    case, as somebody said who named its source, and whose consent is to be asked.
    """

    remarks: list[Section]
    suggestions: list[Section]
    objecting: list[Stance]
    late: list[SectionTask]
    late_objections: list[Stance]
    rounds: int
    withdrawn_quotes: list[Section]
    cases: list[Paragraph]
    unknown: list[Section]
    since: SinceTaken

    @property
    def objections(self) -> int:
        """How many objections nobody has settled."""
        return len(self.objecting)

    @property
    def before_lodging(self) -> bool:
        """Whether anything of it is better settled before the submission is lodged."""
        since = self.since.offered or self.since.withdrawn
        in_the_text = self.remarks or self.suggestions or self.withdrawn_quotes or self.cases or self.unknown
        return bool(in_the_text or self.objections or since)


def _sections(things: QuerySet[Remark] | QuerySet[Suggestion]) -> list[Section]:
    found = things.select_related("paragraph__section").order_by("paragraph__section__order")
    return [each.paragraph.section for each in found]


def open_things(submission: Submission, *, today: date) -> Open:
    """Thirteen queries, one more where testimonies are quoted, two where recommendations are cited."""
    standing = {"section__submission": submission, "section__taken_out_at": None}
    late = SectionTask.objects.filter(**standing, done_on=None, due__lt=today)
    within = {"paragraph__removed": False, **{f"paragraph__{name}": value for name, value in standing.items()}}
    return Open(
        remarks=_sections(Remark.objects.filter(**within, resolved=False)),
        suggestions=_sections(Suggestion.objects.filter(**within, state=Suggestion.State.OPEN)),
        objecting=list(objections_open(submission)),
        late=list(late.select_related("section", "organisation")),
        late_objections=list(late_objections(submission, today=today)),
        rounds=submission.circulations.count(),
        withdrawn_quotes=withdrawn_quotes(submission),
        cases=cases_to_ask(submission),
        unknown=[each.section for each in citing_the_unknown(submission)],
        since=since_taken(submission),
    )


def cases_to_ask(submission: Submission) -> list[Paragraph]:
    """The paragraphs that stand with a source that is marked as one person's case, consent to be asked. One query."""
    marked = Claim.objects.filter(case=Claim.Case.ASK).values("paragraph")
    standing = {"section__submission": submission, "section__taken_out_at": None}
    found = Paragraph.objects.filter(**standing, pk__in=marked).select_related("section")
    return list(found.order_by("section__order", "order", "pk"))
