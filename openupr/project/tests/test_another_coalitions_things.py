"""Maly coordinates a coalition of her own. Under its address she asks for every thing of Sophea's: none is there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openupr.accounts.actions import Table
from openupr.accounts.tests.examples import Example, person
from openupr.coalitions.tests.examples.cast import another_coalition
from openupr.project.tables import TABLES

from .extent import ALL
from .test_permissions import examples_of

# `make test` tries one app; that strangers and members find nothing else is tried on every address of all.
SOME = {"submissions"}
# They end what has this number in one's own coalition, if anything has it.
LEFT_ALONE = {"coalitions:unfollow", "coalitions:withdraw-invitation"}
TRIED = [table for table in TABLES if ALL or table.app in SOME]


def answer(browser: Client, address: str) -> int:
    status = browser.get(address).status_code
    return browser.post(address).status_code if status == 405 else status


@pytest.mark.django_db
@pytest.mark.parametrize("table", TRIED, ids=[table.app for table in TRIED])
def test_under_the_address_of_ones_own_coalition_no_thing_of_another_is_there(table: Table) -> None:
    example: Example = examples_of(table.app).example()
    browser = Client()
    maly = person("Maly of another coalition")
    browser.force_login(maly)
    malys = another_coalition(maly)
    found = {
        route: got
        for route, parts in example.addresses.items()
        if _names_a_thing(parts)
        and route not in LEFT_ALONE
        # 403: what not even the coordinator of a coalition does in it.
        and (got := answer(browser, reverse(route, kwargs={**parts, "coalition": malys.key}))) not in (403, 404)
    }
    assert found == {}


def _names_a_thing(parts: Any) -> bool:
    return "coalition" in parts and any(isinstance(value, int) for value in parts.values())
