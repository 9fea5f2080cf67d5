"""The cast of coalitions, and a box of theirs."""

import pytest
from django.test import Client
from django.utils import timezone

from openupr.accounts.rooms import COOKIE, enter_room, open_room
from openupr.coalitions.tests.conftest import browser_of, home, maly, the_cast  # noqa: F401
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.testimonies.models import Box

from .examples import a_box


@pytest.fixture(name="box")
def the_box(cast: Cast) -> Box:
    """An open box that asks three questions and takes testimonies."""
    return a_box(cast)


@pytest.fixture
def phone(box: Box) -> Client:
    """A phone in the coalition's room."""
    room = open_room(by=None, circle=box.coalition.key, today=today_there(), time_zone="Asia/Phnom_Penh")
    client = Client()
    client.cookies[COOKIE] = enter_room(code=room.code, now=timezone.now())[1]
    return client
