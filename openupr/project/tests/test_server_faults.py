"""What readers get when the database is busy, its disk full or its file damaged: a sentence, and what they typed."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError, connection
from django.db.models import F
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.tests.examples import person
from openupr.coalitions.coalition import found_coalition
from openupr.coalitions.models import Coalition, ExternalEvent
from openupr.project.server_faults import Fault, fault_of, server_fault
from openupr.reviews.models import Review

TEXT = "The dam would flood three villages"
SENT = {"title": TEXT, "day": "2026-11-20", "effect": "", "risk": "", "until": ""}
# One writes at a time, and a file is full, on SQLite alone.
sqlite_only = pytest.mark.once


@pytest.fixture
def coalition(transactional_db: None) -> Coalition:
    review, _made = Review.objects.get_or_create(iso3="KHM", cycle=5, defaults={"status": Review.Status.EXPECTED})
    today = timezone.localdate()
    return found_coalition(by=person("Sophea"), review=review, name="Rivers", languages=["en"], today=today)


@pytest.fixture
def browser(coalition: Coalition) -> Client:
    client = Client(raise_request_exception=False, headers={"referer": f"http://testserver{form_of(coalition)}"})
    client.force_login(coalition.participations.get().person)
    return client


def form_of(coalition: Coalition) -> str:
    return reverse("coalitions:new-event", args=[coalition.key])


@contextmanager
def somebody_writing() -> Iterator[None]:
    """Another program holds the lock for longer than anybody waits."""
    if connection.vendor == "postgresql":
        with psycopg.connect(**connection.get_connection_params()) as holding, connection.cursor() as cursor:
            holding.execute(f"LOCK TABLE {ExternalEvent._meta.db_table} IN EXCLUSIVE MODE")
            cursor.execute("SET lock_timeout = 50")
            yield
            holding.rollback()
        return
    other = sqlite3.connect(connection.settings_dict["NAME"], uri=True, isolation_level=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full_disk() -> Iterator[None]:
    """The database's file may not grow any more."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no page is free
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.everywhere
def test_a_save_that_waits_too_long_keeps_what_was_typed_and_goes_through_at_the_next_try(
    coalition: Coalition, browser: Client
) -> None:
    with somebody_writing():
        answer = browser.post(form_of(coalition), SENT)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Busy. Try again in a few seconds" in page
    assert "This was not saved." in page
    assert page.count(TEXT) == 2, "once to read, once to send again"
    assert not ExternalEvent.objects.exists()
    again = dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"', page))
    assert browser.post(form_of(coalition), again).status_code == 302
    assert ExternalEvent.objects.get().title == TEXT


@pytest.mark.everywhere
def test_nobody_waits_for_ever(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout")
        assert cursor.fetchone() in (("10s",), (10_000,))


@sqlite_only
def test_reading_does_not_wait_for_savers_though_the_session_is_due(coalition: Coalition, browser: Client) -> None:
    Session.objects.update(expire_date=F("expire_date") - timedelta(minutes=5))
    with somebody_writing():
        for address in ("/coalitions/", "/account/", f"/coalitions/{coalition.key}/"):
            assert browser.get(address).status_code == 200, address


@sqlite_only
def test_a_full_disk_is_named_and_what_was_typed_is_kept(coalition: Coalition, browser: Client) -> None:
    with full_disk():
        answer = browser.post(form_of(coalition), SENT | {"effect": "Sesan " * 20_000})
    page = answer.content.decode()
    assert answer.status_code == 507
    assert "The disk is full" in page
    assert TEXT in page
    assert not ExternalEvent.objects.exists()


def test_what_another_site_sends_is_not_repeated() -> None:
    """Its words would stand on a page of ours, with a button that sends them."""
    foreign = RequestFactory().post("/x/", SENT, headers={"referer": "https://attacker.example/"})
    page = answered(foreign, OperationalError("x"), code=sqlite3.SQLITE_BUSY)
    assert TEXT not in page
    assert "<form" not in page


def test_a_password_or_a_file_is_given_once_more_by_hand() -> None:
    own = RequestFactory().post("/x/", SENT | {"password": "pond-lily-7"}, headers={"referer": "http://testserver/x/"})
    page = answered(own, OperationalError("x"), code=sqlite3.SQLITE_BUSY)
    assert TEXT in page
    assert "pond-lily-7" not in page
    assert "<form" not in page


def answered(request: HttpRequest, error: Exception, *, code: int) -> str:
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorcode = code
    try:
        raise error from cause
    except Exception:
        return server_fault(request).content.decode()


def test_a_damaged_database_says_how_to_restore_and_asks_nothing_of_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with closing(sqlite3.connect(broken)) as damaged, pytest.raises(sqlite3.DatabaseError) as raised:
        damaged.execute("SELECT * FROM sqlite_master")
    assert fault_of(raised.value) is Fault.DAMAGED
    page = answered(RequestFactory().get("/coalitions/"), DatabaseError("x"), code=raised.value.sqlite_errorcode)
    assert "openupr restore FILE --replace" in page


@pytest.mark.parametrize(
    ("state", "fault"),
    [("55P03", Fault.BUSY), ("40P01", Fault.BUSY), ("57P01", Fault.BUSY), ("08006", Fault.BUSY),
     ("53300", Fault.BUSY), ("53100", Fault.FULL), ("XX001", Fault.DAMAGED), ("23505", Fault.OURS)],
)  # fmt: skip
def test_what_postgresql_says_is_understood(state: str, fault: Fault) -> None:
    error = OperationalError("x")
    error.__cause__ = psycopg.errors.lookup(state)("x") if state != "08006" else psycopg.errors.ConnectionFailure("x")
    assert fault_of(error) is fault


@pytest.mark.parametrize("said", [psycopg.OperationalError("connection failed"), psycopg.InterfaceError("closed")])
def test_a_postgresql_that_is_gone_keeps_what_was_typed(said: psycopg.Error) -> None:
    own = RequestFactory().post("/x/", SENT, headers={"referer": "http://testserver/x/"})
    try:
        raise OperationalError("x") from said
    except OperationalError:
        answer = server_fault(own)
    assert answer.status_code == 503
    assert TEXT in answer.content.decode()


def test_a_file_that_found_no_room_is_a_full_disk_and_any_other_fault_is_ours() -> None:
    assert fault_of(OSError(errno.ENOSPC, "No space left on device")) is Fault.FULL
    assert fault_of(OSError(errno.EACCES, "Permission denied")) is Fault.OURS
    assert fault_of(None) is Fault.OURS
