"""In the room, a member's telephone reaches the group's work for a day: by a code, over plain http,
with no password.

Sophea coordinates, Dara is rapporteur and Chan a member of Land, Rithy is in Labour.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import ifaddr
import pytest
import time_machine
from django.test import Client, override_settings

from openupr.accounts.models import AuditLine
from openupr.accounts.rooms import open_room
from openupr.coalitions.models import PairedDevice
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.web import this_machine

# How a telephone on the local network asks.
NEAR = {"REMOTE_ADDR": "192.168.1.23", "HTTP_HOST": "192.168.1.5:8000"}
Show = Callable[..., str]


@pytest.fixture(autouse=True)
def opened() -> Iterator[None]:
    """The server is open to the local network."""
    with override_settings(ALLOWED_HOSTS=["192.168.1.5", "localhost", "testserver"]):
        yield


@pytest.fixture
def land(cast: Cast) -> str:
    return f"/coalitions/{cast.coalition.key}/groups/{cast.land.pk}/"


@pytest.fixture
def show(cast: Cast, land: str, browser_of: SignIn) -> Show:
    """`show()`: Sophea shows a code for Chan; the path of its address."""

    def shown(by: str = "sophea", whose: str = "chan") -> str:
        page = browser_of(getattr(cast, by)).post(f"{land}devices/", {"person": getattr(cast, whose).pk})
        return str(re.search(r"/pair/[a-z0-9-]+/", page.content.decode())[0])  # type: ignore[index]

    return shown


@pytest.fixture
def telephone(show: Show) -> Client:
    """Chan's telephone on the local network, paired with the work of Land."""
    phone = Client(**NEAR)  # type: ignore[arg-type]
    assert phone.post(show()).headers["Location"] == "/paired/"
    return phone


def test_a_code_on_the_coordinators_machine_pairs_a_telephone_over_plain_http(
    show: Show, cast: Cast, land: str, browser_of: SignIn
) -> None:
    address, phone = show(), Client(**NEAR)  # type: ignore[arg-type]
    opened = phone.get(address)
    # "no-referrer" would have a browser send the form without saying from where, and the form would
    # be refused.
    assert opened.headers["Referrer-Policy"] == "same-origin"
    asked = opened.content.decode()
    assert "Chan works in the group “Land”. Is this device theirs?" in asked
    assert "Others on it can read what the device shows and sends" in asked
    assert 'type="password"' not in asked
    assert phone.get(f"{land}roadmap/").status_code == 404
    assert phone.post(address).status_code == 302
    assert "This device is paired for Chan until midnight." in phone.get("/paired/").content.decode()
    assert phone.get(f"{land}roadmap/").status_code == 200
    assert "sessionid" not in phone.cookies


def test_where_the_computer_is_in_two_networks_there_is_a_square_for_each_with_its_name(
    cast: Cast, land: str, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = [("enp3s0", "192.168.1.5"), ("wlp2s0", "10.42.0.1")]
    adapters = [ifaddr.Adapter(name, name, [ifaddr.IP(address, 24, name)]) for name, address in networks]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: adapters)
    monkeypatch.setattr(this_machine, "address_in_the_network", lambda: "192.168.1.5")
    browser = browser_of(cast.sophea)
    browser.defaults["HTTP_HOST"] = "localhost:8000"
    with override_settings(ALLOWED_HOSTS=["192.168.1.5", "10.42.0.1", "localhost"]):
        page = browser.post(f"{land}devices/", {"person": cast.chan.pk}).content.decode()
    assert page.count('class="qr"') == 2
    for text in ("Cable (enp3s0)", "Wi-Fi (wlp2s0)", "http://192.168.1.5:8000/pair/", "http://10.42.0.1:8000/pair/"):
        assert text in page


def test_what_is_written_on_it_is_the_members_and_in_the_audit_log(telephone: Client, land: str, cast: Cast) -> None:
    given = {"text": "Publish all concessions.", "state": "in-work", "version": "0"}
    assert telephone.post(f"{land}roadmap/6/", given).status_code == 302
    assert "Publish all concessions." in telephone.get(f"{land}roadmap/").content.decode()
    done = list(AuditLine.objects.order_by("pk").values_list("what", "who__username", "about"))
    assert done == [
        ("coalitions.pair_device:make_pairing_code", "sophea", f"person {cast.chan.pk}"),
        ("coalitions.pair_device", "chan", f"group {cast.land.pk}"),
        ("roadmaps.answer:answer", "chan", done[-1][2]),
    ]


def test_a_code_is_used_once_and_to_look_at_it_uses_nothing_up(show: Show) -> None:
    address, first, second = show(), Client(**NEAR), Client(**NEAR)  # type: ignore[arg-type]
    assert [first.get(address).status_code, second.get(address).status_code] == [200, 200]
    assert first.post(address).status_code == 302
    refused = second.post(address)
    assert refused.status_code == 404
    assert "This code is not valid any more" in refused.content.decode()
    assert second.get("/paired/").status_code == 404


def test_a_device_that_opens_its_used_code_again_is_led_to_its_work(show: Show) -> None:
    address, device = show(), Client(**NEAR)  # type: ignore[arg-type]
    device.post(address)
    assert device.get(address).headers["Location"] == "/paired/"


def test_a_newer_code_for_the_same_person_ends_an_unused_one(show: Show) -> None:
    older, newer = show(), show()
    assert Client(**NEAR).get(older).status_code == 404  # type: ignore[arg-type]
    assert Client(**NEAR).get(newer).status_code == 200  # type: ignore[arg-type]


def test_a_code_that_nobody_used_is_too_old_after_a_quarter_of_an_hour(show: Show) -> None:
    address = show()
    made = PairedDevice.objects.get()
    with time_machine.travel(made.code_ends - timedelta(seconds=2)):
        assert Client(**NEAR).get(address).status_code == 200  # type: ignore[arg-type]
    with time_machine.travel(made.code_ends + timedelta(seconds=1)):
        assert Client(**NEAR).post(address).status_code == 404  # type: ignore[arg-type]


def test_it_ends_at_midnight_in_the_coalitions_country(telephone: Client, land: str) -> None:
    ends = PairedDevice.objects.get().ends
    assert f"{ends.astimezone(datetime.fromisoformat('2026-01-01T00:00+07:00').tzinfo):%H:%M}" == "00:00"
    with time_machine.travel(ends - timedelta(seconds=2)):
        assert telephone.get(f"{land}roadmap/").status_code == 200
    with time_machine.travel(ends + timedelta(seconds=1)):
        assert telephone.get(f"{land}roadmap/").status_code == 404
        assert "ask the coordinator for a new code" in telephone.get("/paired/").content.decode()


def leaves_the_group(cast: Cast) -> None:
    cast.chan.group_memberships.all().delete()  # type: ignore[attr-defined]


def leaves_the_coalition(cast: Cast) -> None:
    cast.coalition.participations.filter(person=cast.chan).delete()


def is_suspended(cast: Cast) -> None:
    cast.chan.is_active = False
    cast.chan.save()


def changes_the_password(cast: Cast) -> None:
    cast.chan.set_password("seven red kites")
    cast.chan.save()


@pytest.mark.parametrize("happens", [leaves_the_group, leaves_the_coalition, is_suspended, changes_the_password])
def test_it_ends_with_what_gave_it(
    happens: Callable[[Cast], None], telephone: Client, land: str, cast: Cast, show: Show
) -> None:
    unused = show()
    happens(cast)
    assert telephone.get(f"{land}roadmap/").status_code == 404
    assert telephone.get("/paired/").status_code == 404
    assert telephone.post(unused).status_code == 404


def test_the_member_and_the_coordinator_see_it_and_either_ends_it(
    telephone: Client, land: str, cast: Cast, browser_of: SignIn, show: Show
) -> None:
    chan = browser_of(cast.chan)
    assert "A device of Chan, since" in chan.get(f"{land}devices/").content.decode()
    assert "Your paired devices" in chan.get("/account/").content.decode()
    assert "A device of Chan" not in browser_of(cast.dara).get(f"{land}devices/").content.decode()
    number = PairedDevice.objects.get().pk
    assert browser_of(cast.dara).post(f"{land}devices/{number}/end/").status_code == 302
    assert telephone.get(f"{land}roadmap/").status_code == 200
    browser_of(cast.sophea).post(f"{land}devices/{number}/end/")
    assert telephone.get(f"{land}roadmap/").status_code == 404
    assert AuditLine.objects.filter(what="coalitions.pair_device:end_device", who=cast.sophea).exists()


def test_the_device_ends_it_itself(telephone: Client, land: str) -> None:
    telephone.post("/paired/end/")
    assert not PairedDevice.objects.exists()
    assert telephone.get(f"{land}roadmap/").status_code == 404


def test_a_member_shows_a_code_for_themselves_and_for_nobody_else(
    show: Show, cast: Cast, land: str, browser_of: SignIn
) -> None:
    assert show(by="chan", whose="chan")
    refused = browser_of(cast.chan).post(f"{land}devices/", {"person": cast.dara.pk})
    assert "You can pair only your own device" in refused.content.decode()
    assert not PairedDevice.objects.filter(person=cast.dara).exists()
    assert browser_of(cast.rithy).get(f"{land}devices/").status_code == 403
    assert browser_of(cast.sophea).post(f"{land}devices/", {"person": cast.rithy.pk}).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/account/", "/account/password/", "/account/close/", "/coalitions/", "/backup/", "{whole}", "{whole}people/",
     "{whole}trail/", "{whole}boxes/", "{whole}timeline/", "{labour}roadmap/", "{land}devices/", "{land}change/"],
)  # fmt: skip
def test_all_else_of_the_person_is_not_there_and_the_page_says_what_is(
    address: str, telephone: Client, land: str, cast: Cast
) -> None:
    whole = f"/coalitions/{cast.coalition.key}/"
    answer = telephone.get(address.format(land=land, whole=whole, labour=f"{whole}groups/{cast.labour.pk}/"))
    assert answer.status_code == 404
    assert "paired with the work of “Land” and opens nothing else" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_of_another_coalition_it_is_told_nothing(telephone: Client) -> None:
    answer = telephone.get("/coalitions/another/groups/1/roadmap/")
    assert answer.status_code == 404
    assert "opens nothing else" not in answer.content.decode()


def test_the_same_telephone_is_a_guest_in_the_room_as_well(telephone: Client, cast: Cast, land: str) -> None:
    room = open_room(by=None, circle=cast.coalition.key, today=today_there(), time_zone="Asia/Phnom_Penh")
    assert telephone.options(f"/coalitions/{cast.coalition.key}/plenary/feedback/").status_code == 404
    telephone.post("/room/", {"code": room.code})
    assert telephone.options(f"/coalitions/{cast.coalition.key}/plenary/feedback/").status_code == 405
    assert telephone.get(f"{land}roadmap/").status_code == 200


@override_settings(ALLOWED_HOSTS=["localhost", "testserver"])
def test_where_no_telephone_reaches_the_computer_the_page_says_what_to_do(
    cast: Cast, land: str, browser_of: SignIn
) -> None:
    page = browser_of(cast.sophea).get(f"{land}devices/", HTTP_HOST="localhost").content.decode()
    assert "No other device reaches this computer yet" in page
    assert "openupr serve --host 0.0.0.0" in page
    assert "Show a code" not in page
