"""Addresses as QR codes, one for each network of this computer."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from openupr.web.this_machine import networks_for_phones


def qr_picture(text: str, label: str | Promise) -> SafeString:
    """A QR code as an SVG element for the page, always black on white."""
    import qrcode  # loaded only for printing and scanning

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
    """The address in each network of this computer, with its name; empty for one network."""
    there = urlsplit(address)
    networks = networks_for_phones(request)
    if there.netloc not in {network.host for network in networks}:
        return []
    addresses = [(network.name, there._replace(netloc=network.host).geturl()) for network in networks]
    return [Way(name, where, qr_picture(where, label)) for name, where in addresses]
