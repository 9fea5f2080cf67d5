"""Who may do what with the record: everybody reads it; this machine's own user imports."""

import ipaddress
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import EVERYBODY, Action, Table

# Whoever hands on a request for somebody else says so in one of these.
_HANDED_ON = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via")


def may_import(request: HttpRequest) -> bool:
    """Whether files may be imported by whoever sent this: there are no accounts yet, so the machine decides."""
    return settings.OPENUPR_IMPORT_FROM_ANYWHERE or is_this_machine(request)


def is_this_machine(request: HttpRequest) -> bool:
    """Whether a request comes straight from this machine."""
    return comes_from_here(str(request.META.get("REMOTE_ADDR", "")), [name.lower() for name in request.headers])


def may_send_files(scope: Mapping[str, Any]) -> bool:
    """The same before Django has read the request: whether this ASGI scope is one that may bring files."""
    if scope["path"] != reverse("recommendations:import"):
        return False
    address = (scope.get("client") or ("",))[0]
    headers = [name.decode("latin-1").lower() for name, _ in scope["headers"]]
    return settings.OPENUPR_IMPORT_FROM_ANYWHERE or comes_from_here(address, headers)


def comes_from_here(address: str, headers: Collection[str]) -> bool:
    """Whether a request from this address, with headers of these names in lower case, was made on this machine.

    Behind a proxy every request seems to; then none does.
    """
    if settings.SECURE_PROXY_SSL_HEADER or any(name in headers for name in _HANDED_ON):
        return False
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(known, "ipv4_mapped", None)
    return (mapped or known).is_loopback


READ_THE_RECORD = Action(
    "recommendations.read",
    _("Search the record, take it apart, find gaps and similar recommendations"),
    EVERYBODY,
    changes=False,
    routes=(
        "recommendations:search",
        "recommendations:search-csv",
        "recommendations:search-xlsx",
        "recommendations:search-json",
        "recommendations:facet",
        "recommendations:recommendation",
        "recommendations:states",
        "recommendations:states-csv",
        "recommendations:states-json",
        "recommendations:state",
        "recommendations:state-brief",
        "recommendations:state-brief-pdf",
        "recommendations:state-recommends",
        "recommendations:state-recommends-brief",
        "recommendations:state-recommends-brief-pdf",
        "recommendations:disaggregate",
        "recommendations:disaggregate-csv",
        "recommendations:disaggregate-xlsx",
        "recommendations:disaggregate-json",
        "recommendations:disaggregate-svg",
        "recommendations:disaggregate-png",
        "recommendations:gaps",
        "recommendations:gaps-csv",
        "recommendations:gaps-xlsx",
        "recommendations:gaps-json",
        "recommendations:similar",
        "recommendations:similar-progress",
        "recommendations:similar-csv",
        "recommendations:similar-json",
        "recommendations:api-search",
        "recommendations:api-gaps",
        "recommendations:api-similar",
        "recommendations:api-count",
        "recommendations:api-description",
    ),
)
IMPORT_FILES = Action(
    "recommendations.import",
    _("Import files into the record, on the machine that OpenUPR runs on"),
    EVERYBODY,
    routes=(
        "recommendations:import",
        "recommendations:import-address",
        "recommendations:import-refusals",
        "recommendations:import-batch",
    ),
)

TABLE = Table("recommendations", _("The record"), actions=(READ_THE_RECORD, IMPORT_FILES))
