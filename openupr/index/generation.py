"""One generation of the index, mapped: its arrays by name, its columns, its words. It answers nothing itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.index.build import FORMAT
from openupr.index.rows import UnknownColumn, Value
from openupr.index.storage import DamagedIndex, map_file, read_arrays
from openupr.index.vocabulary import Vocabulary
from openupr.text.words import edition

Rows = NDArray[np.int32]
"""Rows of an answer: positions in the order of the build, sorted, each once."""
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column: slot `base + 1 + i` of its group stands for `values[i]`, slot `base` for no value."""

    name: str
    multi: bool
    sort: bool
    values: tuple[Value, ...]
    group: int
    base: int
    slot_of: dict[Value | None, int]
    sets: NDArray[np.int32]
    set_codes: NDArray[np.int32]
    set_edges: NDArray[np.int64]

    @property
    def valued(self) -> slice:
        """Slots that stand for a value."""
        return slice(self.base + 1, self.base + len(self.values) + 1)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that share profiles; the arrays are described in `profiles`."""

    profiles: NDArray[np.uint16]
    rows: Rows
    row_edges: NDArray[np.int64]
    slots: NDArray[np.int32]
    edges: NDArray[np.int64]
    holders: NDArray[np.int64]
    holder_edges: NDArray[np.int64]

    @property
    def size(self) -> int:
        return len(self.edges) - 1


class Generation:
    """Everything is mapped when this is made: it stays whole when the files are deleted."""

    def __init__(self, folder: Path) -> None:
        arrays, facts = read_arrays(folder)
        if facts["format"] != [FORMAT, edition()]:
            raise DamagedIndex(f"The index in {folder} was built by another version of OpenUPR: build it again.")
        self.rows: int = facts["rows"]
        self.version: str = facts["version"]
        self.columns = {described["name"]: _column(arrays, described) for described in facts["columns"]}
        count = 1 + max((column.group for column in self.columns.values()), default=-1)
        self.groups = [_group(arrays, number) for number in range(count)]
        self.slot_totals = [_slot_totals(group) for group in self.groups]
        self.surfaces = Vocabulary(arrays["surface_letters"], arrays["surface_letter_edges"])
        self.stems = Vocabulary(arrays["stem_letters"], arrays["stem_letter_edges"])
        self.layouts: dict[tuple[str, ...], tuple[NDArray[np.int64], list[Value]]] = {}  # see `counting`
        self.array = arrays
        self._payloads = map_file(folder / "payloads.bin")
        self._texts = map_file(folder / "texts.bin")
        self._payload_edges = arrays["payload_edges"].data
        self._text_edges = arrays["text_edges"].data
        if self._payload_edges[-1] != len(self._payloads) or self._text_edges[-1] != len(self._texts):
            raise DamagedIndex(f"The texts of the index in {folder} are cut short.")

    def column(self, name: str) -> StoredColumn:
        """Raises UnknownColumn."""
        try:
            return self.columns[name]
        except KeyError:
            raise UnknownColumn(name, tuple(self.columns)) from None

    def group_of(self, column: StoredColumn) -> Group:
        return self.groups[column.group]

    def payload(self, row: int) -> bytes:
        return bytes(self._payloads[self._payload_edges[row] : self._payload_edges[row + 1]])

    def text(self, row: int) -> str:
        piece = bytes(self._texts[self._text_edges[row] : self._text_edges[row + 1]])
        return piece.decode("utf-8", "surrogatepass")

    def row_of(self, identifier: int) -> int | None:
        """Position of the row with this number, or None."""
        by_id, ids = self.array["by_id"], self.array["ids"]
        at = int(np.searchsorted(ids, identifier, sorter=by_id))
        if at < len(by_id) and ids[by_id[at]] == identifier:
            return int(by_id[at])
        return None


def _column(arrays: dict[str, Any], described: dict[str, Any]) -> StoredColumn:
    values, base = tuple(described["values"]), described["base"]
    slot_of: dict[Value | None, int] = {value: base + number for number, value in enumerate(values, 1)}
    slot_of[None] = base
    name = described["name"]
    return StoredColumn(
        **(described | {"values": values}),
        slot_of=slot_of,
        sets=arrays[f"column {name}: sets"],
        set_codes=arrays[f"column {name}: codes"],
        set_edges=arrays[f"column {name}: edges"],
    )


def _slot_totals(group: Group) -> NDArray[np.int64]:
    """Rows of the whole record that hold each slot: what a page without any query shows first."""
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.diff(group.row_edges).take(group.holders))])
    totals: NDArray[np.int64] = np.diff(sums[group.holder_edges])
    return totals


def _group(arrays: dict[str, Any], number: int) -> Group:
    names = ("profiles", "rows", "row_edges", "slots", "edges", "holders", "holder_edges")
    return Group(**{name: arrays[f"g{number}_{name}"] for name in names})
