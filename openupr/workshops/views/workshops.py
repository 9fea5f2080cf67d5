"""The workshops of a coalition: all, one, planned, changed; the room's door."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openupr.coalitions.queries.frame import today_of
from openupr.web.this_machine import host_for_phones

from ..forms.agenda import TemplateForm
from ..forms.workshop import DayForm, WorkshopForm
from ..models import Workshop
from ..queries.agenda import agenda_of, is_unreviewed, local_now, stage_at, zone_of
from ..queries.workshops import agendas_to_start_from, languages_of, organisers, room_of, workshops_of
from ..services.planning import add_day, change_workshop, move_day, plan_workshop, remove_day
from ..services.room import close_the_room, open_the_room
from .asked import Asked, AskedOfOne
from .showing import refusals_in, refusals_told, show


@require_safe
def workshops(request: Asked, coalition: str) -> HttpResponse:
    """The series, and the room's door."""
    given = {
        "page_name": _("Workshops"),
        "workshops": workshops_of(request.about),
        "room": room_of(request.about, timezone.localdate()),
        "phones_at": host_for_phones(request),
        "today": today_of(request.about),
    }
    return show(request, "workshops/workshops.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Asked, coalition: str) -> HttpResponse:
    """Plan one."""
    first = WorkshopForm.languages_chosen(request.about.languages) | {"follows": workshops_of(request.about).last()}
    form = WorkshopForm(request.POST or None, coalition=request.about, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = plan_workshop(by=request.actor, coalition=request.about, **form.cleaned_data)
            done = _("Planned, with an agenda.") if "agenda" in form.cleaned_data else _("Planned. Next: its agenda.")
            messages.success(request, done)
            return redirect("workshops:workshop", coalition, made.pk)
    status = 422 if form.errors else 200
    return show(request, "workshops/plan.html", {"form": form, "page_name": _("Plan a workshop")}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AskedOfOne, coalition: str, workshop: int) -> HttpResponse:
    """Change what it is."""
    about = request.about
    form = WorkshopForm(
        request.POST or None, coalition=about.coalition, workshop=about, initial=WorkshopForm.initial_of(about)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_workshop(by=request.actor, workshop=about, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("workshops:workshop", coalition, workshop)
    days = [(day, DayForm(day=day)) for day in about.days.all()]
    given = {"form": form, "days": days, "page_name": _("Change the workshop")}
    return show(request, "workshops/plan.html", given, status=422 if form.errors else 200)


@require_POST
def days(request: AskedOfOne, coalition: str, workshop: int) -> HttpResponse:
    """Add a day, put one on another date, take one out: the button says which."""
    about, do = request.about, request.POST.get("do")
    number = request.POST.get("day", "")
    if do == "add":
        with refusals_told(request):
            add_day(by=request.actor, workshop=about)
        return redirect("workshops:change", coalition, workshop)
    day = about.days.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if day is None:
        raise Http404
    day.workshop = about
    with refusals_told(request):
        if do == "remove":
            remove_day(by=request.actor, day=day)
        else:
            form = DayForm(request.POST, day=day)
            if form.is_valid():
                move_day(by=request.actor, day=day, to=form.cleaned_data["to"])
            else:
                told = " ".join(str(each) for each in form.errors.get("to", []))
                messages.error(request, _("%(why)s Nothing was changed.") % {"why": told})
    return redirect("workshops:change", coalition, workshop)


@require_safe
def workshop(request: AskedOfOne, coalition: str, workshop: int) -> HttpResponse:
    """What it is, and its agenda."""
    about = request.about
    agenda = agenda_of(about)
    here = local_now(about.coalition, timezone.now())
    given = {
        "page_name": about.title,
        "facts": facts_of(about),
        "days": agenda,
        "unreviewed": is_unreviewed(agenda),
        "flaws": sum(bool(line.flaw) for each in agenda for line in each.lines),
        "has_sessions": any(each.lines for each in agenda),
        "stage": stage_at(agenda, here),
        "starts": agendas_to_start_from(about.coalition),
        "template_form": TemplateForm(),
    }
    return show(request, "workshops/workshop.html", given)


def facts_of(about: Workshop) -> list[tuple[str, str]]:
    """What a workshop is, as pairs of a name and a value; what is not said is left out."""
    found = [
        (_("Kind"), about.get_kind_display()),
        (_("Objective"), about.objective),
        (_("Organised by"), ", ".join(organisers(about))),
        (_("Place"), about.place),
        (_("Languages"), ", ".join(languages_of(about))),
        (_("It follows"), about.follows.title if about.follows else ""),
        (_("Hours"), _("local: %(zone)s") % {"zone": zone_of(about.coalition)}),
    ]
    return [(str(name), str(value)) for name, value in found if value]


@require_POST
def room(request: Asked, coalition: str) -> HttpResponse:
    """Open the room, or close it: the button says which."""
    if request.POST.get("do") == "close":
        close_the_room(by=request.actor, coalition=request.about)
        messages.success(request, _("The room is closed; every phone is out."))
    else:
        open_the_room(by=request.actor, coalition=request.about, today=timezone.localdate())
    return redirect("workshops:workshops", coalition)
