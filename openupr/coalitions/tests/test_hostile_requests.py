"""Whatever a stranger or a broken browser sends to a coalition's pages: an answer, never a
fault.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openupr.coalitions.actions import TABLE

from .conftest import SignIn
from .examples import NOUNS
from .examples.cast import Cast

HUGE = 10**30
NAMES = """
    name title text day until hour zone question group groups organisation organisations person role order up down
    version language issues populations state reason source phase first second third number option dissent options
    whole plain done closed meant note days quorum closes_on minutes place people who said changed what kind
    reliability owner due answer finder points partner sent_on received_on release feedback
""".split()  # noqa: SIM905 - sixty strings in quotes are harder to read
JUNK = ("", str(HUGE), "\x00", "ក" * 5000, "9999-12-31")


@pytest.fixture
def addresses(cast: Cast) -> Mapping[str, dict[str, Any]]:
    """Every address of a coalition, with parts that lead to something."""
    return {route: parts for noun in NOUNS for route, parts in noun.addresses(cast).items()}


def routes() -> Iterator[str]:
    for action in TABLE.actions:
        yield from action.routes


def faults(client: Client, sent: Iterator[tuple[str, dict[str, str]]]) -> list[str]:
    return [f"{address} {str(data)[:60]}" for address, data in sent if client.post(address, data).status_code >= 500]


def test_junk_in_every_field_of_every_page_is_answered(
    cast: Cast, addresses: Mapping[str, dict[str, Any]], browser_of: SignIn
) -> None:
    client = browser_of(cast.sophea)
    client.raise_request_exception = False
    urls = [reverse(route, kwargs=addresses.get(route, {})) for route in routes()]
    assert len(urls) > 60
    # Last those that take something away, so that the others find it.
    urls.sort(key=lambda url: any(word in url for word in ("remove", "drop", "leave", "hand-over", "forget")))
    # Twice, with another kind of junk in each field.
    sent = [{name: JUNK[(at + turn) % len(JUNK)] for at, name in enumerate(NAMES)} for turn in (1, 3)]
    assert faults(client, ((url, junk) for junk in sent for url in urls)) == []


def test_a_number_that_no_row_can_have_is_not_found(
    cast: Cast, addresses: Mapping[str, dict[str, Any]], browser_of: SignIn
) -> None:
    client = browser_of(cast.sophea)
    numbered = {route: parts for route, parts in addresses.items() if any(isinstance(v, int) for v in parts.values())}
    for route, parts in numbered.items():
        for name in (name for name, value in parts.items() if isinstance(value, int)):
            address = reverse(route, kwargs={**parts, name: HUGE})
            assert client.get(address).status_code in {404, 405}, address
            assert client.post(address).status_code in {302, 404, 405}, address
