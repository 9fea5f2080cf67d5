"""An office with a certificate of its own serves https itself; people sign in there from their own devices."""

import re
import socket
import ssl
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import Client

from openupr.project.certificate import CannotServeHttps, read_certificate
from openupr.project.own_certificate import fingerprint_of, own_certificate

from .test_serve import serving

NOW = datetime.now(UTC)


def made(folder: Path, *names: str, days: int = 30, name: str = "office") -> tuple[str, str]:
    """The files of a certificate that signs itself, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an office")])
    begins = NOW - timedelta(days=400)  # OpenSSL reads the true clock, also at another hour
    built = x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number(), begins,
                                    NOW + timedelta(days=days))  # fmt: skip
    if names:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), critical=False)
    certificate, secret = folder / f"{name}.pem", folder / f"{name}.key"
    certificate.write_bytes(built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(certificate), str(secret)


@pytest.mark.once
def test_it_answers_over_https_under_the_certificates_name(own_home: dict[str, str], tmp_path: Path) -> None:
    certificate, key = made(tmp_path, "localhost")
    with serving(own_home, "--certificate", certificate, "--key", key) as (_process, address):
        assert address.startswith("https://")
        trusted = ssl.create_default_context(cafile=certificate)
        trusted.check_hostname = False  # the tests ask by number
        with urlopen(f"{address}/account/sign-in/", context=trusted, timeout=60) as answer:
            page, cookies = answer.read().decode(), answer.headers.get_all("Set-Cookie")
        assert 'type="password"' in page
        assert cookies
        assert all("Secure" in each for each in cookies)


def test_the_names_of_the_certificate_are_those_under_which_it_is_asked(tmp_path: Path) -> None:
    found = read_certificate(*made(tmp_path, "upr.example.org", "*.office.example"), now=NOW)
    assert found.allowed_hosts == ["upr.example.org", ".office.example"]


def test_what_cannot_be_used_is_told_before_anything_is_started(tmp_path: Path) -> None:
    certificate, key = made(tmp_path, "upr.example.org")
    _other, key_of_another = made(tmp_path, "upr.example.org", name="another")
    cases = {
        "https needs both": (certificate, ""),
        "cannot be used": (certificate, key_of_another),
        "No such file": (str(tmp_path / "none.pem"), key),
        "The certificate ended on": made(tmp_path, "upr.example.org", days=-1, name="old"),
        "names no host": made(tmp_path, name="nameless"),
    }
    for told, files in cases.items():
        with pytest.raises(CannotServeHttps, match=told):
            read_certificate(*files, now=NOW)


def test_a_computer_makes_a_certificate_for_its_addresses_and_keeps_it(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, ["192.168.7.20"], now=NOW)
    assert set(first.names) == {"192.168.7.20", "localhost", "127.0.0.1", "::1"}
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "https.key": 0o600,
        "https.pem": 0o600,
    }
    fingerprint, key = fingerprint_of(first.certificate), first.key.read_bytes()
    own_certificate(tmp_path, ["192.168.7.20"], now=NOW + timedelta(days=2))
    assert fingerprint_of(first.certificate) == fingerprint
    # In another network, or before it ends, it is made anew, with the same key.
    own_certificate(tmp_path, ["10.0.0.7"], now=NOW)
    moved = fingerprint_of(first.certificate)
    own_certificate(tmp_path, ["10.0.0.7"], now=NOW + timedelta(days=12))
    assert len({fingerprint, moved, fingerprint_of(first.certificate)}) == 3
    assert first.key.read_bytes() == key


def test_it_is_no_authority_that_could_speak_for_others(tmp_path: Path) -> None:
    made_here = own_certificate(tmp_path, [], now=NOW).certificate
    there = x509.load_pem_x509_certificate(made_here.read_bytes())
    assert not there.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


@pytest.mark.once
def test_a_room_signs_in_over_https_with_this_computers_own_certificate(own_home: dict[str, str]) -> None:
    with serving(own_home, "--https") as (process, address):
        assert address.startswith("https://")
        assert process.stdout
        lines = [next(process.stdout) for _ in range(5)]
        fingerprint = next(
            line.strip() for line in lines if re.fullmatch(r"([0-9A-F]{2}:){31}[0-9A-F]{2}", line.strip())
        )
        port = int(address.rpartition(":")[2])
        # What a phone is shown when it asks.
        with socket.create_connection(("127.0.0.1", port)) as line, _unchecked().wrap_socket(line) as secure:
            assert sha256(secure.getpeercert(binary_form=True) or b"").digest().hex(":").upper() == fingerprint
        with urlopen(f"https://127.0.0.1:{port}/https-in-the-room/", context=_unchecked(), timeout=60) as answer:
            page = answer.read().decode()
        assert fingerprint[:23].replace(":", " ") in page
        assert "iPhones and iPads do not show the fingerprint" in page
        with urlopen(f"https://127.0.0.1:{port}/account/sign-in/", context=_unchecked(), timeout=60) as answer:
            page = answer.read().decode()
        assert 'type="password"' in page


def _unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def test_without_it_the_page_says_how_to_start_it(client: Client) -> None:
    page = client.get("/https-in-the-room/").content.decode()
    assert "openupr serve --https" in page
    assert "Compare before you sign in" not in page
