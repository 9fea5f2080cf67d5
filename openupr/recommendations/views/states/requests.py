"""Which State an address means: any of its names or codes leads to the one address that stays."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from openupr.upr.names import UnknownName
from openupr.upr.states import find_state
from openupr.web.downloads import File

from ...queries.the_index import RecordNotReady
from ..refusing import refused


def with_state(view: Callable[..., File]) -> Callable[..., File]:
    """Hands the view the State of its address; another name of it is redirected, an unknown one is a page not found."""

    @wraps(view)
    def answered(request: HttpRequest, name: str, **more: str) -> File:
        try:
            state = find_state(name)
        except UnknownName as unknown:
            return refused(request, unknown, status=404)
        if name != state.iso3:
            match = request.resolver_match
            address = reverse(match.view_name if match else "recommendations:state", args=[state.iso3])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{address}?{query}" if query else address)
        try:
            return view(request, state=state, **more)
        except UnknownName as unknown:
            return refused(request, unknown)
        except RecordNotReady as reason:
            return refused(request, reason, status=503)

    return answered
