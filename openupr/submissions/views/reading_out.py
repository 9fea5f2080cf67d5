"""A section as it is read out at the validation meeting: each paragraph with its number in the Word file."""

from dataclasses import dataclass

from ..models import Section
from ..queries.document import citations
from ..queries.numbering import numbers_in
from .drawing import Drawn, drawn


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph as it is read; `number` is "" where it has none."""

    number: str
    drawn: Drawn


def read_out(section: Section) -> list[Numbered]:
    """The paragraphs of a section. A constant number of queries."""
    sections = list(section.submission.sections.prefetch_related("paragraphs"))
    numbers = numbers_in(sections)
    paragraphs = next(list(each.paragraphs.all()) for each in sections if each.pk == section.pk)
    cite, language = citations(each.text for each in paragraphs), section.submission.language
    return [
        Numbered(numbers.get(each.pk, ""), drawn(each.text, cite=cite.get, language=language)) for each in paragraphs
    ]
