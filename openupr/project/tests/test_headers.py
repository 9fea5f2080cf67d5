"""What every answer promises the browser, and what the server refuses or does not tell."""

import logging

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from openupr.accounts.models import Person

JUNK = {"q": "\x00 \u202e'\"<script>*AND", "state": "Atlantis", "page": "-1", "by": "colour", "from": "[]"}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> list[str]:
    """Every address of the product that needs no argument."""
    found = []
    for each in patterns:
        here = before + str(each.pattern)
        found += addresses(each.url_patterns, here) if isinstance(each, URLResolver) else [here]
    return [address for address in found if "<" not in address]


ADDRESSES = addresses(get_resolver().url_patterns)


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}


@pytest.mark.django_db
def test_every_answer_keeps_out_strangers_scripts_and_frames() -> None:
    for address in (*ADDRESSES, "/nothing/here/"):
        _keeps_out_strangers(address)


def _keeps_out_strangers(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code < 500 or answer.status_code == 503, address  # 503: no record is loaded here
    policy = directives(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert {source for name, values in policy.items() for source in values} == {"'none'", "'self'"}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.django_db
def test_junk_in_an_address_is_answered_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for address in ADDRESSES:
            assert Client().get(address, JUNK).status_code in {200, 301, 302, 400, 404, 405, 503}, address
    assert "Atlantis" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("next_", ["http://[", "//attacker.example/", "https://attacker.example/"])
def test_after_signing_in_nobody_is_led_to_a_strangers_address(client: Client, next_: str) -> None:
    assert client.get("/account/sign-in/", {"next": next_}).status_code == 200
    Person.objects.create(username="maly", password=make_password("for-a-test-alone"))
    answer = client.post("/account/sign-in/", {"login": "maly", "password": "for-a-test-alone", "next": next_})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


@pytest.mark.django_db
def test_no_cookie_is_set_for_reading(client: Client) -> None:
    answer = client.get("/")
    assert not answer.cookies


def test_a_mistyped_address_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/who-is-asking/").status_code == 404
    assert not caplog.records


def test_the_server_does_not_answer_under_a_strangers_name(client: Client) -> None:
    assert client.get("/", headers={"host": "attacker.example"}).status_code == 400


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        "/import/address/", {"url": "https://example.org"}, headers={"origin": "https://attacker.example"}
    )
    assert answer.status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "kind"), [("/search/", "text/html"), ("/api/search", "application/json")])
def test_an_address_with_two_thousand_parameters_is_refused_and_no_fault(path: str, kind: str) -> None:
    answer = Client(raise_request_exception=False).get(f"{path}?{'state=KHM&' * 2001}")
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (400, kind)
