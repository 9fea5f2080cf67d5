"""One workshop with its agenda, and the agenda as a file."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.clock import zone_of
from openupr.coalitions.frame import Request, coalition_page
from openupr.documents.printing import CannotPrint, pdf
from openupr.web.downloads import CALENDAR, PDF, File, as_json, attachment, records_as_csv

from .actions import READ_ON_PHONE, SEE_WORKSHOP
from .addresses import WORKSHOP
from .agenda import AGENDA_HEADER, agenda_as_ics, agenda_as_json, agenda_of, agenda_rows, is_unreviewed, stage_at
from .agenda_templates import agendas_to_start_from
from .agenda_templates_pages import TemplateForm
from .models import Workshop
from .workshops import (
    in_another_order,
    languages_of,
    organisers,
)


@page(WORKSHOP, SEE_WORKSHOP)
def workshop(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What it is, and its agenda."""
    about = request.about
    agenda = agenda_of(about)
    here = request.now
    starts = agendas_to_start_from(about.coalition)
    context = {
        "page_name": str(about),
        "facts": facts_of(about),
        "days": agenda,
        "unreviewed": is_unreviewed(agenda),
        "in_another_order": in_another_order(about),
        "flaws": sum(bool(line.flaw) for day_lines in agenda for line in day_lines.lines),
        "has_sessions": any(day_lines.lines for day_lines in agenda),
        "stage": stage_at(agenda, here),
        "starts": starts,
        "own_templates": [start for start in starts if start.own],
        "template_form": TemplateForm(),
    }
    return coalition_page(request, "workshops/workshop.html", context)


def facts_of(about: Workshop) -> list[tuple[str, str]]:
    """What a workshop is, as pairs of a name and a value. Empty values are left out."""
    reader = get_language() or ""
    facts = [
        (_("Kind"), about.get_kind_display()),
        (_("Objective"), about.said("objective", reader)),
        (_("Organised by"), ", ".join(organisers(about))),
        (_("Place"), about.said("place", reader)),
        (_("Languages"), ", ".join(languages_of(about))),
        (_("It follows"), str(about.follows) if about.follows else ""),
        (_("Hours"), _("local: %(zone)s") % {"zone": zone_of(about.coalition)}),
    ]
    return [(str(name), str(value)) for name, value in facts if value]


_STYLE = Path(__file__).parent / "static" / "workshops" / "sheet.css"


@page(WORKSHOP + "agenda.<slug:kind>", SEE_WORKSHOP)
def agenda_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The agenda as `pdf`, `csv`, `json` or `ics`; with `?neutral` the calendar says only when."""
    about = request.about
    match kind:
        case "csv":
            return records_as_csv(f"agenda-{about.pk}", AGENDA_HEADER, agenda_rows(agenda_of(about)))
        case "json":
            return as_json(agenda_as_json(about))
        case "ics":
            return phone_calendar(request, coalition, workshop)
        case "pdf":
            days = agenda_of(about)
            context = {"workshop": about, "facts": facts_of(about), "days": days, "unreviewed": is_unreviewed(days)}
            html = render_to_string("workshops/sheet.html", context)
            try:
                # The name of a file says nothing about anybody.
                return attachment(f"agenda-{about.pk}.pdf", pdf(html, css=_STYLE.read_text()), PDF)
            except CannotPrint as reason:
                return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)
    raise Http404


@page(WORKSHOP + "phone/agenda.ics", READ_ON_PHONE)
def phone_calendar(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The agenda for a telephone's calendar, also for guests. With `?neutral` it says only when."""
    data = agenda_as_ics(request.about, neutral="neutral" in request.GET, now=request.now)
    return attachment(f"agenda-{request.about.pk}.ics", data, CALENDAR)
