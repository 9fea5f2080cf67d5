"""An agenda taken away."""

from pathlib import Path

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from openupr.documents.printing import CannotPrint, pdf
from openupr.files.tables import write_csv

from ..models import Workshop
from ..queries.agenda import agenda_of
from ..queries.files import HEADER, document_of, ics_of, rows_of
from .asked import AskedOfOne
from .workshops import facts_of

_STYLE = Path(__file__).parents[1] / "static" / "workshops" / "sheet.css"


@require_safe
def agenda_file(request: AskedOfOne, coalition: str, workshop: int, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The agenda as `pdf`, `csv`, `json` or `ics`; with `?neutral` the calendar says only when."""
    about = request.about
    match kind:
        case "csv":
            answer: HttpResponse | StreamingHttpResponse = _csv(about)
        case "json":
            return JsonResponse(document_of(about), json_dumps_params={"ensure_ascii": False, "indent": 1})
        case "ics":
            data = ics_of(about, neutral="neutral" in request.GET, now=timezone.now())
            answer = HttpResponse(data, "text/calendar; charset=utf-8")
        case "pdf":
            html = render_to_string(
                "workshops/sheet.html", {"workshop": about, "facts": facts_of(about), "days": agenda_of(about)}
            )
            try:
                answer = HttpResponse(pdf(html, css=_STYLE.read_text()), "application/pdf")
            except CannotPrint as reason:
                return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)
        case _:
            raise Http404
    # The name of a file says nothing about anybody.
    answer.headers["Content-Disposition"] = f'attachment; filename="agenda-{about.pk}.{kind}"'
    return answer


def _csv(about: Workshop) -> StreamingHttpResponse:
    rows = ([_cell(row[name]) for name in HEADER] for row in rows_of(agenda_of(about)))
    return StreamingHttpResponse(write_csv(HEADER, rows), content_type="text/csv; charset=utf-8")


def _cell(value: object) -> str | int | None:
    if isinstance(value, list):
        return " | ".join(str(each) for each in value)
    return value if isinstance(value, int) or value is None else str(value)
