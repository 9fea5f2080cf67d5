"""Writes tables that open everywhere: CSV for any program, XLSX for spreadsheets.

Nothing personal is in them (no author, no time of writing), and the same rows give the same bytes.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from xml.sax.saxutils import escape, quoteattr

from openupr.files.cells import Cell, is_dangerous, safe_cell

_BATCH = 500
_WIDEST, _WIDEST_WRAPPED = 80, 50  # a column, in characters
_LONGEST_NAME, _NOT_IN_NAMES = 31, frozenset("[]:*?/\\") | {chr(number) for number in range(32)}
_ABOUT = "About"
_LONGEST = 32_767  # characters; what a spreadsheet program takes in one cell
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = dict.fromkeys([*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
for _allowed in (9, 10, 13):
    del _FORBIDDEN[_allowed]

# Cell styles, by position: plain, header, text that must stay text when somebody edits the cell;
# the same wrapped; small.
_PLAIN, _HEADER, _QUOTED = 0, 1, 2
_WRAPPED, _SMALL = 3, 6
# Printed across with lines, as wide as a page of A4 and as long as it is.
_FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
_ACROSS = '<printOptions gridLines="1"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
_WRAP = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font><font><sz val="7"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">{_WRAP}</xf>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yields a CSV in pieces: UTF-8 with a byte-order mark (Excel needs it), CRLF, no cell that
    could run.
    """
    return write_rows([safe_cell(value) for value in row] for row in chain([header], rows))


def write_rows(rows: Iterable[Sequence[str | int | float]]) -> Iterator[bytes]:
    """The same for cells that are safe already."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % _BATCH == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def write_xlsx(
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    about: Sequence[tuple[str, Cell]] = (),
    above: Sequence[str] = (),
    wrapped: bool = False,
    widths: Sequence[int] = (),
    last_is_small: bool = False,
) -> bytes:
    """An XLSX workbook: the table with a fixed header and filters, and what it is on a second
    sheet, "About".

    `wrapped`: long texts go over several lines of their cell, for tables that people read and fill
    in; such a table is printed across, as wide as the page. `widths`: of its columns in characters,
    where cells are still to be filled. `above`: lines above the table, such as who sends it.
    `last_is_small`: the last column, in small letters, is for us and not for readers.

    Text is written as text, so it is kept whole and never runs; control characters, which XLSX
    cannot hold, and what exceeds 32,767 characters in a cell are left out.
    """
    small = len(header) if last_is_small else 0
    table = _sheet([header, *rows], filters=True, above=above, wrapped=wrapped, widths=widths, small=small)
    sheets = {"Rows": table}
    if about:
        sheets[_ABOUT] = _sheet(about, filters=False)
    return _workbook(sheets, header=len(above) + 1)


def write_sheets(tables: Mapping[str, Sequence[Sequence[Cell]]], *, about: Sequence[tuple[str, Cell]]) -> bytes:
    """An XLSX workbook with a sheet for each table, named by `sheet_names`; each begins with its
    header.
    """
    names = sheet_names(tables)
    sheets = {names[name]: _sheet(rows, filters=True, wrapped=True) for name, rows in tables.items()}
    return _workbook({**sheets, _ABOUT: _sheet(about, filters=False)})


def sheet_names(titles: Iterable[str]) -> dict[str, str]:
    """By title the name of its worksheet: at most 31 characters, without those that Excel refuses,
    each once.
    """
    names: dict[str, str] = {}
    taken = {"about", "history"}
    for title in titles:
        plain = " ".join("".join(" " if sign in _NOT_IN_NAMES else sign for sign in title).split()).strip("'")
        name, number = plain[:_LONGEST_NAME].strip() or "Sheet", 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: _LONGEST_NAME - 3].strip()} {number}"
        taken.add(name.casefold())
        names[title] = name
    return names


def _workbook(sheets: Mapping[str, str], *, header: int = 1) -> bytes:
    """`header`: the row of each table's header."""
    parts = _frame(list(sheets), header) | {
        f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(sheets.values(), start=1)
    }
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            info = zipfile.ZipInfo(name, date_time=_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else the bytes differ between Windows and the rest
            archive.writestr(info, xml.encode())
    return output.getvalue()


def _emptied(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return piece


def _sheet(
    rows: Sequence[Sequence[Cell]],
    *,
    filters: bool,
    above: Sequence[str] = (),
    wrapped: bool = False,
    widths: Sequence[int] = (),
    small: int = 0,
) -> str:
    """`small`: the number of the column in small letters, 0 for none."""
    header = len(above) + 1
    width = max(map(len, rows), default=1) or 1
    corner = f"{_letters(width)}{len(above) + len(rows)}"
    top = f'ySplit="{header}" topLeftCell="A{header + 1}"'
    pane = f'<pane {top} activePane="bottomLeft" state="frozen"/>' if filters else ""
    filter_row = f'<autoFilter ref="A{header}:{corner}"/>' if filters else ""
    lines = (_row(number, [text], bold=False, wrapped=False) for number, text in enumerate(above, start=1))
    table = (
        _row(number, row, bold=filters and number == header, wrapped=wrapped, small=small)
        for number, row in enumerate(rows, start=header)
    )
    body = "".join([*lines, *table])
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}">{_FIT if wrapped else ""}<dimension ref="A1:{corner}"/>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{_columns(widths or _seen_widths(rows, width, _WIDEST_WRAPPED if wrapped else _WIDEST))}</cols>"
        f"<sheetData>{body}</sheetData>{filter_row}{_ACROSS if wrapped else ''}</worksheet>"
    )


def _seen_widths(rows: Sequence[Sequence[Cell]], width: int, widest: int) -> list[int]:
    """Widths in characters, from the first rows: wide enough to read, never wider than a line of
    text.
    """
    sample = rows[:100]

    def longest(at: int) -> int:
        cells = (str(row[at] or "") for row in sample if at < len(row))
        return max((len(line) for cell in cells for line in cell.split("\n")), default=8)

    return [min(max(longest(at) + 2, 8), widest) for at in range(width)]


def _columns(widths: Sequence[int]) -> str:
    return "".join(
        f'<col min="{at}" max="{at}" width="{size}" customWidth="1"/>' for at, size in enumerate(widths, start=1)
    )


def _row(number: int, row: Sequence[Cell], *, bold: bool, wrapped: bool, small: int = 0) -> str:
    cells = "".join(
        _cell(f"{_letters(at)}{number}", value, bold, wrapped, at == small) for at, value in enumerate(row, start=1)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: Cell, bold: bool, wrapped: bool, small: bool) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    style = _HEADER if bold else _QUOTED if is_dangerous(value) else _PLAIN
    style = _SMALL if small and not is_dangerous(value) else style + (_WRAPPED if wrapped else 0)
    text = escape(value.translate(_FORBIDDEN)[:_LONGEST]).replace("\r", "&#13;")
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _frame(names: Sequence[str], header: int) -> dict[str, str]:
    """The parts of the package around the sheets; none of those that would name an author or a
    time.
    """
    numbers = range(1, len(names) + 1)
    styles = len(names) + 1
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for part, kind in [("workbook", "sheet.main"), ("styles", "styles")]
        + [(f"worksheets/sheet{number}", "worksheet") for number in numbers]
    )
    targets = [(number, "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relations([(1, "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
            for number, name in zip(numbers, names, strict=True)
        )
        + f"</sheets>{_repeated_heads(names, header)}</workbook>",
        "xl/_rels/workbook.xml.rels": _relations([*targets, (styles, "styles", "styles.xml")]),
        "xl/styles.xml": _STYLES,
    }


def _repeated_heads(names: Sequence[str], header: int) -> str:
    """The header of each table stands on each page that is printed."""
    rows = f"!${header}:${header}"
    heads = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{escape(_quoted(name))}{rows}</definedName>'
        for at, name in enumerate(names)
        if name != _ABOUT
    )
    return f"<definedNames>{heads}</definedNames>" if heads else ""


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _relations(targets: Sequence[tuple[int, str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{kind}" Target="{target}"/>' for number, kind, target in targets
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
