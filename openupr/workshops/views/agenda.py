"""Writing an agenda, and changing it on the day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on

from ..actions.agenda import EDIT_AGENDA, KEEP_TEMPLATE
from ..addresses import WORKSHOP
from ..forms.agenda import HoursForm, SessionForm, SwapForm, TemplateForm
from ..forms.meanwhile import Theirs, differing
from ..models import Session, Workshop
from ..queries.fingerprints import seen_of
from ..queries.workshops import agendas_to_start_from
from ..rules.refusals import AsksFirst, ChangedMeanwhile
from ..services.agenda import add_session, change_session, number_sessions, remove_session
from ..services.on_the_day import move_session, swap_sessions
from ..services.templates import drop_template, keep_as_template, start_from
from .around import ask_first


@page(WORKSHOP + "sessions/add/", EDIT_AGENDA, methods="GET POST")
def session_add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """A further session; `?day=` and `?from=` of the address fill in where."""
    about = request.about
    hours = HoursForm(request.POST or None, workshop=about, initial=_where(request))
    form = SessionForm(request.POST or None, workshop=about, initial={"numbered": True})
    if request.method == "POST" and hours.is_valid() and form.is_valid():
        with refusals_in(hours):
            day = hours.cleaned_data.pop("day")
            day.workshop = about
            add_session(by=request.actor, day=day, **hours.cleaned_data, **form.given())
            messages.success(request, _("Added."))
            return redirect("workshops:workshop", coalition, workshop)
    given = {"page_name": _("Add a session"), "hours": hours, "form": form}
    return coalition_page(
        request, "workshops/session_add.html", given, status=422 if hours.errors or form.errors else 200
    )


def _where(request: Request[Workshop]) -> dict[str, Any]:
    return {"day": request.GET.get("day"), "start": request.GET.get("from")}


@page(WORKSHOP + "sessions/<int:session>/", EDIT_AGENDA, methods="GET POST")
def session(request: Request[Session], coalition: str, workshop: int, session: int) -> HttpResponse:
    """What is printed of it, its hours, and what it can be swapped with."""
    about = request.about
    form = SessionForm(
        request.POST or None, workshop=about.workshop, session=about, initial=SessionForm.initial_of(about)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            try:
                change_session(by=request.actor, session=about, seen=form.cleaned_data["seen"], **form.given())
            except ChangedMeanwhile:
                if theirs := differing(form):
                    return _meanwhile(request, form, theirs)
            messages.success(request, _("Saved."))
            return redirect("workshops:workshop", coalition, workshop)
    return _session_page(request, form=form)


def _meanwhile(request: Request[Session], form: SessionForm, theirs: Theirs) -> HttpResponse:
    """What was typed, to be sent again by whoever has read beside it what somebody else saved."""
    sent = request.POST.copy()
    sent["seen"] = seen_of(request.about)
    again = SessionForm(sent, workshop=request.about.workshop, session=request.about, initial=form.initial)
    return _session_page(request, form=again, theirs=theirs)


def _session_page(
    request: Request[Session], *, form: SessionForm | None = None, hours: HoursForm | None = None, theirs: Theirs = ()
) -> HttpResponse:
    about = request.about
    before = {"day": about.day, "start": about.start, "end": about.end, "shift": True}
    given = {
        "page_name": str(about.continues or about),
        "session": about,
        "form": form or SessionForm(workshop=about.workshop, session=about, initial=SessionForm.initial_of(about)),
        "hours": hours or HoursForm(workshop=about.workshop, initial=before, auto_id="hours-%s"),
        "swap": SwapForm(session=about, auto_id="swap-%s"),
        "theirs": theirs,
    }
    refused = (form and form.errors) or (hours and hours.errors)
    return coalition_page(request, "workshops/session.html", given, status=409 if theirs else 422 if refused else 200)


@page(WORKSHOP + "sessions/<int:session>/move/", EDIT_AGENDA, methods="POST")
def session_move(request: Request[Session], coalition: str, workshop: int, session: int) -> HttpResponse:
    """Other hours, swapped, taken out: the button says which."""
    about = request.about
    match request.POST.get("do"):
        case "swap":
            _swap(request, about)
        case "remove":
            return _remove(request)
        case _:
            hours = HoursForm(request.POST, workshop=about.workshop, auto_id="hours-%s")
            if not hours.is_valid():
                return _session_page(request, hours=hours)
            with refusals_in(hours):
                move_session(by=request.actor, session=about, **hours.cleaned_data)
                messages.success(request, _("Moved."))
            if hours.errors:
                about.refresh_from_db(fields=["start", "end"])
                return _session_page(request, hours=hours)
    return redirect("workshops:workshop", coalition, workshop)


def _remove(request: Request[Session]) -> HttpResponse:
    about, sent = request.about, request.POST
    coalition, workshop, called = about.coalition, about.workshop, str(about.continues or about)
    sure, shift, today = bool(sent.get("sure")), bool(sent.get("shift")), request.today
    try:
        remove_session(by=request.actor, session=about, shift=shift, today=today, sure=sure)
    except AsksFirst as asks:
        return ask_first(
            request,
            _("Take out “%(title)s”?") % {"title": called},
            title=_("This goes with it, for good"),
            losses=asks.losses,
            sent=("do", *(["shift"] if shift else [])),
            send=_("Take it out"),
            back=reverse("workshops:session", args=[coalition.key, workshop.pk, about.pk]),
            instead=_("If it is to stay in the agenda although it was not held, say so in its note instead."),
        )
    messages.success(request, _("Taken out: “%(title)s”.") % {"title": called})
    return redirect("workshops:workshop", coalition.key, workshop.pk)


def _swap(request: Request[Session], about: Session) -> None:
    form = SwapForm(request.POST, session=about)
    if not form.is_valid():
        messages.error(request, _("Choose the session to swap with. Nothing was changed."))
        return
    with refusals_on(request):
        swap_sessions(by=request.actor, session=about, other=form.cleaned_data["other"])
        messages.success(request, _("Swapped."))


@page(WORKSHOP + "template/", KEEP_TEMPLATE, methods="POST")
def template(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Start from a template, keep the agenda as one, drop one, number anew: the button says which."""
    about, by = request.about, request.actor
    match request.POST.get("do"):
        case "keep":
            form = TemplateForm(request.POST)
            if form.is_valid():
                with refusals_on(request):
                    keep_as_template(by=by, workshop=about, **form.cleaned_data)
                    messages.success(request, _("Kept: every workshop of the coalition can start from it."))
            else:
                messages.error(request, _("Give the template a name. Nothing was changed."))
        case "number":
            number_sessions(by=by, workshop=about)
        case "drop":
            start = _start(request)
            if start.own:
                drop_template(by=by, template=start.own)
                messages.success(request, _("The template is gone; agendas that began from it stay."))
        case _:
            with refusals_on(request):
                start_from(by=by, workshop=about, rows=_start(request).rows)
                messages.success(request, _("The agenda is ready. Change what is different this time."))
    return redirect("workshops:workshop", coalition, workshop)


def _start(request: Request[Workshop]) -> Any:
    key = request.POST.get("from")
    found = next((each for each in agendas_to_start_from(request.about.coalition) if each.key == key), None)
    if found is None:
        raise Http404
    return found
