"""Recommendations that say nearly the same: proposed to be judged once."""

from collections.abc import Sequence
from itertools import combinations

from openupr.text.nearness.reading import ReadText, read_text

from ..rules import NEAR_IDENTICAL, own_words
from .short_lines import ShortLine


def proposed_clusters(lines: Sequence[ShortLine]) -> list[list[ShortLine]]:
    """Lines of one session that name the same things in nearly the same words; not those that are judged with others.

    Each is near the first of its cluster, so that a chain of small differences makes no large one.
    """
    leading = {line.listed.judged_with_id for line in lines}
    free = [line for line in lines if not line.listed.judged_with_id and line.listed.pk not in leading]
    texts = {line.listed.pk: read_text(own_words(line.listed.text)) for line in free}
    near: dict[int, list[ShortLine]] = {}
    taken: set[int] = set()
    for one, other in combinations(free, 2):
        if one.listed.pk in taken or other.listed.pk in taken or one.listed.session != other.listed.session:
            continue
        if near_identical(texts[one.listed.pk], texts[other.listed.pk]):
            near.setdefault(one.listed.pk, [one]).append(other)
            taken.add(other.listed.pk)
    return list(near.values())


def near_identical(one: ReadText, other: ReadText) -> bool:
    """Whether two texts name the same treaties and bodies, and have most of their telling words in common."""
    every = one.words.keys() | other.words.keys()
    common = one.words.keys() & other.words.keys()
    return one.things == other.things and len(common) >= NEAR_IDENTICAL * max(len(every), 1) and bool(common)
