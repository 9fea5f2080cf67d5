"""Sections that were taken out, and what goes with one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from openupr.web.kept_queries import kept_rows

from ..models import Claim, Paragraph, Remark, Section, Submission, Suggestion
from .document import citations
from .submissions import section_words


@dataclass(frozen=True, slots=True)
class Contents:
    """A section and how much is in it: paragraphs that stand, words as Word counts them, comments, open suggestions
    and sources on those paragraphs.
    """

    section: Section
    paragraphs: list[Paragraph]
    words: int
    remarks: int
    suggestions: int
    claims: int


def contents_of(section: Section) -> Contents:
    """What goes with a section that is taken out. A constant number of queries."""
    return _contents([section], section.submission)[0]


def sections_taken_out(submission: Submission) -> list[Contents]:
    """All that were taken out, the last first. A constant number of queries."""
    out = Section.all_ever.filter(submission=submission).exclude(taken_out_at=None).select_related("group")
    found = list(out.order_by("-taken_out_at", "pk").prefetch_related("paragraphs"))
    for section in found:
        section.submission = submission
    return _contents(found, submission)


def _contents(sections: Sequence[Section], submission: Submission) -> list[Contents]:
    texts = [paragraph.text for section in sections for paragraph in section.paragraphs.all()]
    cite = citations(texts, submission).get
    on = {"paragraph__section__in": sections, "paragraph__removed": False}
    counted = [
        Counter(rows.values_list("paragraph__section", flat=True))
        for rows in (
            Remark.objects.filter(**on).order_by(),
            Suggestion.objects.filter(**on, state=Suggestion.State.OPEN).order_by(),
            Claim.objects.filter(**on).order_by(),
        )
    ]
    return [
        Contents(each, list(each.paragraphs.all()), section_words(each, cite), *(count[each.pk] for count in counted))
        for each in sections
    ]


def count_taken_out(submission: Submission) -> int:
    """How many there are. One query."""
    return len(kept_rows(_taken_out, submission.pk))


def _taken_out(submission: int) -> QuerySet[Section, int]:
    found = Section.all_ever.filter(submission=submission).exclude(taken_out_at=None)
    return found.order_by().values_list("pk", flat=True)
