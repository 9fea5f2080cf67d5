"""Accepting an invitation, and choosing a new password by a link.

The secret is in the address only while the link is opened. Its hash then goes into the session, and
the page has an address without the secret: neither the history nor a form passes it on.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from openupr.web.clock import TimedRequest, move_clock
from openupr.web.this_machine import address_to_sign_in

from .accounts import NotUsable, landing_of, time_zone_of
from .accounts_pages import NewAccountForm
from .actions import ACCEPT_INVITATION
from .invitations import NotInvited, accept, invitation_of, link_to_invitation, open_invitation
from .models import Invitation, Person
from .new_passwords import renew_password
from .pages import page
from .qr_codes import qr_picture, ways_to
from .rules import hashed_link
from .signing_in_pages import PASSWORD_HELP


class RenewedPasswordForm(forms.Form):
    """A new password in place of a forgotten one."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=200,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


# Where the session keeps the hash of the link that was opened.
_OPENED = "invitation"


@page("invitation/<str:secret>/", ACCEPT_INVITATION)
def invitation_link(request: TimedRequest, secret: str) -> HttpResponse:
    """The link that was sent or printed."""
    if invitation_of(secret, now=request.now) is None:
        return _secretive(_not_invited(request))
    request.session[_OPENED] = hashed_link(secret)
    return _secretive(redirect("accounts:invitation"))


@page("invitation/", ACCEPT_INVITATION, methods="GET POST")
@sensitive_post_parameters("password")
def invitation(request: TimedRequest) -> HttpResponse:
    """What one is invited to; accept it as oneself or with a new account."""
    invitation = open_invitation(request.session.get(_OPENED, ""), now=request.now)
    if invitation is None:
        return _not_invited(request)
    _tell_time_as_in(request, invitation)
    if invitation.renews:
        return _new_password(request, invitation)
    if request.user.is_authenticated:
        return _as_oneself(request, invitation)
    form = NewAccountForm(request.POST or None)
    if form.is_valid():
        try:
            person = accept(token_hash=invitation.token_hash, who=form.chosen(), now=request.now)
        except NotUsable as refusal:
            form.refuse(refusal)
        except NotInvited:
            return _not_invited(request)
        else:
            login(request, person)
            return _accepted(request, person)
    return _page(request, invitation, form)


def _new_password(request: TimedRequest, invitation: Invitation) -> HttpResponse:
    """Choose a new password, then sign in with it, with the second step as before."""
    form = RenewedPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            renew_password(token_hash=invitation.token_hash, password=form.cleaned_data["password"], now=request.now)
        except NotUsable as refusal:
            for sentence in refusal.sentences:
                form.add_error("password", sentence)
        except NotInvited:
            return _not_invited(request)
        else:
            request.session.pop(_OPENED, None)
            messages.success(request, _("Your password is changed. Sign in with it."))
            return redirect("account_login")
    return render(request, "accounts/new_password.html", {"invitation": invitation, "form": form})


@page("invitation/<str:secret>/sheet/", ACCEPT_INVITATION)
def invitation_sheet(request: TimedRequest, secret: str) -> HttpResponse:
    """The link as a sheet to print and hand over."""
    invitation = invitation_of(secret, now=request.now)
    if invitation is None:
        return _secretive(_not_invited(request))
    _tell_time_as_in(request, invitation)
    link = link_to_invitation(secret, request)
    label = _("The same address, to be scanned with a phone")
    picture = qr_picture(link, label)
    return _secretive(
        render(
            request,
            "accounts/invitation_sheet.html",
            {
                "invitation": invitation,
                "link": link,
                "picture": picture,
                "ways": ways_to(link, request, label),
                "opens_elsewhere": bool(address_to_sign_in(request)),
            },
        )
    )


def _tell_time_as_in(request: TimedRequest, invitation: Invitation) -> None:
    """Show the expiry, and store the day of joining, by the clock of the invitation's circle."""
    if zone := time_zone_of(invitation.circle) or time_zone_of(invitation.made_by):
        move_clock(request, zone)


def _as_oneself(request: TimedRequest, invitation: Invitation) -> HttpResponse:
    assert isinstance(request.user, Person)
    if request.method != "POST":
        return _page(request, invitation, None)
    try:
        accept(token_hash=invitation.token_hash, who=request.user, now=request.now)
    except NotInvited:
        return _not_invited(request)
    return _accepted(request, request.user)


def _page(request: TimedRequest, invitation: Invitation, form: NewAccountForm | None) -> HttpResponse:
    return render(request, "accounts/invitation.html", {"invitation": invitation, "form": form, "now": request.now})


def _accepted(request: HttpRequest, person: Person) -> HttpResponse:
    request.session.pop(_OPENED, None)
    return redirect(landing_of(person))


def _not_invited(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/not_invited.html", {"sentence": str(NotInvited())}, status=404)


def _secretive(response: HttpResponse) -> HttpResponse:
    """Send no referrer and keep no copy of a page with a secret address."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, private"
    return response
