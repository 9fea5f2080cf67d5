"""Reads the blocks of a returned file: paragraphs, lists, headings, tables, what stands in boxes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from openupr.files.word.names import ALTERNATE, LINK, w
from openupr.files.word.numbering import Lists
from openupr.files.word.properties import paragraph_properties
from openupr.files.word.returned.sheet import Sheet, Standing
from openupr.files.word.returned.values import Kind, Piece, Pieces
from openupr.files.word.returned.words import PUT_IN, TAKEN_OUT, Within, Words, changed, mark_of, signpost
from openupr.files.word.stretches import chosen
from openupr.files.word.styles import Styles

_TRANSPARENT = {w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag")}
# Styles of this house whose numbers are those of paragraphs, not of a list; and titles that are no outline level.
_NUMBERED, _TITLES = {"numbered paragraph", "numberedparagraph"}, {"title", "annex heading", "notes heading"}
_MOST_COLUMNS = 63
_OF_LISTS: dict[str, Kind] = {"lettered list": "ordered", "list number": "ordered", "list bullet": "bullet"}


class Story:
    """Walks through the blocks and fills a sheet."""

    def __init__(
        self, sheet: Sheet, styles: Styles, lists: Lists, *, link_of: Callable[[str], str],
        note_of: Callable[[str, str], Pieces], fields: bool = True,
    ) -> None:  # fmt: skip
        self.sheet, self._styles, self._lists = sheet, styles, lists
        self.words = Words(sheet, styles, link_of=link_of, note_of=note_of, fields=fields)
        self._within = Within()

    def read(self, container: Any) -> None:
        """Everything in a body, a cell, a text box or a content control."""
        for child in container:
            tag = child.tag
            if tag == w("p"):
                self._paragraph(child)
            elif tag == w("tbl"):
                self._table(child)
            elif tag in PUT_IN | TAKEN_OUT:
                outer, self._within = self._within, changed(self._within, child)
                self.read(child)
                self._within = outer
            elif tag in _TRANSPARENT:
                self.read(child)
            elif tag == ALTERNATE:
                self.read(chosen(child))
            elif not signpost(child, self.sheet) and tag == w("altChunk"):
                self.sheet.elsewhere.append(child.get(LINK, ""))

    def _paragraph(self, element: Any) -> None:
        stated, line = element.find(w("pPr")), self.sheet.line
        line.moved = self.sheet.move
        boxes = self.words.read(element, self._within)
        line.moved = line.moved or self.sheet.move
        line.kind, line.level = self._kind(stated)
        line.joins = self._within.deleted is not None
        for change in _changes_of_mark(stated):
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

    def _table(self, element: Any) -> None:
        """A table is one paragraph of cells; rows and cells that were deleted are words that were."""
        outer, self.sheet.standing = self.sheet.standing, []
        whole = Standing(kind="table", moved=self.sheet.move)
        for row in _inside(element, w("tr"), self.sheet):
            cells: list[Any] = [[] for _ in range(_columns(row.find(f"{w('trPr')}/{w('gridBefore')}"), least=0))]
            for cell in _inside(row, w("tc"), self.sheet):
                before = len(self.sheet.standing)
                self.read(cell)
                cells.append(self._cell(self.sheet.standing[before:], row, cell))
                # A cell over several columns keeps the place of those after it.
                cells += [[] for _ in range(_columns(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), least=1) - 1)]
            whole.rows.append(cells)
        inner, self.sheet.standing = self.sheet.standing, outer
        for line in inner:
            whole.anchors |= line.anchors
            whole.within |= line.within
            whole.marks |= line.marks
        whole.pieces = [piece for cells in whole.rows for cell in cells for piece in (*cell, Piece("\t"))]
        self.sheet.put_inside(inner, whole)

    def _cell(self, lines: list[Standing], row: Any, cell: Any) -> list[Any]:
        """The words of a cell, its paragraphs one beneath the other."""
        gone, new = _changed(row, cell, "del", "cellDel"), _changed(row, cell, "ins", "cellIns")
        found: list[Any] = []
        for line in lines:
            if found and line.pieces:
                found.append(found[-1]._replace(text="\n", note=None))
            found += line.pieces
        for line in lines:
            line.marks |= dict.fromkeys(mark_of(each) for each in (gone, new) if each is not None)
        if gone is not None:
            found = [piece._replace(deleted=piece.deleted or mark_of(gone)) for piece in found]
        if new is not None:
            found = [piece._replace(inserted=piece.inserted or mark_of(new)) for piece in found]
        return found


def _changes_of_mark(stated: Any) -> list[Any]:
    """Tracked changes of the sign that ends a paragraph."""
    mark = None if stated is None else stated.find(w("rPr"))
    return [] if mark is None else [child for child in mark if child.tag in PUT_IN | TAKEN_OUT]


def _changed(row: Any, cell: Any, of_row: str, of_cell: str) -> Any:
    """The tracked change of a whole row or cell; None where there is none."""
    found = row.find(f"{w('trPr')}/{w(of_row)}")
    return found if found is not None else cell.find(f"{w('tcPr')}/{w(of_cell)}")


def _columns(stated: Any, *, least: int) -> int:
    """How many columns a cell takes, or stand empty before a row; never more than Word can draw."""
    told = "" if stated is None else stated.get(w("val"), "")
    return min(max(int(told), least), _MOST_COLUMNS) if re.fullmatch(r"[0-9]{1,4}", told) else least


def _inside(element: Any, tag: str, sheet: Sheet) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT | PUT_IN | TAKEN_OUT:
            yield from _inside(child, tag, sheet)
        else:
            signpost(child, sheet)
