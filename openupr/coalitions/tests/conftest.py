"""The cast, in a database; and browsers of theirs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from openupr.accounts.models import Person
from openupr.accounts.tests.conftest import make, signed_in
from openupr.accounts.tests.examples import person

from .examples.cast import Cast, cast

__all__ = ["make", "signed_in"]

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[None]:
    """An OPENUPR_HOME of each test's own: no test finds another's record."""
    with override_settings(OPENUPR_HOME=tmp_path):
        yield


@pytest.fixture(name="cast")
def the_cast(db: None) -> Cast:
    """A coalition for Cambodia with everybody who may be in it."""
    return cast()


@pytest.fixture
def maly(db: None) -> Person:
    """An outsider: she has an account and belongs to nothing."""
    return person("Maly")


@pytest.fixture
def browser_of() -> SignIn:
    """`browser_of(cast.dara)`: Dara's browser, signed in."""

    def sign_in(somebody: Person) -> Client:
        client = Client()
        client.force_login(somebody)
        return client

    return sign_in
