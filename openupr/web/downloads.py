"""Lists and documents as files: CSV for tables, JSON for programs, and everything else under a name
of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from openupr.files.cells import Cell
from openupr.files.tables import write_csv, write_xlsx

CSV = "text/csv; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Of files that people bring, by their ending. Office files were taken until they could no longer be
# made safe.
FILE_TYPES = {
    "pdf": PDF,
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": CSV,
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}

TABLE_KINDS = ("csv", "xlsx")

# What a view answers that sends a file.
File = HttpResponse | StreamingHttpResponse
FileT = TypeVar("FileT", HttpResponse, StreamingHttpResponse)


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> File:
    """A table as the file `name`.csv."""
    return named(StreamingHttpResponse(write_csv(header, rows), content_type=CSV), f"{name}.csv")


def records_as_csv(name: str, header: Sequence[str], records: Iterable[Mapping[str, Any]]) -> File:
    """The same for records, whose keys are the header.

    Several values in one cell are divided by " | ".
    """
    return as_csv(name, header, ([_cell(record[column]) for column in header] for record in records))


def as_json(document: Mapping[str, Any]) -> HttpResponse:
    """One JSON document, shown in the browser."""
    return JsonResponse(dict(document), json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_csv_or_json(
    kind: str,
    name: str,
    header: Sequence[str],
    records: Iterable[Mapping[str, Any]],
    *,
    key: str = "",
    beside: Mapping[str, Any] | None = None,
) -> File:
    """Records as the file `name`.csv where `kind` is `csv`, as one document where it is `json`;
    else raises Http404.

    The document holds them under `key`, or under `name` without one, after what is in `beside`.
    """
    if kind == "json":
        return as_json({**(beside or {}), key or name: list(records)})
    if kind != "csv":
        raise Http404
    return records_as_csv(name, header, records)


def as_csv_or_xlsx(
    kind: str,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    about: Sequence[tuple[str, Cell]],
    beside: Mapping[str, Cell] | None = None,
) -> File:
    """A table as `csv` or `xlsx`. A workbook says what it is (`about`) on a second sheet.

    A CSV has no second sheet: the cells of `beside` are at the end of every row.
    """
    if kind == "xlsx":
        return named(HttpResponse(write_xlsx(header, rows, about=about), content_type=XLSX), f"{name}.xlsx")
    more = beside or {}
    return as_csv(name, [*header, *more], ([*row, *more.values()] for row in rows))


def attachment(name: str, data: bytes | str, content_type: str, *, inline: bool = False) -> HttpResponse:
    """A file to keep. With `inline` the browser shows it, and saves it under this name."""
    return named(HttpResponse(data, content_type=content_type), name, inline=inline)


def named(response: FileT, name: str, *, inline: bool = False) -> FileT:
    """The answer as a file to keep under this name."""
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return response


def _cell(value: Any) -> Cell:
    if isinstance(value, list | tuple):
        return " | ".join(map(str, value))
    return value if isinstance(value, Cell) else str(value)
