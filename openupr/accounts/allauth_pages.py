"""Allauth's addresses that make sense without e-mail, each with a page of ours."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import AccountInactiveView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView

from .signing_in_pages import SignInPage, SignOutPage, WaysInPage


def _page(view: Any, template: str) -> Callable[..., HttpResponseBase]:
    page: Callable[..., HttpResponseBase] = view.as_view(template_name=f"accounts/{template}.html")
    return page


urlpatterns = [
    path("sign-in/", SignInPage.as_view(), name="account_login"),
    path("sign-in/code/", _page(AuthenticateView, "second_step"), name="mfa_authenticate"),
    path("sign-in/passkey/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("sign-out/", SignOutPage.as_view(), name="account_logout"),
    path("inactive/", _page(AccountInactiveView, "inactive"), name="account_inactive"),
    path("password/", _page(PasswordChangeView, "password"), name="account_change_password"),
    path("again/", _page(ReauthenticateView, "again_password"), name="account_reauthenticate"),
    path("again/code/", _page(CodeAgainView, "again_code"), name="mfa_reauthenticate"),
    path("again/passkey/", _page(ReauthenticateWebAuthnView, "again_passkey"), name="mfa_reauthenticate_webauthn"),
    path("ways-in/", WaysInPage.as_view(), name="mfa_index"),
    path("ways-in/app/add/", _page(ActivateTOTPView, "app_add"), name="mfa_activate_totp"),
    path("ways-in/app/remove/", _page(DeactivateTOTPView, "app_remove"), name="mfa_deactivate_totp"),
    path("ways-in/recovery-codes/", _page(ViewRecoveryCodesView, "recovery_codes"), name="mfa_view_recovery_codes"),
    path(
        "ways-in/recovery-codes/new/",
        _page(GenerateRecoveryCodesView, "recovery_codes_new"),
        name="mfa_generate_recovery_codes",
    ),
    path("ways-in/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("ways-in/passkeys/add/", _page(AddWebAuthnView, "passkey_add"), name="mfa_add_webauthn"),
    path("ways-in/passkeys/<int:pk>/remove/", _page(RemoveWebAuthnView, "passkey_remove"), name="mfa_remove_webauthn"),
    path("ways-in/passkeys/<int:pk>/name/", _page(EditWebAuthnView, "passkey_name"), name="mfa_edit_webauthn"),
]
