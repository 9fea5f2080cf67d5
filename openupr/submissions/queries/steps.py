"""What is to be done next on a submission, as counts: nothing of it stops anybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from openupr.followup.models import Evidence
from openupr.web.kept_queries import kept_rows

from ..models import (
    AnnexFile,
    Circulation,
    Claim,
    Paragraph,
    Remark,
    Section,
    SectionTask,
    Stance,
    Submission,
    Suggestion,
    current_paragraphs,
    with_paragraphs,
)
from .citing import citing_the_unknown
from .quoting import withdrawn_quotes
from .roadmap_changes import SinceTaken, since_taken
from .submissions import Budget, Place, budget_of, empty_parts
from .validation import unsettled_in


@dataclass(frozen=True, slots=True)
class Open:
    """What is open: where each comment and each suggestion is; objections; tasks and objections that are overdue, the
    earliest first; `withdrawn_quotes`, `unknown`: paragraphs with a quote that was withdrawn, or that cite what the
    record does not hold; `cases`: paragraphs that tell one person's case, as somebody said who named its source, and
    whose consent is to be asked; `lost`: where each source is whose evidence was deleted or rejected, or is shared no
    more; `lost_annexes`: how many such annexes; `empty`: the sections in which nothing is written.
    """

    remarks: list[Place]
    suggestions: list[Place]
    objecting: list[Stance]
    overdue: list[SectionTask]
    overdue_objections: list[Stance]
    rounds: int
    withdrawn_quotes: list[Paragraph]
    cases: list[Paragraph]
    unknown: list[Paragraph]
    lost: list[Place]
    lost_annexes: int
    empty: list[Section]
    since: SinceTaken

    @property
    def objections(self) -> int:
        """How many objections are open."""
        return len(self.objecting)

    @property
    def points_before_lodging(self) -> int:
        """How many kinds of it are there that are better settled before the submission is lodged."""
        since = (self.since.offered, self.since.withdrawn, self.since.facts)
        in_the_text = (self.remarks, self.suggestions, self.withdrawn_quotes, self.cases, self.unknown)
        return sum(map(bool, (*since, *in_the_text, self.lost, self.lost_annexes, self.empty, self.objections)))


_EVIDENCE = Q(evidence=None) | Q(evidence__state=Evidence.State.REJECTED) | Q(evidence__seen_by=Evidence.SeenBy.OWN)
_LOST = Q(from_evidence=True) & _EVIDENCE


def open_things(submission: Submission, *, today: date, budget: Budget | None = None) -> Open:
    """At most fifteen queries, eleven more with paragraphs of themes, and those of `budget` where it is not given."""
    budget = budget or budget_of(submission)
    sections = {each.section.pk: each.section for each in budget.sections}

    def where(ask: Callable[[int], QuerySet[Any, Any]], anchor: str = "%s") -> list[Place]:
        return [Place(sections[key], anchor % at) for key, at in kept_rows(ask, submission.pk)]

    objecting = kept_rows(unsettled_in, submission.pk)
    return Open(
        remarks=where(_remarks, "comment-%s"),
        suggestions=where(_suggestions),
        objecting=objecting,
        overdue=kept_rows(_overdue, submission.pk, today),
        overdue_objections=[each for each in objecting if each.due and each.due < today],
        rounds=len(kept_rows(_rounds, submission.pk)),
        withdrawn_quotes=withdrawn_quotes(sections.values(), budget.said),
        cases=cases_to_ask(submission, sections.values()),
        empty=empty_parts(budget),
        unknown=citing_the_unknown(sections.values(), budget.said),
        lost=where(_lost),
        lost_annexes=len(kept_rows(_lost_annexes, submission.pk)),
        since=since_taken(submission, sections.values()),
    )


def _remarks(submission: int) -> QuerySet[Remark, Any]:
    return _places_of(Remark.objects.filter(resolved=False), submission, "pk")


def _suggestions(submission: int) -> QuerySet[Suggestion, Any]:
    return _places_of(Suggestion.objects.filter(state=Suggestion.State.OPEN), submission)


def _lost(submission: int) -> QuerySet[Claim, Any]:
    return _places_of(Claim.objects.filter(_LOST), submission)


def _places_of(things: QuerySet[Any], submission: int, at: str = "paragraph__anchor") -> QuerySet[Any, Any]:
    """For each thing on a paragraph that stands in a section that stands, the key of that section, and where."""
    standing = things.filter(paragraph__removed=False, paragraph__section__taken_out_at=None)
    within = standing.filter(paragraph__section__submission=submission)
    order = ("paragraph__section__order", "paragraph__section", "paragraph__order", "paragraph", "pk")
    return within.order_by(*order).values_list("paragraph__section", at)


def _overdue(submission: int, today: date) -> QuerySet[SectionTask]:
    within = SectionTask.objects.filter(section__submission=submission, section__taken_out_at=None)
    return within.filter(done_on=None, due__lt=today).select_related("section", "organisation")


def _rounds(submission: int) -> QuerySet[Circulation, int]:
    return Circulation.objects.filter(submission=submission).order_by().values_list("pk", flat=True)


def _lost_annexes(submission: int) -> QuerySet[AnnexFile, int]:
    return AnnexFile.objects.filter(_LOST, submission=submission).order_by().values_list("pk", flat=True)


def cases_to_ask(submission: Submission, sections: Iterable[Section] | None = None) -> list[Paragraph]:
    """The paragraphs that stand with a source that is marked as one person's case, consent to be asked. One query;
    three where the `sections` with their paragraphs are not given.
    """
    marked = set(kept_rows(_asked_cases, submission.pk))
    if sections is None:
        sections = with_paragraphs(submission.sections.all())
    return [each for section in sections for each in current_paragraphs(section) if each.pk in marked]


def _asked_cases(submission: int) -> QuerySet[Claim, int]:
    asked = Claim.objects.filter(case=Claim.Case.ASK, paragraph__section__submission=submission)
    return asked.order_by().values_list("paragraph", flat=True)
