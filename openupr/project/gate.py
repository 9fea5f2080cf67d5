"""The gate before every page: the tables of who may do what decide, and what stands in none is not there."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from openupr.accounts.permissions import EVERYBODY, INSIDERS, Action, Actor, NotPermitted, Role, demand
from openupr.accounts.queries.guests import guest_of

from .tables import by_route

ROUTES = by_route()


class Gate:
    """An outsider gets 404, an insider a named explanation, who is not signed in where an account is enough: sign-in.

    `request.actor` is who asks, `request.about` what the address is about, `request.roles` what they are in that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: object, parts: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Decide before the view runs."""
        found = ROUTES.get(request.resolver_match.view_name if request.resolver_match else "")
        if found is None:
            raise Http404
        action, table = found
        if action.who == EVERYBODY:
            # The record is read without even looking who asks: no session is opened, no cookie set.
            return None
        actor = actor_of(request)
        about = table.find(parts)
        if about is None:
            raise Http404
        roles = table.roles(actor, about)
        request.actor, request.about, request.roles = actor, about, roles  # type: ignore[attr-defined]
        try:
            demand(action, roles)
        except NotPermitted as refusal:
            return _turned_away(request, action, refusal)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A service that refuses answers as the gate does."""
        if not isinstance(error, NotPermitted):
            return None
        return _turned_away(request, error.action, error)


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: the account signed in, or the guest whose token the phone holds."""
    return request.user if request.user.is_authenticated else guest_of(request)


def _turned_away(request: HttpRequest, action: Action, refusal: NotPermitted) -> HttpResponse:
    if Role.SIGNED_IN in action.who:
        return redirect_to_login(request.get_full_path())
    if refusal.is_outsider or not refusal.roles & INSIDERS:
        raise Http404
    response = render(request, "not_permitted.html", {"sentence": str(refusal)}, status=403)
    add_never_cache_headers(response)
    return response
