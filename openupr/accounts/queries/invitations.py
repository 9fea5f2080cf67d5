"""Invitations: the one that a link leads to, and those of a circle."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from openupr.web.this_machine import address_to_sign_in, networks_for_phones

from ..models import Invitation, Person
from ..rules import hashed_link


def open_invitation(token_hash: str, *, now: datetime) -> Invitation | None:
    """The invitation with this hash that may still be accepted: neither used, withdrawn nor expired."""
    return _open(now).filter(token_hash=token_hash).first()


def invitation_of(secret: str, *, now: datetime) -> Invitation | None:
    """The same, by the secret of a link."""
    return open_invitation(hashed_link(secret), now=now)


def link_to_invitation(secret: str, request: HttpRequest) -> str:
    """The whole address to send or print; one of this machine alone where nobody can sign in from elsewhere."""
    server = address_to_sign_in(request) or request.build_absolute_uri("/").removesuffix("/")
    return server + reverse("accounts:invitation-link", args=[secret])


def qr_picture(text: str, label: str | Promise) -> SafeString:
    """A QR code as an SVG element for the page itself, black on white whatever the page's colours."""
    import qrcode  # only whoever prints or scans needs it

    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    squares = "".join(f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<rect width="{size}" height="{size}" fill="white"/><path fill="black" d="{squares}"/></svg>',
        size=len(rows),
        label=label,
        squares=squares,
    )


@dataclass(frozen=True, slots=True)
class Way:
    """One address in one of this computer's networks, and its picture."""

    network: str
    address: str
    picture: SafeString

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc


def ways_to(address: str, request: HttpRequest, label: str | Promise) -> list[Way]:
    """The same address in each network of this computer, with the network's name; none where there is only one way."""
    there = urlsplit(address)
    networks = networks_for_phones(request)
    if there.netloc not in {network.host for network in networks}:
        return []
    found = [(network.name, there._replace(netloc=network.host).geturl()) for network in networks]
    return [Way(name, where, qr_picture(where, label)) for name, where in found]


def _open(now: datetime) -> QuerySet[Invitation]:
    """Neither used, withdrawn nor expired; while whoever made one is suspended, it rests."""
    unused = Q(used_at=None, withdrawn_at=None)
    return Invitation.objects.filter(unused, expires_at__gt=now).exclude(made_by__is_active=False)


def renewed_since(person: Person, moment: datetime | None) -> Invitation | None:
    """The link by which the password was renewed since the person signed in last."""
    used = person.renewals.exclude(used_at=None).select_related("made_by").order_by("-used_at")
    return (used.filter(used_at__gt=moment) if moment else used).first()
