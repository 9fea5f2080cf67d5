"""Whether somebody sits at the machine that OpenUPR runs on."""

import ipaddress
from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest

# Whoever hands on a request for somebody else says so in one of these.
_HANDED_ON = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via")


def is_this_machine(request: HttpRequest) -> bool:
    """Whether a request comes straight from this machine."""
    return comes_from_here(str(request.META.get("REMOTE_ADDR", "")), [name.lower() for name in request.headers])


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
