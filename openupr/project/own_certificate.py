"""A key and a certificate that this program makes for this computer's addresses, for one room and a
few days.

It signs itself, is no authority and is installed nowhere: a browser warns, and people compare its
fingerprint.
"""

import ipaddress
import os
import stat
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .certificate import CannotServeHttps, Certificate, read_certificate

DAYS = 14
# It is made anew before a workshop of three days would outlive it.
LEFT = timedelta(days=3)
_HERE = ("localhost", "127.0.0.1", "::1")


def own_certificate(home: Path, addresses: Collection[str], *, now: datetime) -> Certificate:
    """The one of this home, made anew where there is none, where it ends soon or an address is
    missing in it.

    The key stays the same. Raises CannotServeHttps where the folder cannot be written.
    """
    path, key = certificate_in(home), home / "https.key"
    hosts = [*addresses, *_HERE]
    with suppress(CannotServeHttps):
        there = read_certificate(str(path), str(key), now=now)
        if set(hosts) <= set(there.names) and there.until - now > LEFT:
            return there
    try:
        _write(path, _made(_key(key), hosts, now=now))
    except OSError as error:
        raise CannotServeHttps(f"The certificate cannot be kept in {home}: {error.strerror or error}.") from None
    return read_certificate(str(path), str(key), now=now)


def certificate_in(home: Path) -> Path:
    """Where this home's own certificate is kept."""
    return home / "https.pem"


def fingerprint_of(certificate: Path) -> str:
    """As browsers show it: 32 pairs of the SHA-256 of the certificate."""
    digest = x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(hashes.SHA256())
    return digest.hex(":").upper()


def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    with suppress(OSError, ValueError, TypeError):
        there = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(there, ec.EllipticCurvePrivateKey):
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            return there
    key = ec.generate_private_key(ec.SECP256R1())
    kept = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write(path, key.private_bytes(*kept))
    return key


def _made(key: ec.EllipticCurvePrivateKey, hosts: Collection[str], *, now: datetime) -> bytes:
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "OpenUPR on this computer")])
    built = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # The clocks of phones differ.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName([_name(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    return built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write(path: Path, content: bytes) -> None:
    """For its owner alone, from the first byte, and whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR), "wb") as file:
        file.write(content)
    fresh.replace(path)
