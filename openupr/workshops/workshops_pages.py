"""The pages that list, plan, change and delete workshops, and open the room for phones."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.accounts.rooms import open_within
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.coalition import languages_to_choose
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition, Organisation
from openupr.upr.languages import language
from openupr.web import page_versions
from openupr.web.days import DayField
from openupr.web.languages import in_page_language
from openupr.web.large_numbers import number_in
from openupr.web.page_versions import VersionedForm
from openupr.web.this_machine import address_to_type

from .actions import DELETE, OPEN_ROOM, PLAN, SEE_WORKSHOP
from .addresses import WORKSHOP
from .agenda_templates import agendas_to_start_from
from .frame import ask_first
from .losses import holds_on_to, lost_with_workshop
from .models import Day, InLanguages, Workshop
from .rules.refusals import AsksFirst
from .rules.templates import AGENDAS
from .workshops import (
    add_day,
    change_workshop,
    close_the_room,
    delete_workshop,
    in_another_order,
    move_day,
    open_the_room,
    plan_workshop,
    remove_day,
    room_of,
    workshops_of,
)

MOST_DAYS = 14


def likely_first(coalition: Coalition) -> list[tuple[Any, Any]]:
    """All languages, before them those of the coalition, of its workshops and of these pages."""
    used = [code for workshop in coalition.workshops.all() for code in workshop.languages]
    return [("", gettext_lazy("no other")), *languages_to_choose([*coalition.languages, *used])]


_LANGUAGE_FIELDS = ("first_language", "second_language", "third_language")
_FIELDS = ("kind", "title", "objective", "place", "follows")


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, each cut to what a name may have."""
    return [line.strip()[:120] for line in text.splitlines() if line.strip()]


def offer_translations(form: forms.Form, names: Sequence[str], workshop: Workshop | None) -> dict[str, tuple[str, str]]:
    """Add each of these fields in the workshop's other languages: field -> (language, name)."""
    others = workshop.languages[1:] if workshop else []
    further = {f"{name}-{code}": (code, name) for name in names for code in others}
    for key, (code, name) in further.items():
        field = deepcopy(form.fields[name])
        field.required, field.help_text = False, ""
        field.label = f"{field.label} ({in_page_language(language(code).name)})"
        field.widget.attrs["lang"] = code
        form.fields[key] = field
    by_name = [[name, *(key for key, (_code, of) in further.items() if of == name)] for name in list(form.fields)]
    form.order_fields([key for keys in by_name for key in keys if key not in further or keys[0] != key])
    return further


def translations_in(
    cleaned: dict[str, Any], further: Mapping[str, tuple[str, str]], before: InLanguages | None
) -> dict[str, dict[str, str]]:
    """Take the translations out of `cleaned` and return them in the form of InLanguages.

    Translations `before` in languages that the workshop does not have any more stay.
    """
    codes = {code for code, _name in further.values()}
    translations = {
        code: dict(there) for code, there in (before.translations if before else {}).items() if code not in codes
    }
    for key, (code, name) in further.items():
        if text := (cleaned.pop(key, "") or "").strip():
            translations.setdefault(code, {})[name] = text
    return translations


def translations_of(about: InLanguages) -> dict[str, str]:
    """The initial values of these fields."""
    return {f"{name}-{code}": text for code, texts in about.translations.items() for name, text in texts.items()}


class WorkshopForm(VersionedForm):
    """What a workshop is; when it is planned, its first day and how many there are."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Workshop.Kind)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    objective = forms.CharField(
        label=gettext_lazy("Objective"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    first_day = DayField(label=gettext_lazy("First day"))
    days = forms.IntegerField(label=gettext_lazy("How many days"), min_value=1, max_value=MOST_DAYS, initial=2)
    agenda = forms.ChoiceField(
        label=gettext_lazy("Agenda to start from"),
        required=False,
        help_text=gettext_lazy("Sessions and hours as a template has them; change them afterwards."),
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As exactly as is safe: it is printed."),
    )
    first_language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    second_language = forms.ChoiceField(label=gettext_lazy("Second language"), required=False)
    third_language = forms.ChoiceField(label=gettext_lazy("Third language"), required=False)
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Co-organisers of the coalition"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
    )
    other_organisers = forms.CharField(
        label=gettext_lazy("Other co-organisers"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line: a UN office, a partner abroad."),
    )
    follows = forms.ModelChoiceField(
        label=gettext_lazy("It follows"),
        queryset=Workshop.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: it is the first of its series"),
    )

    def __init__(self, *args: Any, coalition: Coalition, workshop: Workshop | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition).distinct()
        self.fields["organisations"].queryset = ours  # type: ignore[attr-defined]
        for name in _LANGUAGE_FIELDS:
            self.fields[name].choices = likely_first(coalition)  # type: ignore[attr-defined]
        others = [other.pk for other in coalition.workshops.all() if other != workshop]
        self.fields["follows"].queryset = coalition.workshops.filter(pk__in=others)  # type: ignore[attr-defined]
        if workshop:
            del self.fields["first_day"], self.fields["days"], self.fields["agenda"]
        else:
            # A further one is written over nothing.
            del self.fields[page_versions.NAME]
            self.starts = {agenda.key: agenda for agenda in agendas_to_start_from(coalition)}
            choices = [(key, other.name) for key, other in self.starts.items()]
            self.fields["agenda"].choices = [("", gettext_lazy("an empty one")), *choices]  # type: ignore[attr-defined]
        self.workshop = workshop
        self.others = offer_translations(self, ("title", "place"), workshop)

    def clean_other_organisers(self) -> list[str]:
        return lines_of(self.cleaned_data["other_organisers"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [cleaned.pop(name, "") for name in _LANGUAGE_FIELDS]
        translations = {"translations": translations_in(cleaned, self.others, self.workshop)} if self.others else {}
        if key := cleaned.pop("agenda", ""):
            cleaned["agenda"] = self.starts[key].rows
            self._ask_for_days(cleaned)
        return cleaned | {"languages": list(dict.fromkeys(code for code in chosen if code))} | translations

    def _ask_for_days(self, cleaned: dict[str, Any]) -> None:
        needed = max((row.day for row in cleaned["agenda"]), default=0)
        if cleaned.get("days") and cleaned["days"] < needed:
            sentence = ngettext("This agenda has %(n)s day.", "This agenda has %(n)s days.", needed) % {"n": needed}
            self.add_error("days", sentence + " " + _("Write so many, or choose another agenda."))

    @staticmethod
    def languages_chosen(languages: list[str]) -> dict[str, str]:
        """What the fields of languages hold for these codes."""
        return dict(zip(_LANGUAGE_FIELDS, languages, strict=False))

    @staticmethod
    def begun_with(kind: str) -> dict[str, Any]:
        """The initial values for a new workshop of this kind, with its first agenda."""
        agenda = next((agenda for agenda in AGENDAS if agenda.of == kind), None)
        return {"kind": kind} | ({"agenda": agenda.key, "days": agenda.days} if agenda else {})

    @staticmethod
    def initial_of(workshop: Workshop) -> dict[str, Any]:
        """What the fields hold for a workshop."""
        values = {name: getattr(workshop, name) for name in _FIELDS}
        return (
            values
            | translations_of(workshop)
            | WorkshopForm.languages_chosen(workshop.languages)
            | {
                "organisations": list(workshop.organisations.all()),
                "other_organisers": "\n".join(workshop.other_organisers),
            }
        )


class DayForm(forms.Form):
    """The date of one day."""

    to = DayField(label=gettext_lazy("Date"))

    def __init__(self, data: Any = None, *, day: Day) -> None:
        super().__init__(data, initial={"to": day.date}, auto_id=f"day-{day.pk}-%s")


@page(COALITION + "workshops/", SEE_WORKSHOP)
def workshops(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The series, and the room's door."""
    room = room_of(request.about, request.today)
    context = {
        "page_name": _("Workshops"),
        "workshops": workshops_of(request.about),
        "room": room,
        "tables_open": 0 if room else open_within(request.about.key, today=request.today),
        "phones_at": address_to_type(request),
        "today": request.today,
    }
    return coalition_page(request, "workshops/workshops.html", context)


@page(COALITION + "workshops/plan/", PLAN, methods="GET POST", in_english=True)
def plan(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Plan one."""
    first = WorkshopForm.languages_chosen(request.about.languages) | {"follows": workshops_of(request.about).last()}
    if (kind := request.GET.get("kind", "")) in Workshop.Kind:
        first |= WorkshopForm.begun_with(kind)
    form = WorkshopForm(request.POST or None, coalition=request.about, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            workshop = plan_workshop(by=request.actor, coalition=request.about, **form.cleaned_data)
            done = _("Planned, with an agenda.") if "agenda" in form.cleaned_data else _("Planned. Next: its agenda.")
            messages.success(request, done)
            return redirect("workshops:workshop", coalition, workshop.pk)
    return coalition_page(request, "workshops/plan.html", {"form": form, "page_name": _("Plan a workshop")})


@page(WORKSHOP + "change/", PLAN, methods="GET POST")
def change(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
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
    return _change_page(request, form)


def _change_page(request: Request[Workshop], form: WorkshopForm) -> HttpResponse:
    days = [(day, DayForm(day=day)) for day in request.about.days.all()]
    context = {
        "form": form,
        "days": days,
        "in_another_order": in_another_order(request.about),
        "page_name": _("Change the workshop"),
    }
    return coalition_page(request, "workshops/plan.html", context)


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
        why = " ".join(str(error) for error in form.errors.get("to", []))
        messages.error(request, _("%(why)s Nothing was changed.") % {"why": why})


@page(WORKSHOP + "delete/", DELETE, methods="GET POST")
def delete(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Show what is lost with it, or why it cannot be deleted; then delete it for good."""
    about = request.about
    holds = holds_on_to(about)
    if request.method == "POST" and not holds:
        with refusals_on(request):
            delete_workshop(by=request.actor, workshop=about)
            messages.success(request, _("Deleted: “%(title)s”.") % {"title": about.title})
        return redirect("workshops:workshops", coalition)
    context = {"page_name": _("Delete the workshop"), "holds": holds, "losses": lost_with_workshop(about)}
    return coalition_page(request, "workshops/delete.html", context, status=409 if request.method == "POST" else 200)


@page(COALITION + "workshops/room/", OPEN_ROOM, methods="POST")
def room(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Open the room, or close it: the button says which."""
    if request.POST.get("do") == "close":
        close_the_room(by=request.actor, coalition=request.about)
        messages.success(request, _("The room is closed; every phone is out, and every device at a table."))
    else:
        open_the_room(by=request.actor, coalition=request.about, today=request.today)
    return redirect("workshops:workshops", coalition)
