"""The operator's page, where everybody's data lies, and signing in over this computer's https."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.web.clock import TimedRequest
from openupr.web.page_versions import Versioned, status_of
from openupr.web.this_machine import server_address

from .actions import (
    DELETE_COPY,
    DESCRIBE_SERVER,
    INVITE_TO_FOUND,
    OFFER_PASSWORD,
    READ_OWN_HTTPS,
    READ_WHERE_DATA_LIES,
    RESTORE_ACCOUNT,
    SEE_SERVER,
    SERVER_CIRCLE,
    SUSPEND_ACCOUNT,
)
from .audit_log import audit_log
from .backups import last_backup
from .copy_before_upgrade import kept_until, why_gone
from .models import Person, Server
from .pages import page
from .qr_codes import qr_picture, ways_to
from .server import (
    IsOperator,
    NoSuchAccount,
    account_named,
    delete_copy,
    describe_server,
    invite_to_found,
    offer_password,
    restore_account,
    suspend_account,
    suspended_accounts,
    this_server,
)


class ServerForm(Versioned, forms.ModelForm[Server]):
    """What the operator says about this server."""

    class Meta:
        model = Server
        fields = ["operated_by", "place", "founding"]
        labels = {"founding": gettext_lazy("Who starts a coalition")}
        help_texts = {
            "operated_by": gettext_lazy("An organisation, and how to reach it. Everybody can read this."),
            "place": gettext_lazy("The country, and whose building or which company. Everybody can read this."),
            "founding": gettext_lazy("People whom a coalition invited can still work in it."),
        }
        widgets = {"founding": forms.RadioSelect}


class AccountNameForm(forms.Form):
    """The sign-in name of an account. A list of accounts would show who takes part here."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        help_text=gettext_lazy("Ask the person, or a coordinator."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class InviteToServerForm(forms.Form):
    """For whom an invitation is."""

    note = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A reminder to you, also on the printed sheet."),
    )


_ACTS = 20


@page("where-our-data-lies/", READ_WHERE_DATA_LIES)
def where_data_lies(request: HttpRequest) -> HttpResponse:
    """Who operates this server, where it is, what they can read, what a seizure would reveal."""
    context = {
        "server": this_server(),
        "last_backup": last_backup(),
        # PostgreSQL's holds deleted words for a while (docs/security.md).
        "has_its_own_log": connection.vendor != "sqlite",
    }
    return render(request, "accounts/where_data_lies.html", context)


@page("server/", SEE_SERVER, in_english=True)
def server(request: HttpRequest) -> HttpResponse:
    """What the operator sees and does. Nothing on it says what anybody wrote, or who is in what."""
    context = {
        "server": this_server(),
        "suspended": suspended_accounts(),
        "acts": audit_log(SERVER_CIRCLE, most=_ACTS),
        "copy_until": kept_until(),
        "why_no_copy": why_gone(),
    }
    return render(request, "accounts/server.html", context)


@page("server/delete-copy/", DELETE_COPY, name="delete-copy", methods="POST")
def delete_kept_copy(request: HttpRequest) -> HttpResponse:
    """Delete the copy of the database that the last upgrade kept."""
    delete_copy(by=_operator(request), server=this_server())
    messages.success(request, _("The copy is deleted."))
    return redirect("accounts:server")


@page("server/about/", DESCRIBE_SERVER, name="describe-server", methods="GET POST", in_english=True)
def describe(request: HttpRequest) -> HttpResponse:
    """Who operates this server, where it is, who may start a coalition."""
    server = this_server()
    form = ServerForm(request.POST or None, instance=server)
    if request.method == "POST" and form.is_valid():
        describe_server(by=_operator(request), server=server, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:server")
    return _form_page(request, form, title=_("About this server"), send=_("Save"))


@page("server/invite/", INVITE_TO_FOUND, name="invite-to-found", methods="GET POST", in_english=True)
def invite_somebody(request: TimedRequest) -> HttpResponse:
    """A link with which one person makes an account, and may start a coalition."""
    form = InviteToServerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        _invitation, secret = invite_to_found(by=_operator(request), server=this_server(), note=note, now=request.now)
        return redirect("accounts:invitation-sheet", secret)
    lead = _("The link makes one account, or lets an account that exists start a coalition. It is shown once.")
    return _form_page(request, form, title=_("Invite somebody"), send=_("Make the link"), lead=lead)


@page("server/new-password/", OFFER_PASSWORD, name="offer-password", methods="GET POST", in_english=True)
def new_password(request: TimedRequest) -> HttpResponse:
    """A link for a person who forgot the password."""
    lead = _("Be sure who asks you. At the next sign-in, the account's owner reads that you made the link.")

    def offer(person: Person) -> HttpResponse:
        _link, secret = offer_password(by=_operator(request), person=person, now=request.now)
        return redirect("accounts:invitation-sheet", secret)

    return _about_an_account(request, offer, title=_("A link for a new password"), send=_("Make the link"), lead=lead)


@page("server/suspend/", SUSPEND_ACCOUNT, methods="GET POST", in_english=True)
def suspend(request: TimedRequest) -> HttpResponse:
    """Suspend an account: its sessions end, and nobody can sign in with it."""
    lead = _("The person is signed out everywhere and cannot sign in until you restore the account. Their texts stay.")

    def do(person: Person) -> HttpResponse:
        suspend_account(by=_operator(request), person=person, now=request.now)
        messages.success(request, _("The account is suspended."))
        return redirect("accounts:server")

    return _about_an_account(request, do, title=_("Suspend an account"), send=_("Suspend the account"), lead=lead)


@page("server/restore/<int:number>/", RESTORE_ACCOUNT, name="restore-account", methods="POST", in_english=True)
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Let the owner of a suspended account sign in again."""
    restore_account(by=_operator(request), person=get_object_or_404(suspended_accounts(), pk=number))
    messages.success(request, _("The account is restored."))
    return redirect("accounts:server")


def _about_an_account(request: HttpRequest, do: Callable[[Person], HttpResponse], **words: Any) -> HttpResponse:
    form = AccountNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return do(account_named(form.cleaned_data["username"]))
        except (NoSuchAccount, IsOperator) as refusal:
            form.add_error("username", str(refusal))
    return _form_page(request, form, **words)


def _form_page(
    request: HttpRequest, form: forms.BaseForm, *, title: str | Promise, send: str | Promise, lead: str | Promise = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "send": send, "lead": lead}
    return render(request, "accounts/server_form.html", context, status=status_of(form))


def _operator(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the gate lets nobody else in
    return request.user


@page("https-in-the-room/", READ_OWN_HTTPS)
def own_https(request: HttpRequest) -> HttpResponse:
    """A page that prints as a sheet for the wall. The fingerprint is public: phones show it."""
    fingerprint: str = settings.OPENUPR_FINGERPRINT
    pairs = fingerprint.split(":") if fingerprint else []
    address = server_address(request)
    label = _("The address as a picture")
    context = {
        "lines": [" ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8)],
        "address": address,
        "picture": qr_picture(address, label) if address else "",
        "ways": ways_to(address, request, label),
    }
    return render(request, "accounts/own_https.html", context)
