"""Whether somebody sits at the machine that OpenUPR runs on, and where phones beside it find it."""

import ipaddress
import socket
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import ifaddr
from django.conf import settings
from django.http import HttpRequest
from django.http.request import validate_host
from django.utils.translation import gettext_lazy

# Whoever hands on a request for somebody else says so in one of these.
_HANDED_ON = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via")

# How the names of adapters begin (systemd's and the kernel's; Windows says it in words).
_KINDS = {
    "wl": gettext_lazy("Wi-Fi"),
    "wi-fi": gettext_lazy("Wi-Fi"),
    "eth": gettext_lazy("Cable"),
    "eno": gettext_lazy("Cable"),
    "enp": gettext_lazy("Cable"),
    "ens": gettext_lazy("Cable"),
    "enx": gettext_lazy("USB"),
    "usb": gettext_lazy("USB"),
}
_VIRTUAL = ("docker", "veth", "br-", "virbr", "vboxnet", "vmnet", "hyper-v")

# Endings of names that only a local network knows (RFC 6762, RFC 8375, and what routers use).
_NEAR = (".local", ".localhost", ".home.arpa", ".internal", ".lan")


def is_this_machine(request: HttpRequest) -> bool:
    """Whether a request comes straight from this machine."""
    return comes_from_here(str(request.META.get("REMOTE_ADDR", "")), [name.lower() for name in request.headers])


def comes_from_here(address: str, headers: Collection[str]) -> bool:
    """Whether a request from this address, with headers of these names in lower case, was made on
    this machine.

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


def host_for_phones(request: HttpRequest) -> str:
    """Host and port at which phones in the room reach this server; "" where they cannot.

    Whoever opened the page as localhost sees another address than the phones: that of this machine
    in the local network, if it answers there (settings, OPENUPR_HOSTS).
    """
    host = request.get_host()
    name, port = _divided(host)
    if not _is_own_name(name):
        return host
    address = address_in_the_network()
    return f"{address}{port}" if address and validate_host(address, settings.ALLOWED_HOSTS) else ""


@dataclass(frozen=True, slots=True)
class Network:
    """A network that this machine is in, by a name that a person understands, and the host at which
    it is there.
    """

    name: str
    host: str


def networks_for_phones(request: HttpRequest) -> list[Network]:
    """Where there are several: each network in which phones reach this server, that on the way out
    first. Else none.

    Who asked by a name of its own, or where the operator says the address, is told that one alone.
    """
    first = host_for_phones(request)
    name, port = _divided(first)
    if settings.OPENUPR_ADDRESS or not name:
        return []
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return []
    known = {
        ip_of_adapter.ip: _in_words(ip_of_adapter.nice_name)
        for adapter in _adapters()
        for ip_of_adapter in adapter.ips
        if ip_of_adapter.is_IPv4
    }
    reached = [ip for ip in likely_first(map(str, known)) if validate_host(ip, settings.ALLOWED_HOSTS)]
    if name not in reached or len(reached) < 2:
        return []
    return [Network(known[ip], f"{ip}{port}") for ip in sorted(reached, key=lambda ip: ip != name)]


def _adapters() -> Iterable[ifaddr.Adapter]:
    """Those in which others can be: none that programs of this machine made for themselves."""
    return [adapter for adapter in ifaddr.get_adapters() if not adapter.nice_name.lower().startswith(_VIRTUAL)]


def _in_words(adapter: str) -> str:
    """What a person calls it; the machine's own name beside it, because there may be two of a
    kind.
    """
    kind = next((kind for begins, kind in _KINDS.items() if adapter.lower().startswith(begins)), None)
    return f"{kind} ({adapter})" if kind else adapter


def address_for_phones(request: HttpRequest, path: str) -> str:
    """The whole address of a page as another device reaches it, for paper and for what is sent or
    scanned.

    Where no other device reaches this server: the address by which it was asked (`host_for_phones`
    is "" then).
    """
    if settings.OPENUPR_ADDRESS:
        return f"{settings.OPENUPR_ADDRESS}{path}"
    return f"{request.scheme}://{host_for_phones(request) or request.get_host()}{path}"


def address_to_type(request: HttpRequest) -> str:
    """What somebody types on a phone, before a path: the host, with "https://" where a port
    follows.

    A browser asks for an address with a port by plain http, which a server of https does not
    answer. "" as above.
    """
    host = host_for_phones(request)
    return f"https://{host}" if request.is_secure() and _divided(host)[1] else host


def server_address(request: HttpRequest) -> str:
    """How others reach this server, for links in files, calendars and messages:
    `https://upr.example.org`.

    OPENUPR_ADDRESS, else the name by which it was asked, else its address in the local network; ""
    where only this machine reaches it. A path after it is then all that is told: localhost is
    another computer for everybody else.
    """
    if settings.OPENUPR_ADDRESS:
        return str(settings.OPENUPR_ADDRESS)
    host = host_for_phones(request)
    return f"{request.scheme}://{host}" if host else ""


def address_to_sign_in(request: HttpRequest) -> str:
    """The same where people can sign in from elsewhere: over https only; "" where they cannot."""
    address = server_address(request)
    return address if address.startswith("https://") else ""


def is_near_only(request: HttpRequest) -> bool:
    """Whether the address that phones are told opens nothing outside the network that this machine
    is in.
    """
    name, _port = _divided(host_for_phones(request) or request.get_host())
    try:
        return not ipaddress.ip_address(name.strip("[]")).is_global
    except ValueError:
        return "." not in name or name.endswith(_NEAR)


def address_in_the_network() -> str:
    """This machine's own address in the network that it is in; "" without one. Nothing is sent.

    Where several are, the one on the way out. A room whose network leads nowhere has no way out:
    then the first.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # an address of nobody (RFC 5737): only the way there is looked up
            address = str(asking.getsockname()[0])
        except OSError:
            address = next(iter(likely_first(own_addresses())), "")
    return address if address and _others_reach(address) else ""


def own_addresses() -> Iterator[str]:
    """All addresses (IPv4) of this machine, also that of the loop."""
    for adapter in ifaddr.get_adapters():
        yield from (ip.ip for ip in adapter.ips if isinstance(ip.ip, str))


def likely_first(addresses: Iterable[str]) -> list[str]:
    """Those that others may reach; what a machine gave itself because nobody gave it one comes
    last.
    """
    return sorted(filter(_others_reach, addresses), key=lambda address: ipaddress.ip_address(address).is_link_local)


def _others_reach(address: str) -> bool:
    read = ipaddress.ip_address(address)
    return not (read.is_loopback or read.is_unspecified)


def _divided(host: str) -> tuple[str, str]:
    name, colon, port = host.rpartition(":")
    return (name, colon + port) if colon and port.isdecimal() else (host, "")


def _is_own_name(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
