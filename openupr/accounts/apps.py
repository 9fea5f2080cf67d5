from django.apps import AppConfig
from django.template import Context
from django.utils.crypto import salted_hmac

from openupr.web.hooks import PANELS, Panel
from openupr.web.this_machine import is_this_machine


class AccountsConfig(AppConfig):
    name = "openupr.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.account.signals import password_changed
        from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

        from . import signing_in  # models exist only once all apps are loaded
        from .rooms import on_the_wall

        PANELS.add(Panel("masthead", "accounts/parts/masthead.html", _who_is_here))
        PANELS.add(Panel("door", "accounts/parts/door.html", on_the_wall))
        PANELS.add(Panel("nothing-here", "accounts/parts/nothing_here.html", _who_was_here))
        PANELS.add(Panel("back-in", "accounts/parts/nothing_here.html", _who_left))
        PANELS.add(Panel("back-to-the-form", "accounts/parts/back_to_the_room.html", _in_a_room))
        password_changed.connect(signing_in.remember_password_change, dispatch_uid="openupr.accounts")
        for signal in (authenticator_added, authenticator_removed, authenticator_reset):
            signal.connect(signing_in.remember_way_in, dispatch_uid="openupr.accounts")


def _who_is_here(context: Context) -> dict[str, object] | None:
    """Who is signed in. Without a session cookie this reads neither session nor database."""
    from django.conf import settings

    request = context.get("request")
    if request is None:
        return None
    known = settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user")
    person = request.user if known and request.user.is_authenticated else None
    return {
        "person": person,
        # Tells apart what two accounts keep on one device, and says nothing about either.
        "whose": salted_hmac("openupr.device", str(person.pk)).hexdigest()[:20] if person else "",
        # Signing in over plain http from elsewhere is refused (project.gate): not offered there.
        "may_sign_in": request.is_secure() or is_this_machine(request),
        "next": request.get_full_path() if request.method == "GET" else "",
    }


def _who_left(context: Context) -> dict[str, object] | None:
    """The same on a page that has a button to sign in."""
    known = _who_was_here(context)
    return known and known | {"has_button": True}


def _who_was_here(context: Context) -> dict[str, object] | None:
    """Who is signed in; if nobody is, whether this phone has the cookie of a room that is closed to
    it.
    """
    from .rooms import has_left_the_room

    known = _who_is_here(context)
    if known is None or known["person"]:
        return known
    return known | {"left_the_room": has_left_the_room(context["request"])}


def _in_a_room(context: Context) -> dict[str, object] | None:
    """For the slot instead of a form: a phone finds its forms on the page of its room."""
    from .rooms import COOKIE

    request = context.get("request")
    return {} if request is not None and COOKIE in request.COOKIES else None
