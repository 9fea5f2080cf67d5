"""Somebody closes their account."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from openupr.accounts.accounts import ON_CLOSING, CannotClose, NotYourPassword, close_account
from openupr.accounts.models import AuditLine, Person

pytestmark = pytest.mark.django_db
PASSWORD = "four words in a row"


@pytest.fixture
def dara(make: Callable[..., Person]) -> Person:
    somebody = make("Dara")
    somebody.set_password(PASSWORD)
    somebody.save()
    return somebody


def test_an_account_is_closed_with_its_password_and_the_browser_forgets(client: Client, dara: Person) -> None:
    AuditLine.objects.create(when=timezone.now(), who=dara, what="accounts.keep_account")
    other = Client()
    for browser in (client, other):
        browser.force_login(dara)
    page = client.get("/account/close/").content.decode()
    assert "What stays" in page
    refused = client.post("/account/close/", {"meant": "on", "password": "wrong"}).content.decode()
    assert "This is not your password." in refused
    assert client.post("/account/close/", {"password": PASSWORD}).status_code == 200
    assert Person.objects.filter(pk=dara.pk).exists()
    closed = client.post("/account/close/", {"meant": "on", "password": PASSWORD})
    assert closed.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not Person.objects.filter(pk=dara.pk).exists()
    assert other.get("/account/").status_code == 302
    assert not Session.objects.exists()
    assert set(AuditLine.objects.values_list("who", flat=True)) == {None}
    assert AuditLine.objects.filter(what="accounts.close_account").exists()


def test_where_something_must_be_handed_over_first_nothing_is_closed(
    dara: Person,
) -> None:
    def refuse(person: Person, now: object) -> None:
        Person.objects.filter(pk=person.pk).update(called="changed")
        raise CannotClose("Hand over first.")

    with ON_CLOSING.only(refuse), pytest.raises(CannotClose, match="Hand over first"):
        close_account(by=dara, password=PASSWORD, now=timezone.now())
    dara.refresh_from_db()
    assert dara.called == "Dara"


def test_guessing_the_password_is_slowed_down(client: Client, dara: Person) -> None:
    client.force_login(dara)
    for _ in range(5):
        client.post("/account/close/", {"meant": "on", "password": "wrong"})
    assert client.post("/account/close/", {"meant": "on", "password": PASSWORD}).status_code == 429
    with pytest.raises(NotYourPassword):
        close_account(by=dara, password="wrong", now=timezone.now())
