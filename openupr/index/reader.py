"""Opens the index in use and answers from it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from openupr.index import cross as crossing
from openupr.index import nearest as nearness
from openupr.index import search as searching
from openupr.index.counting import Counts
from openupr.index.cross import CrossCounts
from openupr.index.generation import Generation
from openupr.index.generations import NoIndex, Stamp, current_generation, stamp
from openupr.index.language import Query
from openupr.index.nearest import NearestTexts
from openupr.index.ranking import RELEVANCE
from openupr.index.row_vectors import RowVectors
from openupr.index.rows import Value
from openupr.index.search import SearchAnswer
from openupr.index.selecting import Filters
from openupr.index.storage import DamagedIndex
from openupr.index.table import RowTable, row_table
from openupr.index.vectors import Vectors
from openupr.text.words import cut


class Index:
    """One generation of the index; safe for any number of threads, and whole as long as it is
    held.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._row_vectors: RowVectors | None = None

    @property
    def version(self) -> str:
        return self.generation.version

    @property
    def rows(self) -> int:
        return self.generation.rows

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.generation.columns)

    def search(
        self,
        query: str | Query = "",
        *,
        filters: Filters | None = None,
        offset: int = 0,
        limit: int = 25,
        sort: str = RELEVANCE,
        facets: Sequence[str] | None = None,
        coded: Sequence[str] = (),
    ) -> SearchAnswer:
        """See `search.search`."""
        return searching.search(
            self.generation,
            query,
            filters=filters or {},
            offset=offset,
            limit=limit,
            sort=sort,
            facets=facets,
            coded=coded,
        )

    def coded(
        self, query: str | Query = "", *, columns: Sequence[str], filters: Filters | None = None
    ) -> dict[str, tuple[int, int]]:
        """By column (rows with a value, rows) of a result, the column's own filter apart.

        See `counting.coded`.
        """
        return searching.coded_rows(self.generation, query, filters=filters or {}, columns=columns)

    def cross(self, query: str | Query = "", *, by: Sequence[str], filters: Filters | None = None) -> CrossCounts:
        """See `cross.cross`."""
        return crossing.cross(self.generation, query, filters=filters or {}, by=by)

    def table(self, query: str | Query = "", *, columns: Sequence[str], filters: Filters | None = None) -> RowTable:
        """See `table.row_table`."""
        return row_table(self.generation, query, filters=filters or {}, columns=columns)

    def ids(self, query: str | Query = "", *, filters: Filters | None = None, sort: str = RELEVANCE) -> Iterator[int]:
        """Numbers of all rows of a result, in order."""
        return searching.matching_ids(self.generation, query, filters=filters or {}, sort=sort)

    def payloads(
        self, query: str | Query = "", *, filters: Filters | None = None, sort: str = RELEVANCE
    ) -> Iterator[bytes]:
        """Payloads of all rows of a result, in order, read one by one."""
        return searching.matching_payloads(self.generation, query, filters=filters or {}, sort=sort)

    def nearest(
        self,
        text: str,
        *,
        filters: Filters | None = None,
        limit: int = 20,
        method: str = nearness.BOTH,
        vectors: Vectors | None = None,
        encode: nearness.Encode | None = None,
    ) -> NearestTexts:
        """What is like a draft; give `vectors` and `encode` (meaning.encode) to compare meanings.

        See `nearest`.
        """
        joined = None if vectors is None else self._joined(vectors)
        return nearness.nearest_rows(
            self.generation,
            text,
            filters=filters or {},
            limit=limit,
            method=method,
            vectors=joined,
            encode=encode,
        )

    def _joined(self, vectors: Vectors) -> RowVectors:
        known = self._row_vectors
        if known is None or known.vectors is not vectors:
            known = self._row_vectors = RowVectors(self.generation, vectors)
        return known

    def payload(self, identifier: int) -> bytes | None:
        """Payload of the row with this number, or None."""
        row = self.generation.row_of(identifier)
        return None if row is None else self.generation.payload(row)

    def text(self, identifier: int) -> str | None:
        """Text of the row with this number, or None."""
        row = self.generation.row_of(identifier)
        return None if row is None else self.generation.text(row)

    def values(self, column: str) -> tuple[Value, ...]:
        """Every value that some row has in a column. Raises UnknownColumn."""
        return self.generation.column(column).values

    def facet_values(
        self, column: str, prefix: str = "", *, query: str | Query = "", filters: Filters | None = None
    ) -> Counts:
        """Values of a column of which some word begins with the prefix, case and accents aside,
        with their counts in the result of a search (by default in the whole index), most frequent
        first. Raises UnknownColumn.
        """
        counts = self.search(query, filters=filters, limit=0, facets=[column]).facets[column]
        sought = cut(prefix).surfaces
        return [(value, count) for value, count in counts if _begins(value, sought)]


def _begins(value: Value, sought: list[str]) -> bool:
    words = cut(str(value)).surfaces
    return (
        any(
            words[at : at + len(sought) - 1] == sought[:-1] and words[at + len(sought) - 1].startswith(sought[-1])
            for at in range(len(words) - len(sought) + 1)
        )
        if sought
        else True
    )


# A server has one; whoever opens folder after folder must not hold all their files open.
_MOST_OPEN = 8
_open: dict[Path, tuple[Stamp, Index]] = {}
_opening = Lock()


def open_index(folder: Path) -> Index:
    """The index now in use in this folder; the same object until another generation takes its
    place.

    Raises NoIndex when none was built, DamagedIndex when its files do not fit together.
    """
    for attempt in range(100):
        seen = stamp(folder)
        known = _open.get(folder)
        if known is not None and known[0] == seen:
            return known[1]
        name = current_generation(
            folder
        )  # what the stamp was of, or newer: then it is opened once more by the next who asks
        try:
            with _opening:
                index = Index(Generation(folder / name))
                _open[folder] = (seen, index)
                for longest_known in list(_open)[:-_MOST_OPEN]:
                    del _open[longest_known]
            return index
        except FileNotFoundError as missing:
            # Between reading the pointer and opening the files a build may have replaced both: look
            # again.
            if attempt and current_generation(folder) == name:
                raise DamagedIndex(f"A file of the index in {folder} is gone.") from missing
    raise NoIndex(f"The index in {folder} changes too fast to be opened.")
