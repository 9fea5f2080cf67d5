"""A section as its writers see it: each paragraph with all that people wrote about it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.models import Person
from openupr.documents.light_markup import Cite, plain_words
from openupr.files.word import count_words
from openupr.text.joining import Joined, joined

from .citations import citations
from .models import (
    Claim,
    Paragraph,
    ParagraphTranslation,
    ParagraphVersion,
    Remark,
    Section,
    Submission,
    Suggestion,
    current_paragraphs,
)
from .remarks import is_outdated, joined_with_text_now
from .roadmap_texts import Withdrawn, fetch_sources, offered, withdrawn
from .rules.arranging import blocks_of
from .rules.flowing import TO_WRITE
from .rules.reading import ReadPiece, read_changes

T = TypeVar("T", Remark, Claim, ParagraphTranslation)


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion on a paragraph.

    `outdated`: the paragraph has changed since it was made; `joined`: the text after accepting it,
    with all that was saved since.
    """

    suggestion: Suggestion
    outdated: bool
    joined: Joined
    cite: Cite

    @property
    def title(self) -> str:
        """What it suggests, in words."""
        if self.suggestion.removes:
            return _("Suggested: it should go")
        if not self.suggestion.is_new:
            return _("Suggested")
        if self.suggestion.first:
            return _("Suggested: a new paragraph before all others of this section")
        return _("Suggested: a new paragraph after it")

    @property
    def advice(self) -> str:
        """What accepting it does, where the paragraph has changed since."""
        if self.suggestion.removes:
            return _("The paragraph has changed since. Accepting takes it out as it is now.")
        if self.stands_already:
            return _("The paragraph has changed since, and says all of this by now: accepting changes nothing more.")
        if not self.joined.overlaps:
            return _(
                "The paragraph has changed since. They do not touch: both are joined, and what this would change in "
                "the text of today is marked. Read it, then accept."
            )
        count = len(self.joined.overlaps)
        return ngettext(
            "The paragraph has changed since; both are joined, and what this would change in the text of today is "
            "marked. In 1 place both changed the same words: both are kept there, one after the other. Take one out "
            "below, then accept.",
            "The paragraph has changed since; both are joined, and what this would change in the text of today is "
            "marked. In %(n)s places both changed the same words: both are kept there, one after the other. Take one "
            "out below, then accept.",
            count,
        ) % {"n": count}

    @property
    def overlaps(self) -> Sequence[tuple[str, str]]:
        """Where both changed the same words: the words as they were saved, and as they are
        suggested.
        """
        return () if self.stands_already else self.joined.overlaps

    @property
    def stands_already(self) -> bool:
        """Whether the paragraph has all of it already."""
        return self.outdated and self.joined.text == self.suggestion.paragraph.text

    @property
    def changes(self) -> list[ReadPiece]:
        """What it would change in the current text, or in the text it was made on where both are
        the same.
        """
        if self.outdated:
            return read_changes(self.suggestion.paragraph.text, self.joined.text, self.cite)
        return read_changes(self.suggestion.base, self.suggestion.text, self.cite)


@dataclass(frozen=True, slots=True)
class WrittenParagraph:
    """A paragraph, who saved it last, and what is open on it.

    `offered`: what the roadmap says instead now; `withdrawn`: how the group has taken back its
    origin.
    """

    paragraph: Paragraph
    words: int
    cite: Cite
    saved_by: Person | None
    saved_at: datetime | None
    remarks: list[Remark] = field(default_factory=list)
    suggestions: list[ShownSuggestion] = field(default_factory=list)
    settled: list[Suggestion] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    translations: list[ParagraphTranslation] = field(default_factory=list)
    offered: str | None = None
    withdrawn: Withdrawn | None = None

    @property
    def key(self) -> int:
        return self.paragraph.pk

    @property
    def brief(self) -> str:
        """Its first words, for a link's name."""
        return plain_words(self.paragraph.text, cite=self.cite).removeprefix(TO_WRITE)

    @property
    def open_remarks(self) -> int:
        """Comments that are not answered or closed."""
        return sum(not remark.resolved for remark in self.remarks)

    @property
    def offered_changes(self) -> list[ReadPiece]:
        """What changes when the roadmap's text is taken over."""
        return read_changes(self.paragraph.text, self.offered or "", self.cite)

    @property
    def facts_changed(self) -> list[ReadPiece]:
        """How the facts of its theme have changed since they were taken over."""
        return read_changes(self.paragraph.taken_over, self.offered or "", self.cite)

    @property
    def goes_into(self) -> list[ReadPiece]:
        """The text of the recommendation that it was merged into."""
        into = self.withdrawn.goes_into if self.withdrawn else ""
        return read_changes(into, into, self.cite)


def written(
    sections: Iterable[Section], suggestions: Iterable[Suggestion], *, cite: Cite
) -> dict[int, list[WrittenParagraph]]:
    """The paragraphs of these sections, by the section's key, in a constant number of queries.

    `suggestions`: all of the sections; `cite` gives the texts of citations.
    """
    by_section = {section: current_paragraphs(section) for section in sections}
    for section, standing in by_section.items():
        for paragraph in standing:
            paragraph.section = section
    paragraphs = [paragraph for standing in by_section.values() for paragraph in standing]
    fetch_sources(paragraphs)
    remarks, claims, translations = _on(paragraphs, _remarks), _on(paragraphs, _claims), _on(paragraphs, _translations)
    saved, suggested = _last_saved(by_section), _by_paragraph(suggestions, paragraphs)
    return {
        section.pk: [
            _written(
                paragraph,
                saved.get(paragraph.anchor),
                suggested.get(paragraph.pk, []),
                cite,
                (remarks[paragraph.pk], claims[paragraph.pk], translations[paragraph.pk]),
            )
            for paragraph in standing
        ]
        for section, standing in by_section.items()
    }


def _on(paragraphs: Sequence[Paragraph], ask: Callable[[Collection[int]], QuerySet[Any, T]]) -> dict[int, list[T]]:
    """What is on each of these paragraphs, by its key. One query."""
    by_key = {paragraph.pk: paragraph for paragraph in paragraphs}
    by_paragraph: dict[int, list[T]] = {key: [] for key in by_key}
    for row in ask(by_key):
        row.paragraph = by_key[row.paragraph_id]
        by_paragraph[row.paragraph_id].append(row)
    return by_paragraph


def _remarks(paragraphs: Collection[int]) -> QuerySet[Remark]:
    return Remark.objects.filter(paragraph__in=paragraphs).select_related(
        "author", "answered_by", "circulation__edition"
    )


def _claims(paragraphs: Collection[int]) -> QuerySet[Claim]:
    return Claim.objects.filter(paragraph__in=paragraphs).select_related("evidence")


def _translations(paragraphs: Collection[int]) -> QuerySet[ParagraphTranslation]:
    return ParagraphTranslation.objects.filter(paragraph__in=paragraphs).select_related("written_by")


def _by_paragraph(suggestions: Iterable[Suggestion], paragraphs: list[Paragraph]) -> dict[int, list[Suggestion]]:
    """Suggestions by their paragraph: accepted ones by the paragraph that they became."""
    keys = {paragraph.pk for paragraph in paragraphs}
    by_key: dict[int, list[Suggestion]] = {}
    for suggestion in suggestions:
        by_key.setdefault(suggestion.became_id if suggestion.became_id in keys else suggestion.paragraph_id, []).append(
            suggestion
        )
    return by_key


def suggestions_in(sections: Iterable[Section]) -> list[Suggestion]:
    """All suggestions of these sections, also settled ones. One query."""
    there = Suggestion.objects.filter(paragraph__section__in=sections)
    return list(there.select_related("author", "settled_by"))


def texts_suggested(suggestions: Iterable[Suggestion]) -> list[str]:
    """The texts of open suggestions, for their citations."""
    opened = (suggestion for suggestion in suggestions if suggestion.state == Suggestion.State.OPEN)
    return [text for suggestion in opened for text in (suggestion.base, suggestion.text)]


def _last_saved(sections: Iterable[Section]) -> dict[str, ParagraphVersion]:
    versions = ParagraphVersion.objects.filter(section__in=sections).select_related("saved_by").defer("text")
    # The newest come first: what is set last is the oldest.
    return {row.anchor: row for row in reversed(list(versions))}


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Two texts for one paragraph: the saves since a version was opened, and both joined.

    The last save comes first.
    """

    since: list[ParagraphVersion]
    joined: Joined
    theirs: list[ReadPiece]
    yours: list[ReadPiece]


def conflict(paragraph: Paragraph, *, seen: int, theirs: str, yours: str) -> TextConflict:
    """Both texts compared with their common beginning, citations in words."""
    versions = ParagraphVersion.objects.filter(anchor=paragraph.anchor, version__gte=seen)
    since = list(versions.select_related("saved_by").order_by("-version"))
    base = next((version.text for version in since if version.version == seen), None)
    # An unknown version is no common beginning: then both texts are shown in full.
    began = base or ""
    cite = citations([began, theirs, yours], paragraph.section.submission).get
    return TextConflict(
        since=[version for version in since if version.version > seen],
        joined=joined(began, theirs=theirs, yours=yours),
        theirs=read_changes(began, theirs, cite),
        yours=read_changes(began, yours, cite),
    )


def _written(
    paragraph: Paragraph,
    last: ParagraphVersion | None,
    suggestions: list[Suggestion],
    cite: Cite,
    attached: tuple[list[Remark], list[Claim], list[ParagraphTranslation]],
) -> WrittenParagraph:
    """`attached`: its comments, sources and translations."""
    remarks, claims, translations = attached
    for suggestion in suggestions:
        suggestion.paragraph = paragraph
    is_open = Suggestion.State.OPEN
    return WrittenParagraph(
        paragraph=paragraph,
        words=0 if paragraph.is_to_be_written else count_words(plain_words(paragraph.text, cite=cite)),
        cite=cite,
        saved_by=last.saved_by if last else None,
        saved_at=last.saved_at if last else None,
        remarks=remarks,
        suggestions=[
            ShownSuggestion(suggestion, is_outdated(suggestion), joined_with_text_now(suggestion), cite)
            for suggestion in suggestions
            if suggestion.state == is_open
        ],
        settled=[suggestion for suggestion in suggestions if suggestion.state != is_open],
        claims=claims,
        translations=translations,
        offered=offered(paragraph),
        withdrawn=withdrawn(paragraph),
    )


def on_one_page(section: Section, sections: Iterable[Section]) -> list[Section]:
    """Those of `sections` on one page with a section: by theme all of its group."""
    if section.taken_out_at or not section.theme:
        return [other for other in sections if other.pk == section.pk]
    return [other for other in sections if other.is_of_a_group and other.group_id == section.group_id]


def pages_of(submission: Submission, sections: Iterable[Section]) -> list[Section]:
    """The first section of each page on which sections are written."""
    return [block[0] for block in blocks_of(sections)] if submission.is_by_theme else list(sections)


def neighbours(section: Section, sections: Sequence[Section]) -> tuple[Section | None, Section | None]:
    """The sections before and after one, without those that were taken out."""
    at = next(number for number, other in enumerate(sections) if other.pk == section.pk)
    before = sections[at - 1] if at else None
    return before, sections[at + 1] if at + 1 < len(sections) else None
