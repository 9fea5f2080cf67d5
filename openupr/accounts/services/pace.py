"""Slowing down whoever tries too often. Nothing is locked, nothing is kept: the count lives in this process, or where
servers share a database in a table beside what is kept (`openupr.project.tries`).
"""

import hashlib
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def too_fast(what: str, key: str, *, most: int, seconds: int) -> bool:
    """Count one try at `what` by `key`; say whether there were more than `most` since the first, within `seconds`."""
    name = _name(what, key)
    cache.add(name, 0, seconds)
    try:
        return cache.incr(name) > most
    except ValueError:
        # It ran out between the two.
        return False


def too_fast_already(what: str, key: str, *, most: int) -> bool:
    """Whether `most` tries at `what` by `key` were counted lately; this one is not counted."""
    return int(cache.get(_name(what, key), 0)) >= most


def _name(what: str, key: str) -> str:
    return f"pace:{what}:{hashlib.sha256(key.encode()).hexdigest()}"


def sender(request: HttpRequest) -> str:
    """Where a request comes from, to count by and for nothing else. Phones in one room often share it.

    Of an IPv6 address the network: one home or server has millions of addresses in it.
    """
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
