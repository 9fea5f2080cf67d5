"""Lists of a workshop as files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from openupr.files.tables import write_csv


def records_as_csv(name: str, header: Sequence[str], records: Iterable[Mapping[str, Any]]) -> StreamingHttpResponse:
    """Records as a CSV file called `name`; several values of a cell are divided by " | "."""
    rows = ([_cell(record[column]) for column in header] for record in records)
    answer = StreamingHttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def as_json(document: Mapping[str, Any]) -> HttpResponse:
    """A document as JSON."""
    return JsonResponse(dict(document), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _cell(value: object) -> str | int | None:
    if isinstance(value, list):
        return " | ".join(str(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return value if isinstance(value, int) or value is None else str(value)
