"""Signing out, and what allauth's own pages are to show besides."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import IndexView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openupr.accounts.pages import page
from openupr.web.this_machine import is_this_machine

from ..actions import SIGN_IN
from ..queries.people import nobody_yet
from ..queries.ways_in import passkeys_work_here

# What the browser forgets of this site when somebody leaves it.
CLEARED = '"cache", "cookies", "storage"'


class SignInPage(LoginView):  # type: ignore[misc]  # allauth has no types
    """Name and password, or a passkey where browsers allow one."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**given),
            "passkeys_work_here": passkeys_work_here(self.request),
            "at_this_machine": is_this_machine(self.request),
            "may_make_first": is_this_machine(self.request) and nobody_yet(),
        }


class WaysInPage(IndexView):  # type: ignore[misc]
    """Password, passkeys, codes."""

    template_name = "accounts/ways_in.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return {**super().get_context_data(**given), "passkeys_work_here": passkeys_work_here(self.request)}


class SignOutPage(LogoutView):  # type: ignore[misc]
    """Ends the session, and has the browser forget what it kept of this site."""

    template_name = "accounts/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = CLEARED
        return response


@page("account/signed-out/", SIGN_IN)
def signed_out(request: HttpRequest) -> HttpResponse:
    """Where one lands after signing out."""
    return render(request, "accounts/signed_out.html")
