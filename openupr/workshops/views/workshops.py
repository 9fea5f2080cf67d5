"""The workshops of a coalition: all, one, planned, changed; the room's door."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.accounts.queries.door import open_within
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.clock import zone_of
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition
from openupr.web.large_numbers import number_in
from openupr.web.this_machine import address_to_type

from ..actions.agenda import DELETE, OPEN_ROOM, PLAN, SEE_WORKSHOP
from ..addresses import WORKSHOP
from ..forms.agenda import TemplateForm
from ..forms.meanwhile import Theirs, differing
from ..forms.workshop import DayForm, WorkshopForm
from ..models import Day, Workshop
from ..queries.agenda import agenda_of, is_unreviewed, stage_at
from ..queries.fingerprints import workshop_seen
from ..queries.losses import holds_on_to, lost_with_workshop
from ..queries.workshops import agendas_to_start_from, in_another_order, languages_of, organisers, room_of, workshops_of
from ..rules.refusals import AsksFirst, ChangedMeanwhile
from ..services.planning import add_day, change_workshop, delete_workshop, move_day, plan_workshop, remove_day
from ..services.room import close_the_room, open_the_room
from .around import ask_first


@page(COALITION + "workshops/", SEE_WORKSHOP)
def workshops(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The series, and the room's door."""
    room = room_of(request.about, request.today)
    given = {
        "page_name": _("Workshops"),
        "workshops": workshops_of(request.about),
        "room": room,
        "tables_open": 0 if room else open_within(request.about.key, today=request.today),
        "phones_at": address_to_type(request),
        "today": request.today,
    }
    return coalition_page(request, "workshops/workshops.html", given)


@page(COALITION + "workshops/plan/", PLAN, methods="GET POST")
def plan(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Plan one."""
    first = WorkshopForm.languages_chosen(request.about.languages) | {"follows": workshops_of(request.about).last()}
    if (kind := request.GET.get("kind", "")) in Workshop.Kind:
        first |= WorkshopForm.begun_with(kind)
    form = WorkshopForm(request.POST or None, coalition=request.about, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = plan_workshop(by=request.actor, coalition=request.about, **form.cleaned_data)
            done = _("Planned, with an agenda.") if "agenda" in form.cleaned_data else _("Planned. Next: its agenda.")
            messages.success(request, done)
            return redirect("workshops:workshop", coalition, made.pk)
    status = 422 if form.errors else 200
    return coalition_page(
        request, "workshops/plan.html", {"form": form, "page_name": _("Plan a workshop")}, status=status
    )


@page(WORKSHOP + "change/", PLAN, methods="GET POST")
def change(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Change what it is."""
    about = request.about
    form = WorkshopForm(
        request.POST or None, coalition=about.coalition, workshop=about, initial=WorkshopForm.initial_of(about)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            try:
                change_workshop(by=request.actor, workshop=about, **form.cleaned_data)
            except ChangedMeanwhile:
                if theirs := differing(form):
                    return _meanwhile(request, form, theirs)
            messages.success(request, _("Saved."))
            return redirect("workshops:workshop", coalition, workshop)
    return _change_page(request, form)


def _meanwhile(request: Request[Workshop], form: WorkshopForm, theirs: Theirs) -> HttpResponse:
    """What was typed, to be sent again by whoever has read beside it what somebody else saved."""
    about, sent = request.about, request.POST.copy()
    sent["seen"] = workshop_seen(about)
    again = WorkshopForm(sent, coalition=about.coalition, workshop=about, initial=form.initial)
    return _change_page(request, again, theirs=theirs)


def _change_page(request: Request[Workshop], form: WorkshopForm, *, theirs: Theirs = ()) -> HttpResponse:
    days = [(day, DayForm(day=day)) for day in request.about.days.all()]
    given = {
        "form": form,
        "days": days,
        "theirs": theirs,
        "in_another_order": in_another_order(request.about),
        "page_name": _("Change the workshop"),
    }
    return coalition_page(request, "workshops/plan.html", given, status=409 if theirs else 422 if form.errors else 200)


@page(WORKSHOP + "days/", PLAN, methods="POST")
def days(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Add a day, put one on another date, take one out: the button says which."""
    about, do = request.about, request.POST.get("do")
    number = request.POST.get("day", "")
    if do == "add":
        with refusals_on(request):
            add_day(by=request.actor, workshop=about)
        return redirect("workshops:change", coalition, workshop)
    day = about.days.filter(pk=number_in(number)).first()
    if day is None:
        raise Http404
    day.workshop = about
    with refusals_on(request):
        try:
            _change_day(request, day)
        except AsksFirst as asks:
            return ask_first(
                request,
                _("Change the days?"),
                title=_("Because of it this is deleted, for good"),
                losses=asks.losses,
                sent=("do", "day", "to"),
                send=_("Change the days and delete this"),
                back=reverse("workshops:change", args=[coalition, workshop]),
                instead=_("Is the year right? What is deleted does not come back when the day is moved again."),
            )
    return redirect("workshops:change", coalition, workshop)


def _change_day(request: Request[Workshop], day: Day) -> None:
    sure = bool(request.POST.get("sure"))
    if request.POST.get("do") == "remove":
        remove_day(by=request.actor, day=day, today=request.today, sure=sure)
        return
    form = DayForm(request.POST, day=day)
    if form.is_valid():
        move_day(by=request.actor, day=day, to=form.cleaned_data["to"], today=request.today, sure=sure)
        messages.success(request, _("Put on %(day)s.") % {"day": date_format(day.date, "l, j F Y")})
    else:
        told = " ".join(str(each) for each in form.errors.get("to", []))
        messages.error(request, _("%(why)s Nothing was changed.") % {"why": told})


@page(WORKSHOP + "delete/", DELETE, methods="GET POST")
def delete(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What goes with it, or why it stays; then for good."""
    about = request.about
    holds = holds_on_to(about)
    if request.method == "POST" and not holds:
        with refusals_on(request):
            delete_workshop(by=request.actor, workshop=about)
            messages.success(request, _("Deleted: “%(title)s”.") % {"title": about.title})
        return redirect("workshops:workshops", coalition)
    given = {"page_name": _("Delete the workshop"), "holds": holds, "losses": lost_with_workshop(about)}
    return coalition_page(request, "workshops/delete.html", given, status=409 if request.method == "POST" else 200)


@page(WORKSHOP, SEE_WORKSHOP)
def workshop(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What it is, and its agenda."""
    about = request.about
    agenda = agenda_of(about)
    here = request.now
    starts = agendas_to_start_from(about.coalition)
    given = {
        "page_name": str(about),
        "facts": facts_of(about),
        "days": agenda,
        "unreviewed": is_unreviewed(agenda),
        "in_another_order": in_another_order(about),
        "flaws": sum(bool(line.flaw) for each in agenda for line in each.lines),
        "has_sessions": any(each.lines for each in agenda),
        "stage": stage_at(agenda, here),
        "starts": starts,
        "own_templates": [each for each in starts if each.own],
        "template_form": TemplateForm(),
    }
    return coalition_page(request, "workshops/workshop.html", given)


def facts_of(about: Workshop) -> list[tuple[str, str]]:
    """What a workshop is, as pairs of a name and a value; what is not said is left out."""
    reader = get_language() or ""
    found = [
        (_("Kind"), about.get_kind_display()),
        (_("Objective"), about.said("objective", reader)),
        (_("Organised by"), ", ".join(organisers(about))),
        (_("Place"), about.said("place", reader)),
        (_("Languages"), ", ".join(languages_of(about))),
        (_("It follows"), str(about.follows) if about.follows else ""),
        (_("Hours"), _("local: %(zone)s") % {"zone": zone_of(about.coalition)}),
    ]
    return [(str(name), str(value)) for name, value in found if value]


@page(COALITION + "workshops/room/", OPEN_ROOM, methods="POST")
def room(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Open the room, or close it: the button says which."""
    if request.POST.get("do") == "close":
        close_the_room(by=request.actor, coalition=request.about)
        messages.success(request, _("The room is closed; every phone is out, and every device at a table."))
    else:
        open_the_room(by=request.actor, coalition=request.about, today=request.today)
    return redirect("workshops:workshops", coalition)
