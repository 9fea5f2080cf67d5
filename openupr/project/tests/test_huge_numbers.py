"""A number too large for the database, at every address and in every form: a clear answer, and nothing changed.

On the way each page is drawn for whoever may most there: it lets them in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from openupr.accounts.actions import EVERYBODY, Table
from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.models import Group
from openupr.coalitions.tests.conftest import the_cast  # noqa: F401
from openupr.coalitions.tests.examples.cast import Cast
from openupr.project.tables import TABLES
from openupr.workshops.models import Workshop

from .extent import ALL
from .test_permissions import (
    APPS,
    IS_A_FILE,
    _has_parts,
    answer_expected,
    answer_of_the_gate,
    answer_told,
    browser_of,
    examples_of,
)

HEAVIEST = 62_000  # bytes of a page, not compressed
HUGE = ("9223372036854775808", "9" * 5000)


@dataclass
class Form:
    """Where a form on a page sends to, and what it holds; `chosen`: the fields that hold a number of something."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """The forms of a page that change something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        name, value, kind = has.get("name", ""), has.get("value", ""), has.get("type", "text")
        if tag == "form" and has.get("method", "").lower() == "post":
            self._open = Form(has.get("action", ""))
            self.found.append(self._open)
        elif self._open is None:
            return
        elif tag == "select":
            self._select = name
            self._open.fields.setdefault(name, "")
            self._open.chosen.add(name)
        elif tag == "option" and value:
            if not self._open.fields[self._select] or "selected" in has:
                self._open.fields[self._select] = value
        elif name and tag in ("input", "button", "textarea"):
            self._open.fields.setdefault(name, value or ("" if kind != "text" else "Some words"))
            if kind in ("radio", "checkbox", "number") or value.isdigit():
                self._open.chosen.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def forms_of(answer: Any) -> list[Form]:
    """The forms of a page; none where something else is there."""
    found = Forms()
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        found.feed(answer.content.decode())
    return found.found


def failure(browser: Client, method: str, address: str, given: Mapping[str, str] | None = None) -> str:
    """What went wrong where somebody asks or sends; nothing that was changed stays."""
    cache.clear()
    try:
        with transaction.atomic():
            answer = getattr(browser, method)(address, dict(given or {}))
            transaction.set_rollback(True)
    except Exception as error:
        return f"{method} {address}: {error!r:.90}"
    return "" if answer.status_code < 500 or answer.status_code == 503 else f"{address}: {answer.status_code}"


def pages(table: Table, example: Example) -> Iterator[tuple[str, Mapping[str, Any], Player, Client, set[str]]]:
    """Each address of an app, its parts, whoever may most there, their browser, and what they are to get."""
    browsers: dict[str, tuple[Client, dict[str, str]]] = {}
    for route in (route for action in table.actions for route in action.routes):
        (action,) = (each for each in table.actions if route in each.routes)
        parts = example.addresses.get(route, {})
        about = None if action.who == EVERYBODY else table.find(parts)
        may = [each for each in example.players if action.open_to(each.roles_in(about))]
        if may and (parts or not _has_parts(route)):
            mightiest = max(may, key=lambda each: len(each.roles_in(about)))
            if mightiest.name not in browsers:
                browsers[mightiest.name] = _signed_in(mightiest)
            browser, cookies = browsers[mightiest.name]
            # What was sent to the page before may have signed them out.
            browser.cookies = SimpleCookie(cookies)
            yield route, parts, mightiest, browser, answer_expected(action, mightiest.roles_in(about))


def _signed_in(player: Player) -> tuple[Client, dict[str, str]]:
    browser = browser_of(player)
    browser.raise_request_exception = True
    return browser, {name: cookie.value for name, cookie in browser.cookies.items()}


def too_large(names: list[str]) -> list[dict[str, str]]:
    """What is sent in place of what a form offers: all fields at once; with `make test-all` each by itself, and both
    numbers."""
    if ALL:
        return [{name: number} for name in names for number in HUGE]
    return [{name: HUGE[at % 2] for at, name in enumerate(names)}] if names else []


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=APPS)
def test_a_number_too_large_breaks_no_address_and_no_form(table: Table) -> None:
    example: Example = examples_of(table.app).example()
    wrong: list[str] = []
    sent: set[tuple[str, str]] = set()
    for route, parts, player, browser, expected in pages(table, example):
        for name in (name for name, value in parts.items() if isinstance(value, int)):
            there = reverse(route, kwargs={**parts, name: 2**63})
            # Where the gate finds nothing, the page that says so is the same everywhere: `make test` does not draw it.
            if not ALL and answer_of_the_gate(player, there) == "nothing there":
                continue
            # Whoever sends something is looked for in the same way.
            wrong += [failure(browser, method, there) for method in (("get", "post") if ALL else ("get",))]
        address = reverse(route, kwargs=dict(parts))
        if IS_A_FILE.search(address):
            continue  # it has no form: test_permissions has it made
        answer = browser.get(address)
        if (given := answer_told(answer, address)) not in expected:
            wrong.append(f"{route}: {given} instead of {expected}")
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not answer.streaming and len(answer.content) > HEAVIEST:
            wrong.append(f"{route}: {len(answer.content)} bytes")
        for form in forms_of(answer):
            to = form.action or address
            names = sorted(form.chosen - {name for at, name in sent if at == to})
            sent.update((to, name) for name in names)
            wrong += [failure(browser, "post", to, {**form.fields, **huge}) for huge in too_large(names)]
    assert [each for each in wrong if each] == []


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("number", [*HUGE, "123456abc", "1" * 5000, "\u00b2", "-1"])
def test_a_number_that_is_none_breaks_no_page_that_reads_it_from_its_address(cast: Cast, number: str) -> None:
    browser = Client()
    browser.force_login(cast.sophea)
    whole = f"/coalitions/{cast.coalition.key}/"
    asked = [
        browser.get(f"{whole}submissions/begin/", {"group": number}),
        browser.get(f"{whole}decisions/new/", {"anew": number}),
        browser.post(f"{whole}groups/order/", {"order": number, "up": number}),
        browser.post(f"{whole}groups/{cast.land.pk}/proposals/advice/", {"text": "Ratify.", "number": number}),
    ]
    assert [each.status_code for each in asked if each.status_code >= 500] == []


@pytest.mark.django_db
def test_a_workshop_is_not_planned_with_an_organisation_that_cannot_be(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.sophea)
    given = {"kind": "submission", "title": "Two days", "first_day": "2030-01-07", "days": "2"}
    answer = browser.post(f"/coalitions/{cast.coalition.key}/workshops/plan/", {**given, "organisations": str(2**63)})
    assert answer.status_code == 422
    assert "Choose one of those offered here" in answer.content.decode()
    assert not Workshop.objects.exists()


@pytest.mark.django_db
def test_among_those_asked_for_what_cannot_be_is_left_out(cast: Cast) -> None:
    groups = Group.objects.filter(coalition=cast.coalition)
    assert list(groups.filter(pk__in=[2**63, cast.land.pk, -(2**80)])) == [cast.land]
    assert groups.exclude(pk__in=[2**63]).count() == groups.count()
    assert not Group.objects.filter(coalition_id=2**63).exists()
    assert list(Group.objects.filter(coalition__in=[2**63])) == []
