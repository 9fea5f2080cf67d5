"""Slows down people who try too often, and takes what a form brings only once."""

import hashlib
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from threading import Lock

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from openupr.web.database_locks import database_lock


def too_fast(what: str, key: str, *, most: int, seconds: int) -> bool:
    """Count a try at `what` by `key`; whether there were more than `most` within `seconds`."""
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
    """The address of a request, only for counting. Phones in one room often share it.

    For IPv6 the network: one home or server has millions of addresses in it.
    """
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


_SECONDS = 3600
# A second tap waits until the first one has succeeded or failed.
_ONE_AT_A_TIME = Lock()


def take_once(take: Callable[[], None], *, sent: str) -> bool:
    """Call `take` unless the same was `sent` before; return whether it was called.

    If `take` raises, nothing is remembered.
    """
    name = f"once:{hashlib.sha256(sent.encode()).hexdigest()}"
    with _ONE_AT_A_TIME, database_lock(name):
        if cache.get(name):
            return False
        take()
        cache.set(name, True, _SECONDS)
    return True
