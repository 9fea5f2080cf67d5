"""An office with a certificate of its own serves https itself; people sign in there from their own devices."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from openupr.project.certificate import CannotServeHttps, read_certificate

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
