"""A device that is signed in shows a code; a second device signs in with it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client, override_settings

from openupr.accounts.models import AuditLine, DeviceCode, Person
from openupr.accounts.tests.conftest import PASSWORD


@pytest.fixture
def dara(make: Callable[..., Person]) -> Person:
    return make("Dara")


@pytest.fixture
def first(dara: Person) -> Client:
    """Dara's laptop, on which the password was typed once more."""
    client = Client()
    assert client.post("/account/sign-in/", {"login": "dara", "password": PASSWORD}).status_code == 302
    assert client.post("/account/again/", {"password": PASSWORD}).status_code == 302
    return client


def shown(first: Client, **how: object) -> str:
    """The path of the address that the first device shows."""
    page = first.post("/account/second-device/", **how).content.decode()  # type: ignore[arg-type]
    return str(re.search(r"/account/sign-in-here/[a-z0-9-]+/", page)[0])  # type: ignore[index]


def test_a_second_device_is_asked_and_then_signed_in_and_both_are_told(first: Client, dara: Person) -> None:
    address, second = shown(first), Client()
    number = DeviceCode.objects.get().pk
    assert "works once" in first.get(f"/account/second-device/{number}/").content.decode()
    assert "Sign in as Dara here?" in second.get(address).content.decode()
    assert second.get("/account/").status_code == 302
    landed = second.post(address, follow=True)
    assert "This device is signed in as Dara." in landed.content.decode()
    assert "You sign in as dara." in second.get("/account/").content.decode()
    told = first.get(f"/account/second-device/{number}/").content.decode()
    assert re.search(r"The second device is signed in since \d\d:\d\d UTC\.", told), "whose clock it is"
    assert "Sign in a second device with a code" in first.get("/account/").content.decode()
    lines = AuditLine.objects.filter(who=dara, circle="").values_list("what", flat=True)
    assert set(lines) == {"accounts.show_device_code", "accounts.use_device_code"}


def test_a_code_is_used_once(first: Client) -> None:
    address, second, third = shown(first), Client(), Client()
    assert second.post(address).status_code == 302
    refused = third.post(address)
    assert refused.status_code == 404
    assert "This code is not valid any more" in refused.content.decode()
    assert third.get("/account/").status_code == 302


def test_a_code_is_too_old_after_five_minutes_and_a_newer_one_ends_it(first: Client) -> None:
    address, ends = shown(first), DeviceCode.objects.get().ends
    with time_machine.travel(ends - timedelta(seconds=2)):
        assert Client().get(address).status_code == 200
    with time_machine.travel(ends + timedelta(seconds=1)):
        assert Client().post(address).status_code == 404
    shown(first)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("change", [{"password": "another"}, {"is_active": False}])
def test_it_ends_with_the_password_and_with_the_account(first: Client, dara: Person, change: dict[str, object]) -> None:
    address = shown(first)
    Person.objects.filter(pk=dara.pk).update(**change)
    assert Client().post(address).status_code == 404


def test_a_device_that_somebody_left_open_is_not_enough(dara: Person) -> None:
    left_open = Client()
    left_open.force_login(dara)
    asked = left_open.post("/account/second-device/")
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/account/again/")
    assert not DeviceCode.objects.exists()


@override_settings(ALLOWED_HOSTS=["192.168.1.5", "localhost", "testserver"])
def test_over_plain_http_from_elsewhere_nobody_is_signed_in_by_a_code(first: Client) -> None:
    address = shown(first)
    near = Client(REMOTE_ADDR="192.168.1.23", HTTP_HOST="192.168.1.5:8000")
    for answer in (near.get(address), near.post(address)):
        assert answer.status_code == 403
        assert "You cannot sign in over this network" in answer.content.decode()
    assert DeviceCode.objects.get().used_at is None


def test_on_the_coalitions_laptop_the_page_says_that_the_code_opens_there_only(first: Client) -> None:
    assert "The code opens on this computer only" in first.get("/account/second-device/").content.decode()


@override_settings(OPENUPR_ADDRESS="https://upr.example.org")
def test_on_a_server_the_code_carries_its_address(first: Client) -> None:
    page = first.post("/account/second-device/").content.decode()
    assert "https://upr.example.org/account/sign-in-here/" in page
    assert "this computer only" not in page


def test_another_persons_code_says_nothing(first: Client, make: Callable[..., Person]) -> None:
    shown(first)
    other = Client()
    other.force_login(make("Chan"))
    told = other.get(f"/account/second-device/{DeviceCode.objects.get().pk}/").content.decode()
    assert "The code is too old." in told
