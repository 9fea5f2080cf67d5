"""Writing paragraph by paragraph: nothing is lost when two write at once."""

from datetime import datetime

from openupr.accounts.models import Person
from openupr.coalitions.rules.versions import check_version

from ..models import Paragraph, ParagraphVersion, Section
from ..permissions.drafting import WRITE
from ..rules.paragraphs import cleaned, moved
from .acting import act
from .beginning import check_open


@act(WRITE, about="section")
def add_paragraph(
    *, by: Person, section: Section, text: str, after: Paragraph | None = None, now: datetime
) -> Paragraph:
    """A new paragraph after another, or at the end. Raises Locked, NothingWritten, TooLong."""
    check_open(section.submission)
    return insert(section, cleaned(text), after=after, by=by, now=now)


def insert(section: Section, text: str, *, after: Paragraph | None, by: Person, now: datetime) -> Paragraph:
    """The paragraph itself, inside the caller's transaction."""
    Section.objects.select_for_update().get(pk=section.pk)
    made = Paragraph.objects.create(section=section, order=0, text=text)
    keys = [each.pk for each in section.paragraphs.exclude(pk=made.pk)]
    at = keys.index(after.pk) + 1 if after and after.pk in keys else len(keys)
    _reorder(section, [*keys[:at], made.pk, *keys[at:]])
    _keep(made, by=by, now=now)
    made.refresh_from_db()
    return made


@act(WRITE, about="paragraph")
def write_paragraph(*, by: Person, paragraph: Paragraph, text: str, version: int, now: datetime) -> Paragraph:
    """Save a text over the version that was open. Raises SavedMeanwhile, Locked, NothingWritten, TooLong."""
    check_open(paragraph.section.submission)
    return overwrite(paragraph, cleaned(text), version=version, by=by, now=now)


def overwrite(paragraph: Paragraph, text: str, *, version: int, by: Person, now: datetime) -> Paragraph:
    """The saving itself, inside the caller's transaction. Raises SavedMeanwhile."""
    current = Paragraph.objects.select_for_update().get(pk=paragraph.pk)
    check_version(seen=version, current=current.version, theirs=current.text, yours=text)
    if current.text != text:
        current.text, current.version = text, current.version + 1
        current.save(update_fields=["text", "version"])
        _keep(current, by=by, now=now)
    return current


@act(WRITE, about="paragraph")
def move_paragraph(*, by: Person, paragraph: Paragraph, steps: int) -> None:
    """Move it up (negative) or down within its section. Raises Locked."""
    check_open(paragraph.section.submission)
    Section.objects.select_for_update().get(pk=paragraph.section_id)
    keys = [each.pk for each in paragraph.section.paragraphs.all()]
    _reorder(paragraph.section, moved(keys, paragraph.pk, steps))


@act(WRITE, about="paragraph")
def remove_paragraph(*, by: Person, paragraph: Paragraph, now: datetime) -> None:
    """Take it out; its history stays and it can be brought back. Raises Locked."""
    check_open(paragraph.section.submission)
    _keep(paragraph, by=by, now=now, removed=True)
    paragraph.delete()


@act(WRITE, about="section")
def restore(*, by: Person, section: Section, version: ParagraphVersion, now: datetime) -> Paragraph:
    """Bring an earlier text back: into its paragraph, or as a new one where that was taken out. Raises Locked."""
    check_open(section.submission)
    standing = section.paragraphs.filter(anchor=version.anchor).first()
    if standing:
        return overwrite(standing, version.text, version=standing.version, by=by, now=now)
    return insert(section, version.text, after=None, by=by, now=now)


def _keep(paragraph: Paragraph, *, by: Person, now: datetime, removed: bool = False) -> None:
    ParagraphVersion.objects.create(
        anchor=paragraph.anchor,
        section=paragraph.section,
        version=paragraph.version + removed,
        text=paragraph.text,
        removed=removed,
        saved_by=by,
        saved_at=now,
    )


def _reorder(section: Section, keys: list[int]) -> None:
    paragraphs = {each.pk: each for each in section.paragraphs.all()}
    for order, key in enumerate(keys, start=1):
        paragraphs[key].order = order
    Paragraph.objects.bulk_update(paragraphs.values(), ["order"])
