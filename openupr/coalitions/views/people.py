"""Who takes part in a coalition: listed, invited, changed, taken out."""

import json
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.invitations import link_to_invitation
from openupr.accounts.pages import page
from openupr.accounts.qr_codes import qr_picture, ways_to
from openupr.web.downloads import File, as_csv, as_json, records_as_csv
from openupr.web.large_numbers import number_in
from openupr.web.this_machine import address_to_sign_in

from ..actions.coalition import SEE_COALITION
from ..actions.people import INVITE, LEAVE_COALITION, MANAGE_ORGANISATIONS, MANAGE_PEOPLE, RENEW_PASSWORD
from ..addresses import COALITION
from ..forms.people import InviteForm, InviteManyForm, PersonForm
from ..frame import Request, coalition_page, refusals_in
from ..models import Coalition, Place
from ..queries.invited_lines import MOST_LINES
from ..queries.lodging import is_anything_lodged
from ..queries.organisations import members_of, not_in
from ..queries.people import listed_people, open_places, people_of
from ..rules.refusals import Refused
from ..services.inviting import invite_people, invite_person, withdraw_invitation
from ..services.people import change_part, give_new_password, hand_over_coordination, leave_coalition, remove_person


@page(COALITION + "people/", SEE_COALITION)
def people(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Everybody, with roles, organisations and groups; the organisations; who is invited."""
    lodged = is_anything_lodged(request.about)
    given = {
        "people": people_of(request.about),
        "organisations": members_of(request.about),
        "places": open_places(request.about, now=request.now),
        "is_lodged": lodged,
        "page_name": _("People"),
    }
    if MANAGE_ORGANISATIONS.open_to(request.roles):
        given["outside"] = not_in(request.about)
    return coalition_page(request, "coalitions/people.html", given, is_lodged=lodged)


@page(COALITION + "people.csv", MANAGE_PEOPLE)
def people_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    header = ["person", "role", "organisation", "also_of", "speaks_for", "groups", "rapporteur_of", "since"]
    return records_as_csv("people", header, listed_people(people_of(request.about)))


@page(COALITION + "people.json", MANAGE_PEOPLE)
def people_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "people": list(listed_people(people_of(request.about)))})


@page(COALITION + "people/invite/", INVITE, methods="GET POST")
def invite(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A link for somebody, to be shown once, sent or printed; for a voice of the `organisation` in the address."""
    initial: dict[str, object] = {"role": "participant"}
    if organisation := number_in(request.GET.get("organisation", "")):
        initial |= {"organisation": organisation, "speaks": True}
    form = InviteForm(request.POST or None, coalition=request.about, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            _invitation, secret = invite_person(
                by=request.actor, coalition=request.about, now=request.now, **form.cleaned_data
            )
            return redirect("accounts:invitation-sheet", secret)
    given = {"form": form, "page_name": _("Invite one person"), "opens_elsewhere": bool(address_to_sign_in(request))}
    return coalition_page(request, "coalitions/invite.html", given)


@page(COALITION + "people/invite-many/", INVITE, methods="GET POST")
def invite_many(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A link for each of many, on one page that is shown once: to copy, to save as a table, to print as sheets."""
    form = InviteManyForm(request.POST or None, coalition=request.about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = invite_people(
                by=request.actor,
                coalition=request.about,
                invited=form.cleaned_data["lines"],
                days=form.cleaned_data["days"],
                now=request.now,
            )
            return _sheets(request, made)
    given = {
        "form": form,
        "page_name": _("Invite people"),
        "example_group": request.about.groups.filter(closed=False).first(),
        "opens_elsewhere": bool(address_to_sign_in(request)),
    }
    return coalition_page(request, "coalitions/invite_many.html", given)


def _sheets(request: Request[Coalition], made: Sequence[tuple[Place, str]]) -> HttpResponse:
    label = _("The same address, to be scanned with a phone")
    links = [(place, link_to_invitation(secret, request)) for place, secret in made]
    given = {
        "sheets": [(place, link, qr_picture(link, label), ways_to(link, request, label)) for place, link in links],
        "table": json.dumps([[place.invitation.note, place.in_words, link] for place, link in links]),
        "until": made[0][0].invitation.expires_at,
        "opens_elsewhere": bool(address_to_sign_in(request)),
        "page_name": ngettext("%(n)s invitation", "%(n)s invitations", len(made)) % {"n": len(made)},
    }
    return coalition_page(request, "coalitions/invited_many.html", given)


@page(COALITION + "people/invite-many/links.csv", INVITE, methods="POST")
def invitations_csv(request: Request[Coalition], coalition: str) -> File:
    """The table of that page as a file. It comes back from the page, since no link is kept here."""
    try:
        rows = [[str(cell) for cell in row][:3] for row in json.loads(request.POST.get("table", ""))]
    except (ValueError, TypeError):
        raise Http404 from None
    return as_csv("invitations", [_("name"), _("takes part as"), _("link")], rows[:MOST_LINES])


@page(COALITION + "people/invitations/<int:number>/withdraw/", INVITE, name="withdraw-invitation", methods="POST")
def withdraw(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """A link that is to work no more."""
    withdraw_invitation(by=request.actor, coalition=request.about, number=number, now=request.now)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("coalitions:people", coalition)


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
    """Take part no more."""
    if request.method == "POST":
        try:
            leave_coalition(by=request.actor, coalition=request.about, now=request.now)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("coalitions:people", coalition)
        return redirect("coalitions:coalitions")
    return coalition_page(request, "coalitions/leave.html", {"page_name": _("Leave the coalition")})
