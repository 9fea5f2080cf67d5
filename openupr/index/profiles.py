"""Columns on disk: few *profiles* instead of many columns.

Columns depend on one another: a State has its region and organisations, a session its cycle. So
columns are joined into six groups at most, and a row stores one number a group, its *profile*: the
combination of all values it has there. Counting the profiles of a result gives, exactly, the counts
of every value of every column.

The groups number their profiles on from one another, so that one histogram counts all of them; the
number after the last is a profile that every row has. Each value of each column has a *slot*,
numbered through all columns; the first slot of a column is "no value".
profiles                         the profiles of each row, side by side, so that a row is read in one go
profile_rows, profile_row_edges  rows of profile p, in order, are [edges[p], edges[p+1]) of rows
holders, holder_edges            profiles that hold slot s, likewise
A row's values of one column are a *set* of codes (code 0 is no value, code n the nth value). For
each column:
column {name}: sets              number of the set of each profile of its group; where a row has one value at most,
                                 its code itself
column {name}: codes, edges      codes of set s, likewise
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.index.collecting import ColumnCodes, MixedColumn
from openupr.index.rows import Column, Value
from openupr.index.storage import ArrayWriter

GROUPS = 6
"""Numbers of two bytes each that a row keeps.

More take longer to count through, fewer make more profiles.
"""
_LOOKED_AT = 40_000
"""Rows by which it is judged which columns go well together."""

_Codes = NDArray[np.int64]


@dataclass(slots=True, eq=False)
class _Group:
    """`held`: how many values a profile holds, about; the lack of one counts as well."""

    columns: list[ColumnCodes]
    profiles: _Codes
    size: int
    held: float

    @property
    def name(self) -> str:
        return " ".join(codes.column.name for codes in self.columns)


@dataclass(slots=True)
class _Incidence:
    """Which profile holds which slot, as pairs: two arrays for each column."""

    profiles: list[_Codes] = field(default_factory=list)
    slots: list[_Codes] = field(default_factory=list)
    slot_count: int = 0

    def add(self, profiles: _Codes, sets: _Codes, codes_of_set: list[list[int]], slots: int) -> None:
        """A column with this many slots.

        `sets` is the set of each of the profiles, `codes_of_set` the codes of each set.
        """
        self.profiles.append(np.repeat(profiles, np.array([len(codes) for codes in codes_of_set], np.int64)[sets]))
        base = self.slot_count
        self.slots.append(
            np.array([base + code for chosen in sets.tolist() for code in codes_of_set[chosen]], np.int64)
        )
        self.slot_count += slots

    def write(self, writer: ArrayWriter) -> None:
        none = np.zeros(0, np.int64)
        profiles, slots = np.concatenate([none, *self.profiles]), np.concatenate([none, *self.slots])
        writer.add("holders", profiles[np.lexsort((profiles, slots))])
        writer.add("holder_edges", edges_of(np.bincount(slots, minlength=self.slot_count)))


def write_columns(writer: ArrayWriter, collected: Sequence[ColumnCodes]) -> list[dict[str, Any]]:
    """Store all columns; the answer describes each: name, values in order, group and its first
    profile, first slot.
    """
    described: dict[str, dict[str, Any]] = {}
    incidence, groups, first = _Incidence(), _grouped(collected), 0
    for number, group in enumerate(groups):
        examples = np.unique(group.profiles, return_index=True)[1]  # a row of each profile
        for codes in group.columns:
            described[codes.column.name] = {
                "name": codes.column.name,
                "multi": codes.column.multi,
                "sort": codes.column.sort,
                "values": (values := _write_column(writer, codes, examples, first, incidence)),
                "counted": _counted(codes.column, values),
                "group": number,
                "first": first,
                "base": incidence.slot_count - len(values) - 1,
            }
        first += group.size
    _write_rows(writer, groups)
    incidence.write(writer)
    return [described[codes.column.name] for codes in collected]


def _grouped(collected: Sequence[ColumnCodes]) -> list[_Group]:
    """Join columns, two groups at a time, always those two whose joining makes counting dearer by
    the least: until there are few enough, and on as long as it costs nothing.
    """
    step = max(1, len(collected[0].codes) // _LOOKED_AT) if collected else 1
    groups = [_group([codes], step) for codes in collected]
    dearer: dict[tuple[str, str], float] = {}
    while len(groups) > 1:
        for one, other in combinations(groups, 2):
            if (one.name, other.name) not in dearer:
                dearer[one.name, other.name] = _dearer(one, other)
        one, other = min(combinations(groups, 2), key=lambda pair: dearer[pair[0].name, pair[1].name])
        if len(groups) <= GROUPS and dearer[one.name, other.name] > 0:
            break
        groups = [group for group in groups if group not in (one, other)]
        groups.append(_group([*one.columns, *other.columns], step))
    return [_group(group.columns, 1) for group in groups]


def _group(columns: list[ColumnCodes], step: int) -> _Group:
    """The group of these columns, over every `step`th row."""
    profiles, size, values_held = np.zeros(0, np.int64), 0, 0.0
    for codes in columns:
        own = np.frombuffer(codes.codes, np.int32)[::step].astype(np.int64)
        profiles, size = _combined(profiles, size, own, len(codes.sets)) if size else (own, len(codes.sets))
        values_held += sum(max(len(values), 1) for values in codes.sets) / max(len(codes.sets), 1)
    return _Group(columns, profiles, size, values_held)


def _dearer(one: _Group, other: _Group) -> float:
    """How many more pairs of a profile and a value it holds counting goes through if the two are
    one.
    """
    joined = _pairs(one.profiles, other.profiles, one.size, other.size)
    return (joined - one.size) * one.held + (joined - other.size) * other.held


def _pairs(left: _Codes, right: _Codes, left_size: int, right_size: int) -> int:
    """How many pairs occur."""
    packed, space = left * right_size + right, left_size * right_size
    if space > 8 * len(packed) + 1_000_000:
        return len(np.unique(packed))
    occurs = np.zeros(space, bool)
    occurs[packed] = True
    return int(np.count_nonzero(occurs))


def _combined(left: _Codes, left_size: int, right: _Codes, right_size: int) -> tuple[_Codes, int]:
    """Number the pairs that occur."""
    packed = left * right_size + right
    space = left_size * right_size
    if space > 8 * len(packed) + 1_000_000:
        pairs, numbers = np.unique(packed, return_inverse=True)
        return numbers.reshape(-1), len(pairs)
    occurs = np.zeros(space, bool)
    occurs[packed] = True
    numbering = np.cumsum(occurs) - 1
    return numbering[packed], int(occurs.sum())


def _write_column(
    writer: ArrayWriter, codes: ColumnCodes, examples: _Codes, first: int, incidence: _Incidence
) -> list[Value]:
    """Returns the column's values; `examples` are a row of each profile of its group, the first
    numbered `first`.
    """
    values, codes_of_set = _codes_of_sets(codes)
    sets = np.frombuffer(codes.codes, np.int32)[examples].astype(np.int64)
    _write_sets(writer, codes.column, sets, codes_of_set)
    incidence.add(np.arange(first, first + len(examples)), sets, codes_of_set, len(values) + 1)
    return values


def _counted(column: Column, values: Sequence[Value]) -> list[int]:
    """The places of the values that facets count."""
    return [place for place, value in enumerate(values) if column.counted is None or column.counted(value)]


def _write_rows(writer: ArrayWriter, groups: Sequence[_Group]) -> None:
    everyones = sum(group.size for group in groups)
    width = np.uint16 if everyones < 2**16 else np.uint32
    rows = len(groups[0].profiles) if groups else 0
    profiles, first = np.full((rows, GROUPS), everyones, width), 0
    ordered, sizes = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for number, group in enumerate(groups):
        profiles[:, number] = group.profiles + first
        ordered.append(np.argsort(group.profiles, kind="stable").astype(np.int32))
        sizes.append(np.bincount(group.profiles, minlength=group.size))
        first += group.size
    writer.add("profiles", profiles)
    writer.add("profile_rows", np.concatenate(ordered))
    writer.add("profile_row_edges", edges_of(np.concatenate(sizes)))


def _write_sets(writer: ArrayWriter, column: Column, sets: _Codes, codes_of_set: list[list[int]]) -> None:
    flat = np.array([code for codes in codes_of_set for code in codes], np.int64)
    if column.multi:
        edges = edges_of(np.array([len(codes) for codes in codes_of_set], np.int64))
    else:
        highest = int(flat.max(initial=0)) + 1
        sets, flat, edges = flat[sets], np.arange(highest), np.arange(highest + 1)
    writer.add(f"column {column.name}: sets", sets)
    writer.add(f"column {column.name}: codes", flat)
    writer.add(f"column {column.name}: edges", edges)


def _codes_of_sets(codes: ColumnCodes) -> tuple[list[Value], list[list[int]]]:
    """All values in order, and for each set of values its codes."""
    distinct = {value for chosen in codes.sets for value in chosen}
    if len({isinstance(value, str) for value in distinct}) > 1:
        raise MixedColumn(f'Column "{codes.column.name}" holds both text and integers.')
    values = sorted(distinct)
    code = {value: number for number, value in enumerate(values, 1)}
    return values, [sorted(code[value] for value in chosen) or [0] for chosen in codes.sets]


def edges_of(sizes: _Codes) -> _Codes:
    """Where each of the stretches of these sizes begins, one behind the other, and where the last
    ends.
    """
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
