"""Serving https with a certificate of one's own: what is in it, and whether it can be used."""

import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509


class CannotServeHttps(ValueError):
    """The certificate or its key cannot be used; the sentence says why."""


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key. `names`: the hosts that it is for; `until`: when it ends."""

    certificate: Path
    key: Path
    names: tuple[str, ...]
    until: datetime

    @property
    def allowed_hosts(self) -> list[str]:
        """The names as Django knows them: `.example.org` for `*.example.org`."""
        hosts = (f"[{name}]" if ":" in name else name.removeprefix("*") for name in self.names)
        return list(hosts)


def read_certificate(certificate: str, key: str, *, now: datetime) -> Certificate:
    """A certificate from its files (PEM).

    Raises CannotServeHttps where it cannot be read, is over or names no host.
    """
    if not certificate or not key:
        raise CannotServeHttps("https needs both: --certificate FILE and --key FILE.")
    try:
        x509_certificate = x509.load_pem_x509_certificate(Path(certificate).read_bytes())
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, password="")
    except (OSError, ValueError) as error:
        # ssl.SSLError is an OSError: a key of another certificate, one with a passphrase.
        raise CannotServeHttps(f"The certificate and its key cannot be used: {error}") from None
    if x509_certificate.not_valid_after_utc <= now:
        raise CannotServeHttps(
            f"The certificate ended on {x509_certificate.not_valid_after_utc:%d %B %Y}. Renew it, then start again."
        )
    try:
        names = x509_certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        raise CannotServeHttps(
            "The certificate names no host (subject alternative name), so no browser takes it."
        ) from None
    hosts = (*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress)))
    return Certificate(Path(certificate), Path(key), tuple(hosts), x509_certificate.not_valid_after_utc)
