"""The pages of the people of a coalition: the list, one person, leaving."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.web.downloads import File, as_json, records_as_csv

from .actions.coalition import SEE_COALITION
from .actions.people import LEAVE_COALITION, MANAGE_ORGANISATIONS, MANAGE_PEOPLE, RENEW_PASSWORD
from .addresses import COALITION
from .frame import Request, coalition_page, refusals_in
from .models import Coalition, Group, Organisation, Participation
from .next_steps import is_anything_lodged
from .organisations import members_of, not_in
from .people import (
    change_part,
    give_new_password,
    hand_over_coordination,
    leave_coalition,
    listed_people,
    open_places,
    people_of,
    remove_person,
)
from .rules.refusals import Refused

_ROLES = [
    (Participation.Role.PARTICIPANT, gettext_lazy("Participant: drafts and decides in groups")),
    (
        Participation.Role.FACILITATOR,
        gettext_lazy("Facilitator: supports from outside; sees and comments, does not decide"),
    ),
    (Participation.Role.OBSERVER, gettext_lazy("Observer: sees only")),
    (Participation.Role.COORDINATOR, gettext_lazy("Coordinator: sets up everything, sees who did what")),
]


class _OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Organisations by their full names."""

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.in_full


class _PartForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("Takes part as"), choices=_ROLES, widget=forms.RadioSelect(attrs={"class": "one-of"})
    )
    organisation = _OrganisationField(
        label=gettext_lazy("For which organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition)
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]


class PersonForm(_PartForm):
    """What somebody is in the coalition."""

    groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Works in these groups"),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=gettext_lazy("Facilitators and observers are in none."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        self.fields["groups"].queryset = coalition.groups.all()  # type: ignore[attr-defined]


@page(COALITION + "people/", SEE_COALITION)
def people(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Everybody, with roles, organisations and groups; the organisations; who is invited."""
    lodged = is_anything_lodged(request.about)
    context = {
        "people": people_of(request.about),
        "organisations": members_of(request.about),
        "places": open_places(request.about, now=request.now),
        "is_lodged": lodged,
        "page_name": _("People"),
    }
    if MANAGE_ORGANISATIONS.open_to(request.roles):
        context["outside"] = not_in(request.about)
    return coalition_page(request, "coalitions/people.html", context, is_lodged=lodged)


@page(COALITION + "people.csv", MANAGE_PEOPLE)
def people_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    header = ["person", "role", "organisation", "also_of", "speaks_for", "groups", "rapporteur_of", "since"]
    return records_as_csv("people", header, listed_people(people_of(request.about)))


@page(COALITION + "people.json", MANAGE_PEOPLE)
def people_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "people": list(listed_people(people_of(request.about)))})


@page(COALITION + "people/<int:number>/", MANAGE_PEOPLE, methods="GET POST")
def person(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """What somebody is in the coalition."""
    part = get_object_or_404(request.about.participations.select_related("person"), pk=number)
    groups = list(request.about.groups.filter(memberships__person=part.person))
    before = {"role": part.role, "organisation": part.organisation_id, "groups": groups}
    form = PersonForm(request.POST or None, coalition=request.about, initial=before)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_part(by=request.actor, part=part, now=request.now, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("coalitions:people", coalition)
    return coalition_page(
        request, "coalitions/person.html", {"form": form, "part": part, "page_name": str(part.person)}
    )


@page(COALITION + "people/<int:number>/remove/", MANAGE_PEOPLE, name="remove-person", methods="POST")
def remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take somebody out."""
    part = get_object_or_404(request.about.participations, pk=number)
    try:
        remove_person(by=request.actor, part=part, now=request.now)
        messages.success(request, _("This person no longer takes part. What they wrote stays."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:people", coalition)


@page(COALITION + "people/<int:number>/new-password/", RENEW_PASSWORD, methods="POST")
def renew_password(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """A link for a new password, to be shown once, sent or printed."""
    part = get_object_or_404(request.about.participations.select_related("person"), pk=number)
    try:
        _link, secret = give_new_password(by=request.actor, part=part, now=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coalitions:person", coalition, number)
    return redirect("accounts:invitation-sheet", secret)


@page(COALITION + "people/<int:number>/hand-over/", MANAGE_PEOPLE, methods="POST")
def hand_over(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Somebody else coordinates from now on."""
    part = get_object_or_404(request.about.participations.select_related("person"), pk=number)
    hand_over_coordination(by=request.actor, part=part, now=request.now)
    messages.success(request, _("%(person)s coordinates from now on.") % {"person": part.person})
    return redirect("coalitions:coalition", coalition)


@page(COALITION + "people/leave/", LEAVE_COALITION, methods="GET POST")
def leave(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Leave the coalition."""
    if request.method == "POST":
        try:
            leave_coalition(by=request.actor, coalition=request.about, now=request.now)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("coalitions:people", coalition)
        return redirect("coalitions:coalitions")
    return coalition_page(request, "coalitions/leave.html", {"page_name": _("Leave the coalition")})
