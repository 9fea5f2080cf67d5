"""The coalitions' cast, and a telephone in the plenary."""

import pytest
from django.test import Client
from django.urls import reverse

from openupr.coalitions.tests.conftest import SignIn, browser_of, home, maly, the_cast
from openupr.coalitions.tests.examples.cast import Cast

from .examples.plenary import plenary

__all__ = ["SignIn", "browser_of", "home", "maly", "the_cast"]


@pytest.fixture
def phone(cast: Cast) -> Client:
    """A telephone that has typed the code of the plenary's room."""
    client = Client()
    room = plenary(cast).room
    assert room is not None
    assert client.post(reverse("accounts:room"), {"code": room.code.lower()}).status_code == 302
    return client
