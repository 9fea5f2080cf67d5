"""Phones of a room reach the server when it is opened; passwords do not travel where others can listen."""

import socket

import pytest
from django.test import Client, override_settings

from openupr.accounts.tests.examples import person
from openupr.project.local_network import addresses_of, told

PHONE = {"REMOTE_ADDR": "192.168.1.23", "HTTP_HOST": "192.168.1.5:8000"}
OPENED = override_settings(ALLOWED_HOSTS=["192.168.1.5", "localhost", "testserver"])


@pytest.fixture
def bopha(db: None) -> Client:
    client = Client()
    client.force_login(person("Bopha"))
    return client


def test_it_is_closed_unless_somebody_opens_it() -> None:
    assert [addresses_of(host) for host in ("127.0.0.1", "localhost", "::1")] == [[], [], []]
    assert told("127.0.0.1", 8000) == [
        "Only this machine reaches it. To open it to phones in the room: openupr serve --host 0.0.0.0 "
        "(or make serve HOST=0.0.0.0)"
    ]


@override_settings(SECURE_PROXY_SSL_HEADER=("X", "https"), OPENUPR_ADDRESS="https://upr.example.org")
def test_behind_a_proxy_it_tells_the_proxys_address() -> None:
    assert told("127.0.0.1", 8000) == ["Others reach it through its proxy: https://upr.example.org"]


def test_opened_it_says_where_and_what_others_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    where, warning, sign_in = told("192.168.1.5", 8000)
    assert where == "Open to the local network at http://192.168.1.5:8000"
    assert "reads all that needs no account" in warning
    assert "not encrypted" in warning
    assert "Nobody signs in from there" in sign_in


def test_opened_everywhere_it_tells_the_addresses_of_this_machine() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which address would be used
        except OSError:
            pytest.skip("This machine is in no network.")
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("This machine is in no network.")
    assert own in addresses_of("0.0.0.0")
    assert not any(address.startswith("127.") for address in addresses_of("0.0.0.0"))


@OPENED
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/sign-in/", "/account/sign-in/passkey/"])
def test_over_plain_http_from_another_machine_nobody_signs_in(address: str) -> None:
    for answer in (Client().get(address, **PHONE), Client().post(address, {"login": "x", "password": "y"}, **PHONE)):  # type: ignore[arg-type]
        assert answer.status_code == 403
        assert "You cannot sign in over this network" in answer.content.decode()
        assert "sessionid" not in answer.cookies


@OPENED
def test_a_session_is_nobodys_on_that_way_and_somebodys_over_https(bopha: Client) -> None:
    assert bopha.get("/account/", **PHONE).status_code in (302, 403, 404)  # type: ignore[arg-type]
    assert bopha.get("/account/").status_code == 200
    assert bopha.get("/account/", secure=True, **PHONE).status_code == 200  # type: ignore[arg-type]


@OPENED
@pytest.mark.django_db
def test_phones_enter_the_room_over_plain_http_and_people_sign_in_on_this_machine() -> None:
    assert Client().get("/room/", **PHONE).status_code == 200  # type: ignore[arg-type]
    assert Client().get("/account/sign-in/").status_code == 200
