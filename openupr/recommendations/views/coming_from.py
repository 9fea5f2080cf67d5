"""The list of the record that a link was followed from: told by `back` in the address, else by the browser."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openupr.web.addresses import own_address
from openupr.web.parts import Tab

_LISTS: Mapping[str, str | Promise] = {
    "recommendations:search": _("Back to the search"),
    "recommendations:similar": _("Back to similar recommendations"),
    "recommendations:state-brief": _("Back to the page on this review"),
}
_LONGEST = 4000


def back_to(request: HttpRequest) -> Tab | None:
    """A link back, only ever to a list of this very site; None where the reader comes from elsewhere."""
    told = request.GET.get("back") or _own(request, request.headers.get("Referer", ""))
    if not told.startswith("/") or told.startswith(("//", "/\\")) or len(told) > _LONGEST or not told.isprintable():
        return None
    try:
        parts = urlsplit(told)
        name = resolve(parts.path).view_name
    except (ValueError, Resolver404):
        return None
    if name not in _LISTS:
        return None
    words = " ".join(parse_qs(parts.query).get("q", []))
    shown = words if len(words) <= 60 else f"{words[:60].rstrip()} …"
    return Tab(f"{_LISTS[name]}: {shown}" if words else _LISTS[name], told)


def back_out_of_the_record(request: HttpRequest) -> str:
    """The address of a page of another app, such as a group's, that led here; "" where none did."""
    told = own_address(request.GET.get("back") or _own(request, request.headers.get("Referer", "")))
    try:
        namespace = resolve(urlsplit(told).path).namespace if told else ""
    except (ValueError, Resolver404):
        return ""
    return told if namespace not in ("", "recommendations") else ""


def _own(request: HttpRequest, referrer: str) -> str:
    """The path and query of a page of this site; "" of any other."""
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
