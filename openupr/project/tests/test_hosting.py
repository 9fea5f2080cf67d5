"""What an operator sees of the whole, what coalitions read of the backup, and what `check-hosting` finds."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from openupr.accounts.models import BackupMade, Person, Server
from openupr.accounts.server import restore_account, suspend_account
from openupr.coalitions.coalition import found_coalition
from openupr.coalitions.following import follow_everywhere
from openupr.coalitions.models import Coalition
from openupr.coalitions.pairing import COOKIE, make_pairing_code, pair_device
from openupr.coalitions.rules.refusals import MayNotFound
from openupr.coalitions.tests.examples.cast import Cast, another_coalition, cast
from openupr.project.backups.keeping import name_in
from openupr.project.backups.refusals import NoFolder
from openupr.project.hosting.faults import faults
from openupr.project.hosting.sizes import sizes_of_coalitions
from openupr.project.worker import only_worker
from openupr.recommendations.actions import may_send_files
from openupr.timeline.models import Feed

PASSPHRASE = "eleven boats under one roof"


@pytest.fixture
def known(db: None) -> Cast:
    """The cast; Nary, an observer, operates the server."""
    made = cast()
    made.nary.is_operator = True
    made.nary.save()
    return made


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_operator_sees_size_and_people_of_each_coalition_and_no_name(known: Cast) -> None:
    Coalition.objects.update(name="Quetzal alliance")
    page = said(browser(known.nary).get("/server/?sizes"))
    (size,) = sizes_of_coalitions()
    assert known.coalition.key in page
    assert (size.people, size.megabytes) == (known.coalition.participations.count(), 1)
    for word in ("Quetzal", *known.coalition.groups.values_list("name", flat=True), "Dara", "dara"):
        assert word not in page


def test_texts_and_files_are_counted_only_when_the_operator_asks(
    known: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    operator = browser(known.nary)
    with django_assert_max_num_queries(12):
        page = said(operator.get("/server/"))
    # The letters alone may stand in the page's random token.
    heading = "MB</th>"
    assert heading not in page
    assert "Count their sizes" in page
    assert heading in said(operator.get("/server/?sizes"))


def test_neither_an_outsider_nor_a_coordinator_is_told_of_the_operators_page(known: Cast) -> None:
    for somebody in (known.sophea, known.chan, known.bopha):
        assert browser(somebody).get("/server/").status_code == 404


def test_texts_and_files_of_a_coalition_count_and_those_of_others_do_not(known: Cast) -> None:
    other = another_coalition(known.chan)
    other.events.create(title="x", day=timezone.localdate(), effect="ភ" * 1_000_000)
    sizes = {each.key: each.megabytes for each in sizes_of_coalitions()}
    assert sizes == {known.coalition.key: 1, other.key: 4}, "three bytes for each letter"


def test_who_may_not_found_a_coalition_reads_why_and_whom_to_ask(known: Cast) -> None:
    chan = browser(known.chan)
    known.chan.participations.all().delete()
    assert "/coalitions/new/" in said(chan.get("/account/"))
    Server.objects.create(founding="invited")
    assert "/coalitions/new/" not in said(chan.get("/coalitions/")) + said(chan.get("/account/"))
    page = said(chan.get("/coalitions/new/?state=KHM"))
    assert "On this server you cannot start a coalition." in page
    assert "<select" not in page.split("cannot start")[1].split("</main>")[0]
    review = known.coalition.review
    with pytest.raises(MayNotFound):
        found_coalition(by=known.chan, review=review, name="x", languages=["en"], today=timezone.localdate())
    assert "/coalitions/new/" in said(browser(known.nary).get("/coalitions/"))


def test_a_coalitions_first_page_offers_the_backup_to_the_operator_and_tells_coordinators_its_day(known: Cast) -> None:
    address = f"/coalitions/{known.coalition.key}/"
    assert "No backup of this server was ever made" in said(browser(known.sophea).get(address))
    BackupMade.objects.create(made_at=timezone.now() - timedelta(days=12, hours=1), size=1, kind="key")
    operators, coordinators = (said(browser(each).get(address)) for each in (known.nary, known.sophea))
    assert "ackup" not in said(browser(known.chan).get(address))
    assert "Last backup 12 days ago." in operators
    assert "/backup/take/" in operators
    assert "Last backup of this server" in coordinators
    assert "/backup/take/" not in coordinators


def test_a_suspended_persons_calendar_address_opens_nothing(known: Cast) -> None:
    followed, _token = follow_everywhere(by=known.chan, neutral=True, today=timezone.localdate())
    suspend_account(by=known.nary, person=known.chan, now=timezone.now())
    assert not Feed.objects.get(pk=followed.feed_id).is_open


def test_a_suspended_persons_paired_telephone_stays_out_when_they_are_restored(known: Cast) -> None:
    _made, code = make_pairing_code(by=known.chan, group=known.land, person=known.chan, now=timezone.now())
    telephone = Client()
    telephone.cookies[COOKIE] = pair_device(code=code, now=timezone.now())[1]
    assert telephone.get("/paired/").status_code == 200
    suspend_account(by=known.nary, person=known.chan, now=timezone.now())
    restore_account(by=known.nary, person=known.chan)
    assert telephone.get("/paired/").status_code == 404


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_a_proxy_the_operator_imports_and_nobody_else(known: Cast) -> None:
    for person, status in ((known.nary, 200), (known.sophea, 404)):
        client = browser(person)
        assert client.get("/import/", secure=True).status_code == status
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value.encode()
        headers = [(b"cookie", settings.SESSION_COOKIE_NAME.encode() + b"=" + cookie)]
        scope = {"path": "/import/", "client": ("127.0.0.1", 1), "headers": headers}
        assert may_send_files(scope) == (status == 200)
    assert Client().get("/import/", secure=True).status_code == 404


class Healthy(BaseHTTPRequestHandler):
    """A server that says that it lives."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok\n")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def plain_server() -> Iterator[str]:
    """A server that speaks no https, and its address as if it did."""
    with HTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()


def named(found: list[str]) -> list[str]:
    return [fault.partition(":")[0] for fault in found]


def test_a_laptop_lacks_what_a_server_needs(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENUPR_TIME_ZONE", raising=False)
    with override_settings(OPENUPR_HOME=tmp_path, OPENUPR_ADDRESS=""):
        found = list(faults(now=timezone.now()))
    assert named(found) == ["address", "https", "time zone", "worker", "backup", "operator"]
    assert "open the link" in found[-1]


def test_what_is_set_but_does_not_work_is_named_too(
    known: Cast, tmp_path: Path, plain_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openupr.project.hosting.faults.LEAST_FREE", 10**18)
    BackupMade.objects.create(made_at=timezone.now() - timedelta(days=9), size=1, kind="key")
    (tmp_path / "secret-key").touch(mode=0o644)
    given = {"OPENUPR_HOME": tmp_path, "OPENUPR_ADDRESS": plain_server, "SECRET_KEY": "short", "ALLOWED_HOSTS": []}
    with override_settings(**given, SECURE_PROXY_SSL_HEADER=("X", "https")), monkeypatch.context() as patched:
        patched.setenv("OPENUPR_TIME_ZONE", "Asia/Phnom_Penh")
        found = list(faults(now=timezone.now()))
    assert named(found) == ["address", "https", "key", "key", "disk", "worker", "backup"]
    assert "127.0.0.1 is not in OPENUPR_HOSTS" in found[0]
    assert "does not answer" in found[1]
    assert found[-1] == "backup: the last one was made 9 days ago."


def test_the_command_ends_with_1_while_anything_is_wrong(
    known: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = StringIO()
    monkeypatch.setattr("openupr.project.hosting.faults._https", lambda: iter(()))
    monkeypatch.setenv("OPENUPR_TIME_ZONE", "UTC")
    with override_settings(OPENUPR_HOME=tmp_path, OPENUPR_ADDRESS="https://localhost", SECRET_KEY="k" * 50):
        with pytest.raises(SystemExit) as end:
            call_command("check-hosting", stdout=told)
        assert (end.value.code, named(told.getvalue().splitlines())) == (1, ["worker", "backup"])
        BackupMade.objects.create(made_at=timezone.now(), size=1, kind="key")
        with only_worker(tmp_path):
            call_command("check-hosting", stdout=told)
    assert told.getvalue().splitlines()[-1] == "Nothing is wrong."


@pytest.fixture
def back_up(db: None, tmp_path: Path) -> Callable[..., str]:
    """Make a backup into a folder; what the command says."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)

    def made(folder: Path, *options: str) -> str:
        told = StringIO()
        call_command("backup", str(folder), "--passphrase-file", str(passphrase), *options, stderr=told)
        return told.getvalue()

    return made


def test_a_folder_keeps_the_newest_backups_and_whatever_else_is_in_it(
    back_up: Callable[..., str], tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    now = timezone.now()
    older = [name_in(folder, now=now - timedelta(days=day)) for day in (1, 2, 3)]
    for path in (*older, folder / "openupr-mine.age", folder / "notes.txt"):
        path.touch()
    told = back_up(folder, "--keep", "2")
    left = {path.name for path in folder.iterdir()}
    (new,) = left - {path.name for path in older} - {"openupr-mine.age", "notes.txt"}
    assert re.fullmatch(r"openupr-\d{8}T\d{6}Z\.age", new)
    assert left == {new, older[0].name, "openupr-mine.age", "notes.txt"}
    assert f"{older[2]} was older than the newest 2 and is deleted." in told


def test_a_folder_that_is_not_there_is_not_made(back_up: Callable[..., str], tmp_path: Path) -> None:
    with pytest.raises(NoFolder):
        back_up(tmp_path / "not mounted", "--keep", "2")
    assert not BackupMade.objects.exists()
