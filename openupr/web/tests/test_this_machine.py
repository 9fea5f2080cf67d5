"""Where phones beside this machine find it."""

from collections.abc import Iterator

import ifaddr
import pytest
from django.test import RequestFactory, override_settings

from openupr.web import this_machine
from openupr.web.this_machine import (
    address_in_the_network,
    address_to_sign_in,
    address_to_type,
    host_for_phones,
    is_near_only,
    likely_first,
    networks_for_phones,
    own_addresses,
    server_address,
)


@pytest.fixture(autouse=True)
def in_a_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(this_machine, "address_in_the_network", lambda: "192.168.7.20")
    with override_settings(ALLOWED_HOSTS=["localhost", "127.0.0.1", "[::1]", "192.168.7.20", "upr.example"]):
        yield


@pytest.mark.parametrize("own", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_whoever_opened_localhost_is_told_the_address_in_the_network(own: str) -> None:
    assert host_for_phones(RequestFactory().get("/", headers={"host": own})) == "192.168.7.20:8000"


def test_an_address_that_others_reach_already_is_told_as_it_is() -> None:
    assert host_for_phones(RequestFactory().get("/", headers={"host": "upr.example"})) == "upr.example"


@pytest.mark.parametrize(
    ("host", "near"),
    [("localhost:8000", True), ("192.168.7.20:8000", True), ("upr.local", True), ("laptop", True),
     ("[fe80::1]:8000", True), ("upr.example", False), ("8.8.8.8:8000", False)],
)  # fmt: skip
@override_settings(ALLOWED_HOSTS=["*"])
def test_whether_an_address_opens_anything_outside_this_network(host: str, near: bool) -> None:
    assert is_near_only(RequestFactory().get("/", headers={"host": host})) is near


@override_settings(ALLOWED_HOSTS=["localhost"])
def test_where_this_machine_does_not_answer_the_network_no_address_is_told() -> None:
    assert host_for_phones(RequestFactory().get("/", headers={"host": "localhost:8000"})) == ""


def test_a_computer_in_two_networks_names_both_and_tells_the_address_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        this_machine.ifaddr,
        "get_adapters",
        lambda: [adapter("enp3s0", "10.1.0.4"), adapter("wlp2s0", "192.168.7.20"), adapter("docker0", "172.17.0.1")],
    )
    with override_settings(ALLOWED_HOSTS=["*"]):
        networks = networks_for_phones(RequestFactory().get("/", headers={"host": "localhost:8000"}))
        assert [(network.name, network.host) for network in networks] == [
            ("Wi-Fi (wlp2s0)", "192.168.7.20:8000"),
            ("Cable (enp3s0)", "10.1.0.4:8000"),
        ]
        assert networks_for_phones(RequestFactory().get("/", headers={"host": "upr.example"})) == []


def adapter(name: str, address: str) -> ifaddr.Adapter:
    return ifaddr.Adapter(name, name, [ifaddr.IP(address, 24, name)])


def test_without_a_network_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(this_machine, "address_in_the_network", lambda: "")
    assert host_for_phones(RequestFactory().get("/", headers={"host": "localhost"})) == ""


def test_its_own_address_is_none_of_the_loop() -> None:
    assert not address_in_the_network().startswith("127.")


def test_in_a_network_that_leads_nowhere_the_phones_are_told_the_address_that_it_gave() -> None:
    assert likely_first(["127.0.0.1", "0.0.0.0", "169.254.3.9", "10.42.0.1"]) == ["10.42.0.1", "169.254.3.9"]
    assert likely_first(["127.0.0.1"]) == []
    assert "127.0.0.1" in own_addresses()


@pytest.mark.parametrize(
    ("host", "given", "links", "sign_in"),
    [
        ("localhost:8000", "", "http://192.168.7.20:8000", ""),
        ("upr.example", "", "http://upr.example", ""),
        ("localhost:8000", "https://upr.example.org", "https://upr.example.org", "https://upr.example.org"),
    ],
)
def test_links_that_leave_carry_an_address_that_others_reach(host: str, given: str, links: str, sign_in: str) -> None:
    with override_settings(OPENUPR_ADDRESS=given):
        request = RequestFactory().get("/", headers={"host": host})
        assert (server_address(request), address_to_sign_in(request)) == (links, sign_in)


def test_over_https_people_sign_in_from_elsewhere() -> None:
    request = RequestFactory().get("/", secure=True, headers={"host": "upr.example"})
    assert address_to_sign_in(request) == "https://upr.example"


@override_settings(ALLOWED_HOSTS=["localhost"])
def test_where_only_this_machine_answers_a_link_is_a_path_and_names_no_localhost() -> None:
    assert server_address(RequestFactory().get("/", headers={"host": "localhost:8000"})) == ""


def test_what_is_typed_on_a_phone_says_https_where_a_port_follows() -> None:
    asked = RequestFactory()
    assert (
        address_to_type(asked.get("/", headers={"host": "192.168.7.20:8000"}, secure=True))
        == "https://192.168.7.20:8000"
    )
    assert address_to_type(asked.get("/", headers={"host": "192.168.7.20:8000"})) == "192.168.7.20:8000"
    assert address_to_type(asked.get("/", headers={"host": "upr.example"}, secure=True)) == "upr.example"
