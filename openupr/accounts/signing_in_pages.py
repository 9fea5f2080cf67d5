"""Signing in and out: allauth's forms in our words, and what its pages show in addition."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openupr.web.this_machine import is_this_machine

from .accounts import nobody_yet
from .actions import SIGN_IN
from .pages import page
from .signing_in import passkeys_work_here

_CODE_HELP = _("Six digits from your app, good for half a minute; or one of your recovery codes.")


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, login=_("Sign-in name"), password=_("Password"))
        self.fields["login"].widget.attrs["autocapitalize"] = "none"


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old one, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self, oldpassword=_("Present password"), password1=_("New password"), password2=_("New password once more")
        )
        self.fields["password1"].help_text = PASSWORD_HELP


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, password=_("Password"))


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, code=_("Code"))
        self.fields["code"].help_text = _CODE_HELP


class CodeOnceMoreForm(CodeAgainForm):  # type: ignore[misc]
    """A code, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, code=_("Code"))
        self.fields["code"].help_text = _CODE_HELP


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it took the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, code=_("Code that the app shows now"))


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey and what to call it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, name=_("What to call it"), passwordless=_("Sign in with it alone, without the password"))
        self.fields["name"].required = False
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "Your device then asks for its PIN, your fingerprint or your face. Without this it is asked for after the"
            " password."
        )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """What to call a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, name=_("What to call it"))


PASSWORD_HELP = _("At least 10 characters. A few words in a row are good: easy to keep in mind, hard to guess.")


def _plain(form: forms.Form, **labels: object) -> None:
    """Set our labels and remove placeholders: a label that disappears while typing is no help."""
    for name, label in labels.items():
        if name in form.fields:
            form.fields[name].label = label  # type: ignore[assignment]
            form.fields[name].widget.attrs.pop("placeholder", None)
            if name.startswith(("password", "oldpassword")) and name != "passwordless":
                form.fields[name].help_text = ""


# What the browser deletes of this site when a person signs out.
CLEARED = '"cache", "cookies", "storage"'


class SignInPage(LoginView):  # type: ignore[misc]  # allauth has no types
    """Name and password, or a passkey where browsers allow one."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**context),
            "passkeys_work_here": passkeys_work_here(self.request),
            "at_this_machine": is_this_machine(self.request),
            "may_make_first": is_this_machine(self.request) and nobody_yet(),
        }


class WaysInPage(IndexView):  # type: ignore[misc]
    """Password, passkeys, codes."""

    template_name = "accounts/ways_in.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return {**super().get_context_data(**context), "passkeys_work_here": passkeys_work_here(self.request)}


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
