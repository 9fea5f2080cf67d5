"""The page that says when the last backup was made, and taking one away."""

import asyncio
import io
import re
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
from openupr.coalitions.tests.examples.cast import Cast, another_coalition, cast
from openupr.followup.models import EvidenceFile
from openupr.followup.tests.examples import evidence_file
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
    """The cast; Sophea operates the server."""
    made = cast()
    made.sophea.is_operator = True
    made.sophea.save()
    return made


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


def test_both_pages_say_how_much_files_of_evidence_add(known: Cast, browser: Any) -> None:
    sophea, told = browser(known.sophea), "Files of evidence add"
    assert told not in text(sophea.get("/backup/take/"))
    EvidenceFile.objects.filter(pk=evidence_file(known).pk).update(size=120 * 2**20)
    for page in ("/backup/", "/backup/take/"):
        assert re.search(f"{told} 120.0\\sMB to a backup.", text(sophea.get(page)))


def test_a_coordinator_takes_everything_away_and_nothing_stays(known: Cast, browser: Any, tmp_path: Path) -> None:
    sophea = browser(known.sophea)
    home = Path(settings.OPENUPR_HOME)
    before = {each for each in home.rglob("*") if each.is_file()}
    answer = sophea.post("/backup/take/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    # Its name says what it is and the day, and names nobody and no coalition.
    assert re.fullmatch(r'attachment; filename="openupr-\d{4}-\d\d-\d\d\.age"', answer.headers["Content-Disposition"])
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


def test_somebody_who_founds_another_coalition_does_not_take_the_backup_away_from_others(
    known: Cast, browser: Any
) -> None:
    another_coalition(known.chan)
    sophea, chan = browser(known.sophea), browser(known.chan)
    assert "Download a backup" in text(sophea.get("/backup/"))
    given = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert b"".join(sophea.post("/backup/take/", given).streaming_content)
    assert "The last backup" in text(chan.get("/backup/"))
    assert "only its operator takes one" in text(chan.get("/backup/"))
    assert chan.post("/backup/take/", given).status_code == 403
    assert BackupMade.objects.count() == 1


def test_the_backup_passes_to_nobody_when_the_operators_account_is_closed(known: Cast, browser: Any) -> None:
    known.coalition.participations.filter(person=known.nary).update(role="coordinator")
    known.sophea.delete()
    assert not Person.objects.filter(is_operator=True).exists()
    answer = browser(known.nary).post("/backup/take/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert (answer.status_code, BackupMade.objects.count()) == (403, 0)


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
