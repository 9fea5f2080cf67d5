"""The first person."""

import pytest
from django.test import Client

from openupr.accounts.accounts import NewAccount, SomebodyIsHere, make_first_account
from openupr.accounts.models import AuditLine, Person

FIRST = "/account/first/"
CHOSEN = {"username": "Sophea", "called": "Sophea of Land", "password": "three green mangoes"}

pytestmark = pytest.mark.django_db


def test_whoever_sits_at_this_machine_makes_the_first_account_and_is_signed_in(client: Client) -> None:
    assert FIRST in client.get("/account/sign-in/").content.decode()
    assert client.post(FIRST, CHOSEN).headers["Location"] == "/account/"
    assert "Sophea of Land" in client.get("/account/").content.decode()
    assert (Person.objects.get().username, Person.objects.get().is_operator) == ("sophea", True)
    assert [line.what for line in AuditLine.objects.all()] == ["accounts.make_first_account"]


def test_afterwards_nothing_is_there_but_the_word_of_a_command(client: Client) -> None:
    assert "openupr invite" not in client.get("/account/sign-in/").content.decode()
    client.post(FIRST, CHOSEN)
    assert "openupr invite" in Client().get("/account/sign-in/").content.decode()
    assert "openupr invite" not in Client(REMOTE_ADDR="192.168.1.7").get("/account/sign-in/").content.decode()
    other = Client()
    assert other.get(FIRST).status_code == 404
    assert other.post(FIRST, {**CHOSEN, "username": "maly"}).status_code == 404
    assert FIRST not in other.get("/account/sign-in/").content.decode()
    with pytest.raises(SomebodyIsHere):
        make_first_account(chosen=NewAccount("maly", "", "three green mangoes"))
    assert Person.objects.count() == 1


@pytest.mark.parametrize("extra", [{"REMOTE_ADDR": "192.168.1.7"}, {"HTTP_X_FORWARDED_FOR": "192.168.1.7"}])
def test_from_elsewhere_nothing_is_there(extra: dict[str, str]) -> None:
    elsewhere = Client(**extra)
    assert elsewhere.get(FIRST).status_code == 404
    assert elsewhere.post(FIRST, CHOSEN).status_code == 404
    assert FIRST not in elsewhere.get("/account/sign-in/").content.decode()
    assert not Person.objects.exists()


def test_a_wrong_name_and_a_short_password_are_told_at_once(client: Client) -> None:
    page = client.post(FIRST, CHOSEN | {"username": "so phea", "password": "mangoes-9"}).content.decode()
    assert "No spaces." in page
    assert "too short" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"username": "so phea"}, "No spaces."),
        ({"username": "!"}, "No spaces."),
        ({"username": ""}, "Please fill this in."),
        ({"password": "short"}, "too short"),
        ({"password": "password123"}, "too common"),
        ({"password": "sophea of land"}, "too similar"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_it_and_nothing_changes(
    client: Client, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post(FIRST, CHOSEN | wrong)
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert not Person.objects.exists()
