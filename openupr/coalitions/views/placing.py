"""People place themselves in groups, and somebody becomes rapporteur."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.web.addresses import own_address

from ..actions.groups import APPOINT_RAPPORTEUR, PLACE_ONESELF
from ..actions.people import MANAGE_PEOPLE
from ..addresses import COALITION, GROUP
from ..forms.groups import AddPeopleForm, AppointForm, PreferencesForm
from ..frame import Request, coalition_page, refusals_in
from ..models import Coalition, Group
from ..queries.groups import groups_to_choose, preferred_by, proposed_places, rapporteur_of
from ..rules.refusals import Refused
from ..services.placing import add_to_group, join_group, leave_group, place_by_preference, prefer_groups
from ..services.rapporteurs import appoint_rapporteur


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
    given = {"form": form, "groups": groups, "places": places, "page_name": _("Where would you like to work?")}
    return coalition_page(request, "coalitions/preferences.html", given)


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
    """Work in it no more."""
    try:
        leave_group(by=request.actor, group=request.about)
        messages.success(request, _("You left the group."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:group", coalition, group)


@page(GROUP + "people/", MANAGE_PEOPLE, methods="GET POST")
def add_people(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Several people of the coalition come into a group at once; then back to the page that led here."""
    form = AddPeopleForm(request.POST or None, group=request.about)
    back = own_address(request.GET.get("back", "")) or reverse("coalitions:group", args=[coalition, group])
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            chosen = form.cleaned_data["people"]
            add_to_group(by=request.actor, group=request.about, people=chosen, today=request.today)
            n = len(chosen)
            messages.success(request, ngettext("%(n)s person is added.", "%(n)s people are added.", n) % {"n": n})
            return redirect(back)
    given = {"form": form, "back": back, "page_name": _("Add people")}
    return coalition_page(request, "coalitions/add_people.html", given)


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
    given = {"form": form, "present": present, "page_name": _("Group Rapporteur")}
    return coalition_page(request, "coalitions/appoint.html", given)
