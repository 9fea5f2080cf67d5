"""Letters as large as one page permits."""

from collections.abc import Sequence
from dataclasses import replace

from openupr.documents import word
from openupr.documents.printing import CannotPrint, fitted

_POINTS = (12, 11, 10, 9)
"""Sizes of letters that are tried until all is on one page."""
_SPARE = 2


def on_one_page(document: word.Document, sizes: Sequence[int] = _POINTS) -> word.Document:
    """In the largest letters in which it is one page; where nothing can be printed, in small
    ones.
    """
    drafts = [replace(document, points=points) for points in sizes]
    try:
        return drafts[fitted(word.to_print(each) for each in drafts).draft]
    except CannotPrint:
        return drafts[-1]


def on_one_page_of_word(document: word.Document, sizes: Sequence[int] = _POINTS) -> word.Document:
    """The same for Word, which sets lines of Khmer higher than the printer does."""
    fits = on_one_page(document, sizes)
    return fits if document.language == "en" else replace(fits, points=max(sizes[-1], fits.points - _SPARE))
