"""Serving to the phones of a room: at which addresses, what is said of it, and what stays for this
machine alone.
"""

import ipaddress
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from openupr.web.this_machine import is_this_machine, own_addresses

from .certificate import Certificate
from .own_certificate import certificate_in, fingerprint_of

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (compared with, and only where somebody asked for it)


def is_private_way(request: HttpRequest) -> bool:
    """Whether nobody between can listen: on this machine itself, or over https.

    Over anything else a password and a session could be read by whoever is on the same network.
    """
    return request.is_secure() or is_this_machine(request)


def addresses_of(host: str) -> list[str]:
    """The addresses by which others reach what listens on `host`; none where only this machine
    does.
    """
    if host in EVERYWHERE:
        return [address for address in own_addresses() if not ipaddress.ip_address(address).is_loopback]
    try:
        return [] if ipaddress.ip_address(host).is_loopback else [host]
    except ValueError:
        return [] if host == "localhost" else [host]


def let_in(host: str, https: Certificate | None) -> None:
    """The names under which the room's phones ask; a site that points another name here is refused
    as ever.
    """
    settings.ALLOWED_HOSTS += [f"[{address}]" if ":" in address else address for address in addresses_of(host)]
    if https:
        settings.ALLOWED_HOSTS += https.allowed_hosts
        settings.OPENUPR_FINGERPRINT = own_fingerprint(https)
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def own_fingerprint(https: Certificate) -> str:
    """The fingerprint to compare, of a certificate that this home made for itself; "" of any
    other.
    """
    own = certificate_in(Path(settings.OPENUPR_HOME))
    return fingerprint_of(own) if https.certificate == own else ""


def told_own_https(https: Certificate, port: int) -> list[str]:
    """What `openupr serve --https` says: what to compare, and where that is explained."""
    names = [name for name in https.names if name != "localhost" and not ipaddress.ip_address(name).is_loopback]
    hosts = (f"[{name}]" if ":" in name else name for name in names)
    where = " or ".join(f"https://{name}:{port}" for name in hosts) or "(this machine is in no network)"
    return [
        f"Open to the local network at {where}: people sign in there.",
        f"This computer's own certificate, for one room, until {https.until:%d %B %Y}. SHA-256 fingerprint, to be "
        "compared on each phone before anybody signs in:",
        own_fingerprint(https),
        f"What a phone shows, and a sheet for the wall: https://localhost:{port}/https-in-the-room/",
    ]


def told_https(names: Collection[str], port: int, until: datetime) -> list[str]:
    """What `openupr serve` says where it has a certificate."""
    hosts = (f"[{name}]" if ":" in name else name for name in names)
    where = " or ".join(f"https://{host}" if port == 443 else f"https://{host}:{port}" for host in hosts)
    return [f"Open at {where}: people sign in there.", f"The certificate ends on {until:%d %B %Y}. Renew it before."]


def told(host: str, port: int) -> list[str]:
    """What `openupr serve` says about who reaches it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return [f"Others reach it through its proxy: {settings.OPENUPR_ADDRESS or 'set OPENUPR_ADDRESS to say where'}"]
    others = addresses_of(host)
    if not others and host not in EVERYWHERE:
        return [
            "Only this machine reaches it. To open it to phones in the room: openupr serve --host 0.0.0.0 "
            "(or make serve HOST=0.0.0.0)"
        ]
    hosts = [f"[{other}]" if ":" in other else other for other in others]
    where = " or ".join(f"http://{host_name}:{port}" for host_name in hosts) or "(this machine is in no network)"
    return [
        f"Open to the local network at {where}",
        "Whoever is on that network reads all that needs no account: the record, the lessons, the room's pages once a "
        "code is typed. Plain http is not encrypted: they can also listen to what phones send.",
        "Nobody signs in from there: people with an account sign in on this machine, at http://localhost:"
        f"{port}, or over https (docs/settings.md). A group's page pairs a member's phone for the day.",
    ]
