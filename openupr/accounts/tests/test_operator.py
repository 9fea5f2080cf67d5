"""The operator invites, suspends, says who may found a coalition and where the data is."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from openupr.accounts.accounts import NewAccount
from openupr.accounts.invitations import NotInvited, accept, invite
from openupr.accounts.models import AuditLine, Invitation, Person, Server
from openupr.accounts.server import NoSuchAccount, keep_suspended, may_found

from .conftest import PASSWORD

Make = Callable[..., Person]
PAGES = ("/server/", "/server/about/", "/server/invite/", "/server/new-password/", "/server/suspend/")


@pytest.fixture
def operator(make: Make) -> Client:
    """The browser of Sophea, who operates this server."""
    return browser(make("Sophea", is_operator=True))


def browser(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def said(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def signs_in(name: str) -> str:
    """What somebody reads who signs in with the right password."""
    return said(Client().post("/account/sign-in/", {"login": name, "password": PASSWORD}, follow=True))


def test_nobody_but_the_operator_is_told_of_the_operators_pages(make: Make, operator: Client) -> None:
    for page in PAGES:
        assert operator.get(page).status_code == 200
        assert browser(make(f"Dara{len(page)}")).get(page).status_code == 404
        assert browser(None).get(page).status_code == 404
    assert "/server/" in said(operator.get("/account/"))
    assert "/server/" not in said(browser(make("Chan")).get("/account/"))


def test_the_operators_pages_are_in_english_for_every_reader(operator: Client) -> None:
    operator.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    assert {operator.get(page).headers["Content-Language"] for page in PAGES} == {"en"}


def test_everybody_reads_who_operates_the_server_and_where_it_is(operator: Client) -> None:
    before = said(Client().get("/where-our-data-lies/"))
    assert before.count("not said") == 2
    assert "none was made" in before
    operator.post("/server/about/", {"operated_by": "Lotus Centre", "place": "Battambang", "founding": "everyone"})
    after = said(Client().get("/where-our-data-lies/"))
    assert "Lotus Centre" in after
    assert "Battambang" in after
    assert AuditLine.objects.get().what == "accounts.describe_server"
    assert "Say who operates this server" in said(operator.get("/server/"))


def test_every_page_and_an_invitation_lead_to_where_the_data_lie(db: None) -> None:
    _invitation, secret = invite(by=None, circle="", now=timezone.now())
    client = Client()
    client.get(f"/invitation/{secret}/")
    for page in ("/account/sign-in/", "/invitation/", "/who-can-do-what/"):
        assert "/where-our-data-lies/" in said(client.get(page))


def test_who_may_found_a_coalition_is_the_operators_to_say(make: Make, operator: Client) -> None:
    sophea, dara = Person.objects.get(), make("Dara")
    assert may_found(dara)
    Server.objects.create(founding="invited")
    assert not may_found(dara)
    assert may_found(sophea)
    Server.objects.update(founding="nobody")
    assert not may_found(sophea)


def test_who_accepts_a_link_of_the_operator_may_found_and_who_is_invited_by_a_coalition_may_not(
    make: Make, operator: Client
) -> None:
    Server.objects.create(founding="invited")
    sheet = operator.post("/server/invite/", {"note": "Lotus Centre"})
    secret = sheet.headers["Location"].split("/")[2]
    dara = browser(make("Dara"))
    dara.get(f"/invitation/{secret}/")
    dara.post("/invitation/")
    assert may_found(Person.objects.get(username="dara"))
    invitation, _secret = invite(by=None, circle="a coalition", now=timezone.now())
    chan = accept(token_hash=invitation.token_hash, who=NewAccount("chan", "", PASSWORD), now=timezone.now())
    assert not may_found(chan)


def test_a_suspended_person_is_out_at_once_is_told_so_and_comes_back_when_restored(
    make: Make, operator: Client
) -> None:
    dara = make("Dara")
    theirs = browser(dara)
    assert theirs.get("/account/").status_code == 200
    page = operator.post("/server/suspend/", {"username": " DARA "}, follow=True)
    assert "The account is suspended." in said(page)
    assert theirs.get("/account/").status_code == 302
    assert "Your account is suspended" in signs_in("dara")
    assert [line.what for line in AuditLine.objects.filter(about=f"person {dara.pk}")] == ["accounts.suspend"]
    operator.post(f"/server/restore/{dara.pk}/")
    assert theirs.get("/account/").status_code == 302, "its sessions stay ended"
    assert "You sign in as dara" in signs_in("dara")


def test_links_of_a_suspended_person_rest(make: Make, operator: Client) -> None:
    dara = make("Dara")
    invitation, secret = invite(by=dara, circle="a coalition", now=timezone.now())
    operator.post("/server/suspend/", {"username": "dara"})
    assert Client().get(f"/invitation/{secret}/").status_code == 404
    with pytest.raises(NotInvited):
        accept(token_hash=invitation.token_hash, who=NewAccount("chan", "", PASSWORD), now=timezone.now())
    operator.post(f"/server/restore/{dara.pk}/")
    assert Client().get(f"/invitation/{secret}/").status_code == 302


def test_an_operator_is_not_suspended_in_the_browser_and_an_unknown_name_is_told(make: Make, operator: Client) -> None:
    make("Nary", is_operator=True)
    for name in ("nary", "sophea"):
        assert "This is an operator" in said(operator.post("/server/suspend/", {"username": name}))
    assert "No account here has the name" in said(operator.post("/server/suspend/", {"username": "maly"}))
    assert not Person.objects.filter(is_active=False).exists()


def test_a_suspended_account_does_not_come_back_with_an_older_backup(make: Make) -> None:
    dara = make("Dara", is_active=False)
    suspend_again = keep_suspended()
    Person.objects.filter(pk=dara.pk).update(is_active=True)
    suspend_again()
    assert not Person.objects.get(pk=dara.pk).is_active


def test_the_operator_helps_with_a_forgotten_password_and_its_owner_is_told(make: Make, operator: Client) -> None:
    make("Dara")
    page = operator.post("/server/new-password/", {"username": "dara"}, follow=True)
    found = re.search(r"/invitation/[\w-]+/", said(page))
    assert found
    client = Client()
    client.get(found[0])
    assert "Sign in with it" in said(client.post("/invitation/", {"password": "lotus pond at noon"}, follow=True))
    answer = client.post("/account/sign-in/", {"login": "dara", "password": "lotus pond at noon"}, follow=True)
    assert "with a link that Sophea made" in said(answer)
    make("Nary", is_operator=True)
    assert "This is an operator" in said(operator.post("/server/new-password/", {"username": "nary"}))


def test_the_command_names_another_operator_and_takes_the_role_away(make: Make) -> None:
    make("Sophea", is_operator=True)
    dara = make("Dara")
    told = StringIO()
    call_command("operator", "dara", stdout=told)
    call_command("operator", "sophea", "--remove", stdout=told)
    call_command("operator", stdout=told)
    assert told.getvalue().splitlines() == ["Operators: dara, sophea", "Operators: dara", "Operators: dara"]
    assert browser(dara).get("/server/").status_code == 200
    assert AuditLine.objects.filter(what="accounts.name_operator", circle="server").count() == 2
    with pytest.raises(NoSuchAccount):
        call_command("operator", "maly")


def test_the_account_made_by_the_first_invitation_is_the_operators(db: None) -> None:
    now = timezone.now()
    first, _ = invite(by=None, circle="", now=now)
    second, _ = invite(by=None, circle="", now=now + timedelta(seconds=1))
    assert accept(token_hash=first.token_hash, who=NewAccount("sophea", "", PASSWORD), now=now).is_operator
    assert not accept(token_hash=second.token_hash, who=NewAccount("dara", "", PASSWORD), now=now).is_operator
    assert Invitation.objects.filter(used_at=None).count() == 0
