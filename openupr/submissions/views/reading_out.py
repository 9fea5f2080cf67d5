"""A section as it is read out at the validation meeting: each paragraph with its number in the Word file."""

from ..models import Section, told, with_paragraphs
from ..queries.document import citations
from ..queries.numbering import notes_in, numbers_in
from .drawing import Drawn, drawn


def read_out(section: Section) -> list[Drawn]:
    """The paragraphs of a section. A constant number of queries."""
    sections = with_paragraphs(section.submission.sections.all())
    numbers, notes = numbers_in(sections), notes_in(section.submission, sections)
    paragraphs = next(told(each) for each in sections if each.pk == section.pk)
    cite, language = citations([each.text for each in paragraphs], section.coalition), section.submission.language
    return [
        drawn(each.text, cite=cite.get, language=language, first=numbers.get(each.pk), first_note=notes[each.pk])
        for each in paragraphs
    ]
