"""A joint submission of the cast's coalition, and browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from openupr.accounts.models import Person
from openupr.coalitions.tests.examples.cast import Cast, cast

from .examples import Drafted, drafted

SignIn = Callable[[Person], Client]


@pytest.fixture(name="people")
def the_people(db: None) -> Cast:
    """A coalition for Cambodia with everybody who may be in it."""
    return cast()


@pytest.fixture
def draft(people: Cast) -> Drafted:
    """A submission with a paragraph in Land's part, circulated once."""
    return drafted(people)


@pytest.fixture
def browser_of() -> SignIn:
    """`browser_of(people.dara)`: Dara's browser, signed in."""

    def sign_in(somebody: Person) -> Client:
        client = Client()
        client.force_login(somebody)
        return client

    return sign_in
