"""What a group wrote in a submission, for papers that begin with it."""

import re
from collections.abc import Sequence

from openupr.coalitions.models import Group
from openupr.documents.light_markup import CITATION, plain_words

from ..models import Section, told

_WORDS = 90
# They say nothing of how things are.
_OTHER_KINDS = {Section.Kind.RECOMMENDATIONS, Section.Kind.ORGANISATIONS, Section.Kind.ANNEX}


def beginning_of_part(group: Group) -> tuple[str, str]:
    """The first whole sentences, at most 90 words, of the group's part of its newest submission, and their language.

    Without notes, quotes, and what flowed in from elsewhere; ("", "") where nothing is written.
    """
    sections = Section.objects.filter(submission__coalition=group.coalition, group=group)
    for section in sections.exclude(kind__in=_OTHER_KINDS).select_related("submission").order_by("-submission__begun"):
        words: list[str] = []
        for each in told(section):
            if not (each.theme or each.proposal_id or each.follow_up_id):
                words += _without_citations(each.text).split()
        if words:
            return _whole_sentences(words), section.submission.language
    return "", ""


def _without_citations(text: str) -> str:
    """A quote of a testimony is nowhere but where it can be withdrawn."""
    return re.sub(r"\s+([.,;:])", r"\1", plain_words(CITATION.sub("", text)))


def _whole_sentences(words: Sequence[str]) -> str:
    kept = " ".join(words[:_WORDS])
    if len(words) <= _WORDS:
        return kept
    end = max(kept.rfind(". "), kept.rfind("។"))
    return kept[: end + 1] if end > 0 else f"{kept} …"
