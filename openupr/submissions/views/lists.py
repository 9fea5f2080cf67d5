"""Lists taken along, as CSV and JSON.

They are for members, and called so: who does what, and who said what, may name who is not to be named outside.
"""

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from openupr.files.tables import write_csv

from ..queries.lists import LISTS, SUBMISSIONS, Rows, submissions_listed
from .asked import Asked, AskedOfOne


@require_safe
def all_listed(request: Asked, coalition: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """A coalition's submissions."""
    return _taken("submissions", kind, SUBMISSIONS, submissions_listed(request.about))


@require_safe
def listed(
    request: AskedOfOne, coalition: str, submission: int, name: str, kind: str
) -> HttpResponse | StreamingHttpResponse:
    """A list of one submission: its sections, who does what, comments, annexes, what was said of each section."""
    if name not in LISTS:
        raise Http404
    header, rows = LISTS[name]
    return _taken(name, kind, header, rows(request.about, request.today))


def _taken(name: str, kind: str, header: tuple[str, ...], rows: Rows) -> HttpResponse | StreamingHttpResponse:
    if kind == "json":
        return JsonResponse({name: list(rows)}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    if kind != "csv":
        raise Http404
    cells = [[each[column] for column in header] for each in rows]
    answer = StreamingHttpResponse(write_csv(header, cells), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="for-members-{name}.csv"'
    return answer
