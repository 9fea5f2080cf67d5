"""Which ask a row of one source is of, where another source words it a little differently."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..models import SourceRecord
from ..rules import ComparedText, compared, likeness

_AT_ONCE = 500
MOST_PAIRS = 40_000
"""Of rows and asks compared for two States in one review. The largest so far has 400."""


class AskText(NamedTuple):
    """What a source says of an ask, and the numbers that any source gives it."""

    texts: tuple[ComparedText, ...]
    numbers: frozenset[str]


def texts_of(asks: Sequence[int], *, giver: Mapping[int, str]) -> dict[int, AskText]:
    """The wordings of asks that a source has, by primary key; `giver` is the recommending State of each."""
    told: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for start in range(0, len(asks), _AT_ONCE):
        records = (
            SourceRecord.objects.filter(ask__in=asks[start : start + _AT_ONCE]).exclude(source="demo").order_by("pk")
        )
        for ask, text, number in records.values_list("ask", "text", "number"):
            told[ask].append((text, number))
    return {
        ask: AskText(
            tuple(compared(text, giver[ask]) for text, _ in each), frozenset(number for _, number in each if number)
        )
        for ask, each in told.items()
    }


def best_pairs(
    rows: Sequence[tuple[ComparedText, str]], asks: Sequence[tuple[int, AskText]]
) -> Iterator[tuple[int, int]]:
    """(place of the row, place of the ask) of those that are the same: each once, the most alike first.

    `rows` and `asks` are of the same review, recommending State and kind. Nothing where there are too many.
    """
    if len(rows) * len(asks) > MOST_PAIRS:
        return
    found = []
    for at, (text, number) in enumerate(rows):
        for place, (_, ask) in enumerate(asks):
            same_number = bool(number) and number in ask.numbers
            if number and ask.numbers and not same_number:
                continue
            alike = max((likeness(text, other, same_number=same_number) for other in ask.texts), default=0.0)
            if alike:
                found.append((not same_number, -alike, at, place))
    taken_rows: set[int] = set()
    taken_asks: set[int] = set()
    for _, _, at, place in sorted(found):
        if at not in taken_rows and place not in taken_asks:
            taken_rows.add(at)
            taken_asks.add(place)
            yield at, place
