"""The page that says when the last backup was made, and taking one away."""

import asyncio
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from openupr.accounts.models import AuditLine, BackupMade, Person
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import FOUNDED, Cast, cast
from openupr.project.asgi import OneThread
from openupr.project.backups.backup_age import backup_age
from openupr.project.backups.refusals import DoesNotOpen
from openupr.project.backups.restoring import look_through
from openupr.project.backups.sealing import Means
from openupr.project.sending import SentInParts

PASSWORD = "three green mangoes"
PASSPHRASE = "eleven boats under one roof"


@pytest.fixture
def known(db: None) -> Cast:
    return cast()


@pytest.fixture
def browser(known: Cast) -> Callable[[Person], Client]:
    """browser(known.sophea): signed in a moment ago, with the password."""

    def signed_in(somebody: Person) -> Client:
        somebody.set_password(PASSWORD)
        somebody.save()
        client = Client()
        client.force_login(somebody)
        client.post("/account/again/", {"password": PASSWORD})
        return client

    return signed_in


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_says_when_the_last_backup_was_made(known: Cast, browser: Any) -> None:
    sophea = browser(known.sophea)
    assert "No backup was ever made" in text(sophea.get("/backup/"))
    now = timezone.now()
    BackupMade.objects.create(made_at=now - timedelta(days=20), size=3_400_000, kind="key")
    assert "Nothing has changed since the last backup" in text(sophea.get("/backup/"))
    act = AuditLine.objects.create(when=now - timedelta(days=3), what="coalitions.change")
    assert "is not in the last backup yet" in text(sophea.get("/backup/"))
    act.when = now - timedelta(days=9, hours=1)
    act.save()
    page = text(sophea.get("/backup/"))
    assert "The work of 9 days is in no backup." in page
    assert "3.2 MB" in page
    assert "Work of more than a week" in text(sophea.get("/account/"))
    assert "backup" not in text(browser(known.chan).get("/account/")).lower()


def test_what_a_backup_itself_leaves_in_the_audit_log_is_no_change(known: Cast) -> None:
    now = timezone.now()
    BackupMade.objects.create(made_at=now, size=1, kind="key")
    AuditLine.objects.create(when=now + timedelta(seconds=1), what="project.make_backup")
    found = backup_age(now=now + timedelta(days=30))
    assert (found.unsaved_since, found.is_overdue) == (None, False)


def test_a_coordinator_takes_everything_away_and_nothing_stays(known: Cast, browser: Any, tmp_path: Path) -> None:
    sophea = browser(known.sophea)
    home = Path(settings.OPENUPR_HOME)
    before = {each for each in home.rglob("*") if each.is_file()}
    answer = sophea.post("/backup/take/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="openupr-')
    assert "no-store" in answer.headers["Cache-Control"]
    content = b"".join(answer.streaming_content)
    assert {each for each in home.rglob("*") if each.is_file()} == before
    file = tmp_path / "taken.age"
    file.write_bytes(content)
    assert file.stat().st_size == int(answer.headers["Content-Length"]) == BackupMade.objects.get().size
    assert AuditLine.objects.filter(what="project.take_backup", who=known.sophea).count() == 1
    with pytest.raises(DoesNotOpen, match="This passphrase does not open"):
        look_through(file, means=Means("eleven boats under two roofs"))
    assert look_through(file, means=Means(PASSPHRASE)).rows > 20


def test_a_passphrase_is_typed_twice_and_is_not_weak(known: Cast, browser: Any) -> None:
    sophea = browser(known.sophea)
    assert "The two differ." in text(sophea.post("/backup/take/", {"passphrase": PASSPHRASE, "again": "other"}))
    assert "too easy to guess" in text(sophea.post("/backup/take/", {"passphrase": "mango", "again": "mango"}))
    assert not BackupMade.objects.exists()


def test_a_browser_left_open_is_not_enough(known: Cast) -> None:
    client = Client()
    client.force_login(known.sophea)
    known.sophea.set_password(PASSWORD)
    known.sophea.save()
    client.force_login(known.sophea)
    for answer in (client.get("/backup/take/"), client.post("/backup/take/", {"passphrase": PASSPHRASE})):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/again/")
    assert not BackupMade.objects.exists()


def test_who_coordinates_one_of_two_coalitions_cannot_take_both_away(known: Cast, browser: Any) -> None:
    Coalition.objects.create(review=known.coalition.review, name="Another", languages=["en"], founded=FOUNDED)
    sophea = browser(known.sophea)
    assert "Only a person who coordinates all of them" in text(sophea.get("/backup/"))
    assert 'type="password"' not in text(sophea.get("/backup/take/"))
    answer = sophea.post("/backup/take/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert answer.status_code == 409
    assert "Only a person who coordinates all of them" in text(answer)
    assert not BackupMade.objects.exists()


def large(request: HttpRequest) -> SentInParts:
    file = io.BytesIO()
    file.write(b"part" * 50_000)
    return SentInParts(file, name="large.age")


urlpatterns = [path("large", large)]


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=["django.middleware.gzip.GZipMiddleware"])
def test_a_large_file_is_sent_part_by_part() -> None:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": "GET", "path": "/large", "query_string": b"", "headers": headers}
    asyncio.run(OneThread()(scope, receive, send))
    bodies = [each["body"] for each in sent[1:] if each.get("body")]
    assert b"".join(bodies) == b"part" * 50_000
    assert len(bodies) == 4
    assert (b"Content-Length", b"200000") in sent[0]["headers"]
