"""Who may import, how much, and what stays behind: nothing."""

import os
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import AsyncRequestFactory, Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from openupr.recommendations.import_jobs_pages import importing
from openupr.recommendations.incoming_files import incoming_folder, sweep
from openupr.recommendations.incoming_files_pages import IntoIncoming
from openupr.recommendations.models import Ask, ImportBatch, ImportedFile, ImportJob
from openupr.recommendations.tests.choosing import choose, incoming, page, text, the_worker_works
from openupr.recommendations.tests.exports import LoadRecord, write_export
from openupr.web.clock import set_clock

LAND = {"Text": "Stop evictions"}
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
TOKEN = "0123456789abcdef0123456789abcdef"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cut", "status", "told"),
    [("too big", 413, "What you chose is larger than"), ("no room", 507, "There is not enough room on this disk")],
)
def test_what_does_not_fit_is_told_and_changes_nothing(
    client: Client, home: Path, export: bytes, cut: str, status: int, told: str
) -> None:
    files = {"chosen_files": [SimpleUploadedFile("1-5.csv", export)]}
    request = AsyncRequestFactory().post("/import/", files)
    request.scope["openupr.cut"] = cut
    request._dont_enforce_csrf_checks = True
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    set_clock(request, timezone.now())
    answer = importing(request)
    assert answer.status_code == status
    assert told in text(answer.content)
    request.close()
    assert incoming(home) == []
    assert not ImportBatch.objects.exists()


def test_a_request_that_is_larger_than_is_taken_leaves_nothing_behind(home: Path, export: bytes) -> None:
    for most in (len(export) - 1, len(export) + 50):  # passed by the first file, by the second
        given = [SimpleUploadedFile("a.csv", export), SimpleUploadedFile("b.csv", export)]
        request = RequestFactory().post("/import/", {"token": TOKEN, "chosen_files": given})
        way_in = IntoIncoming(request, most=most)
        way_in.handle_raw_input = lambda *_, **__: None  # type: ignore[method-assign]
        request.upload_handlers = [way_in]
        assert request.POST["token"] == TOKEN
        request.FILES.getlist("chosen_files")
        assert "larger than" in way_in.trouble
        request.close()
        assert incoming(home) == []


def test_whoever_is_elsewhere_finds_nothing(client: Client, home: Path, settings: Settings) -> None:
    def statuses() -> list[int]:
        asked = [{}, ELSEWHERE, {"headers": {"x-forwarded-for": "127.0.0.1"}}, {"headers": {"via": "1.1 proxy"}}]
        return [client.get("/import/", **extra).status_code for extra in asked]

    assert statuses() == [200, 404, 404, 404]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert statuses() == [404, 404, 404, 404]
    settings.OPENUPR_IMPORT_FROM_ANYWHERE = True
    assert statuses() == [200, 200, 200, 200]


def test_an_outsider_cannot_send_watch_or_take_anything(client: Client, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    the_worker_works()
    number = ImportedFile.objects.get().pk
    (incoming_folder() / "upr-info-PER.jsonl").write_text("{}")
    fetched = client.get("/import/fetched/PER.jsonl")
    assert fetched.status_code == 200
    list(fetched)  # what is read whole is closed
    for path in (address, f"/import/files/{number}/refused.csv", "/import/fetched/PER.jsonl"):
        assert client.get(path, **ELSEWHERE).status_code == 404
    for path in ("/import/", "/import/address/", "/import/state/"):
        given = {"url": "https://example.org/api/search", "state": "PER"}
        assert client.post(path, given, **ELSEWHERE).status_code == 404
    assert ImportJob.objects.count() == 1


def test_an_outsider_is_shown_no_link_to_the_import(client: Client, load_record: LoadRecord) -> None:
    load_record([LAND])
    assert 'href="/import/"' in client.get("/search/").content.decode()
    assert 'href="/import/"' not in client.get("/search/", **ELSEWHERE).content.decode()


def test_fetching_is_for_this_machine_alone_even_where_files_come_from_anywhere(
    client: Client, home: Path, settings: Settings
) -> None:
    settings.OPENUPR_IMPORT_FROM_ANYWHERE = True
    assert "Fetch from UPR Info's database" in page(client, "/import/")
    assert "Fetch from UPR Info's database" not in text(client.get("/import/", **ELSEWHERE).content)
    answer = client.post("/import/address/", {"url": "https://intranet.example/api/search"}, **ELSEWHERE)
    assert answer.status_code == 404
    assert not ImportJob.objects.exists()


def test_a_form_of_another_site_is_refused(home: Path, export: bytes) -> None:
    strict = Client(enforce_csrf_checks=True)
    files = {"chosen_files": [SimpleUploadedFile("1-5.csv", export)], "source": "recognise"}
    assert strict.post("/import/", files).status_code == 403
    signature = re.search(r'csrfmiddlewaretoken" value="(\w+)"', strict.get("/import/").content.decode())
    assert signature
    files["chosen_files"] = [SimpleUploadedFile("1-5.csv", export)]
    assert strict.post("/import/", {**files, "csrfmiddlewaretoken": signature[1]}).status_code == 302


def test_what_nobody_claims_is_swept_away_after_a_day(client: Client, home: Path, export: bytes) -> None:
    choose(client, ("1-5.csv", export))
    waiting = ImportJob.objects.get().kept_as
    (home / "incoming" / "cut-off").write_bytes(b"x")
    (home / "incoming" / "arriving").write_bytes(b"x")
    long_ago = (home / "incoming").stat().st_mtime - 2 * 24 * 3600
    for name in (waiting, "cut-off"):
        os.utime(home / "incoming" / name, (long_ago, long_ago))
    sweep()
    assert incoming(home) == sorted([waiting, "arriving"])


def test_a_full_disk_is_told_and_nothing_of_the_file_is_kept(client: Client, home: Path, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        return  # only SQLite lets a test make it full
    rows = [{"Text": f"Recommendation number {n} " * 20} for n in range(400)]
    address = choose(client, ("long.csv", write_export(tmp_path / "long.csv", rows).read_bytes()))
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
    try:
        with pytest.raises(Exception, match="full"):
            the_worker_works()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000")
    assert "The disk is full, so nothing of this file was kept." in page(client, address)
    assert not Ask.objects.exists()
