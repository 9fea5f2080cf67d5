"""Lists as files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from openupr.files.tables import write_csv


def records_as_csv(name: str, header: Sequence[str], records: Iterable[Mapping[str, Any]]) -> StreamingHttpResponse:
    """A list as a CSV file called `name`, by the names of the header."""
    rows = ([record[column] for column in header] for record in records)
    response = StreamingHttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_json(document: Mapping[str, Any]) -> HttpResponse:
    """A list as one JSON document."""
    return JsonResponse(dict(document), json_dumps_params={"ensure_ascii": False, "indent": 1})
