"""The list of a workshop, for those who keep it."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.documents.printing import CannotPrint, pdf
from openupr.web.downloads import PDF, attachment
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from ..actions import KEEP_LIST
from ..forms.people import GendersForm, RegistrationForm
from ..models import Registration
from ..queries.people import dates_of, genders_of, link_of, people_of
from ..services.registering import change_registration, count_genders_as, register_person, take_out
from .around import of_a_list

_STYLE = Path(__file__).parents[1] / "static" / "attendance" / "list.css"
# Lines for people who come without having registered.
_EMPTY_LINES = 12


@page(WORKSHOP + "attendance/list/", KEEP_LIST)
@of_a_list
def people(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Everybody on the list, and what is deleted when."""
    about = request.about
    today = request.today
    found = people_of(about, today=today)
    days = list(about.days.all())
    given = {
        "page_name": _("Who is coming"),
        "people": found,
        "days": [(day, sum(day.pk in each.came for each in found)) for day in days],
        "needs": [each for each in found if each.access],
        "dates": dates_of(about, today=today),
        "link": link_of(about),
        "ungrouped": sum(bool(each.gender) and not each.gender_group for each in found),
    }
    return coalition_page(request, "attendance/people.html", given)


@page(WORKSHOP + "attendance/list/add/", KEEP_LIST, methods="GET POST")
@of_a_list
def add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Put somebody on the list."""
    about = request.about
    today = request.today
    form = RegistrationForm(request.POST or None, workshop=about, today=today)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = register_person(by=request.actor, workshop=about, answers=form.answers(), today=today)
            messages.success(request, _("On the list, as number %(number)s.") % {"number": made.number})
            return redirect("attendance:people", coalition, workshop)
    given = {"page_name": _("Put somebody on the list"), "form": form}
    return coalition_page(request, "attendance/person.html", given, status=422 if form.errors else 200)


@page(WORKSHOP + "attendance/list/<int:number>/", KEEP_LIST, methods="GET POST")
@of_a_list
def person(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Put right what somebody answered, or take them out: the button says which."""
    about = request.about
    found = registration_of(request, number)
    if request.method == "POST" and request.POST.get("do") == "take-out":
        take_out(by=request.actor, workshop=about, registration=found)
        messages.success(request, _("Taken out: number %(number)s.") % {"number": number})
        return redirect("attendance:people", coalition, workshop)
    form = RegistrationForm(
        request.POST or None,
        workshop=about,
        today=found.registered_on,
        initial=RegistrationForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_registration(by=request.actor, workshop=about, registration=found, answers=form.answers())
            messages.success(request, _("Saved."))
            return redirect("attendance:people", coalition, workshop)
    given = {"page_name": _("Number %(number)s") % {"number": number}, "form": form, "person": found}
    return coalition_page(request, "attendance/person.html", given, status=422 if form.errors else 200)


def registration_of(request: Request[Workshop], number: int) -> Registration:
    """Somebody on the workshop's list by their number. Raises Http404."""
    found = request.about.registrations.filter(number=number).first() if number < 2**15 else None
    if found is None:
        raise Http404
    return found


@page(WORKSHOP + "attendance/list/gender/", KEEP_LIST, methods="GET POST")
@of_a_list
def gender(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """As what each wording for a gender is counted."""
    about = request.about
    words = genders_of(about)
    form = GendersForm(request.POST or None, words=words)
    if request.method == "POST" and form.is_valid():
        count_genders_as(by=request.actor, workshop=about, groups=form.groups())
        messages.success(request, _("Saved."))
        return redirect("attendance:people", coalition, workshop)
    given = {"page_name": _("What genders are counted as"), "form": form, "words": words}
    return coalition_page(request, "attendance/gender.html", given, status=422 if form.errors else 200)


@page(WORKSHOP + "attendance/list/sheet/", KEEP_LIST)
@of_a_list
def sheet(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The list to tick at the door, as PDF: numbers, names, a box a day, and nothing else that people said."""
    about = request.about
    found = people_of(about, today=request.today)
    given = {
        "workshop": about,
        "people": found,
        "days": list(about.days.all()),
        "empty": range(_EMPTY_LINES),
    }
    try:
        data = pdf(render_to_string("attendance/sheet.html", given), css=_STYLE.read_text())
    except CannotPrint as reason:
        return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)
    # The name of a file says nothing about anybody.
    return attachment("list.pdf", data, PDF)
