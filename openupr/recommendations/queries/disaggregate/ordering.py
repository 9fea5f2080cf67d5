"""In which order the values of a dimension stand, and how many of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from ..dimension import Dimension
from ..dimension_values import Value

Order = Literal["count", "name"]


def in_sequence(dimension: Dimension) -> bool:
    """Whether its values follow one another: sessions, cycles, categories, goals, responses."""
    return dimension.sequence is not None


def ordered(dimension: Dimension, counts: Mapping[Value | None, int], *, order: Order) -> list[Value | None]:
    """The values as a reader expects them: those in sequence so, others by count or name; None last."""
    values = [value for value in counts if value is not None]
    if dimension.sequence is not None:
        values.sort(key=dimension.sequence)
    elif order == "name":
        values.sort(key=lambda value: dimension.label(value).casefold())
    else:
        values.sort(key=lambda value: (-counts[value], dimension.label(value).casefold()))
    return [*values, *([None] if None in counts else [])]


def cut_heads(values: Sequence[Value | None], most: int | None) -> tuple[list[Value | None], list[Value | None]]:
    """(shown, the rest): the first `most`, all for None. Never a rest of one, and "none" is always shown."""
    known: list[Value | None] = [value for value in values if value is not None]
    if most is None or len(known) <= most + 1:
        return list(values), []
    return [*known[:most], *([None] if None in values else [])], known[most:]


def chosen_only(values: Collection[Value | None], chosen: Collection[Value | None]) -> list[Value | None]:
    """Those that a filter on this very dimension asks for: beside them stand others that rows merely have as well."""
    return [value for value in values if not chosen or value in chosen]
