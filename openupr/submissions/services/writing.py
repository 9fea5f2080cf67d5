"""Writing paragraph by paragraph: nothing is lost when two write at once."""

from datetime import datetime

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.clock import day_of
from openupr.coalitions.rules.versions import check_version

from ..actions.drafting import WRITE
from ..models import Paragraph, ParagraphVersion, Section, SectionTask
from ..rules.flowing import TO_WRITE
from ..rules.paragraphs import cleaned, moved
from ..rules.refusals import ChangedSinceSeen, TakenOut
from .open_for_writing import check_stands


@act(WRITE, _("Write a new paragraph"), about="section")
def add_paragraph(
    *, by: Person, section: Section, text: str, after: Paragraph | None = None, now: datetime
) -> Paragraph:
    """A new paragraph after another, or at the end. Raises Locked, NothingWritten, TooLong."""
    check_stands(section)
    return insert(section, cleaned(text), after=after, by=by, now=now)


def insert(
    section: Section, text: str, *, after: Paragraph | None, first: bool = False, by: Person, now: datetime
) -> Paragraph:
    """The paragraph itself, inside the caller's transaction: after another, else at the end or `first` of all."""
    Section.all_ever.select_for_update().get(pk=section.pk)
    made = Paragraph.objects.create(section=section, order=0, text=text)
    keys = [each.pk for each in section.paragraphs.exclude(pk=made.pk)]
    at = keys.index(after.pk) + 1 if after and after.pk in keys else 0 if first else len(keys)
    _reorder(section, [*keys[:at], made.pk, *keys[at:]])
    _keep(made, by=by, now=now)
    made.refresh_from_db()
    return made


@act(WRITE, _("Change a paragraph"), about="paragraph")
def write_paragraph(*, by: Person, paragraph: Paragraph, text: str, version: int, now: datetime) -> Paragraph:
    """Save a text over the version that was open.

    Raises SavedMeanwhile, TakenOut, Locked, NothingWritten, TooLong.
    """
    check_stands(paragraph.section)
    return overwrite(paragraph, cleaned(text), version=version, by=by, now=now)


def overwrite(paragraph: Paragraph, text: str, *, version: int, by: Person, now: datetime) -> Paragraph:
    """The saving itself, inside the caller's transaction. Raises SavedMeanwhile, TakenOut."""
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        raise TakenOut
    if current.is_to_be_written and text in {current.text, current.body}:
        return current
    if current.is_to_be_written:
        text = text.removeprefix(TO_WRITE)
    check_version(seen=version, current=current.version, theirs=current.text, yours=text)
    if current.text != text:
        current.text, current.version = text, current.version + 1
        current.save(update_fields=["text", "version"])
        _keep(current, by=by, now=now)
    return current


@act(WRITE, _("Move a paragraph"), about="paragraph")
def move_paragraph(*, by: Person, paragraph: Paragraph, steps: int) -> None:
    """Move it up (negative) or down within its section. Raises Locked."""
    check_stands(paragraph.section)
    Section.all_ever.select_for_update().get(pk=paragraph.section_id)
    keys = [each.pk for each in paragraph.section.paragraphs.all()]
    _reorder(paragraph.section, moved(keys, paragraph.pk, steps))


@act(WRITE, _("Take a paragraph out"), about="paragraph")
def remove_paragraph(*, by: Person, paragraph: Paragraph, version: int | None = None, now: datetime) -> None:
    """Take it out; it, its history and what was said on it stay, and it can be brought back.

    `version`: the one that was read, where a page says so. Raises Locked, ChangedSinceSeen.
    """
    check_stands(paragraph.section)
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if version not in {None, current.version} and not current.removed:
        raise ChangedSinceSeen
    take_out(paragraph, by=by, now=now)


def take_out(paragraph: Paragraph, *, by: Person, now: datetime) -> None:
    """The taking out itself, inside the caller's transaction; a second time changes nothing."""
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        return
    current.removed, current.version = True, current.version + 1
    current.save(update_fields=["removed", "version"])
    _keep(current, by=by, now=now)


@act(WRITE, _("Bring an earlier text of a paragraph back"), about="section")
def restore(*, by: Person, section: Section, version: ParagraphVersion, seen: int, now: datetime) -> Paragraph:
    """Bring an earlier text back into its paragraph, and that to its place where it was taken out.

    `seen`: the paragraph's version that the history had last when it was read. Raises Locked, SavedMeanwhile, TakenOut.
    """
    check_stands(section)
    Section.all_ever.select_for_update().get(pk=section.pk)
    paragraph = Paragraph.all_ever.get(section=section, anchor=version.anchor)
    if not paragraph.removed:
        return overwrite(paragraph, version.text, version=seen, by=by, now=now)
    if paragraph.version != seen:
        raise TakenOut
    paragraph.text, paragraph.removed, paragraph.version = version.text, False, paragraph.version + 1
    paragraph.save(update_fields=["text", "removed", "version"])
    _keep(paragraph, by=by, now=now)
    _reorder(section, [each.pk for each in section.paragraphs.all()])
    return paragraph


def _keep(paragraph: Paragraph, *, by: Person, now: datetime) -> None:
    ParagraphVersion.objects.create(
        anchor=paragraph.anchor,
        section=paragraph.section,
        version=paragraph.version,
        text=paragraph.text,
        removed=paragraph.removed,
        saved_by=by,
        saved_at=now,
    )
    ask_again(paragraph.section, now=now)


def ask_again(section: Section, *, now: datetime) -> None:
    """The text of a section has changed: what was marked as done there is asked again, all but its evidence. A day that
    has passed does not hold for that. Two queries.
    """
    done = SectionTask.objects.filter(section=section, done_on__isnull=False)
    marked = done.exclude(work=SectionTask.Work.EVIDENCE)
    if marked.exists():
        passed = When(due__lt=day_of(section.coalition, now), then=None)
        marked.update(done_on=None, asked_again=True, due=Case(passed, default=F("due")))
    Section.all_ever.filter(pk=section.pk, done_on__isnull=False).update(done_on=None)


def _reorder(section: Section, keys: list[int]) -> None:
    paragraphs = {each.pk: each for each in section.paragraphs.all()}
    for order, key in enumerate(keys, start=1):
        paragraphs[key].order = order
    Paragraph.objects.bulk_update(paragraphs.values(), ["order"])
