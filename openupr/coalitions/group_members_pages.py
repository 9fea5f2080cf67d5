"""The pages on which people choose a group, join it, and become its rapporteur."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.web.addresses import own_address

from .actions.groups import APPOINT_RAPPORTEUR, PLACE_ONESELF
from .actions.people import MANAGE_PEOPLE
from .addresses import COALITION, GROUP
from .frame import Request, coalition_page, refusals_in
from .group_members import (
    MAY_LEAD,
    add_to_group,
    appoint_rapporteur,
    groups_to_choose,
    join_group,
    leave_group,
    place_by_preference,
    prefer_groups,
    preferred_by,
    proposed_places,
    rapporteur_of,
)
from .models import Coalition, Group
from .rules.refusals import Refused


class AddPeopleForm(forms.Form):
    """Who of the coalition comes into a group."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("People to add"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=gettext_lazy("Facilitators and observers belong to no group."),
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Person.objects.filter(participations__coalition=group.coalition, participations__role__in=MAY_LEAD)
        self.fields["people"].queryset = who.exclude(group_memberships__group=group)  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    """Who becomes rapporteur, and what the present one hands over."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Rapporteur from today"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Choose somebody"),
    )
    handed_over = forms.CharField(
        label=gettext_lazy("What is handed over"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Papers, promises, contacts, what is half done. It stays in the group's history."),
    )

    def __init__(self, *args: Any, group: Group, present: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Person.objects.filter(participations__coalition=group.coalition, participations__role__in=MAY_LEAD)
        self.fields["person"].queryset = who.exclude(pk=present.pk) if present else who  # type: ignore[attr-defined]
        if present is None:
            del self.fields["handed_over"]


class PreferencesForm(forms.Form):
    """Three choices; the first one counts most."""

    first = forms.ChoiceField(label=gettext_lazy("First choice"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("Second choice"), required=False)
    third = forms.ChoiceField(label=gettext_lazy("Third choice"), required=False)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {str(group.pk): group for group in groups}
        choices = [("", gettext_lazy("no choice")), *((key, str(group)) for key, group in self._groups.items())]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [key for key in cleaned.values() if key]
        if twice := next((key for key in chosen if chosen.count(key) > 1), None):
            sentence = gettext_lazy(
                "“%(group)s” is chosen twice. Choose another group or “no choice”. Nothing was changed."
            )
            raise forms.ValidationError(sentence, params={"group": self._groups[twice]})
        return cleaned

    def ranking(self) -> list[Group]:
        """The groups chosen, the first choice first."""
        keys = (self.cleaned_data[name] for name in ("first", "second", "third"))
        return [self._groups[key] for key in keys if key]


@page(COALITION + "groups/preferences/", PLACE_ONESELF, methods="GET POST")
def preferences(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Where one would like to work, beside the sizes of the groups."""
    groups = groups_to_choose(request.about)
    form = PreferencesForm(
        request.POST or None, groups=groups, initial=preferred_by(request.actor, coalition=request.about)
    )
    if request.method == "POST" and form.is_valid():
        prefer_groups(by=request.actor, coalition=request.about, groups=form.ranking())
        messages.success(request, _("Saved. Join a group on its own page."))
        return redirect("coalitions:preferences", coalition)
    places = proposed_places(request.about) if MANAGE_PEOPLE.open_to(request.roles) else []
    context = {"form": form, "groups": groups, "places": places, "page_name": _("Where would you like to work?")}
    return coalition_page(request, "coalitions/preferences.html", context)


@page(COALITION + "groups/preferences/place/", MANAGE_PEOPLE, name="place-by-preference", methods="POST")
def place(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Those who are in no group, by what they prefer."""
    placed = place_by_preference(by=request.actor, coalition=request.about, today=request.today)
    words = ngettext("%(n)s person was placed.", "%(n)s people were placed.", placed) % {"n": placed}
    messages.success(request, words)
    return redirect("coalitions:preferences", coalition)


@page(GROUP + "join/", PLACE_ONESELF, name="join-group", methods="POST")
def join(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Work in a group."""
    try:
        join_group(by=request.actor, group=request.about, today=request.today)
        messages.success(request, _("You work in this group now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:group", coalition, group)


@page(GROUP + "leave/", PLACE_ONESELF, name="leave-group", methods="POST")
def leave(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Leave a group."""
    try:
        leave_group(by=request.actor, group=request.about)
        messages.success(request, _("You left the group."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:group", coalition, group)


@page(GROUP + "people/", MANAGE_PEOPLE, methods="GET POST")
def add_people(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Several people of the coalition come into a group at once; then back to the page that led
    here.
    """
    form = AddPeopleForm(request.POST or None, group=request.about)
    back = own_address(request.GET.get("back", "")) or reverse("coalitions:group", args=[coalition, group])
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            chosen = form.cleaned_data["people"]
            add_to_group(by=request.actor, group=request.about, people=chosen, today=request.today)
            n = len(chosen)
            messages.success(request, ngettext("%(n)s person is added.", "%(n)s people are added.", n) % {"n": n})
            return redirect(back)
    context = {"form": form, "back": back, "page_name": _("Add people")}
    return coalition_page(request, "coalitions/add_people.html", context)


@page(GROUP + "rapporteur/", APPOINT_RAPPORTEUR, name="appoint-rapporteur", methods="GET POST")
def appoint(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Who speaks for the group from today."""
    present = rapporteur_of(request.about)
    form = AppointForm(request.POST or None, group=request.about, present=present)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            appoint_rapporteur(by=request.actor, group=request.about, today=request.today, **form.cleaned_data)
            messages.success(request, _("The rapporteur is appointed."))
            return redirect("coalitions:group", coalition, group)
    context = {"form": form, "present": present, "page_name": _("Group Rapporteur")}
    return coalition_page(request, "coalitions/appoint.html", context)
