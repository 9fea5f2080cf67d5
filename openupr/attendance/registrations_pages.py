"""The list of a workshop, for those who keep it.

What is asked of people: each question with its purpose and the day from which the answer is not
there any more.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.accounts.rules import tidy_called
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.documents.printing import CannotPrint, pdf
from openupr.upr.languages import LANGUAGES, language
from openupr.web.downloads import PDF, attachment
from openupr.web.page_versions import VersionedForm
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import KEEP_LIST
from .attendance_frame_pages import of_a_list
from .models import Registration
from .registration_link import link_of
from .registrations import (
    ANOTHER_LANGUAGE,
    change_registration,
    count_genders_as,
    dates_of,
    genders_of,
    people_of,
    register_person,
    take_out,
)

PURPOSES: Mapping[str, str | Promise] = {
    "name": gettext_lazy(
        "To find you on the list at the door. It need not be your name: any word that you remember will do."
    ),
    "organisation": gettext_lazy(
        "To see who is missing. Leave it out if you come for yourself, or would rather not say."
    ),
    "area": gettext_lazy(
        "Counted to see that the countryside is heard. Only sums of five people or more are ever published."
    ),
    "gender": gettext_lazy("In your own words. Counted in the same way, to see that every gender speaks."),
    "first_time": gettext_lazy("Counted in the same way. Newcomers then find the beginning explained."),
    "language": gettext_lazy("To have enough interpreters. Counted: only sums of five people or more are published."),
    "access": gettext_lazy(
        "To prepare the room: a ramp, large print, sign language, what you can eat, a place to rest."
    ),
}
FIELDS = tuple(PURPOSES)


# Signs that Khmer is written with and that nobody sees: a name of these alone is none.
UNSEEN_SIGNS = "\u200b\u200c\u200d"


def _unsaid(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", gettext_lazy("I would rather not say")), *choices]


def _languages(workshop: Workshop) -> list[tuple[str, Any]]:
    codes = workshop.languages or [known.code for known in LANGUAGES]
    # By their own names, as far as they are known: who reads no English looks for them.
    own = dict(settings.LANGUAGES)
    return _unsaid(
        [*((code, own.get(code, language(code).name)) for code in codes), (ANOTHER_LANGUAGE, gettext_lazy("another"))]
    )


class RegistrationForm(VersionedForm):
    """Only the first field is required, and it takes a pseudonym."""

    name = forms.CharField(label=gettext_lazy("What to call you"), max_length=80)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=120, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language you follow best"), required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Your area"), required=False, choices=_unsaid(list(Registration.Area.choices))
    )
    gender = forms.CharField(label=gettext_lazy("Gender"), max_length=60, required=False)
    first_time = forms.ChoiceField(
        label=gettext_lazy("New to the UPR?"),
        required=False,
        choices=_unsaid([("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]),
    )
    access = forms.CharField(
        label=gettext_lazy("Support you need"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, workshop: Workshop, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = _languages(workshop)  # type: ignore[attr-defined]
        dates = dates_of(workshop, today=today)
        for name in FIELDS:
            self.fields[name].help_text = _purpose(name, dates.get(name))

    def clean_name(self) -> str:
        name = tidy_called(self.cleaned_data["name"])
        if not name.strip(UNSEEN_SIGNS):
            raise forms.ValidationError(_("Write anything that you will remember."))
        return name

    def clean_first_time(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["first_time"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("organisation", "gender"):
            if name in cleaned:
                cleaned[name] = tidy_called(cleaned[name])
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Fields of Registration."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @staticmethod
    def initial_of(registration: Registration) -> dict[str, Any]:
        """What the fields hold for somebody."""
        initial = {name: getattr(registration, name) for name in FIELDS}
        return initial | {"first_time": {True: "yes", False: "no", None: ""}[registration.first_time]}


def _purpose(name: str, until: date | None) -> str:
    if until is None:
        return str(PURPOSES[name])
    day = date_format(until, "j F Y")
    return _("%(purpose)s Deleted on %(day)s.") % {"purpose": PURPOSES[name], "day": day}


class GendersForm(forms.Form):
    """What each wording is counted as. Fields are numbered: what people wrote is no name for a
    field.
    """

    def __init__(self, *args: Any, words: list[tuple[str, str, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = [wording for wording, _group, _chosen in words]
        choices = [("", gettext_lazy("none of these")), *Registration.GenderGroup.choices]
        for number, (wording, group, _chosen) in enumerate(words):
            self.fields[f"words-{number}"] = forms.ChoiceField(
                label=wording, choices=choices, required=False, initial=group
            )

    def groups(self) -> dict[str, str]:
        """The chosen group by what was written."""
        return {wording: self.cleaned_data[f"words-{number}"] for number, wording in enumerate(self.words)}


_STYLE = Path(__file__).parent / "static" / "attendance" / "list.css"
# Lines for people who come without having registered.
_EMPTY_LINES = 12


@page(WORKSHOP + "attendance/list/", KEEP_LIST)
@of_a_list
def people(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Everybody on the list, and what is deleted when."""
    about = request.about
    today = request.today
    listed = people_of(about, today=today)
    days = list(about.days.all())
    context = {
        "page_name": _("Who is coming"),
        "people": listed,
        "days": [(day, sum(day.pk in person.came for person in listed)) for day in days],
        "needs": [person for person in listed if person.access],
        "dates": dates_of(about, today=today),
        "link": link_of(about),
        "ungrouped": sum(bool(person.gender) and not person.gender_group for person in listed),
    }
    return coalition_page(request, "attendance/people.html", context)


@page(WORKSHOP + "attendance/list/add/", KEEP_LIST, methods="GET POST")
@of_a_list
def add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Put somebody on the list."""
    about = request.about
    today = request.today
    form = RegistrationForm(request.POST or None, workshop=about, today=today)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            registration = register_person(by=request.actor, workshop=about, answers=form.answers(), today=today)
            messages.success(request, _("On the list, as number %(number)s.") % {"number": registration.number})
            return redirect("attendance:people", coalition, workshop)
    context = {"page_name": _("Put somebody on the list"), "form": form}
    return coalition_page(request, "attendance/person.html", context)


@page(WORKSHOP + "attendance/list/<int:number>/", KEEP_LIST, methods="GET POST")
@of_a_list
def person(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Put right what somebody answered, or take them out: the button says which."""
    about = request.about
    registration = registration_of(request, number)
    if request.method == "POST" and request.POST.get("do") == "take-out":
        take_out(by=request.actor, workshop=about, registration=registration)
        messages.success(request, _("Taken out: number %(number)s.") % {"number": number})
        return redirect("attendance:people", coalition, workshop)
    form = RegistrationForm(
        request.POST or None,
        workshop=about,
        today=registration.registered_on,
        initial=RegistrationForm.initial_of(registration),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_registration(by=request.actor, workshop=about, registration=registration, answers=form.answers())
            messages.success(request, _("Saved."))
            return redirect("attendance:people", coalition, workshop)
    context = {"page_name": _("Number %(number)s") % {"number": number}, "form": form, "person": registration}
    return coalition_page(request, "attendance/person.html", context)


def registration_of(request: Request[Workshop], number: int) -> Registration:
    """Somebody on the workshop's list by their number. Raises Http404."""
    registration = request.about.registrations.filter(number=number).first() if number < 2**15 else None
    if registration is None:
        raise Http404
    return registration


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
    context = {"page_name": _("What genders are counted as"), "form": form, "words": words}
    return coalition_page(request, "attendance/gender.html", context)


@page(WORKSHOP + "attendance/list/sheet/", KEEP_LIST, in_english=True)
@of_a_list
def sheet(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The list to tick at the door, as PDF: numbers, names, a box a day, and nothing else that
    people said.
    """
    about = request.about
    listed = people_of(about, today=request.today)
    context = {
        "workshop": about,
        "people": listed,
        "days": list(about.days.all()),
        "empty": range(_EMPTY_LINES),
    }
    try:
        data = pdf(render_to_string("attendance/sheet.html", context), css=_STYLE.read_text())
    except CannotPrint as reason:
        return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)
    # The name of a file says nothing about anybody.
    return attachment("list.pdf", data, PDF)
