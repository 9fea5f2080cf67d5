"""Paragraphs, written one by one, and their translations; two people can write at once."""

from datetime import datetime

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.coalitions.rules.versions import check_version

from .actions import TRANSLATE, WRITE
from .models import Paragraph, ParagraphTranslation, ParagraphVersion, Section, SectionTask
from .rules.flowing import TO_WRITE
from .rules.paragraphs import cleaned, moved
from .rules.refusals import AlreadyTranslated, ChangedSinceSeen, ParagraphTakenOut, TranslatedMeanwhile
from .submissions import check_stands


@act(WRITE, _("Write a new paragraph"), about="section")
def add_paragraph(
    *, by: Person, section: Section, text: str, after: Paragraph | None = None, now: datetime
) -> Paragraph:
    """A new paragraph after another, or at the end. Raises Locked, NoTextWritten, TooLong."""
    check_stands(section)
    return insert(section, cleaned(text), after=after, by=by, now=now)


def insert(
    section: Section, text: str, *, after: Paragraph | None, first: bool = False, by: Person, now: datetime
) -> Paragraph:
    """The new paragraph itself, inside the caller's transaction: after another, `first` or last."""
    Section.all_ever.select_for_update().get(pk=section.pk)
    new = Paragraph.objects.create(section=section, order=0, text=text)
    keys = [paragraph.pk for paragraph in section.paragraphs.exclude(pk=new.pk)]
    at = keys.index(after.pk) + 1 if after and after.pk in keys else 0 if first else len(keys)
    _reorder(section, [*keys[:at], new.pk, *keys[at:]])
    _keep(new, by=by, now=now)
    new.refresh_from_db()
    return new


@act(WRITE, _("Change a paragraph"), about="paragraph")
def write_paragraph(*, by: Person, paragraph: Paragraph, text: str, version: int, now: datetime) -> Paragraph:
    """Save a text over the version that was open.

    Raises SavedMeanwhile, ParagraphTakenOut, Locked, NoTextWritten, TooLong.
    """
    check_stands(paragraph.section)
    return overwrite(paragraph, cleaned(text), version=version, by=by, now=now)


def overwrite(paragraph: Paragraph, text: str, *, version: int, by: Person, now: datetime) -> Paragraph:
    """The saving itself, inside the caller's transaction.

    Raises SavedMeanwhile, ParagraphTakenOut.
    """
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        raise ParagraphTakenOut
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
    keys = [other.pk for other in paragraph.section.paragraphs.all()]
    _reorder(paragraph.section, moved(keys, paragraph.pk, steps))


@act(WRITE, _("Take a paragraph out"), about="paragraph")
def remove_paragraph(*, by: Person, paragraph: Paragraph, version: int | None = None, now: datetime) -> None:
    """Take it out; its history and comments stay, and it can be brought back.

    `version`: the one that was read, where the page has it. Raises Locked, ChangedSinceSeen.
    """
    check_stands(paragraph.section)
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if version not in {None, current.version} and not current.removed:
        raise ChangedSinceSeen
    take_out(paragraph, by=by, now=now)


def take_out(paragraph: Paragraph, *, by: Person, now: datetime) -> None:
    """The change itself, inside the caller's transaction; a second time it changes nothing."""
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        return
    current.removed, current.version = True, current.version + 1
    current.save(update_fields=["removed", "version"])
    _keep(current, by=by, now=now)


@act(WRITE, _("Bring an earlier text of a paragraph back"), about="section")
def restore(*, by: Person, section: Section, version: ParagraphVersion, seen: int, now: datetime) -> Paragraph:
    """Bring an earlier text back into its paragraph, and a paragraph that was taken out to its
    place.

    `seen`: the last version of the paragraph when the history was read. Raises Locked,
    SavedMeanwhile, ParagraphTakenOut.
    """
    check_stands(section)
    Section.all_ever.select_for_update().get(pk=section.pk)
    paragraph = Paragraph.all_ever.get(section=section, anchor=version.anchor)
    if not paragraph.removed:
        return overwrite(paragraph, version.text, version=seen, by=by, now=now)
    if paragraph.version != seen:
        raise ParagraphTakenOut
    paragraph.text, paragraph.removed, paragraph.version = version.text, False, paragraph.version + 1
    paragraph.save(update_fields=["text", "removed", "version"])
    _keep(paragraph, by=by, now=now)
    _reorder(section, [other.pk for other in section.paragraphs.all()])
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
    """Ask for the marks of a section again, as its text has changed; not for its evidence.

    Due days in the past are removed. Two queries.
    """
    done = SectionTask.objects.filter(section=section, done_on__isnull=False)
    marked = done.exclude(work=SectionTask.Work.EVIDENCE)
    if marked.exists():
        passed = When(due__lt=day_of(section.coalition, now), then=None)
        marked.update(done_on=None, asked_again=True, due=Case(passed, default=F("due")))
    Section.all_ever.filter(pk=section.pk, done_on__isnull=False).update(done_on=None)


def _reorder(section: Section, keys: list[int]) -> None:
    paragraphs = {paragraph.pk: paragraph for paragraph in section.paragraphs.all()}
    for order, key in enumerate(keys, start=1):
        paragraphs[key].order = order
    Paragraph.objects.bulk_update(paragraphs.values(), ["order"])


@act(TRANSLATE, _("Write a translation beside a paragraph"), about="paragraph")
def translate_paragraph(
    *, by: Person, paragraph: Paragraph, language: str, text: str, version: int = 0, now: datetime
) -> ParagraphTranslation | None:
    """Save a translation, over the `version` that was open (0: there was none).

    An empty text removes it. Raises Locked, SectionTakenOut, ParagraphTakenOut, NoTextWritten,
    TooLong, AlreadyTranslated, TranslatedMeanwhile.
    """
    check_stands(paragraph.section)
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        raise ParagraphTakenOut
    before = ParagraphTranslation.objects.filter(paragraph=current, language=language).first()
    if before and not version:
        raise AlreadyTranslated
    if version != (before.version if before else 0):
        raise TranslatedMeanwhile
    if before and not text.strip():
        before.delete()
        return None
    translation = before or ParagraphTranslation(paragraph=current, language=language)
    translation.text, translation.of_text, translation.version = cleaned(text), current.text, version + 1
    translation.written_by, translation.written_at = by, now
    translation.save()
    return translation
