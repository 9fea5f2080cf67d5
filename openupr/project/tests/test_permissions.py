"""The whole table role x action, tried on real people and things: every address, every service, every role.

What is tried comes from the tables themselves; the people and things from each app's tests/examples.py.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from openupr.accounts.actions import EVERYBODY, INSIDERS, Action, NotPermitted, Role, Table, is_paired
from openupr.accounts.models import Person
from openupr.accounts.tests.examples import Example, Player
from openupr.project import gate
from openupr.project.tables import TABLES, by_route
from openupr.web.clock import now_in, set_clock

from .extent import ALL

APPS = [table.app for table in TABLES]
# Whose actions stand in the table of another app, as the audit log has known them by its name.
TABLE_MATES = {"roadmaps": ("proposals",)}
IS_A_FILE = re.compile(r"\.(pdf|docx|xlsx|zip|csv|json|jsonl|html|md|ics)$")
NO_FEATURES = {"apps", "urls", "management", "migrations", "models", "rules", "tasks", "tests"}
# A call that changes rows, in the text of a function.
WRITES = re.compile(r"\.(save|create|get_or_create|update_or_create|bulk_create|bulk_update|delete|update)\(")
WHERE = "add it to an action in actions.py of its app"


def routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The name of every address of the product; one without a name is told by its pattern."""
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else ""
            yield from routes(each.url_patterns, space + inner)
        else:
            yield space + (each.name or f"an address without a name, {each.pattern}")


def examples_of(app_name: str) -> Any:
    """The module in which an app offers its examples."""
    try:
        return importlib.import_module(f"openupr.{app_name}.tests.examples")
    except ModuleNotFoundError:
        pytest.fail(f"openupr/{app_name}/tests/examples.py is to offer example(): see accounts' own")


def services(app_name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The dotted name of every public function with which an app writes: it carries an action or saves."""
    for name in _modules_that_write(app_name):
        for called, found in vars(importlib.import_module(name)).items():
            is_ours = inspect.isfunction(found) and found.__module__ == name and not called.startswith("_")
            if is_ours and (hasattr(found, "action") or WRITES.search(inspect.getsource(found))):
                yield f"{name}.{called}", found


def _modules_that_write(app_name: str) -> Iterator[str]:
    for app in (app_name, *TABLE_MATES.get(app_name, ())):
        package = importlib.import_module(f"openupr.{app}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            first = module.name.split(".")[2]
            if first not in NO_FEATURES and not first.endswith("_pages"):
                yield module.name


def internal(name: str, reasons: dict[str, str]) -> bool:
    """Whether a function, or the module or package that holds it, is on the list with a reason."""
    parts = name.split(".")
    return any(reasons.get(".".join(parts[:length])) for length in range(3, len(parts) + 1))


def test_every_address_stands_in_exactly_one_action() -> None:
    known = by_route()  # raises InTwoTables
    missing = [name for name in routes(get_resolver().url_patterns) if name not in known]
    assert missing == [], f"Who may see these? For each: {WHERE}"
    assert sorted(set(known) - set(routes(get_resolver().url_patterns))) == [], "These addresses do not exist"


def test_every_action_has_one_name_and_somebody_who_may() -> None:
    actions = [action for table in TABLES for action in table.actions]
    assert len({action.name for action in actions}) == len(actions)
    assert [action.name for action in actions if not action.who] == []
    of_another = [
        action.name
        for table in TABLES
        for action in table.actions
        if action.name.split(".")[0] != (table.part or table.app)
    ]
    assert of_another == []


@pytest.mark.parametrize("table", TABLES, ids=APPS)
def test_every_service_carries_an_action_of_its_table_or_a_reason(table: Table) -> None:
    reasons = dict(examples_of(table.app).INTERNAL)
    without = [
        name for name, service in services(table.app) if not hasattr(service, "action") and not internal(name, reasons)
    ]
    assert without == [], "Decorate these with act(ACTION), or say in INTERNAL of tests/examples.py who calls them"
    strange = [
        name
        for name, service in services(table.app)
        if getattr(service, "action", table.actions[0]) not in table.actions
    ]
    assert strange == [], f"Their actions stand in no table: {WHERE}"


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=APPS)
def test_every_service_refuses_whoever_may_not(table: Table) -> None:
    example: Example = examples_of(table.app).example()
    for name, service in services(table.app):
        action = getattr(service, "action", None)
        if action is None:
            continue
        given = example.calls.get(service, {})
        about = given.get(service.about) if service.about else None  # type: ignore[attr-defined]
        assert not service.about or about is not None, f"{name}: name its “{service.about}” in calls of the examples"  # type: ignore[attr-defined]
        for player in example.players:
            expected = action.open_to(player.roles_in(about))
            assert _is_let_through(service, player, dict(given)) == expected, f"{player.name}: {name}"


def _is_let_through(service: Callable[..., Any], player: Player, given: dict[str, Any]) -> bool:
    class Undone(Exception):
        pass

    try:
        with transaction.atomic():
            service(by=player.actor, **given)
            raise Undone
    except NotPermitted:
        return False
    except Exception:
        # Whatever else it says (a keyword is missing, a rule of the field), it was not about who asks.
        return True


def answer_expected(action: Action, roles: frozenset[Role], *, is_paired: bool = False) -> set[str]:
    """What somebody in these roles gets: in, a sign-in page, nothing there, or a named refusal."""
    if action.who == EVERYBODY:
        # Public addresses whose thing is not there (a used invitation) say so to everybody alike.
        return {"in", "nothing there"}
    if action.open_to(roles):
        return {"in"}
    if Role.SIGNED_IN in action.who and not is_paired:
        return {"sign in"}
    return {"refused"} if roles & INSIDERS else {"nothing there"}


def browser_of(player: Player, *, strict: bool = False) -> Client:
    """A player's browser: signed in, or a phone with its token. `strict`: forms of other sites are refused."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=strict)
    if player.token:
        client.cookies[player.cookie] = player.token
    elif player.actor is not None:
        client.force_login(player.actor)
    return client


def answer_of_the_gate(player: Player, address: str) -> str:
    """What the gate by itself answers somebody who asks for an address: a quarter of the work of a request."""
    request = RequestFactory().get(address)
    set_clock(request, now_in())
    request.user = player.actor if isinstance(player.actor, Person) and not player.token else AnonymousUser()
    request.COOKIES[player.cookie] = player.token
    request.resolver_match = match = _resolved(address)
    # What a page of its own would say beside it.
    request.session = SessionStore()
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    try:
        # Its pages are drawn in test_gate; here it is asked thousands of times.
        with mock.patch.object(gate, "render", _not_drawn):
            answer = gate.Gate(HttpResponse).process_view(request, match.func, match.args, match.kwargs)
    except Http404:
        return "nothing there"
    finally:
        timezone.deactivate()
    return "in" if answer is None else answer_told(answer, address)


# All who ask for an address are led to the same view.
_resolved = cache(resolve)


def _not_drawn(_request: HttpRequest, _template: str, _given: object = None, *, status: int = 200) -> HttpResponse:
    return HttpResponse(status=status)


def answer_given(client: Client, address: str, *, whole: bool) -> str:
    """What a browser gets at an address: the page itself, or only whether the gate lets it through to one.

    No view takes OPTIONS, so that nothing is drawn for it: hundreds of pages would take a minute.
    """
    answer = client.get(address) if whole else client.options(address)
    return answer_told(answer, address)


def answer_told(answer: HttpResponseBase, address: str) -> str:
    """An answer as one of the words of `answer_expected`."""
    # 503: a page of the record, and none is loaded here.
    assert answer.status_code < 500 or answer.status_code == 503, f"{address}: {answer.status_code}"
    if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login") + "?next="):
        return "sign in"
    return {404: "nothing there", 403: "refused"}.get(answer.status_code, "in")


def answers_expected(
    example: Example, action: Action, about: object, *, everybody: bool
) -> Iterator[tuple[Player, set[str]]]:
    """Who asks, and what they are to get. Without `everybody` one player for each answer: an action's first address is
    tried with all of them, and what the gate answers at its others hangs on the action."""
    seen: list[set[str]] = []
    for player in example.players:
        expected = answer_expected(action, player.roles_in(about), is_paired=is_paired(player.actor))
        if everybody or expected not in seen:
            seen.append(expected)
            yield player, expected


def is_kept_from_other_sites(strict: Client, address: str) -> bool:
    """Whether what another site's form sends is refused. `make test` sends one only where the view looks at it itself;
    elsewhere Django's middleware does, which test_headers tries."""
    if ALL or getattr(resolve(address).func, "csrf_exempt", False):
        # 405: nothing is sent there at all, by whomever.
        return strict.post(address).status_code in {403, 405}
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=APPS)
def test_every_address_answers_every_role_as_the_table_says(table: Table) -> None:
    example: Example = examples_of(table.app).example()
    # Actions know their routes once all pages are read, also where this test runs alone.
    assert get_resolver().url_patterns
    browsers = {player.name: browser_of(player) for player in example.players}
    # Whoever may most, at a page of somebody else's: the forms there know no secret of ours.
    strict = browser_of(max(example.players, key=lambda each: len(each.roles)), strict=True)
    wrong = []
    for action in table.actions:
        tried = False
        for route in action.routes:
            drawn = False
            if route not in example.addresses and _has_parts(route):
                # What anybody may read needs no thing behind it to be tried; everything else does.
                assert action.who == EVERYBODY, f"{route}: give its parts in addresses of the examples"
                continue
            parts = example.addresses.get(route, {})
            about = None if action.who == EVERYBODY else table.find(parts)
            address = reverse(route, kwargs=dict(parts))
            for player, expected in answers_expected(example, action, about, everybody=ALL or not tried):
                is_first = not drawn and "in" in expected
                # `make test` draws a page once, for whoever may most: test_huge_numbers does. Printing takes a second,
                # and test_names_in_files has the same sheets printed.
                if ALL or (is_first and IS_A_FILE.search(address) and not address.endswith(".pdf")):
                    given = answer_given(browsers[player.name], address, whole=is_first)
                else:
                    given = answer_of_the_gate(player, address)
                drawn = drawn or is_first
                if is_first and not is_kept_from_other_sites(strict, address):
                    wrong.append(f"{route}: takes what another site's form sends")
                if given not in expected:
                    wrong.append(f"{player.name} at {route}: {given} instead of {expected}")
            tried = True
    assert wrong == []


def _has_parts(route: str) -> bool:
    try:
        reverse(route)
    except Exception:
        return True
    return False


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=APPS)
def test_the_players_of_the_examples_have_the_roles_that_are_said(table: Table) -> None:
    example: Example = examples_of(table.app).example()
    things = [table.find(parts) for parts in example.addresses.values()]
    for player in example.players:
        for thing in things:
            assert table.roles(player.actor, thing) == player.roles_in(thing), f"{player.name}, {thing!r}"
    played = frozenset().union(*(player.roles.union(*player.elsewhere.values()) for player in example.players))
    needed = frozenset().union(*(action.who for action in table.actions))
    assert needed <= played, "The examples need a player for each role of the table"
