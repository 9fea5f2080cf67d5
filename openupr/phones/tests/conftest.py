"""The cast of coalitions, a workshop of theirs today, and phones in its room."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from openupr.accounts.models import Room
from openupr.accounts.rooms import COOKIE, enter_room
from openupr.coalitions.tests.conftest import SignIn, browser_of, home, maly, the_cast  # noqa: F401
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import open_the_room, plan_workshop

Enter = Callable[[], Client]


@pytest.fixture
def workshop(cast: Cast) -> Workshop:
    """A workshop that is held today."""
    return plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="submission",
        title="Workshop of the test",
        first_day=today_there(),
        days=1,
    )


@pytest.fixture
def room(cast: Cast, workshop: Workshop) -> Room:
    return open_the_room(by=cast.bopha, coalition=cast.coalition, today=today_there())


@pytest.fixture
def enter(room: Room) -> Enter:
    """`enter()`: a further phone in the room."""

    def one_more() -> Client:
        phone = Client()
        _guest, token = enter_room(code=room.code, now=timezone.now())
        phone.cookies[COOKIE] = token
        return phone

    return one_more


@pytest.fixture
def at(cast: Cast, workshop: Workshop) -> str:
    """Where the workshop's addresses begin."""
    return f"/coalitions/{cast.coalition.key}/workshops/{workshop.pk}/"


@pytest.fixture
def land(cast: Cast) -> str:
    """Where the group's addresses begin."""
    return f"/coalitions/{cast.coalition.key}/groups/{cast.land.pk}/"


@pytest.fixture
def device(cast: Cast, browser_of: SignIn, land: str) -> Client:  # noqa: F811
    """Dara, the rapporteur, has given the table a code; somebody typed it on a telephone."""
    browser_of(cast.dara).post(f"{land}table/open/", {"do": "open"})
    telephone = Client()
    assert telephone.post("/room/", {"code": Room.objects.get(circle__contains=".").code}).status_code == 302
    return telephone
