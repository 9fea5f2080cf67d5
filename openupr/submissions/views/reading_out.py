"""A section as it is read out at the validation meeting: each paragraph with its number in the Word file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from ..models import ParagraphTranslation, Section, told, with_paragraphs
from ..queries.document import citations
from ..queries.numbering import notes_in, numbers_in
from .drawing import Drawn, drawn


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A paragraph as it is read, and what it says in other languages."""

    drawn: Drawn
    translations: Sequence[ParagraphTranslation]


def read_out(section: Section) -> list[ReadOut]:
    """The paragraphs of a section. A constant number of queries."""
    sections = with_paragraphs(section.submission.sections.all())
    numbers, notes = numbers_in(sections), notes_in(section.submission, sections)
    paragraphs = next(told(each) for each in sections if each.pk == section.pk)
    prefetch_related_objects(paragraphs, "translations__written_by")
    cite, language = citations([each.text for each in paragraphs], section.submission), section.submission.language
    return [
        ReadOut(
            drawn(each.text, cite=cite.get, language=language, first=numbers.get(each.pk), first_note=notes[each.pk]),
            list(each.translations.all()),
        )
        for each in paragraphs
    ]
