"""The wall of a room tells phones where to go, as long as the room is open."""

from typing import Any

import pytest

from openupr.accounts.models import Room
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.web import this_machine
from openupr.workshops.services.room import close_the_room


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
    assert "no phone reaches this computer yet" in alone
    close_the_room(by=cast.bopha, coalition=cast.coalition)
    assert room.code not in bopha.get(at + page, headers=laptop).content.decode()
