"""The sections of a submission: added, moved, taken out, brought back; by chapter or by theme."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.web.kept_queries import kept_rows

from .actions import ARRANGE
from .budget import budget_of, section_words, text_words
from .citations import citations
from .models import Claim, Paragraph, Remark, Section, SignOn, Submission, Suggestion, written_paragraphs
from .rules.arranging import blocks_of, by_chapter, by_theme, moved_in_blocks, part_of_heading
from .rules.refusals import Locked, NotJoint, Signed
from .submissions import check_open, check_stands


@dataclass(frozen=True, slots=True)
class SectionContents:
    """A section and how much is in it.

    Its paragraphs, words as Word counts them, and the comments, open suggestions and sources on
    those paragraphs.
    """

    section: Section
    paragraphs: list[Paragraph]
    words: int
    remarks: int
    suggestions: int
    claims: int


def contents_of(section: Section) -> SectionContents:
    """What is taken out with a section. A constant number of queries."""
    return _contents([section], section.submission)[0]


def sections_taken_out(submission: Submission) -> list[SectionContents]:
    """All sections that were taken out, the last first. A constant number of queries."""
    out = Section.all_ever.filter(submission=submission).exclude(taken_out_at=None).select_related("group")
    sections = list(out.order_by("-taken_out_at", "pk").prefetch_related("paragraphs"))
    for section in sections:
        section.submission = submission
    return _contents(sections, submission)


def _contents(sections: Sequence[Section], submission: Submission) -> list[SectionContents]:
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
        SectionContents(
            section,
            list(section.paragraphs.all()),
            section_words(section, cite),
            *(count[section.pk] for count in counted),
        )
        for section in sections
    ]


def count_taken_out(submission: Submission) -> int:
    """How many sections were taken out. One query."""
    return len(kept_rows(_taken_out, submission.pk))


def _taken_out(submission: int) -> QuerySet[Section, int]:
    out = Section.all_ever.filter(submission=submission).exclude(taken_out_at=None)
    return out.order_by().values_list("pk", flat=True)


def check_turns(submission: Submission) -> None:
    """Raise Locked, NotJoint or Signed where it cannot be turned. At most one query."""
    if submission.is_locked:
        raise Locked
    if submission.kind != Submission.Kind.JOINT:
        raise NotJoint
    if submission.sign_ons.exclude(choice=SignOn.Choice.NOT).exists():
        raise Signed


def turning_refused(submission: Submission) -> Refused | None:
    """Why it cannot be turned; None where it can. At most one query."""
    try:
        check_turns(submission)
    except Refused as refused:
        return refused
    return None


def turned(submission: Submission) -> list[Section]:
    """All sections, also those taken out, in the order of the other arrangement. One query."""
    sections = list(Section.all_ever.filter(submission=submission).select_related("group"))
    if all(section.order_otherwise is not None for section in sections):
        sections.sort(key=lambda each: (each.order_otherwise, each.pk))
        return sections if submission.is_by_theme else by_theme(sections)
    return by_chapter(sections) if submission.is_by_theme else by_theme(sections)


@dataclass(frozen=True, slots=True)
class TurnedHeading:
    """A heading of the turned draft, with its parts; `words`: of the text, without headings."""

    text: str
    words: int
    parts: list["TurnedHeading"]


@dataclass(frozen=True, slots=True)
class Turned:
    """A preview of the turned draft: headings in order, words of the text, number of paragraphs."""

    headings: list[TurnedHeading]
    words: int
    paragraphs: int


def preview_of(submission: Submission) -> Turned:
    """The draft as it would be after turning; nothing is changed."""
    budget = budget_of(submission)
    words = {
        part.section.pk: text_words(written_paragraphs(part.section), budget.citations.get) for part in budget.sections
    }
    headings = list(_headings(turned(submission), words, to_theme=not submission.is_by_theme))
    return Turned(headings, sum(words.values()), sum(part.written for part in budget.sections))


def _headings(sections: list[Section], words: dict[int, int], *, to_theme: bool) -> Iterator[TurnedHeading]:
    standing = [section for section in sections if section.pk in words]
    for group, parts in groupby(
        standing, key=lambda section: section.group if to_theme and section.is_of_a_group else None
    ):
        if group is None:
            yield from (TurnedHeading(part.heading, words[part.pk], []) for part in parts)
            continue
        below = [TurnedHeading(part_of_heading(part.heading, group.name), words[part.pk], []) for part in parts]
        yield TurnedHeading(group.name, sum(heading.words for heading in below), below)


@act(ARRANGE, _("Add a section to a submission"), about="submission")
def add_section(*, by: Person, submission: Submission, heading: str, kind: str, group: Group | None = None) -> Section:
    """Add a section before the annexes, or an annex at the end. Raises Locked."""
    check_open(submission)
    sections = list(submission.sections.all())
    new = Section.objects.create(
        submission=submission, order=len(sections) + 1, kind=Section.Kind(kind), heading=heading.strip(), group=group
    )
    annexes = [section for section in sections if section.kind == Section.Kind.ANNEX]
    if new.kind != Section.Kind.ANNEX:
        _reorder(submission, [*(section for section in sections if section not in annexes), new, *annexes])
    return new


@act(ARRANGE, _("Change a section's heading, group or share of the words"), about="section")
def change_section(
    *, by: Person, section: Section, heading: str, weight: int, budget: int | None, group: Group | None
) -> Section:
    """Change its heading, its group, and its share of the words. Raises Locked."""
    check_stands(section)
    section.heading, section.weight, section.budget, section.group = heading.strip(), weight, budget, group
    section.save(update_fields=["heading", "weight", "budget", "group"])
    if section.submission.is_by_theme:
        _reorder(section.submission, section.submission.sections.all())
    return section


@act(ARRANGE, _("Move a section of a submission"), about="section")
def move_section(*, by: Person, section: Section, steps: int) -> None:
    """Move it up (negative) or down.

    By theme it moves among its group's sections, and at their end with all of them. Raises Locked.
    """
    check_stands(section)
    sections = section.submission.sections.all()
    blocks = blocks_of(sections) if section.submission.is_by_theme else [[other] for other in sections]
    by_key = {other.pk: other for other in sections}
    order = moved_in_blocks([[other.pk for other in block] for block in blocks], section.pk, steps)
    _reorder(section.submission, [by_key[key] for key in order])


@act(ARRANGE, _("Take a section out of a submission"), about="section")
def remove_section(*, by: Person, section: Section, now: datetime) -> None:
    """Take it out; its content is kept, and it can be brought back.

    Raises Locked, SectionTakenOut.
    """
    check_stands(section)
    section.taken_out_at, section.on_projector = now, False
    section.save(update_fields=["taken_out_at", "on_projector"])


@act(ARRANGE, _("Bring a section back that was taken out"), about="section")
def bring_section_back(*, by: Person, section: Section) -> Section:
    """Put a section that was taken out back in its place, with its content. Raises Locked."""
    check_open(section.submission)
    section.taken_out_at = None
    section.save(update_fields=["taken_out_at"])
    _reorder(section.submission, section.submission.sections.all())
    return section


def _reorder(submission: Submission, sections: Iterable[Section]) -> None:
    """Save this order; by theme a group's sections stay together."""
    ordered = by_theme(sections) if submission.is_by_theme else list(sections)
    for order, section in enumerate(ordered, start=1):
        section.order = order
    Section.objects.bulk_update(ordered, ["order"])


@act(ARRANGE, _("Order a submission by theme or by chapter"), about="submission")
def turn_submission(*, by: Person, submission: Submission, arrangement: str) -> Submission:
    """Arrange it by theme or by chapter; each arrangement keeps its own order of the sections.

    Raises Locked, NotJoint, Signed.
    """
    to = Submission.Arrangement(arrangement)
    check_open(submission)
    submission.refresh_from_db(fields=["state", "arrangement"], from_queryset=Submission.objects.select_for_update())
    check_turns(submission)
    if submission.arrangement == to:
        return submission
    places = [(section, place) for place, section in enumerate(turned(submission), start=1)]
    for section, place in places:
        section.order, section.order_otherwise = place, section.order
    Section.all_ever.bulk_update([section for section, _place in places], ["order", "order_otherwise"])
    submission.arrangement = to
    submission.save(update_fields=["arrangement"])
    return submission
