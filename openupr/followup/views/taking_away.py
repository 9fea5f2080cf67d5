"""Lists as files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from openupr.files.cells import Cell
from openupr.files.tables import write_csv


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """A list as a CSV file called `name`."""
    response = StreamingHttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def records_as_csv(name: str, header: Sequence[str], records: Iterable[Mapping[str, Any]]) -> StreamingHttpResponse:
    """The same of records, by the names of the header; several values of a cell are divided by " | "."""
    return as_csv(name, header, ([_cell(record[column]) for column in header] for record in records))


def as_json(document: Mapping[str, Any]) -> HttpResponse:
    """A list as one JSON document."""
    return JsonResponse(dict(document), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _cell(value: Any) -> Cell:
    return " | ".join(value) if isinstance(value, list) else value
