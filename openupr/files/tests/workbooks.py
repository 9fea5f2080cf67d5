"""Small workbooks, sound and broken, made byte by byte: what a program would write, and what an attacker would."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

Value = str | float | None
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_BOF, _EOF, _SHEET, _NUMBER, _LABEL, _ERROR = 0x0809, 0x000A, 0x0085, 0x0203, 0x0204, 0x0205
_FORMULA, _LOCK = 0x0006, 0x002F


def xls(rows: Sequence[Sequence[Value]], *, more: bytes = b"", locked: bool = False) -> bytes:
    """An XLS workbook of one worksheet, in the box that Excel puts it in."""
    return compound({"Workbook": xls_stream(rows, more=more, locked=locked)})


def xls_stream(rows: Sequence[Sequence[Value]], *, more: bytes = b"", locked: bool = False) -> bytes:
    """The stream of records inside an XLS workbook ([MS-XLS]), with `more` records after the cells."""
    globals_start = _record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    if locked:
        globals_start += _record(_LOCK, struct.pack("<HHH", 0, 0xABCD, 0x1234))
    name = b"Rows"
    offset = len(globals_start) + 4 + 6 + 2 + len(name) + 4
    sheet_entry = _record(_SHEET, struct.pack("<IHBB", offset, 0, len(name), 0) + name)
    cells = b"".join(_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    sheet = _record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + cells + more
    return globals_start + sheet_entry + _record(_EOF, b"") + sheet + _record(_EOF, b"")


def xls_formula(row: int, column: int, value: bytes) -> bytes:
    """The record of a formula with the eight bytes of its value."""
    return _record(_FORMULA, struct.pack("<HHH8sHIH", row, column, 0, value, 0, 0, 0))


def xls_error(row: int, column: int) -> bytes:
    """The record of a cell that holds #N/A."""
    return _record(_ERROR, struct.pack("<HHHBB", row, column, 0, 0x2A, 1))


def compound(streams: Mapping[str, bytes], *, circle: bool = False) -> bytes:
    """An OLE2 compound document with these streams; with `circle`, its directory never ends."""
    table: list[int] = []
    body = b""
    entries = [_entry("Root Entry", 5, _END, 0)]
    for name, stream in streams.items():
        # Below 4,096 bytes a stream would lie among the small ones, in a box inside the box.
        length = max(len(stream), 4096)
        first, count = len(table), -(-length // 512)
        table += [*range(first + 1, first + count), _END]
        body += stream.ljust(count * 512, b"\0")
        entries.append(_entry(name, 2, first, length))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    first_directory, count = len(table), len(directory) // 512
    table += [*range(first_directory + 1, first_directory + count), first_directory if circle else _END]
    tables = -(-len(table) // 127)
    table += [_TABLE] * tables
    start = len(table) - tables
    table += [_FREE] * (tables * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6).ljust(20, b"\0")
    header += struct.pack("<IIIIIIII", tables, first_directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(start, start + tables), *[_FREE] * (109 - tables))
    return header + body + directory + struct.pack(f"<{len(table)}I", *table)


def xlsx(rows: Sequence[Sequence[Value]], *, second_sheet: bool = False, title: str = "Sheet") -> bytes:
    """An XLSX workbook as the common library writes it."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    if second_sheet:
        book.create_sheet("More").append(["one", "more"])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part replaced or added."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return output.getvalue()


def shown_often(text: str, *, rows: int, columns: int, head: Sequence[str] = (), sheet: str = "Sheet") -> bytes:
    """An XLSX workbook that keeps a text once and shows it in every cell below its head."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    whole = xlsx([["a"]], title=sheet)
    types = zipfile.ZipFile(io.BytesIO(whole)).read("[Content_Types].xml").decode()
    heads = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in head)
    row = "<row>" + '<c t="s"><v>0</v></c>' * columns + "</row>"
    data = f"<sheetData><row>{heads}</row>{row * rows}</sheetData>"
    parts = {
        "xl/sharedStrings.xml": f"<sst {main}><si><t>{text}</t></si></sst>",
        "[Content_Types].xml": types.replace(
            "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{data}</worksheet>",
    }
    for name, part in parts.items():
        whole = with_part(whole, name, part.encode())
    return whole


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def _cell(row: int, column: int, value: Value) -> bytes:
    if value is None:
        return b""
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(_LABEL, place + struct.pack("<HB", len(text) // 2, 1) + text)
    return _record(_NUMBER, place + struct.pack("<d", value))


def _entry(name: str, kind: int, first: int, length: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    entry += struct.pack("<III", _FREE, _FREE, 1 if kind == 5 else _FREE)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", first, length)
