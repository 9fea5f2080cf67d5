"""Translations beside paragraphs: nothing is lost when two translate at once."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from ..actions.drafting import TRANSLATE
from ..models import Paragraph, ParagraphTranslation
from ..rules.paragraphs import cleaned
from ..rules.refusals import AlreadyTranslated, TakenOut, TranslatedMeanwhile
from .open_for_writing import check_stands


@act(TRANSLATE, _("Write a translation beside a paragraph"), about="paragraph")
def translate_paragraph(
    *, by: Person, paragraph: Paragraph, language: str, text: str, version: int = 0, now: datetime
) -> ParagraphTranslation | None:
    """Write what it says in another language, over the `version` that was open (0: there was none).

    An empty text takes the translation away. Raises Locked, SectionTakenOut, TakenOut, NothingWritten, TooLong,
    AlreadyTranslated, TranslatedMeanwhile.
    """
    check_stands(paragraph.section)
    current = Paragraph.all_ever.select_for_update().get(pk=paragraph.pk)
    if current.removed:
        raise TakenOut
    before = ParagraphTranslation.objects.filter(paragraph=current, language=language).first()
    if before and not version:
        raise AlreadyTranslated
    if version != (before.version if before else 0):
        raise TranslatedMeanwhile
    if before and not text.strip():
        before.delete()
        return None
    made = before or ParagraphTranslation(paragraph=current, language=language)
    made.text, made.of_text, made.version = cleaned(text), current.text, version + 1
    made.written_by, made.written_at = by, now
    made.save()
    return made
