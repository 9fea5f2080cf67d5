"""Sessions end after half an hour of silence, cost few writes, and are not even looked for without a cookie."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openupr.accounts.models import Person
from openupr.accounts.tests.conftest import PASSWORD, make
from openupr.coalitions.models import new_key
from openupr.coalitions.tests.examples.cast import another_coalition

__all__ = ["make"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def sophea() -> Client:
    """Her browser, signed in."""
    client = Client()
    client.force_login(Person.objects.create(username="sophea", called="Sophea"))
    return client


def pass_time(**given: int) -> None:
    """Move the clock: for a session that is all in its end."""
    Session.objects.update(expire_date=F("expire_date") - timedelta(**given))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_half_an_hour_of_silence_ends_a_session(sophea: Client) -> None:
    pass_time(minutes=31)
    assert not is_in(sophea)


def test_whoever_asks_now_and_then_stays_in(sophea: Client) -> None:
    for _ in range(5):
        pass_time(minutes=20)
        assert is_in(sophea)


def test_the_last_minute_counts_as_well(sophea: Client) -> None:
    """Whatever is asked for within a minute is not saved, so the end may come a minute early, and never late."""
    assert is_in(sophea)
    pass_time(minutes=28)
    assert is_in(sophea)
    pass_time(minutes=29)
    assert is_in(sophea)
    pass_time(minutes=30, seconds=1)
    assert not is_in(sophea)


def test_reading_on_writes_at_most_once_a_minute(sophea: Client) -> None:
    def writes() -> int:
        with CaptureQueriesContext(connection) as asked:
            for _ in range(5):
                sophea.get("/account/")
        return sum(query["sql"].startswith(("UPDATE", "INSERT")) for query in asked.captured_queries)

    assert writes() == 0
    pass_time(seconds=61)
    assert writes() == 1


def test_a_session_ends_with_the_browser(make: Callable[..., Person], client: Client) -> None:
    make("Sophea")
    answer = client.post("/account/sign-in/", {"login": "sophea", "password": PASSWORD})
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)


RECORD = [
    "/",
    "/search/",
    "/disaggregate/",
    "/states/",
    "/gaps/",
    "/similar/",
    "/api/search",
    "/nowhere/",
    "/who-can-do-what/",
]


@pytest.mark.parametrize("address", RECORD)
def test_without_a_cookie_neither_session_nor_person_is_looked_for(address: str, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        # From elsewhere: at the server's own machine the first page also asks whether there is any account yet.
        answer = client.get(address, REMOTE_ADDR="10.0.0.7")
    words = " ".join(query["sql"] for query in asked.captured_queries)
    assert "django_session" not in words
    assert "accounts_" not in words
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/search/", "/gaps/", "/nowhere/"])
def test_a_page_is_kept_apart_by_who_reads_it(address: str, client: Client, sophea: Client) -> None:
    nobodys, hers = client.get(address), sophea.get(address)
    for answer in (nobodys, hers):
        assert "Cookie" in answer.headers["Vary"]
    assert "Sophea" in hers.content.decode()
    assert "Sophea" not in nobodys.content.decode()
    assert hers.headers["Cache-Control"] == "no-store, private"
    assert "no-store" not in nobodys.headers.get("Cache-Control", "")


def test_an_answer_for_programs_is_the_same_for_everybody(client: Client, sophea: Client) -> None:
    nobodys, hers = client.get("/api/openapi.json"), sophea.get("/api/openapi.json")
    assert nobodys.content == hers.content
    assert "Cookie" not in nobodys.headers["Vary"]


def test_what_some_may_see_is_kept_by_no_cache(sophea: Client) -> None:
    for address in ("/account/", "/account/ways-in/", "/coalitions/found/", "/coalitions/2345bcdf/"):
        assert sophea.get(address).headers["Cache-Control"] == "no-store, private", address
        assert Client().get(address).headers["Cache-Control"] == "no-store, private", address


def test_a_missing_page_offers_sign_in_whether_or_not_anything_is_there(client: Client, sophea: Client) -> None:
    key, other = another_coalition().key, new_key()
    pages = [client.get(f"/coalitions/{each}/") for each in (key, other)]
    assert [page.status_code for page in pages] == [404, 404]
    there, nowhere = (page.content.decode() for page in pages)
    assert f'href="/account/sign-in/?next=/coalitions/{key}/"' in there
    assert there.replace(f"/{key}/", "/") == nowhere.replace(f"/{other}/", "/")


def test_whoever_types_stays_in(sophea: Client) -> None:
    for _ in range(3):
        pass_time(minutes=25)
        assert sophea.get("/account/here/").status_code == 204
    assert is_in(sophea)
    assert Client().get("/account/here/").status_code == 302


def test_a_part_of_a_page_stays_as_it_is_and_is_told_why(client: Client, sophea: Client) -> None:
    part = {"HX-Request": "true"}
    for address in ("/account/", "/coalitions/2345bcdf/change/"):
        for answer in (client.get(address, headers=part), client.post(address, {"name": "Land"}, headers=part)):
            assert (answer.status_code, answer.headers["X-Signed-Out"], answer.content) == (401, "yes", b"")
    assert sophea.get("/account/", headers=part).status_code == 200


def test_what_was_typed_is_given_back_where_somebody_signed_in_anew_meanwhile_and_never_to_another_site() -> None:
    """The form's token is of before; only what the browser has just sent is shown, and no cache keeps it."""
    strict = Client(enforce_csrf_checks=True)
    typed = {"about": "Families <evicted>", "password": "three green mangoes", "says": "object", "receipt": "No. 7"}
    ours = {"referer": "http://testserver/coalitions/found/"}
    answer = strict.post("/coalitions/found/", typed | {"seen": "0123456789abcdef"}, headers=ours)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store, private")
    page = answer.content.decode()
    assert "Families &lt;evicted&gt;</textarea>" in page
    assert "No. 7</textarea>" in page
    assert page.count("</textarea>") == 2
    assert 'href="/coalitions/found/">Load the page again' in page
    for elsewhere in ({}, {"referer": "http://attacker.example/"}):
        assert b"Families" not in strict.post("/coalitions/found/", typed, headers=elsewhere).content


def test_what_was_typed_into_a_form_that_stood_open_too_long_is_given_back(sophea: Client) -> None:
    """And whether there is anything at the address is not told, nor is a password repeated."""
    pass_time(minutes=31)
    typed = {"about": "Families <evicted> in 2016", "password": "three green mangoes", "name": "short"}
    sent_from = {"referer": "http://testserver/coalitions/found/"}
    pages = []
    for address in ("/coalitions/found/", "/coalitions/2345bcdf/change/", "/coalitions/xwvtbcdf/change/"):
        answer = sophea.post(address, typed, headers=sent_from)
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store, private"
        pages.append(answer.content.decode())
    assert len(set(pages)) == 1
    assert "Families &lt;evicted&gt; in 2016</textarea>" in pages[0]
    assert 'href="/account/sign-in/?next=/coalitions/found/"' in pages[0]
    assert "mangoes" not in pages[0]
    assert (
        "attacker"
        not in sophea.post("/account/", typed, headers={"referer": "http://attacker.example/"}).content.decode()
    )
