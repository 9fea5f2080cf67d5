"""Which number each paragraph and each note will have in the Word file, where both count through all sections."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from openupr.documents.light_markup import count_notes, count_paragraphs
from openupr.web.kept_queries import kept_rows

from ..models import Claim, Section, Submission, told


def numbers_in(sections: Iterable[Section]) -> dict[int, int]:
    """{key of a paragraph: the number of the first that its text holds}; without those of annexes, which have none.

    No query, where the paragraphs of `sections` were fetched with them.
    """
    found: dict[int, int] = {}
    last = 0
    for section in sections:
        if section.kind == Section.Kind.ANNEX:
            continue
        for paragraph in told(section):
            found[paragraph.pk] = last + 1
            last += count_paragraphs(paragraph.text)
    return found


def notes_in(submission: Submission, sections: Iterable[Section]) -> dict[int, int]:
    """{key of a paragraph: the number of the first note that it brings, in its text or as a source}. One query."""
    sources = dict(kept_rows(_number_of_sources, submission.pk))
    found: dict[int, int] = {}
    last = 0
    for paragraph in (each for section in sections for each in told(section)):
        found[paragraph.pk] = last + 1
        last += count_notes(paragraph.text) + sources.get(paragraph.pk, 0)
    return found


def _number_of_sources(submission: int) -> QuerySet[Claim, Any]:
    claims = Claim.objects.filter(paragraph__section__submission=submission).order_by()
    return claims.values_list("paragraph").annotate(Count("pk"))
