"""Logs hold no names, no addresses, no texts: canaries are put everywhere, every page is asked, and none is heard.

A canary is a word that nobody else uses. It stands in every text of the database that can hold it, in addresses,
queries, forms, headers and cookies, on pages that work, refuse and break.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import NoReverseMatch, include, path, reverse

from openupr.accounts.models import Person
from openupr.accounts.rooms import COOKIE
from openupr.accounts.tests.examples import Example, Player
from openupr.project.logs import Discreet
from openupr.project.tables import TABLES, by_route

from .extent import ALL
from .test_permissions import APPS, examples_of
from .test_serve import serving

# What is logged does not depend on the database.
pytestmark = pytest.mark.once

CANARY = "zyzzyva"
SENT = {"q": CANARY, "name": CANARY, "text": CANARY, "code": CANARY, "login": CANARY, "password": CANARY}
HEADERS = {"user-agent": CANARY, "referer": f"http://{CANARY}.example/", "accept-language": CANARY}


def broken(request: HttpRequest, text: str) -> HttpResponse:
    """A page with a fault, which tells what it was about as careless code does."""
    try:
        int(text)
    except ValueError as error:
        raise RuntimeError(f"{request.user} wrote {text}") from error
    return HttpResponse()


urlpatterns = [path("broken/<str:text>/", broken, name="broken"), path("", include("openupr.project.urls"))]


@pytest.fixture(name="heard")
def what_is_heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that a server's log would hold."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    ear = Ear()
    ear.setFormatter(Discreet())
    monkeypatch.setattr(logging.getLogger(), "handlers", [ear])
    yield lines
    assert [line for line in lines if CANARY in line.lower()] == []


def let_loose(example: Example) -> None:
    """Put a canary into every text of every row that can hold it."""
    for model in apps.get_models():
        if model.__module__.startswith("openupr."):
            for field in model._meta.concrete_fields:
                if _holds_any_text(field):
                    model._default_manager.update(**{field.name: CANARY})
    for player in example.players:
        if isinstance(player.actor, Person):
            # Unique, so each its own.
            Person.objects.filter(pk=player.actor.pk).update(username=f"{CANARY}{player.actor.pk}")


def _holds_any_text(field: models.Field) -> bool:
    roomy = isinstance(field, models.TextField) or (field.max_length or 0) >= 60
    textual = isinstance(field, models.CharField | models.TextField)
    # What rows are told apart by is made by the program.
    told_apart = {name for each in field.model._meta.total_unique_constraints for name in each.fields}
    # A zone is one that the world knows, not a text.
    told_apart.add("time_zone")
    return textual and roomy and not field.choices and not field.unique and field.name not in told_apart


def browser(player: Player) -> Client:
    """A player's browser, full of canaries."""
    client = Client(raise_request_exception=False, headers=HEADERS)
    client.cookies["canary"] = CANARY
    if player.token:
        client.cookies[COOKIE] = player.token
    elif isinstance(player.actor, Person):
        # As they are now: a session ends where the password becomes another.
        client.force_login(Person.objects.get(pk=player.actor.pk))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("app_name", APPS)
def test_no_page_of_an_app_logs_what_it_is_about(app_name: str, heard: list[str]) -> None:
    example: Example = examples_of(app_name).example()
    let_loose(example)
    table = next(table for table in TABLES if table.app == app_name)
    # Who knows nobody, and whoever may most, who sends as well; what the latter reads, test_names_in_files asks for.
    # Who knows nobody is refused alike: a third of the addresses is asked for. With `make test-all` all of them, an
    # outsider and a phone, and what is sent to no avail.
    first, *others = example.players
    mightiest = max(example.players, key=lambda each: len(each.roles))
    between = (*others[:1], *(each for each in others if each.token)) if ALL else ()
    looking = {each.name: each for each in (first, *between, mightiest)}
    senders = {mightiest.name, first.name if ALL else mightiest.name}
    routes = [route for action in table.actions for route in action.routes]
    for player in looking.values():
        client = browser(player)
        for at, route in enumerate(routes):
            address = address_of(route, example)
            if ALL or (player is first and at % 3 == 0):
                assert client.get(address, SENT).status_code != 500, address
            if player.name in senders and route != "account_logout":
                assert client.post(address, SENT).status_code != 500, address


def address_of(route: str, example: Example) -> str:
    """Where a route leads; for one without an example, an address that leads nowhere."""
    try:
        return reverse(route, kwargs=dict(example.addresses.get(route, {})))
    except NoReverseMatch:
        return f"/{CANARY}/"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_logged_with_its_place_and_without_its_words(
    heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {**by_route(), "broken": by_route()["recommendations:search"]}
    monkeypatch.setattr("openupr.project.gate.by_route", lambda: known)
    example: Example = examples_of("accounts").example()
    let_loose(example)
    for player in example.players:
        assert browser(player).get(f"/broken/{CANARY}/", SENT).status_code == 500
    told = "\n".join(heard)
    assert "RuntimeError" in told
    assert "ValueError" in told
    assert f"{__file__}:" in told
    assert "in broken" in told


def test_refusals_of_the_framework_are_silent_or_discreet(heard: list[str], db: None) -> None:
    assert Client().get("/", headers={"host": f"{CANARY}.example"}).status_code == 400
    assert Client(enforce_csrf_checks=True).post(f"/room/?{CANARY}", SENT).status_code == 403
    assert Client().get(f"/%00{CANARY}/").status_code == 404
    assert (
        Client().post("/room/", data=b"\xff" + CANARY.encode(), content_type="multipart/form-data").status_code == 400
    )


def test_a_real_server_says_nothing_about_its_readers(own_home: dict[str, str]) -> None:
    with serving(own_home) as (process, address):
        for page in (f"/search/?q={CANARY}", f"/{CANARY}/", f"/invitation/{CANARY}/", "/account/sign-in/", "/room/"):
            for body in (None, urlencode(SENT).encode()):
                _ask(address + page, body)
        process.terminate()
        printed = process.communicate(timeout=60)
    assert CANARY not in "".join(printed)
    assert "127.0.0.1" not in printed[1]
    assert "Traceback" not in printed[1]
    for path_ in Path(own_home["OPENUPR_HOME"]).rglob("*.log"):
        assert CANARY not in path_.read_text()


def _ask(address: str, body: bytes | None) -> None:
    try:
        urlopen(Request(address, data=body, headers=HEADERS)).close()
    except HTTPError as refusal:
        if refusal.code == 500:
            raise


def test_a_message_is_kept_and_what_fills_it_is_not() -> None:
    record = logging.LogRecord("x", logging.ERROR, "/code.py", 7, "Fault at %s", ("/secret/",), None)
    assert Discreet().format(record).endswith("ERROR x: Fault at %s (/code.py:7)")
    filled = logging.LogRecord("x", logging.ERROR, "/code.py", 7, "Fault at /secret/", (), None)
    assert Discreet().format(filled).endswith("ERROR x: (/code.py:7)")
