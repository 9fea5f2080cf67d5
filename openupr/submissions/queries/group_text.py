"""What a group wrote in a submission, for papers that begin with it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from openupr.coalitions.models import Group
from openupr.documents.light_markup import CITATION, plain_words

from ..models import Section, told

_WORDS = 90
# They say nothing of how things are.
_OTHER_KINDS = {Section.Kind.RECOMMENDATIONS, Section.Kind.ORGANISATIONS, Section.Kind.ANNEX}
_SENTENCE_END = re.compile(r"(?<=[.!?។])\s+")
_ON_THE_RECORD = re.compile(r"recommend|recommand|recomend|session|sesión|អនុសាសន៍|សម័យប្រជុំ", re.IGNORECASE)


def beginning_of_part(group: Group) -> tuple[str, str]:
    """How things are in the group's own words: the first whole sentences, at most 90 words, of its part of its newest
    submission, and their language; ("", "") where nothing is written.

    Without notes, quotes, and what flowed in from elsewhere. Paragraphs that begin with earlier recommendations are
    passed over, and it ends before the first sentence on these: the record counts them, for all issues of the theme,
    and two totals would contradict each other.
    """
    sections = Section.objects.filter(submission__coalition=group.coalition, group=group)
    in_order = sections.select_related("submission").order_by("-submission__begun", "-submission", "order", "pk")
    for section in in_order.exclude(kind__in=_OTHER_KINDS):
        if words := " ".join(_on_how_things_are(section)).split():
            return _whole_sentences(words), section.submission.language
    return "", ""


def _on_how_things_are(section: Section) -> Iterator[str]:
    begun = False
    for paragraph in told(section):
        if paragraph.theme or paragraph.proposal_id or paragraph.follow_up_id:
            continue
        sentences = _SENTENCE_END.split(" ".join(_without_citations(paragraph.text).split()))
        own = list(takewhile(lambda sentence: not _ON_THE_RECORD.search(sentence), sentences))
        yield from own
        begun = begun or bool(own)
        if begun and len(own) < len(sentences):
            return


def _without_citations(text: str) -> str:
    """A quote of a testimony is nowhere but where it can be withdrawn."""
    return re.sub(r"\s+([.,;:])", r"\1", plain_words(CITATION.sub("", text)))


def _whole_sentences(words: Sequence[str]) -> str:
    kept = " ".join(words[:_WORDS])
    if len(words) <= _WORDS:
        return kept
    end = max(kept.rfind(". "), kept.rfind("។"))
    return kept[: end + 1] if end > 0 else f"{kept} …"
