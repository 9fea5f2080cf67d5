"""Whether the record says something word for word."""

from collections.abc import Collection

from openupr.index.matching import phrase_places
from openupr.text.words import cut

from .the_index import open_the_index


def said_in_the_record(phrases: Collection[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Of rows of words those that a recommendation says in this order, however they are written; none without a record.

    Some thousands in a second.
    """
    index, found = open_the_index() if phrases else None, set[tuple[str, ...]]()
    if index is None:
        return found
    for each in phrases:
        surfaces = tuple(cut(" ".join(each)).surfaces)
        if surfaces and len(phrase_places(index.generation, surfaces)[0]):
            found.add(each)
    return found
