"""In which order the values of a dimension stand, and how many of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from openupr.upr import responses

from ..dimensions import Dimension, Value

Order = Literal["count", "name"]

# These have an order of their own, and few enough values that all of them are shown.
_IN_SEQUENCE = {"session", "cycle", "action", "sdg", "response"}


def in_sequence(dimension: Dimension) -> bool:
    """Whether its values follow one another: sessions, cycles, categories, goals, responses."""
    return dimension.name in _IN_SEQUENCE


def ordered(dimension: Dimension, counts: Mapping[Value | None, int], *, order: Order) -> list[Value | None]:
    """The values as a reader expects them: those in sequence so, others by count or name; None last."""
    values = [value for value in counts if value is not None]
    if in_sequence(dimension):
        values.sort(key=lambda value: _place(dimension, value))
    elif order == "name":
        values.sort(key=lambda value: dimension.label(value).casefold())
    else:
        values.sort(key=lambda value: (-counts[value], dimension.label(value).casefold()))
    return [*values, *([None] if None in counts else [])]


def _place(dimension: Dimension, value: Value) -> tuple[int, str]:
    if dimension.name == "response":
        return responses.RESPONSES.index(str(value)) if value in responses.RESPONSES else 99, str(value)
    return (int(value), "") if str(value).isdigit() else (999, str(value))


def cut(values: Sequence[Value | None], most: int | None) -> tuple[list[Value | None], list[Value | None]]:
    """(shown, the rest): the first `most`, all for None. Never a rest of one, and "none" is always shown."""
    known: list[Value | None] = [value for value in values if value is not None]
    if most is None or len(known) <= most + 1:
        return list(values), []
    return [*known[:most], *([None] if None in values else [])], known[most:]


def chosen_only(values: Collection[Value | None], chosen: Collection[Value | None]) -> list[Value | None]:
    """Those that a filter on this very dimension asks for: beside them stand others that rows merely have as well."""
    return [value for value in values if not chosen or value in chosen]
