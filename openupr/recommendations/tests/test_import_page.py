"""Somebody who never uses a command imports files from a web page, and reads what became of each."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from openupr.index.locks import WORKER_LOCK, hold_lock
from openupr.recommendations import import_jobs
from openupr.recommendations.file_import import import_file
from openupr.recommendations.incoming_files import tell_progress
from openupr.recommendations.models import Ask, ImportBatch, ImportedFile, ImportJob, IncomingPart
from openupr.recommendations.tests.choosing import choose, incoming, page, text, the_worker_works
from openupr.recommendations.tests.exports import write_export
from openupr.recommendations.tests.stand_in import Database
from openupr.undocs.tests.documents import pdf, report
from openupr.undocs.tests.test_stakeholder_summaries import BODY, COVER, NOTES

TOKEN = "0123456789abcdef0123456789abcdef"

pytestmark = pytest.mark.django_db


def test_a_chosen_file_enters_and_the_page_reports_its_rows(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    assert "Your files are being imported" in page(client, address)
    assert incoming(home) == [ImportJob.objects.get().kept_as]
    assert (home / "incoming").stat().st_mode & 0o777 == 0o700
    the_worker_works()
    told = page(client, address)
    assert "3 read = 2 added + 0 updated + 0 already there + 1 refused" in told
    assert "UPR Info's export (recognised)" in told
    assert "2 Camboda No State is called" not in told
    assert "4 Camboda No State is called" in told
    assert incoming(home) == []
    assert client.get("/api/search").json()["total"] == 2


def test_the_links_lead_to_what_was_imported(client: Client, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    the_worker_works()
    link = link_of(client, address)
    assert "2 recommendations in session 18 as recorded by UPR Info's export." in page(client, link)


def test_a_file_imported_again_leads_to_its_rows_and_one_of_which_all_was_there_leads_nowhere(
    client: Client, export: bytes
) -> None:
    choose(client, ("1-5.csv", export))
    the_worker_works()
    again = choose(client, ("again.csv", export), ("other.csv", export + b"\r"))
    the_worker_works()
    told = client.get(again).content.decode()
    assert (told.count("<strong>0</strong> added"), told.count(">Search session 18</a>")) == (2, 1)
    assert "2 recommendations in session 18" in page(client, link_of(client, again))
    assert "everything of this source" not in told


def link_of(client: Client, address: str) -> str:
    link = re.search(r'<a href="([^"]*)">Search session 18</a>', client.get(address).content.decode())
    assert link
    return link[1].replace("&amp;", "&")


def test_refused_rows_are_a_table_to_take_away(client: Client, home: Path, tmp_path: Path) -> None:
    dangerous = write_export(tmp_path / "d.csv", [{"From": '=HYPERLINK("x")'}, {"Session": "99"}]).read_bytes()
    choose(client, ("d.csv", dangerous))
    the_worker_works()
    number = ImportedFile.objects.get().pk
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    lines = client.get(f"/import/files/{number}/refused.csv").getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "row,value,reason"
    assert lines[1].startswith("""2,"'=HYPERLINK""")
    assert lines[2].startswith("3,99,")
    assert f"/import/files/{number}/refused.csv" in client.get("/import/").content.decode()


def test_where_many_rows_are_refused_the_page_counts_them_by_reason(client: Client, tmp_path: Path) -> None:
    rows = [{"Session": "99"}] * 12 + [{"From": "Camboda"}]
    address = choose(client, ("many.csv", write_export(tmp_path / "many.csv", rows).read_bytes()))
    the_worker_works()
    told = page(client, address)
    assert "(12 rows)" in told
    assert "(1 row)" in told


def test_several_files_enter_one_after_another_and_one_bad_one_stops_none(client: Client, export: bytes) -> None:
    address = choose(client, ("a.csv", export), ("letter.pdf", b"%PDF-1.7"), ("b.csv", export))
    the_worker_works()
    told = page(client, address)
    assert "2 files are in the record. 1 file was refused." in told
    assert "This PDF is damaged or cut off" in told
    assert "3 read = 0 added + 0 updated + 2 already there + 1 refused" in told


def test_a_summary_of_submissions_enters_nothing_and_tells_which_points_cite_whom(client: Client) -> None:
    address = choose(client, ("summary.pdf", pdf([[*COVER, *BODY, *NOTES]])))
    the_worker_works()
    assert "Green Yard: 2; TREE: 3; PP/JS1: 3." in page(client, address)
    assert not Ask.objects.exists()


def test_a_report_with_problems_is_not_called_refused(client: Client, export: bytes) -> None:
    slip = report("7. The recommendations below enjoy the support of Cambodia:", "7.1 Plant (Chad);", "7.1 Dig (Peru);")
    address = choose(client, ("a.csv", export), ("report.pdf", slip))
    the_worker_works()
    told = page(client, address)
    assert "1 file is in the record. 1 file has problems. Settle them." in told
    assert "Settle its problems" in page(client, "/import/")
    assert "was refused" not in told


def test_of_a_folder_only_tables_and_json_are_taken(client: Client, home: Path, export: bytes) -> None:
    files = [("stick/1-5.csv", export), ("stick/photo.jpg", b"x"), ("stick/._1-5.csv", b"x"), ("~$6.xls", b"x")]
    address = choose(client, *files, folder=True, passed_over="left by the browser.docx")
    assert [job.name for job in ImportJob.objects.all()] == ["1-5.csv"]
    assert len(incoming(home)) == 1
    told = page(client, address)
    assert "4 other files were skipped" in told
    for name in ("photo.jpg", "._1-5.csv", "~$6.xls", "left by the browser.docx"):
        assert name in told


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("a", b'[{"AnnotationId": "1", "Body": "- CEDAW", "Text": "x", "Countries": ["- Peru"]}]', "uhri"),
        ("b", b'{"rows": [{"sharedId": "1", "metadata": {"recommendation": []}}]}', "upr-info-api"),
        ("c", b'[{"colour": "blue"}]', "This JSON is neither UPR Info's nor UHRI's."),
        ("d", b'[{"AnnotationId": "1", "Bo', "This JSON file is cut off in the middle"),
        ("e", b"", "This file is empty."),
        ("README.md", b"# Land rights\n\nWho asked, and what", "This is text, but no table."),
        ("report.pdf", b"\x00\x17of the Working Group", "The name of this file ends in .pdf, but its beginning is not"),
        (
            "report.pdf",
            b"<!-- -->\n<!DOCTYPE html><html><p>Access, denied",
            "This is a web page, not the document itself.",
        ),
        ("photo.pdf", b"\xff\xd8\xff\xe0", "This is a picture (JPEG). Choose a document of the UN (PDF or Word)"),
        (
            "reports",
            b"PK\x05\x06" + bytes(18),
            "This is a packed folder (ZIP). Unpack it, then choose the files in it.",
        ),
        ("f", b"What,Who\nLand,France\n", "The first row is not the header of UPR Info's export"),
    ],
)
def test_a_source_is_recognised_by_what_is_in_the_file(
    client: Client, home: Path, name: str, content: bytes, outcome: str
) -> None:
    address = choose(client, (name, content))
    the_worker_works()
    job = ImportJob.objects.get()
    assert job.source == outcome or outcome in page(client, address)


def test_a_named_source_is_believed(client: Client, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export), source="uhri")
    the_worker_works()
    assert "not JSON" in page(client, address)
    assert not Ask.objects.exists()


def test_the_same_form_sent_twice_is_one_choice(client: Client, home: Path, export: bytes) -> None:
    first = choose(client, ("1-5.csv", export), token=TOKEN)
    assert choose(client, ("1-5.csv", export), token=TOKEN) == first
    assert ImportJob.objects.count() == len(incoming(home)) == 1


def test_every_form_has_its_own_token(client: Client, home: Path) -> None:
    tokens = [re.findall(r'name="token" value="(\w{32})"', client.get("/import/").content.decode()) for _ in "ab"]
    assert len(tokens[0]) == 2
    assert tokens[0][0] != tokens[1][0]


def test_an_empty_form_is_told_what_to_choose(client: Client, home: Path) -> None:
    answer = client.post("/import/", {"source": "recognise"})
    assert answer.status_code == 400
    assert "Choose at least one file, or a folder with some." in text(answer.content)
    answer = client.post("/import/", {"source": "recognise", "folder": [SimpleUploadedFile("a.jpg", b"x")]})
    assert "There is no XLS, XLSX, CSV or JSON file among what you chose." in text(answer.content)
    assert not ImportBatch.objects.exists()


def test_an_import_that_was_cut_off_is_taken_up_again_and_says_so(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    ImportJob.objects.update(state="running", begun=1)  # and here its worker died
    the_worker_works()
    told = page(client, address)
    assert "The import was interrupted and has been taken up again." in told
    assert "2 added" in told


def test_a_worker_that_died_before_the_index_was_built_makes_it_up(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    job = ImportJob.objects.get()
    import_jobs._import(import_jobs._begin(job.pk))  # type: ignore[arg-type]  # and here its worker died
    assert "What was read is being made searchable." in page(client, address)
    the_worker_works()
    told = page(client, address)
    assert "3 read = 2 added + 0 updated + 0 already there + 1 refused" in told
    assert client.get("/api/search").json()["total"] == 2


def test_a_file_over_which_workers_die_is_given_up(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    ImportJob.objects.update(state="running", begun=import_jobs.MOST_BEGINNINGS)
    the_worker_works()
    assert "The import broke off twice over this file" in page(client, address)
    assert not Ask.objects.exists()
    assert incoming(home) == []


def test_a_file_that_is_gone_is_told(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    IncomingPart.objects.all().delete()  # where servers share a database, it lies there
    (home / "incoming" / ImportJob.objects.get().kept_as).unlink(missing_ok=True)
    the_worker_works()
    assert "The file cannot be opened" in page(client, address)


def test_progress_is_told_in_rows_and_asked_for_again(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export), ("6-9.csv", export))
    job = ImportJob.objects.first()
    assert job
    ImportJob.objects.filter(pk=job.pk).update(state="running", begun=1)
    tell_progress(job.pk, "reading", 1500)
    whole = client.get(address).content.decode()
    assert "0 of 2 files are through." in whole
    assert "1-5.csv: 1,500 rows read." in whole
    assert '<noscript><meta http-equiv="refresh"' in whole
    part = client.get(address, headers={"HX-Request": "true"})
    assert f'hx-get="{address}"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part.headers


def test_the_bar_is_never_empty(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    job = ImportJob.objects.get()
    assert "<progress aria-labelledby" in page_of_bar(client, address)  # it moves
    ImportJob.objects.update(state="running", begun=1)
    tell_progress(job.pk, "opening", 0)
    whole = page_of_bar(client, address)
    assert "Opening 1-5.csv." in whole
    assert "value=" not in whole[whole.index("<progress") :]
    tell_progress(job.pk, "reading", 1, 2)
    whole = page_of_bar(client, address)
    assert "1-5.csv: 1 of 2 rows read." in whole
    assert f'max="{job.size}" value="{job.size // 2}"' in whole
    ImportJob.objects.update(state="done")
    tell_progress(job.pk, "indexing", 40_000, 82_000)
    whole = page_of_bar(client, address)
    assert "What was read is being made searchable: 40,000 of 82,000 rows." in whole
    assert 'max="82000" value="40000"' in whole


def test_from_its_first_row_a_file_says_how_many_are_read(client: Client, home: Path, export: bytes) -> None:
    seen: list[tuple[int, int]] = []
    path = home / "1-5.csv"
    path.write_bytes(export)
    import_file(source="", path=path, progress=lambda rows, total: seen.append((rows, total)))
    assert seen == [(1, 3), (3, 3)]


def page_of_bar(client: Client, address: str) -> str:
    return " ".join(
        client.get(address, headers={"HX-Request": "true"}).content.decode().split("</progress>")[0].split()
    )


def test_when_all_is_over_the_page_asks_no_more(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    the_worker_works()
    assert "http-equiv" not in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"})
    assert "hx-get" not in part.content.decode()
    assert part.headers["HX-Refresh"] == "true"


def test_nobody_at_work_is_told(client: Client, home: Path, export: bytes) -> None:
    address = choose(client, ("1-5.csv", export))
    assert "The import has stopped" not in page(client, address)
    ImportBatch.objects.update(chosen=ImportBatch.objects.get().chosen - timedelta(minutes=1))
    assert "The import has stopped" in page(client, address)
    with hold_lock(home / WORKER_LOCK):
        assert "The import has stopped" not in page(client, address)


def test_a_search_of_the_database_is_fetched_and_enters(client: Client, home: Path, database: Database) -> None:
    answer = client.post("/import/address/", {"url": database.url})
    assert answer.status_code == 302
    the_worker_works()
    told = page(client, answer.headers["Location"])
    assert "25 read = 25 added" in told
    assert incoming(home) == []
    found = client.get("/api/search", {"source": "upr-info-api"}).json()
    assert found["total"] == 25


def test_a_database_that_does_not_answer_is_a_sentence(client: Client, home: Path, database: Database) -> None:
    database.status = 503
    answer = client.post("/import/address/", {"url": database.url})
    the_worker_works()
    assert "The database answers 503" in page(client, answer.headers["Location"])
    assert "The database answers 503" in page(client, "/import/")
    assert client.post("/import/address/", {"url": "ftp://example.org"}).status_code == 400


def test_the_command_fetches_an_address_by_the_same_service(
    home: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import", "upr-info-api", database.url, "--json")
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert (report["file"], report["read"], report["added"]) == (database.url, 25, 25)
    assert incoming(home) == []
    database.status = 503
    with pytest.raises(SystemExit):
        call_command("import", "upr-info-api", database.url, "--json")
    told = capsys.readouterr()
    assert "The database answers 503" in json.loads(told.out)["files"][0]["reason"]
    assert "The database answers 503" in told.err
