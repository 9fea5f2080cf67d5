"""One generation of the index, mapped: its arrays by name, its columns, its words.

It answers nothing itself.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.index.rows import UnknownColumn, Value
from openupr.index.storage import DamagedIndex, map_file, read_arrays
from openupr.index.vocabulary import Vocabulary
from openupr.text.words import cutting_version

FORMAT = 6
"""Changes whenever the files change shape; a reader refuses any other."""
Rows = NDArray[np.int32]
"""Rows of an answer: positions in the order of the build, sorted, each once."""
Scores = NDArray[np.float32]
Profiles = NDArray[np.uint16] | NDArray[np.uint32]
"""A line for each row, a column for each group."""


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column: slot `base + 1 + i` stands for `values[i]`, slot `base` for no value; `by_code`
    holds None and then the values; facets count those at the places `counted`. The profiles of its
    group are numbered from `first`; `sets` and what follows is described in `profiles`.
    """

    name: str
    multi: bool
    sort: bool
    values: tuple[Value, ...]
    counted: tuple[int, ...]
    by_code: tuple[Value | None, ...]
    group: int
    first: int
    base: int
    slot_of: dict[Value | None, int]
    sets: NDArray[np.int64]
    set_codes: NDArray[np.int64]
    set_edges: NDArray[np.int64]

    @property
    def own_profiles(self) -> slice:
        """All profiles of its group."""
        return slice(self.first, self.first + len(self.sets))


class Generation:
    """Everything is mapped when this is made: it stays whole when the files are deleted."""

    def __init__(self, folder: Path) -> None:
        arrays, facts = read_arrays(folder)
        if facts["format"] != [FORMAT, cutting_version()]:
            raise DamagedIndex(f"The index in {folder} was built by another version of OpenUPR: build it again.")
        self.rows: int = facts["rows"]
        self.version: str = facts["version"]
        self.columns = {described["name"]: _column(arrays, described) for described in facts["columns"]}
        self.profiles: Profiles = arrays["profiles"]
        self.everyones = len(arrays["profile_row_edges"]) - 1
        self.profile_sizes = np.append(np.diff(arrays["profile_row_edges"]), self.rows)
        self.slot_totals = _slot_totals(self.profile_sizes, arrays["holders"], arrays["holder_edges"])
        self.surfaces = Vocabulary(arrays["surface_letters"], arrays["surface_letter_edges"])
        self.stems = Vocabulary(arrays["stem_letters"], arrays["stem_letter_edges"])
        self.held_by_all = frozenset(np.flatnonzero(self.slot_totals == self.rows).tolist())
        self.layouts: dict[tuple[str, ...], Any] = {}  # what `counting` prepares once for the columns it is asked for
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

    def sets_of_rows(self, name: str) -> tuple[list[tuple[Value, ...]], NDArray[np.int32]]:
        """All sets of values that a column holds, and the number of each row's own.

        Raises UnknownColumn.
        """
        column = self.column(name)
        of_sets = np.split(column.set_codes, column.set_edges[1:-1])
        sets = [
            tuple(value for code in codes.tolist() if (value := column.by_code[code]) is not None) for codes in of_sets
        ]
        profiles = self.profiles[:, column.group].astype(np.int64) - column.first
        return sets, column.sets[profiles].astype(np.int32)

    def places_by_fingerprint(self) -> dict[int, int]:
        """The position of each row that has a fingerprint (`rows.IndexRow`)."""
        places = {fingerprint: place for place, fingerprint in enumerate(self.array["fingerprints"].tolist())}
        places.pop(0, None)
        return places

    def stems_of_surfaces(self) -> dict[str, str]:
        """The stem of every word."""
        numbers = self.array["surface_stems"][1:].tolist()
        return {surface: self.stems[number] for surface, number in zip(self.surfaces, numbers, strict=True)}

    def histogram(self, profiles: Profiles) -> NDArray[np.int64]:
        """How many of the rows that have these profiles have each."""
        counts = np.bincount(profiles.reshape(-1), minlength=self.everyones + 1)
        counts[self.everyones] = len(profiles)
        return counts

    def profiles_of(self, rows: Rows) -> Profiles:
        """The profiles of these rows, one line each."""
        return self.profiles.take(rows, axis=0)

    def payload(self, row: int) -> bytes:
        return bytes(self._payloads[self._payload_edges[row] : self._payload_edges[row + 1]])

    def text(self, row: int) -> str:
        piece = bytes(self._texts[self._text_edges[row] : self._text_edges[row + 1]])
        return piece.decode("utf-8", "surrogatepass")

    def payloads_between(self, first: int, last: int) -> memoryview:
        """The payloads of the rows [first, last), one behind the other."""
        return memoryview(self._payloads)[self._payload_edges[first] : self._payload_edges[last]]

    def texts_between(self, first: int, last: int) -> memoryview:
        """Their texts, likewise."""
        return memoryview(self._texts)[self._text_edges[first] : self._text_edges[last]]

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
        **(described | {"values": values, "counted": tuple(described["counted"])}),
        by_code=(None, *values),
        slot_of=slot_of,
        sets=arrays[f"column {name}: sets"],
        set_codes=arrays[f"column {name}: codes"],
        set_edges=arrays[f"column {name}: edges"],
    )


def _slot_totals(sizes: NDArray[np.int64], holders: NDArray[np.int64], edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows of the whole record that hold each slot: what a page without any query shows first."""
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes.take(holders))])
    totals: NDArray[np.int64] = np.diff(sums[edges])
    return totals
