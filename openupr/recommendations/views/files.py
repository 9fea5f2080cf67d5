"""A table as a file to keep, CSV or XLSX, with what it is inside."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse, StreamingHttpResponse

from openupr.files.cells import Cell
from openupr.files.tables import write_csv, write_xlsx
from openupr.web.clock import TimedRequest

KINDS = ("csv", "xlsx")
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

About = Sequence[tuple[str, Cell]]
File = HttpResponse | StreamingHttpResponse


def about(request: TimedRequest, *, what: str, basis: str, address: str) -> list[tuple[str, Cell]]:
    """What a file says of itself: the question, the counting basis, where to find it again, when it was made."""
    return [
        ("What", what),
        ("Counting basis", basis),
        ("Permalink", request.build_absolute_uri(address)),
        ("Made on", request.today.isoformat()),
        ("Made with", "OpenUPR"),
    ]


def table_file(
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    name: str,
    kind: str,
    about: About,
    beside: Mapping[str, Cell] | None = None,
) -> File:
    """The rows as a download called `name`. A workbook says what it is on a second sheet; in a CSV, which has none,
    `beside` stands at the end of every row.
    """
    response: File
    if kind == "csv":
        names, more = (list(beside), list(beside.values())) if beside else ([], [])
        body = write_csv([*header, *names], ([*row, *more] for row in rows))
        response = StreamingHttpResponse(body, content_type=_CSV)
    else:
        response = HttpResponse(write_xlsx(header, rows, about=about), content_type=_XLSX)
    return named(response, f"{name}.{kind}")


def named(response: File, name: str) -> File:
    """The answer as a file to keep under this name."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
