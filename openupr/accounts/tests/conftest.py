"""Browsers and people for these tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from openupr.accounts.models import Person

PASSWORD = "three green mangoes"


@pytest.fixture
def make(db: None) -> Callable[..., Person]:
    """make("Dara") -> somebody with an account and PASSWORD."""

    def made(name: str, **given: Any) -> Person:
        person = Person(username=name.lower(), called=name, **given)
        person.set_password(PASSWORD)
        person.save()
        return person

    return made


@pytest.fixture
def signed_in(make: Callable[..., Person]) -> Callable[[str], Client]:
    """signed_in("Dara") -> Dara's browser."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(Person.objects.filter(username=name.lower()).first() or make(name))
        return client

    return browser
