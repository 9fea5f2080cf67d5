"""The rows of a table within limits, whatever program wrote them."""

from collections.abc import Iterable

from openupr.files.limits import MAX_COLUMNS, TableLimits
from openupr.files.refusal import RefusedFile

Numbered = tuple[int, list[str]]


class RowsWithin:
    """Reads the tables of one file; all together keep to the limits."""

    def __init__(self, limits: TableLimits) -> None:
        self._limits = limits
        self._rows = self._characters = 0

    def numbered(self, rows: Iterable[list[str]]) -> list[Numbered]:
        """Each row of a table that is not empty, with its number; empty cells at its end are taken
        off.

        The first row is 1. Raises RefusedFile at the first row beyond a limit: no further one is
        read.
        """
        kept: list[Numbered] = []
        for number, cells in enumerate(rows, start=1):
            while cells and not cells[-1]:
                cells.pop()
            self._count(number, cells)
            if cells:
                kept.append((number, cells))
        return kept

    def _count(self, number: int, cells: list[str]) -> None:
        most = self._limits
        lengths = list(map(len, cells))
        self._rows += 1
        self._characters += sum(lengths)
        if self._rows > most.rows or len(cells) > MAX_COLUMNS:
            raise RefusedFile(f"This table has more than {most.rows:,} rows or {MAX_COLUMNS} columns.")
        if self._characters > most.characters:
            raise RefusedFile(f"The cells of this table hold more than {most.characters:,} characters in all.")
        if max(lengths, default=0) > most.cell:
            raise RefusedFile(
                f"Row {number} holds a cell of more than {most.cell:,} characters; this is not such a table."
            )
