"""Which number each paragraph will have in the Word file, where they count through all sections."""

from collections.abc import Iterable

from ..models import Section, told
from ..rules.markup import count_paragraphs


def numbers_in(sections: Iterable[Section]) -> dict[int, int]:
    """{key of a paragraph: the number of the first that its text holds}; without those of annexes, which have none.

    No query, where the paragraphs of `sections` were fetched with them.
    """
    found: dict[int, int] = {}
    last = 0
    for section in sections:
        if section.kind == Section.Kind.ANNEX:
            continue
        for paragraph in told(section):
            found[paragraph.pk] = last + 1
            last += count_paragraphs(paragraph.text)
    return found
