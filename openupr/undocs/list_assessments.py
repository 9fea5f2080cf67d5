"""Writes assessments into a thematic list: into its column for them, in the very same file.

Only the bytes of the cells change: every other byte of document.xml, and every other part of the
file, stays as OHCHR published it. A list without such a column gets one in a copy.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from openupr.files.refusal import RefusedFile

from .values import CellPlace

HEADING = "Assessment/comments on level of implementation"
_MAIN = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What the column that is added takes of the table's width: from columns that are wide, in
# twentieths of a point.
_SHARE, _WIDE = 0.3, 2000
_FONT = re.compile(rb"<w:rFonts [^>]*/>")
_SIZE = re.compile(rb"<w:sz [^>]*/>")
_WORDS = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_PROPERTIES = re.compile(rb"<w:pPr>.*?</w:pPr>|<w:pPr/>", re.DOTALL)
_WIDTH = re.compile(rb'(<w:gridCol w:w=")(\d+)(")|(<w:tcW w:w=")(\d+)(" w:type="dxa")')
_MARGINS = b'<w:tcMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tcMar>'
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_STRANGE = "This list is built in a way that nothing can be written into it. Fill it in by hand."


@dataclass(slots=True)
class _Span:
    """Where an element begins and ends, in bytes, and where its end tag begins."""

    start: int
    end: int = 0
    inner_end: int = 0
    inside: list["_Span"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filled:
    """The file, and the cells that had words already and were left as they are."""

    data: bytes
    left: tuple[CellPlace, ...]


def fill_list(data: bytes, texts: Mapping[CellPlace, Sequence[str]]) -> Filled:
    """The list with lines in these cells of its column for assessments. Raises RefusedFile."""
    left: list[CellPlace] = []

    def filled(xml: bytes) -> bytes:
        tables, cuts = _tables(xml), []
        for place, lines in texts.items():
            row, cell = _found(tables, place)
            if any(words.strip() for words in _WORDS.findall(xml, cell.start, cell.end)):
                left.append(place)
            else:
                cuts.append(_into(xml, row, cell, lines))
        return _spliced(xml, cuts)

    return Filled(_with_main(data, filled), tuple(left))


def add_column(data: bytes, texts: Mapping[CellPlace, Sequence[str]]) -> bytes:
    """A copy with a column for assessments at the right; `texts` by the first cell of a row.

    Raises RefusedFile.
    """
    wanted = {(place.table, place.row): lines for place, lines in texts.items()}

    def widened(xml: bytes) -> bytes:
        tables, cuts = _tables(xml), []
        for number in sorted({table for table, _row in wanted} or {0}):
            if number >= len(tables):
                raise RefusedFile(_STRANGE)
            column, narrower = _room(xml, tables[number])
            cuts += narrower
            for at, row in enumerate(tables[number].inside):
                lines = wanted.get((number, at), (HEADING,) if at == 0 else ())
                cell = _new_cell(xml, row, lines, width=column, bold=at == 0)
                cuts.append((row.inner_end, row.inner_end, cell))
        return _spliced(xml, cuts)

    return _with_main(data, widened)


def _room(xml: bytes, table: _Span) -> tuple[int, list[tuple[int, int, bytes]]]:
    """The width of a new column, and what makes the wide ones narrower by it."""
    inside = xml[table.start : table.end]
    widths = [int(number) for number in re.findall(rb'<w:gridCol w:w="(\d+)"', inside)]
    column = int(sum(widths) * _SHARE) or _WIDE
    left = 1 - column / max(sum(width for width in widths if width >= _WIDE), 2 * column)
    cuts = []
    if (grid := inside.find(b"</w:tblGrid>")) >= 0:
        at = table.start + grid
        cuts.append((at, at, b'<w:gridCol w:w="%d"/>' % column))
    for match in _WIDTH.finditer(inside):
        group = 2 if match[2] else 5
        if (was := int(match[group])) >= _WIDE:
            span = table.start + match.start(group), table.start + match.end(group)
            cuts.append((*span, b"%d" % int(was * left)))
    return column, cuts


def _found(tables: list[_Span], place: CellPlace) -> tuple[_Span, _Span]:
    try:
        row = tables[place.table].inside[place.row]
        return row, row.inside[place.cell]
    except IndexError:
        raise RefusedFile(_STRANGE) from None


def _into(xml: bytes, row: _Span, cell: _Span, lines: Sequence[str]) -> tuple[int, int, bytes]:
    """What is put into the last paragraph of an empty cell, and where."""
    if not cell.inside:
        raise RefusedFile(_STRANGE)
    paragraph = cell.inside[-1]
    run = _run(xml[row.start : row.end], lines)
    if paragraph.inner_end == paragraph.end:  # <w:p .../>
        tag = xml[paragraph.start : paragraph.end]
        return paragraph.start, paragraph.end, tag[:-2].rstrip() + b">" + run + b"</w:p>"
    return paragraph.inner_end, paragraph.inner_end, run


def _new_cell(xml: bytes, row: _Span, lines: Sequence[str], *, width: int, bold: bool) -> bytes:
    paragraph = row.inside[0].inside[0] if row.inside and row.inside[0].inside else None
    looks = _PROPERTIES.search(xml[paragraph.start : paragraph.end]) if paragraph else None
    properties = looks[0] if looks and b"sectPr" not in looks[0] else b""
    run = _run(xml[row.start : row.end], lines, bold=bold) if lines else b""
    cell = b'<w:tcW w:w="%d" w:type="dxa"/>%b' % (width, _MARGINS)
    return b"<w:tc><w:tcPr>%b</w:tcPr><w:p>%b%b</w:p></w:tc>" % (cell, properties, run)


def _run(row: bytes, lines: Sequence[str], *, bold: bool = False) -> bytes:
    """Lines as one run, in the font and size of the row's first words."""
    font, size = _FONT.search(row), _SIZE.search(row)
    looks = (font[0] if font else b"") + (b"<w:b/>" if bold else b"") + (size[0] if size else b"")
    all_lines = [line for text in lines for line in _CONTROL.sub(" ", text).replace("\t", " ").split("\n")]
    words = b"<w:br/>".join(b'<w:t xml:space="preserve">%b</w:t>' % escape(line).encode() for line in all_lines)
    return b"<w:r>%b%b</w:r>" % (b"<w:rPr>%b</w:rPr>" % looks if looks else b"", words)


def _spliced(xml: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    parts, at = [], 0
    for start, end, new in sorted(cuts, key=lambda cut: cut[:2]):
        if start < at:
            raise RefusedFile(_STRANGE)
        parts += [xml[at:start], new]
        at = end
    return b"".join([*parts, xml[at:]])


def _tables(xml: bytes) -> list[_Span]:
    """The outermost tables with their rows, their cells and the paragraphs right in these."""
    tables: list[_Span] = []
    path: list[str] = []
    holding: list[_Span] = []
    levels = ("tbl", "tr", "tc", "p")
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, _attributes: object) -> None:
        local = name.removeprefix(f"{_W} ")
        path.append(local)
        depth = len(holding)
        # A table inside a cell, and what is in it, is no part of the list.
        if depth < len(levels) and local == levels[depth] and path.count("tbl") == 1:
            span = _Span(parser.CurrentByteIndex)
            (holding[-1].inside if holding else tables).append(span)
            holding.append(span)
            opened.append(len(path))

    def end(_name: str) -> None:
        if opened and opened[-1] == len(path):
            span = holding.pop()
            opened.pop()
            at = parser.CurrentByteIndex
            span.end = xml.index(b">", at) + 1
            span.inner_end = at if xml[at : at + 2] == b"</" else span.end
        path.pop()

    def refuse(*_: object) -> None:
        raise RefusedFile(_STRANGE)

    opened: list[int] = []
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    if b"<w:tbl>" not in xml or b"w:AlternateContent" in xml:
        raise RefusedFile(_STRANGE)
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise RefusedFile(_STRANGE) from None
    return tables


def _with_main(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The package with another document.xml; every other part as it was, in the same order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(buffer, "w") as copy:
        for part in package.infolist():
            content = package.read(part)
            copy.writestr(part, change(content) if part.filename == _MAIN else content)
    return buffer.getvalue()
