"""The gate and the table behind it: each can fail, and what it says is what it does."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from hypothesis import given
from hypothesis import strategies as st

from openupr.accounts.acting import act
from openupr.accounts.actions import EVERYBODY, INSIDERS, Action, NotPermitted, Role, Table, demand
from openupr.accounts.tests.examples import person
from openupr.project import tables
from openupr.project.tables import TABLES, InTwoTables, by_route
from openupr.project.who_can_do_what import grid

from . import test_permissions as whole

PRUNE = Action("trees.prune", "Prune a tree", frozenset({Role.COORDINATOR}), routes=["prune"], note="Ask her.")


def forgotten(request: HttpRequest) -> HttpResponse:
    """A page that nobody wrote into a table."""
    return HttpResponse("seen")


def prune(request: HttpRequest) -> HttpResponse:
    """A page whose service asks once more."""
    prune_tree(by=request.user, tree="oak")
    return HttpResponse("pruned")


def roles_in_the_garden(actor: object, about: object) -> frozenset[Role]:
    """Vuthy observes, Sophea coordinates."""
    name = getattr(actor, "username", "")
    place = {"vuthy": Role.OBSERVER, "sophea": Role.COORDINATOR}.get(name)
    return EVERYBODY | ({place} if place else set())


GARDEN = Table("trees", "Trees", (PRUNE,), roles=roles_in_the_garden)


@act(PRUNE, about="tree")
def prune_tree(*, by: object, tree: str) -> None:
    """Nothing is really pruned."""


urlpatterns = [
    path("forgotten/", forgotten, name="forgotten"),
    path("prune/", prune, name="prune"),
    path("", include("openupr.project.urls")),
]

garden = pytest.mark.usefixtures("in_the_garden")


@pytest.fixture
def in_the_garden(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("openupr.project.gate.by_route", lambda: {**by_route(), "prune": (PRUNE, GARDEN)})


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    def browser(name: str) -> Client:
        client = Client()
        client.force_login(person(name))
        return client

    return browser


@override_settings(ROOT_URLCONF=__name__)
def test_an_address_that_was_forgotten_is_found_and_is_not_there(client: Client) -> None:
    assert client.get("/forgotten/").status_code == 404
    assert "forgotten" in set(whole.routes(urlpatterns)) - set(by_route())


def test_an_address_in_two_actions_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = Table("twice", "Twice", (Action("twice.read", "Read", EVERYBODY, routes=["who-can-do-what"]),))
    monkeypatch.setattr(tables, "TABLES", (*TABLES, twice))
    with pytest.raises(InTwoTables, match="who-can-do-what"):
        by_route.__wrapped__()


@garden
@override_settings(ROOT_URLCONF=__name__)
def test_an_insider_is_told_who_may_and_an_outsider_nothing(signed_in: Callable[[str], Client]) -> None:
    refused = signed_in("Vuthy").get("/prune/")
    assert refused.status_code == 403
    sentence = "“Prune a tree” is open to: coordinator. You are here as observer. Ask her."
    assert sentence in refused.content.decode()
    for outsider in (signed_in("Maly"), Client()):
        answer = outsider.get("/prune/")
        assert (answer.status_code, "Prune" in answer.content.decode()) == (404, False)
    assert signed_in("Sophea").get("/prune/").content == b"pruned"


@override_settings(ROOT_URLCONF=__name__)
def test_a_service_that_refuses_answers_as_the_gate_does(
    signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {**by_route(), "prune": by_route()["recommendations:search"]}
    monkeypatch.setattr("openupr.project.gate.by_route", lambda: known)
    assert signed_in("Vuthy").get("/prune/").status_code == 403
    assert signed_in("Maly").get("/prune/").status_code == 404
    assert Client().get("/prune/").status_code == 404


ROLES = st.frozensets(st.sampled_from(list(Role)))


@given(who=ROLES, roles=ROLES)
def test_whoever_has_one_of_the_roles_may_and_nobody_else(who: frozenset[Role], roles: frozenset[Role]) -> None:
    action = Action("trees.climb", "Climb", who)
    if any(role in who for role in roles):
        demand(action, roles)
    else:
        with pytest.raises(NotPermitted) as refusal:
            demand(action, roles)
        assert refusal.value.is_outsider == (not roles & (INSIDERS | {Role.GUEST}))


@given(who=ROLES, roles=ROLES, more=ROLES)
def test_no_further_role_takes_anything_away(
    who: frozenset[Role], roles: frozenset[Role], more: frozenset[Role]
) -> None:
    action = Action("trees.climb", "Climb", who)
    assert action.open_to(roles | more) or not action.open_to(roles)


@pytest.mark.parametrize("table", TABLES, ids=[table.app for table in TABLES])
def test_the_page_says_what_the_table_decides(table: Table) -> None:
    drawn = grid(table)
    columns = [role for role in Role if str(role.label) in [str(each) for each in drawn.columns]]
    for action, row in zip(table.actions, drawn.rows, strict=True):
        for role, may in zip(columns, row.cells, strict=True):
            # Whoever is anything here is also anyone; and signed in, but for guests.
            has = {role, Role.ANYONE} | (
                set() if role in {Role.ANYONE, Role.GUEST, Role.AT_THE_TABLE, Role.PAIRED} else {Role.SIGNED_IN}
            )
            assert may == action.open_to(frozenset(has)), f"{action.name}, {role}"


def test_the_page_has_every_action_in_words(client: Client, db: None) -> None:
    for table in TABLES:
        page = re.sub(r"\s+", " ", client.get("/who-can-do-what/", {"of": table.app}).content.decode())
        for action in table.actions:
            shown = str(action.does).replace("'", "&#x27;").replace('"', "&quot;")
            assert page.count(shown) >= 2, action.name  # for wide windows and for phones
