"""How much of the record is invented, and what files say of it."""

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _

from openupr.documents import word

from ..models import Ask, SourceRecord
from .the_index import RecordNotReady, loaded_sources


def demo_rows() -> int:
    """How many recommendations of the demo record are here; 0 where the record is real or empty."""
    return SourceRecord.objects.filter(source="demo", ask__kind=Ask.Kind.RECOMMENDATION).count()


def demo_note() -> str:
    """What every file with recommendations of States says while they are invented; "" where the record is real."""
    if not is_demo():
        return ""
    return _("For practice only: made from a demo record in invented words, not from the UN's record. Do not quote it.")


def is_demo() -> bool:
    """Whether all of the record is invented. The index answers, without a query; the database only without an index."""
    try:
        return loaded_sources() == ["demo"]
    except RecordNotReady:
        return demo_rows() > 0


def demo_paragraphs() -> tuple[word.Paragraph, ...]:
    """The note as a paragraph, in the active language; none where the record is real."""
    note = demo_note()
    # No Khmer font has bold letters.
    is_khmer = translation.get_language() == "km"
    run = word.Run(note, bold=not is_khmer, language="km" if is_khmer else "en")
    return (word.Paragraph((run,)),) if note else ()


def marked_as_demo(document: word.Document) -> word.Document:
    """The document with the note as its first words."""
    return replace(document, blocks=(*demo_paragraphs(), *document.blocks))
