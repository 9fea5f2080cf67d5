"""Reads the blocks of a returned file with its tracked changes: paragraphs, lists, headings,
tables, boxes.
"""

import re
from collections.abc import Callable
from typing import Any

from openupr.files.word.names import w
from openupr.files.word.numbering import Lists
from openupr.files.word.properties import paragraph_properties
from openupr.files.word.story import PUT_IN, TAKEN_OUT, Story, changes_of_mark
from openupr.files.word.styles import Styles
from openupr.files.word.with_changes.sheet import SheetParagraph, StorySheet
from openupr.files.word.with_changes.values import Kind, Pieces, TrackedPiece
from openupr.files.word.with_changes.words import Within, Words, changed, mark_of, signpost

# Our own styles whose numbers are those of paragraphs, not of a list; and titles that are no
# outline level.
_NUMBERED, _TITLES = {"numbered paragraph", "numberedparagraph"}, {"title", "annex heading", "notes heading"}
_MOST_COLUMNS = 63
_OF_LISTS: dict[str, Kind] = {"lettered list": "ordered", "list number": "ordered", "list bullet": "bullet"}


class MarkedStory(Story):
    """Fills a sheet with what stands in a story and with what was taken out of it."""

    changes = PUT_IN | TAKEN_OUT

    def __init__(
        self, sheet: StorySheet, styles: Styles, lists: Lists, *, link_of: Callable[[str], str],
        note_of: Callable[[str, str], Pieces], fields: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(sheet.elsewhere)
        self.sheet, self._styles, self._lists = sheet, styles, lists
        self.words = Words(sheet, styles, link_of=link_of, note_of=note_of, fields=fields)
        self._within = Within()

    def change(self, element: Any) -> None:
        outer, self._within = self._within, changed(self._within, element)
        self.read(element)
        self._within = outer

    def sign(self, element: Any) -> None:
        signpost(element, self.sheet)

    def paragraph(self, element: Any) -> None:
        stated, line = element.find(w("pPr")), self.sheet.line
        line.moved = self.sheet.move
        boxes = self.words.read(element, self._within)
        line.moved = line.moved or self.sheet.move
        line.kind, line.level = self._kind(stated)
        line.joins = self._within.deleted is not None
        for change in changes_of_mark(stated):
            line.marks.setdefault(mark_of(change))
            line.joins = line.joins or change.tag in TAKEN_OUT
        self.sheet.end_paragraph()
        for box in boxes:
            open_fields, self.words.fields = self.words.fields, []
            self.read(box)
            self.words.fields = open_fields

    def _kind(self, stated: Any) -> tuple[Kind, int]:
        properties = self._styles.paragraph(paragraph_properties(stated))
        numbering, _ = self._lists.number(properties)
        name = self._styles.name(properties["style"])
        if properties["level"] or name in _TITLES:
            return "heading", properties["level"]
        if name in _NUMBERED or not (numbering or name in _OF_LISTS):
            return "text", 0
        kind: Kind = "bullet" if numbering == "bullet" else "ordered" if numbering else _OF_LISTS[name]
        return kind, min(max(properties.get("depth") or 0, 0), 2)

    def table(self, element: Any) -> None:
        """A table is one paragraph of cells; rows and cells that were deleted are words that
        were.
        """
        outer, self.sheet.paragraphs = self.sheet.paragraphs, []
        whole = SheetParagraph(kind="table", moved=self.sheet.move)
        for row in self.inside(element, w("tr")):
            first = len(self.sheet.paragraphs)
            cells: list[Any] = [[] for _ in range(_columns(row.find(f"{w('trPr')}/{w('gridBefore')}"), least=0))]
            for cell in self.inside(row, w("tc")):
                before = len(self.sheet.paragraphs)
                self.read(cell)
                cells.append(self._cell(self.sheet.paragraphs[before:], row, cell))
                # A cell over several columns keeps the place of those after it.
                cells += [[] for _ in range(_columns(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), least=1) - 1)]
            whole.rows.append(cells)
            named = (name for line in self.sheet.paragraphs[first:] for name in line.anchors)
            whole.row_anchors.append(tuple(dict.fromkeys(named)))
        inner, self.sheet.paragraphs = self.sheet.paragraphs, outer
        for line in inner:
            whole.anchors |= line.anchors
            whole.within |= line.within
            whole.marks |= line.marks
        whole.pieces = [piece for cells in whole.rows for cell in cells for piece in (*cell, TrackedPiece("\t"))]
        self.sheet.put_inside(inner, whole)

    def _cell(self, lines: list[SheetParagraph], row: Any, cell: Any) -> list[Any]:
        """The words of a cell, its paragraphs one beneath the other."""
        gone, new = _changed(row, cell, "del", "cellDel"), _changed(row, cell, "ins", "cellIns")
        pieces: list[Any] = []
        for line in lines:
            if pieces and line.pieces:
                pieces.append(pieces[-1]._replace(text="\n", note=None))
            pieces += line.pieces
        for line in lines:
            line.marks |= dict.fromkeys(mark_of(change) for change in (gone, new) if change is not None)
        if gone is not None:
            pieces = [piece._replace(deleted=piece.deleted or mark_of(gone)) for piece in pieces]
        if new is not None:
            pieces = [piece._replace(inserted=piece.inserted or mark_of(new)) for piece in pieces]
        return pieces


def _changed(row: Any, cell: Any, of_row: str, of_cell: str) -> Any:
    """The tracked change of a whole row or cell; None where there is none."""
    change = row.find(f"{w('trPr')}/{w(of_row)}")
    return change if change is not None else cell.find(f"{w('tcPr')}/{w(of_cell)}")


def _columns(stated: Any, *, least: int) -> int:
    """How many columns a cell takes, or stand empty before a row; never more than Word can draw."""
    value = "" if stated is None else stated.get(w("val"), "")
    return min(max(int(value), least), _MOST_COLUMNS) if re.fullmatch(r"[0-9]{1,4}", value) else least
