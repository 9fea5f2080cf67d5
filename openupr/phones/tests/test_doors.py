"""The wall of a room tells phones where to go, as long as the room is open."""

from typing import Any

import pytest
from django.test import Client

from openupr.accounts.models import Room
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.web import this_machine
from openupr.workshops.workshops import close_the_room

from .conftest import Enter


@pytest.mark.parametrize("page", ["projector/", "questions/projector/", "quiz/projector/", "places/projector/", ""])
def test_the_wall_and_the_workshops_page_show_address_code_and_square_until_the_room_is_closed(
    page: str, cast: Cast, room: Room, at: str, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(this_machine, "address_in_the_network", lambda: "192.168.7.20")
    settings.ALLOWED_HOSTS = ["localhost", "192.168.7.20"]
    bopha, laptop = browser_of(cast.bopha), {"host": "localhost:8000"}
    shown = bopha.get(at + page, headers=laptop).content.decode()
    for told in ("192.168.7.20:8000/room/", room.code, '<svg class="qr"'):
        assert told in shown
    settings.ALLOWED_HOSTS = ["localhost"]
    alone = bopha.get(at + page, headers=laptop).content.decode()
    assert room.code in alone
    assert "phones cannot reach this computer yet" in alone
    members = browser_of(cast.chan).get(at, headers=laptop).content.decode()
    assert room.code in members
    assert "The person who runs OpenUPR" not in members
    close_the_room(by=cast.bopha, coalition=cast.coalition)
    assert room.code not in bopha.get(at + page, headers=laptop).content.decode()


def test_a_phone_that_opens_the_address_of_a_form_is_led_back_to_it(at: str, enter: Enter) -> None:
    phone = enter()
    for sent, form in {"questions/ask/": "questions/", "places/wish/": "places/", "quiz/1/answer/": "quiz/"}.items():
        opened = phone.get(at + sent)
        assert opened.status_code == 405
        assert opened.content
        assert f'href="{at}{form}">Go back to the form' in opened.content.decode()
        assert phone.get(at + form).status_code == 200
        assert Client().get(at + sent).status_code == 404
    assert "ត្រឡប់ទៅទម្រង់" in phone.get(f"{at}questions/ask/?read-in=km", follow=True).content.decode()


def test_a_phone_whose_room_is_closed_is_told_to_type_todays_code(at: str, enter: Enter, cast: Cast) -> None:
    phone = enter()
    assert phone.get(f"{at}questions/").status_code == 200
    close_the_room(by=cast.bopha, coalition=cast.coalition)
    for address in (f"{at}questions/", "/coalitions/there-is-none/"):
        gone = phone.get(address)
        assert gone.status_code == 404
        assert "With today’s code you are in again." in gone.content.decode()
        assert "open only to people who are signed in" not in gone.content.decode()
        # Who never was in a room is told no more than before.
        assert "room" not in Client().get(address).content.decode()


def test_closing_the_room_closes_the_tables_too(
    cast: Cast, room: Room, at: str, browser_of: SignIn, device: Client
) -> None:
    """What the page says of a closed room is so: neither the device at a table nor a new one reads or writes."""
    table = f"/coalitions/{cast.coalition.key}/groups/{cast.land.pk}/table/"
    bopha, all_of_them = browser_of(cast.bopha), f"/coalitions/{cast.coalition.key}/workshops/"
    code = Room.objects.get(circle__contains=".").code
    assert device.get(table).status_code == 200
    bopha.post(f"{all_of_them}room/", {"do": "close"})
    assert device.get(table).status_code == 404
    assert device.post(f"{table}1/", {"text": "Too late", "version": "0"}).status_code == 404
    assert "no room with this code" in Client().post("/room/", {"code": code}).content.decode()
    for page in (at, all_of_them):
        assert "no phone reads anything without an account" in bopha.get(page).content.decode()


def test_a_table_that_has_a_code_while_the_room_is_closed_is_told_of_and_closed_there(
    cast: Cast, at: str, browser_of: SignIn, device: Client
) -> None:
    bopha, all_of_them = browser_of(cast.bopha), f"/coalitions/{cast.coalition.key}/workshops/"
    for page in (at, all_of_them):
        assert "1 table has a code" in bopha.get(page).content.decode()
        assert "no phone reads anything" not in bopha.get(page).content.decode()
    assert "Take the codes of the tables back" in bopha.get(all_of_them).content.decode()
    bopha.post(f"{all_of_them}room/", {"do": "close"})
    assert not Room.objects.filter(closed=False).exists()
