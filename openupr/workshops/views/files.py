"""An agenda taken away."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request
from openupr.documents.printing import CannotPrint, pdf
from openupr.web.downloads import CALENDAR, PDF, File, as_json, attachment, records_as_csv

from ..actions.agenda import READ_ON_PHONE, SEE_WORKSHOP
from ..addresses import WORKSHOP
from ..models import Workshop
from ..queries.agenda import agenda_of, is_unreviewed
from ..queries.files import HEADER, document_of, ics_of, rows_of
from .workshops import facts_of

_STYLE = Path(__file__).parents[1] / "static" / "workshops" / "sheet.css"


@page(WORKSHOP + "agenda.<slug:kind>", SEE_WORKSHOP)
def agenda_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The agenda as `pdf`, `csv`, `json` or `ics`; with `?neutral` the calendar says only when."""
    about = request.about
    match kind:
        case "csv":
            return records_as_csv(f"agenda-{about.pk}", HEADER, rows_of(agenda_of(about)))
        case "json":
            return as_json(document_of(about))
        case "ics":
            return phone_calendar(request, coalition, workshop)
        case "pdf":
            days = agenda_of(about)
            given = {"workshop": about, "facts": facts_of(about), "days": days, "unreviewed": is_unreviewed(days)}
            html = render_to_string("workshops/sheet.html", given)
            try:
                # The name of a file says nothing about anybody.
                return attachment(f"agenda-{about.pk}.pdf", pdf(html, css=_STYLE.read_text()), PDF)
            except CannotPrint as reason:
                return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)
    raise Http404


@page(WORKSHOP + "phone/agenda.ics", READ_ON_PHONE)
def phone_calendar(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The agenda for a telephone's calendar, for guests of the room too; with `?neutral` it says only when."""
    data = ics_of(request.about, neutral="neutral" in request.GET, now=request.now)
    return attachment(f"agenda-{request.about.pk}.ics", data, CALENDAR)
