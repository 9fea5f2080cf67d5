"""Which number each paragraph will have in the Word file, where they count through all sections."""

from collections.abc import Iterable

from ..models import Section
from ..rules.markup import count_paragraphs


def numbers_in(sections: Iterable[Section]) -> dict[int, str]:
    """{key of a paragraph: "7", or "7–9" where its text holds several}; without those that get none: in annexes, and
    lists and tables alone. No query, where the paragraphs of `sections` were fetched with them.
    """
    found: dict[int, str] = {}
    last = 0
    for section in sections:
        if section.kind == Section.Kind.ANNEX:
            continue
        for paragraph in section.paragraphs.all():
            first, last = last + 1, last + count_paragraphs(paragraph.text)
            if last >= first:
                found[paragraph.pk] = str(first) if last == first else f"{first}–{last}"
    return found
