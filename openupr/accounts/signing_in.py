"""What allauth asks this product when a person signs in, and the ways in that a person has."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.web.clock import TimedRequest
from openupr.web.kept_queries import kept_row

from .accounts import landing_of
from .acting import record
from .actions import CHANGE_PASSWORD, CHANGE_WAYS_IN, USE_DEVICE_CODE, Action
from .models import AuditLine, Person
from .new_passwords import renewed_since
from .pace import sender, too_fast, too_fast_already
from .qr_codes import qr_picture
from .rules import tidy_username


@dataclass(frozen=True)
class WaysInCount:
    """How many passkeys; whether an app gives codes; how many recovery codes are left, or None."""

    passkeys: int
    app: bool
    recovery_codes: int | None


def ways_in(person: Person) -> WaysInCount:
    """One query."""
    authenticators = list(Authenticator.objects.filter(user=person))
    kinds = [authenticator.type for authenticator in authenticators]
    left = [
        len(authenticator.wrap().get_unused_codes())
        for authenticator in authenticators
        if authenticator.type == Authenticator.Type.RECOVERY_CODES
    ]
    return WaysInCount(
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        app=Authenticator.Type.TOTP in kinds,
        recovery_codes=left[0] if left else None,
    )


def passkeys_work_here(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys at this address: over https, or as localhost on this machine.

    Browsers allow none with a certificate that they do not know.
    """
    if settings.OPENUPR_FINGERPRINT:
        return False
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return request.is_secure() or host == "localhost"


# Allauth's messages, by their templates, in our words. All others are not shown.
_SAID: dict[str, str | Promise] = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("From now on a code from your app is asked for after your password."),
    "mfa/messages/totp_deactivated.txt": _("Codes from an app are no longer asked for."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes. Older ones no longer work."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
# A minute, from all addresses together: three times the limit of one address. So a single address
# cannot lock a name's owner out.
_WRONG_TRIES_AT_A_NAME = 30
_WRONG_CODE = _("This did not fit. Try again.")


class SignedIn(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Looks up who is signed in, as each page does."""

    def get_user(self, user_id: int) -> Person | None:
        person = kept_row(_person, user_id)
        return person if person and self.user_can_authenticate(person) else None


def _person(key: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=key).order_by()


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Names and passwords."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and this password do not belong together."),
        "too_many_login_attempts": _("That was tried too often. Wait a minute, then try again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": _WRONG_CODE,
        "rate_limited": _("That was tried too often. Wait a minute, then try again."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Whether this address may follow after signing in; False for text that is no address."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Compare the name in its stored form: capitals and spaces make no difference."""
        name = tidy_username(credentials.get("username", ""))
        if "username" in credentials:
            credentials["username"] = name
        if too_fast_already("sign-in", name, most=_WRONG_TRIES_AT_A_NAME):
            raise self.validation_error("too_many_login_attempts")
        person: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if person is None:
            too_fast("sign-in", name, most=_WRONG_TRIES_AT_A_NAME, seconds=60)
        return person

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's address; that of the connection if too few proxies wrote theirs."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            return str(request.META["REMOTE_ADDR"])

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By name and address: otherwise guessing at a name would lock its owner out everywhere.
        return f"{credentials.get('username', '')}\0{sender(request)}"

    def login(self, request: TimedRequest, user: AbstractBaseUser) -> None:
        before = user.last_login
        super().login(request, user)
        if isinstance(user, Person) and (link := renewed_since(user, before)) and link.used_at:
            sentence = _("Your password was renewed on %(day)s with a link that %(person)s made.")
            messages.warning(
                request, sentence % {"day": date_format(link.used_at, "j F Y, H:i"), "person": link.made_by}
            )
        # Expired sessions are deleted from the database too.
        Session.objects.filter(expire_date__lt=request.now).delete()

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any,
                    message: str | None = None, **kwargs: Any) -> None:  # fmt: skip
        text = message or _SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        person = request.user
        return landing_of(person) if isinstance(person, Person) else reverse("accounts:account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:signed-out")

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """People have no e-mail address here."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No notifications by e-mail either."""


class WaysIn(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys, codes from an app, recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "rate_limited": _("That was tried too often. Wait a minute, then try again."),
    }

    def get_totp_issuer(self) -> str:
        return f"OpenUPR {self._get_site_name()}"

    def build_totp_svg(self, url: str) -> str:
        return qr_picture(url, _("The secret for your app, to be scanned with it"))

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        return gettext("Passkey of %(day)s") % {"day": self.request.today.isoformat()}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """People have no e-mail address here."""


def remember_password_change(user: Person, **kwargs: object) -> None:
    """A line in the person's own audit log, to show them changes that they did not make."""
    _remember(CHANGE_PASSWORD, user)


def remember_way_in(user: Person, **kwargs: object) -> None:
    """The same when a passkey, an app or recovery codes came or went."""
    _remember(CHANGE_WAYS_IN, user)


def remember_second_device(person: Person) -> None:
    """The same when a second device was signed in by a code."""
    _remember(USE_DEVICE_CODE, person)


def _remember(action: Action, person: Person) -> None:
    record(action, by=person, circle="", about="")
    kept = AuditLine.objects.filter(who=person, circle="").values_list("pk", flat=True)[:50]
    AuditLine.objects.filter(who=person, circle="").exclude(pk__in=list(kept)).delete()
