"""An organisation, for those who belong to it. The gate has found it: `request.about`."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openupr.accounts.models import Person
from openupr.accounts.queries.audit import audit_log
from openupr.accounts.queries.invitations import invitations_into
from openupr.web.clock import TimedRequest

from ..forms.affiliations import NoteForm, OrganisationForm
from ..models import Organisation
from ..permissions.roles import circle
from ..queries.affiliations import people_of
from ..services.affiliations import (
    change_organisation,
    found_organisation,
    invite_to_organisation,
    leave_organisation,
    withdraw_from_organisation,
)


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: TimedRequest) -> HttpResponse:
    """Enter one."""
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        made = found_organisation(by=_asking(request), today=request.today, **form.cleaned_data)
        return redirect("coalitions:organisation", made.pk)
    return render(request, "coalitions/organisation_form.html", {"form": form})


@require_safe
def organisation(request: TimedRequest, organisation: int) -> HttpResponse:
    """Who belongs to it, who is invited, what was done."""
    found = _about(request)
    given = {
        "organisation": found,
        "people": people_of(found),
        "invitations": invitations_into(circle(found), now=request.now),
        "acts": audit_log(circle(found), most=20),
        "note": NoteForm(),
    }
    return render(request, "coalitions/organisation.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_organisation(request: HttpRequest, organisation: int) -> HttpResponse:
    """Change what it is called."""
    found = _about(request)
    form = OrganisationForm(request.POST or None, instance=found)
    if form.is_valid():
        change_organisation(by=_asking(request), organisation=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("coalitions:organisation", found.pk)
    return render(request, "coalitions/organisation_form.html", {"form": form, "organisation": found})


@require_POST
def invite(request: TimedRequest, organisation: int) -> HttpResponse:
    """A link for somebody who is to belong to it."""
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    _invitation, secret = invite_to_organisation(
        by=_asking(request), organisation=_about(request), note=note, now=request.now
    )
    return redirect("accounts:invitation-sheet", secret)


@require_POST
def withdraw(request: TimedRequest, organisation: int, number: int) -> HttpResponse:
    """A link that is to work no more."""
    withdraw_from_organisation(by=_asking(request), organisation=_about(request), number=number, now=request.now)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("coalitions:organisation", organisation)


@require_POST
def leave(request: HttpRequest, organisation: int) -> HttpResponse:
    """Belong to it no more."""
    leave_organisation(by=_asking(request), organisation=_about(request))
    messages.success(request, _("You have left the organisation."))
    return redirect("accounts:account")


def _asking(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the gate lets nobody else in
    return request.user


def _about(request: HttpRequest) -> Organisation:
    found: Organisation = request.about  # type: ignore[attr-defined]  # set by the gate
    return found
