"""Columns on disk: few *profiles* instead of many columns.

Columns depend on one another: a State has its region and organisations, a session its cycle. So columns are
joined into groups, and a row stores one number a group, its *profile*: the combination of all values it has
there. Counting the profiles of a result gives, exactly, the counts of every value of every column of the
group.

In a group, each value of each column has a *slot*; slot 0 of a column is "no value". For group g:
g{g}_profiles         profile of each row
g{g}_rows, _row_edges rows of profile p, in order, are [edges[p], edges[p+1]) of rows
g{g}_slots, _edges    slots of profile p, likewise, sorted
g{g}_holders, _holder_edges   profiles that hold slot s, likewise
A row's values of one column are a *set* of codes (code 0 is no value, code n the nth value). For each column:
column {name}: sets   number of the set of each profile; where a row has one value at most, its code itself
column {name}: codes, edges   codes of set s, likewise
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.index.collecting import ColumnCodes, MixedColumn
from openupr.index.rows import Column, Value
from openupr.index.storage import ArrayWriter

FEW = 2048
"""Profiles that a group may have in any case: counting them costs a few microseconds."""

_Codes = NDArray[np.int64]


@dataclass(slots=True)
class _Group:
    columns: list[ColumnCodes]
    profiles: _Codes
    size: int


def write_columns(writer: ArrayWriter, collected: Sequence[ColumnCodes]) -> list[dict[str, Any]]:
    """Store all columns; the answer describes each: name, values in order, group, first slot."""
    groups = _grouped(collected)
    described: dict[str, dict[str, Any]] = {}
    for number, group in enumerate(groups):
        for description in _write_group(writer, number, group):
            described[description["name"]] = description
    return [described[codes.column.name] for codes in collected]


def _grouped(collected: Sequence[ColumnCodes]) -> list[_Group]:
    """Join columns as long as the combinations stay few, or hardly more than the values of the larger."""
    groups: list[_Group] = []
    for codes in sorted(collected, key=lambda codes: -len(codes.sets)):
        own = np.frombuffer(codes.codes, np.int32).astype(np.int64)
        for group in groups:
            joined, size = _combined(group.profiles, group.size, own, len(codes.sets))
            if size <= max(FEW, group.size * 1.1):
                group.profiles, group.size = joined, size
                group.columns.append(codes)
                break
        else:
            groups.append(_Group([codes], own, len(codes.sets)))
    return groups


def _combined(left: _Codes, left_size: int, right: _Codes, right_size: int) -> tuple[_Codes, int]:
    """Number the pairs that occur."""
    packed = left * right_size + right
    space = left_size * right_size
    if space > 8 * len(packed) + 1_000_000:
        found, numbers = np.unique(packed, return_inverse=True)
        return numbers.reshape(-1), len(found)
    occurs = np.zeros(space, bool)
    occurs[packed] = True
    numbering = np.cumsum(occurs) - 1
    return numbering[packed], int(occurs.sum())


def _write_group(writer: ArrayWriter, number: int, group: _Group) -> list[dict[str, Any]]:
    order = np.argsort(group.profiles, kind="stable")
    sizes = np.bincount(group.profiles, minlength=group.size)
    examples = order[np.cumsum(sizes) - sizes]  # a row of each profile
    profiles, slots, descriptions, base = [], [], [], 0
    for codes in group.columns:
        values, held = _codes_of_sets(codes)
        sets = np.frombuffer(codes.codes, np.int32)[examples]
        _write_sets(writer, codes.column, sets, held)
        profiles.append(np.repeat(np.arange(group.size), np.array([len(code) for code in held], np.int64)[sets]))
        slots.append(np.array([base + code for chosen in sets.tolist() for code in held[chosen]], np.int64))
        column = {"name": codes.column.name, "multi": codes.column.multi, "sort": codes.column.sort}
        descriptions.append({**column, "values": values, "group": number, "base": base})
        base += len(values) + 1
    _write_incidence(writer, f"g{number}", np.concatenate(profiles), np.concatenate(slots), group.size, base)
    writer.add(f"g{number}_profiles", group.profiles.astype(np.uint16 if group.size <= 2**16 else np.int32))
    writer.add(f"g{number}_rows", order.astype(np.int32))
    writer.add(f"g{number}_row_edges", edges_of(sizes))
    return descriptions


def _write_sets(writer: ArrayWriter, column: Column, sets: NDArray[np.int32], held: list[list[int]]) -> None:
    flat = np.array([code for codes in held for code in codes], np.int32)
    if column.multi:
        edges = edges_of(np.array([len(codes) for codes in held], np.int64))
    else:
        highest = int(flat.max(initial=0)) + 1
        sets, flat, edges = flat[sets], np.arange(highest, dtype=np.int32), np.arange(highest + 1)
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


def _write_incidence(
    writer: ArrayWriter, name: str, profiles: _Codes, slots: _Codes, profile_count: int, slot_count: int
) -> None:
    by_profile = np.lexsort((slots, profiles))
    by_slot = np.lexsort((profiles, slots))
    writer.add(f"{name}_slots", slots[by_profile].astype(np.int32))
    writer.add(f"{name}_edges", edges_of(np.bincount(profiles, minlength=profile_count)))
    writer.add(f"{name}_holders", profiles[by_slot].astype(np.int64))
    writer.add(f"{name}_holder_edges", edges_of(np.bincount(slots, minlength=slot_count)))


def edges_of(sizes: _Codes) -> _Codes:
    """Where each of the stretches of these sizes begins, one behind the other, and where the last ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
