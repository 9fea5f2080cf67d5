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


def as_json(document: Mapping[str, Any]) -> HttpResponse:
    """A list as one JSON document."""
    return JsonResponse(dict(document), json_dumps_params={"ensure_ascii": False, "indent": 1})
