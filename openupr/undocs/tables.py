"""The tables of a Word file, cell by cell, and what stands above, below and around them.

Rows and cells keep their places, so that what was read of a cell can be written beside it in the
very same file: `cell_at(body, place)` finds the element again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openupr.files.word.names as ooxml
from openupr.files.limits import TableLimits
from openupr.files.rows import Numbered, RowsWithin
from openupr.files.word.flow import Flow
from openupr.files.word.gathering import Gathered
from openupr.files.word.numbering import Lists
from openupr.files.word.package import Package, read_package
from openupr.files.word.styles import Styles

from .values import CellPlace

_SPAN, _DOWN, _BEFORE = (
    f"{ooxml.w('tcPr')}/{ooxml.w('gridSpan')}",
    f"{ooxml.w('tcPr')}/{ooxml.w('vMerge')}",
    f"{ooxml.w('trPr')}/{ooxml.w('gridBefore')}",
)
_TABLE, _ROW, _CELL = ooxml.w("tbl"), ooxml.w("tr"), ooxml.w("tc")
_GONE_ROW, _GONE_CELL = f"{ooxml.w('trPr')}/{ooxml.w('del')}", f"{ooxml.w('tcPr')}/{ooxml.w('cellDel')}"
_WIDEST = 100
"""Columns; a span beyond it is no table that somebody laid out."""


@dataclass(frozen=True, slots=True)
class WordCell:
    """`lines` are its paragraphs that hold text, each with its automatic number.

    It covers the columns from `start` up to, not including, `end`. `continued`: the cell above goes
    on here.
    """

    place: CellPlace
    lines: tuple[str, ...]
    start: int
    end: int
    continued: bool = False

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())


@dataclass(frozen=True, slots=True)
class WordRow:
    cells: tuple[WordCell, ...]


@dataclass(frozen=True, slots=True)
class WordTables:
    """`around` are the page's heads and feet and the paragraphs outside tables, in one line
    each.
    """

    tables: tuple[tuple[WordRow, ...], ...]
    around: tuple[str, ...]


def read_tables(data: bytes) -> WordTables:
    """All tables of a Word file. Raises RefusedFile."""
    return read_package(data, _read)


def rows_of_tables(data: bytes, limits: TableLimits) -> list[list[Numbered]]:
    """The rows of each table, as those of a workbook; the limits are those of all tables together.

    A cell that covers several columns stands in the first. Raises RefusedFile.
    """
    reading = RowsWithin(limits)
    return [reading.numbered(map(_texts, table)) for table in read_tables(data).tables]


def _texts(row: WordRow) -> list[str]:
    texts = [""] * max((cell.end for cell in row.cells), default=0)
    for cell in row.cells:
        texts[cell.start] = "\n".join(cell.lines)
    return texts


def cell_at(body: Any, place: CellPlace) -> Any:
    """The element of a cell, in the body of the file that it was read from; None where there is
    none.
    """
    walk = _Walk(Gathered(Styles(None, None), Lists(None)))
    for at, table in enumerate(_tables(body)):
        if at == place.table:
            rows = list(walk.inside(table, _ROW))
            cells = list(walk.inside(rows[place.row], _CELL)) if place.row < len(rows) else []
            return cells[place.cell] if place.cell < len(cells) else None
    return None


def _tables(body: Any) -> Iterator[Any]:
    """The tables that stand in no other, in reading order."""
    for table in body.iter(_TABLE):
        if not any(True for _ in table.iterancestors(_TABLE)):
            yield table


def _read(package: Package, body: Any) -> WordTables:
    story = Gathered(Styles(package.linked("styles"), package.linked("theme")), Lists(package.linked("numbering")))
    walk = _Walk(story)
    walk.read(body)
    walk.end()
    outside = [_plain(story, at) for at in range(len(story.paragraphs)) if at not in walk.within]
    heads: list[str] = []
    for of, name in package.links(package.main).values():
        if of in ("header", "footer") and (root := package.part(name)) is not None:
            edge = Gathered(story.styles, Lists(None))
            flow = Flow(edge)
            flow.read(root)
            flow.end()
            heads += [_plain(edge, at) for at in range(len(edge.paragraphs))]
    return WordTables(tuple(walk.tables), tuple(line for line in [*heads, *outside] if line))


def _plain(story: Gathered, at: int) -> str:
    paragraph = story.paragraphs[at]
    return " ".join(f"{paragraph.label} {paragraph.text}".split())


class _Walk(Flow):
    """Reads as every reader of Word files does, and notes which paragraphs each cell of an
    outermost table holds.
    """

    def __init__(self, story: Gathered) -> None:
        super().__init__(story, fields=False)
        self.tables: list[tuple[WordRow, ...]] = []
        self.within: set[int] = set()
        self._inside = False

    def table(self, element: Any) -> None:
        if self._inside:
            super().table(element)
            return
        self._inside, number, rows = True, len(self.tables), []
        for at, row in enumerate(self.inside(element, _ROW)):
            if row.find(_GONE_ROW) is None:
                rows.append(self._row(row, number, at))
        self.tables.append(tuple(rows))
        self._inside = False

    def _row(self, row: Any, table: int, number: int) -> WordRow:
        cells, start = [], _count(row.find(_BEFORE), 0)
        for at, cell in enumerate(self.inside(row, _CELL)):
            if cell.find(_GONE_CELL) is not None:
                continue
            first = len(self.story.paragraphs)
            self.read(cell)
            self._end_of_container()
            lines_inside = range(first, len(self.story.paragraphs))
            self.within.update(lines_inside)
            down, end = cell.find(_DOWN), start + _count(cell.find(_SPAN), 1)
            cells.append(
                WordCell(
                    CellPlace(table, number, at),
                    tuple(line for line in self._lines(lines_inside) if line),
                    start,
                    end,
                    continued=down is not None and down.get(ooxml.VAL, "continue") != "restart",
                )
            )
            start = end
        return WordRow(tuple(cells))

    def _lines(self, places: range) -> Iterator[str]:
        for at in places:
            paragraph = self.story.paragraphs[at]
            first, *rest = paragraph.text.split("\n")
            yield " ".join(f"{paragraph.label} {first}".split())
            yield from (" ".join(line.split()) for line in rest)


def _count(element: Any, otherwise: int) -> int:
    value = "" if element is None else str(element.get(ooxml.VAL, ""))
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() else otherwise
