"""The gate before every page: the tables of who may do what decide, and what stands in none is not
there.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from openupr.accounts.accounts import time_zone_of
from openupr.accounts.actions import EVERYBODY, INSIDERS, Action, Actor, NotPermitted, Role, demand, is_paired
from openupr.accounts.models import Person
from openupr.accounts.rooms import COOKIE, guest_of
from openupr.coalitions.clock import clock_of
from openupr.coalitions.pairing import COOKIE as PAIRED
from openupr.coalitions.pairing import paired_device
from openupr.submissions.citations import keep_testimonies_back
from openupr.web.clock import TimedRequest, move_clock
from openupr.web.database_locks import lock_until_commit
from openupr.web.page_versions import carries_version

from .expired_forms import KEEP_NOTHING, page_of, texts_typed
from .local_network import is_private_way
from .tables import by_route, open_to

# Where a password is typed, or a link makes somebody an account: only where nobody on the way can
# listen.
SIGNING_IN = frozenset(
    {"account_login", "mfa_authenticate", "mfa_login_webauthn", "accounts:invitation", "accounts:sign-in-by-code"}
)


class Gate:
    """An outsider gets 404, an insider a named explanation, who is not signed in where an account
    is enough: sign-in.

    `request.actor` is who asks, `request.about` what the address is about, `request.roles` what
    they are in that, `request.may` the names of all actions that are open to these roles.
    Whatever belongs to a coalition tells days and hours by the clock of its country, not by that of
    the server; so do the pages of an account whose coalitions are all about one country.
    What only some may see is kept by no cache, nor is any page that names who is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.routes = by_route()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_for_some(request):
            response.headers["Cache-Control"] = KEEP_NOTHING
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # The header says who is signed in: a cache must not hand one reader's page to another.
            patch_vary_headers(response, ["Cookie"])
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                response.headers["Cache-Control"] = KEEP_NOTHING
        return response

    def process_view(
        self, request: TimedRequest, view: Callable[..., Any], arguments: Sequence[Any], parts: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Decide before the view runs. What is saved over what a page showed waits its turn: nothing
        changes between the view's look and its save.
        """
        # A view that reads files looks at what was sent itself, also for another site's forms.
        if getattr(view, "csrf_exempt", False) or not carries_version(request):
            return self._decide(request, parts)
        try:
            with transaction.atomic():
                lock_until_commit(str(parts.get("coalition", request.path)))
                return self._decide(request, parts) or view(request, *arguments, **parts)
        except NotPermitted as refusal:
            return self.process_exception(request, refusal)

    def _decide(self, request: TimedRequest, parts: Mapping[str, Any]) -> HttpResponse | None:
        """An answer in place of the page, or None: the view may run."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        route = self.routes.get(name)
        if route is None:
            raise Http404
        action, table = route
        if name in SIGNING_IN and not is_private_way(request):
            return render(request, "sign_in_elsewhere.html", status=403)
        if action.who == EVERYBODY:
            # The record is read without even looking who asks: no session is opened, no cookie set.
            return None
        request.is_for_some = True  # type: ignore[attr-defined]
        actor = actor_of(request, action)
        keep_testimonies_back(is_paired(actor))
        # The same for every address, whether or not anything is there.
        if actor is None and Role.ANYONE not in action.who:
            if request.headers.get("HX-Request") == "true":
                # A part of a page that stays as it is: site.js says so beside it.
                return HttpResponse(status=401, headers={"X-Signed-Out": "yes"})
            if request.method == "POST":
                return _what_was_typed(request)
            if Role.SIGNED_IN not in action.who:
                return _sign_in_first(request)
        about = table.find(parts)
        if about is None:
            return _not_here(request, actor)
        if zone := clock_of(about) or time_zone_of(actor if isinstance(actor, Person) else None):
            move_clock(request, zone)
        roles = table.roles(actor, about)
        request.actor, request.about, request.roles = actor, about, roles  # type: ignore[attr-defined]
        request.may = open_to(roles)  # type: ignore[attr-defined]
        try:
            demand(action, roles)
        except NotPermitted as refusal:
            return _not_here(request, actor) if is_paired(actor) else _turned_away(request, action, refusal)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A service that refuses answers as the gate does."""
        if not isinstance(error, NotPermitted):
            return None
        actor = getattr(request, "actor", None)
        return _not_here(request, actor) if is_paired(actor) else _turned_away(request, error.action, error)


def actor_of(request: TimedRequest, action: Action) -> Actor:
    """Who asks: the account signed in, where nobody on the way can listen; else what the phone's
    tokens say.

    A phone may be paired for a member and be a guest in the room as well: then it is a guest for
    what guests do.
    """
    if request.user.is_authenticated and is_private_way(request):
        return request.user
    guest, device = guest_of(request), paired_device(request)
    if device and (guest is None or Role.PAIRED in action.who):
        request.paired_device = device  # type: ignore[attr-defined]
        return device.person
    return guest


def _not_here(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nothing is there; on a paired device with what it opens instead, in the person's own
    coalition and account.

    The same for every address, whether or not anything is there.
    """
    device = getattr(request, "paired_device", None)
    if device is None or not is_paired(actor):
        raise Http404
    parts = request.resolver_match.kwargs if request.resolver_match else {}
    if parts.get("coalition", device.group.coalition.key) != device.group.coalition.key:
        raise Http404
    context = {"device": device, "texts": texts_typed(request)}
    return render(request, "coalitions/pairing/not_here.html", context, status=404)


def _what_was_typed(request: HttpRequest) -> HttpResponse:
    """Somebody wrote for longer than a session lasts: what they wrote is shown to them, so that it
    is not lost.
    """
    context = {"texts": texts_typed(request), "came_from": page_of(request)}
    return render(request, "accounts/session_ended.html", context, status=404)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """How to get in, for whoever is not signed in.

    The same for every address, whether or not anything is there.
    """
    if not is_private_way(request):
        return render(request, "sign_in_elsewhere.html", status=404)
    return render(request, "accounts/session_ended.html", {"came_from": request.get_full_path()}, status=404)


def _is_for_some(request: HttpRequest) -> bool:
    return getattr(request, "is_for_some", False) or COOKIE in request.COOKIES or PAIRED in request.COOKIES


def _turned_away(request: HttpRequest, action: Action, refusal: NotPermitted) -> HttpResponse:
    if Role.SIGNED_IN in action.who:
        return redirect_to_login(request.get_full_path())
    if refusal.is_outsider or not refusal.roles & INSIDERS:
        raise Http404
    context = {"sentence": str(refusal), "texts": texts_typed(request), "came_from": page_of(request)}
    return render(request, "not_permitted.html", context, status=403)
