"""Who comes: tapped at the door, or typed in from the printed list."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.accounts.rules import tidy_called
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.web.large_numbers import number_in
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Day, Workshop

from .actions import TICK
from .attendance_frame_pages import of_a_list
from .door import enter_from_paper, tick
from .registrations import people_of, register_person
from .registrations_pages import UNSEEN_SIGNS, registration_of
from .rules.numbers import numbers_typed


class AtTheDoorForm(forms.Form):
    """Somebody who came without having registered."""

    name = forms.CharField(label=gettext_lazy("What to call them"), max_length=80)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=120, required=False)

    def clean_name(self) -> str:
        name = tidy_called(self.cleaned_data["name"])
        if not name.strip(UNSEEN_SIGNS):
            raise forms.ValidationError(_("Write a name, or any word for one."))
        return name

    def clean_organisation(self) -> str:
        return tidy_called(self.cleaned_data["organisation"])


class PaperForm(forms.Form):
    """A day of the printed list."""

    numbers = forms.CharField(
        label=gettext_lazy("Numbers that are ticked"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "text"}),
        help_text=gettext_lazy(
            "As on the paper, such as: 1-5, 8, 12. Who is not in it did not come that day. "
            "If you type numbers here, the ticks below are not looked at."
        ),
    )


@page(WORKSHOP + "attendance/door/", TICK)
def today(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The door of the day that it is; else of the first that is to come, or the last."""
    here = request.today
    days = list(request.about.days.all())
    day = next((candidate for candidate in days if candidate.date >= here), days[-1] if days else None)
    if day is None:
        raise Http404
    return redirect("attendance:door", coalition, workshop, day.pk)


@page(WORKSHOP + "attendance/door/<int:day>/", TICK, methods="GET POST")
@of_a_list
def door(request: Request[Workshop], coalition: str, workshop: int, day: int) -> HttpResponse:
    """The list with one button a person, and a form for people who are not on it."""
    about, on = request.about, day_of(request, day)
    form = AtTheDoorForm(request.POST if request.POST.get("do") == "add" else None)
    if request.method == "POST" and request.POST.get("do") == "add":
        if form.is_valid():
            with refusals_in(form):
                newcomer = register_person(
                    by=request.actor,
                    workshop=about,
                    answers=form.cleaned_data,
                    today=request.today,
                    came_on=on,
                )
                messages.success(request, _("Here, as number %(number)s.") % {"number": newcomer.number})
                return redirect("attendance:door", coalition, workshop, day)
    elif request.method == "POST":
        number = request.POST.get("number", "")
        registration = registration_of(request, number_in(number))
        tick(
            by=request.actor,
            workshop=about,
            day=on,
            registration=registration,
            came=request.POST.get("do") != "not-here",
        )
        if request.headers.get("HX-Request") != "true":
            return redirect(f"{request.path}#number-{registration.number}")
    people = people_of(about, today=request.today)
    context = {
        "page_name": _("At the door"),
        "day": on,
        "days": list(about.days.all()),
        "people": [(person, on.pk in person.came) for person in people],
        "here": sum(on.pk in person.came for person in people),
        "form": form,
    }
    return coalition_page(request, "attendance/door.html", context)


@page(WORKSHOP + "attendance/door/<int:day>/paper/", TICK, methods="GET POST")
@of_a_list
def paper(request: Request[Workshop], coalition: str, workshop: int, day: int) -> HttpResponse:
    """A day of the printed list typed in: numbers in a row or, where none is typed, ticks in the
    same order.
    """
    about, on = request.about, day_of(request, day)
    people = people_of(about, today=request.today)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            typed = form.cleaned_data["numbers"] or ", ".join(request.POST.getlist("ticked"))
            numbers = numbers_typed(typed, known=frozenset(person.number for person in people))
            count = enter_from_paper(by=request.actor, workshop=about, day=on, numbers=numbers)
            messages.success(request, _("Entered: %(count)s people came.") % {"count": count})
            return redirect("attendance:people", coalition, workshop)
    ticked = set(request.POST.getlist("ticked"))
    context = {
        "page_name": _("Type in the printed list"),
        "day": on,
        "days": list(about.days.all()),
        "people": [
            (person, str(person.number) in ticked if request.method == "POST" else on.pk in person.came)
            for person in people
        ],
        "form": form,
    }
    return coalition_page(request, "attendance/paper.html", context)


def day_of(request: Request[Workshop], number: int) -> Day:
    """A day of the workshop by its key. Raises Http404."""
    day = request.about.days.filter(pk=number).first()
    if day is None:
        raise Http404
    day.workshop = request.about
    return day
