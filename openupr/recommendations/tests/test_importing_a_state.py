"""A coordinator chooses a State on the import page: what is there, what is missing, what to get for each review."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from openupr.recommendations.incoming_files import tell_progress
from openupr.recommendations.models import Ask, ImportJob, SourceRecord
from openupr.recommendations.rules import next_step
from openupr.recommendations.state_to_import_pages import state_to_import
from openupr.recommendations.tests.choosing import choose, page, text, the_worker_works
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.stand_in import Database, entities
from openupr.recommendations.tests.test_importing_documents import ADDENDUM, REPORT
from openupr.upr.cycles import SESSIONS
from openupr.upr.states import by_iso3

pytestmark = pytest.mark.django_db

KNOWN = {"was_held": True, "rows": 90, "usual": 100, "documented": 90, "pending": 0, "themed": 90}


@pytest.mark.parametrize(
    ("differs", "step"),
    [
        ({"was_held": True, "rows": 0}, "report"),
        ({"was_held": False, "rows": 0}, "wait"),
        ({"was_held": None, "rows": 0}, "unknown"),
        ({"documented": 0, "rows": 2}, "few"),
        ({"documented": 0, "rows": 40, "usual": 200}, "few"),
        ({"documented": 0, "pending": 1}, "unanswered"),
        ({"documented": 0}, "original"),
        ({"pending": 1, "themed": 0}, "answers"),
        ({"rows": 9, "themed": 9}, "nothing"),
        ({"themed": 2}, "themes"),
        ({"themed": 0, "has_thematic_list": False}, "nothing"),
        ({}, "nothing"),
    ],
)
def test_each_review_has_one_next_step(differs: dict[str, object], step: str) -> None:
    assert next_step(**{**KNOWN, "has_thematic_list": True, **differs}) == step


@pytest.mark.everywhere  # what is counted is JSON
def test_what_is_missing_of_a_state_is_shown_with_the_document_to_get(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Text": "Stop evictions"}, {"Text": "Free the press"}])
    told = page(client, "/import/?state=Cambodia")
    assert "The record has 1 review of Cambodia. 1 is loaded in part only. 3 that were held are missing." in told
    assert "2 UPR Info's export (counted)" in told
    assert "Cycle 3, session 32 January 2019 missing" in told
    assert "A/HRC/41/17 , the report of the Working Group" in told
    assert "Cycle 2, session 18 January 2014 2 rows only" in told
    assert "A/HRC/26/16 , the report of the Working Group" in told
    # The latest comes first; its report's symbol is not known here.
    assert "Cycle 4, session 46 (April 2024) : the recommendations are missing." in told
    assert "Under session 46, choose the report of the Working Group. Its symbol is not known here." in told
    assert "It begins with A/HRC/57/." in told
    assert "A/HRC/WG.6/46/KHM/3" in told
    assert "Nothing to get before the review." in told


def test_where_a_states_page_says_what_is_missing_the_way_leads_to_its_import(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Stop evictions"}])
    assert 'href="/import/?state=KHM"' in client.get("/states/KHM/").content.decode()
    assert 'href="/import/?state=KHM"' in client.get("/gaps/?state=KHM").content.decode()


def test_the_numbers_lead_to_their_rows_and_the_symbols_to_where_they_are_published(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Stop evictions"}])
    whole = client.get("/import/?state=KHM").content.decode()
    assert 'href="/search/?state=KHM&amp;session=18&amp;source=upr-info"' in whole
    assert 'href="https://docs.un.org/en/A/HRC/41/17"' in whole
    assert 'href="https://docs.un.org/en/A/HRC/41/17/Add.1"' in whole
    assert 'href="https://www.ohchr.org/en/hr-bodies/upr/kh-index"' in whole


def test_answers_still_to_come_ask_for_the_addendum(client: Client, load_record: LoadRecord) -> None:
    load_record([{"To": "Slovenia", "Session": "48", "Text": "Stop evictions"}])
    SourceRecord.objects.update(response="pending", source="working-group-report")
    told = page(client, "/import/?state=SVN")
    assert "Cycle 4, session 48 January 2025 answers missing" in told
    assert "A/HRC/59/15/Add.1 , the addendum with the State's answers" in told


def test_where_only_a_database_is_in_the_report_comes_before_the_answers(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([{"Session": "32", "Text": f"Free the press {number}"} for number in range(40)])
    told = page(client, "/import/?state=KHM")
    assert "Cycle 3, session 32 January 2019 in the record 40" in told
    assert "If you like: A/HRC/41/17 , the report, for the UN's own text and numbers" in told
    SourceRecord.objects.update(response="pending")
    told = page(client, "/import/?state=KHM")
    assert "Cycle 3, session 32 January 2019 answers missing" in told
    assert "A/HRC/41/17 , the report of the Working Group" in told


def test_after_a_review_its_draft_is_pointed_to_until_the_report_is_published(load_record: LoadRecord) -> None:
    load_record([{"Text": "Stop evictions"}])
    sao_tome, last_day = by_iso3("STP"), SESSIONS[51 - 1].end
    assert last_day
    drafts = {
        days: line.drafts_url
        for days in (10, 200)
        if (line := state_to_import(sao_tome, today=last_day + timedelta(days=days)).next)
    }
    assert drafts == {10: "https://uprmeetings.ohchr.org/", 200: ""}


def test_a_review_without_a_known_date_counts_as_held_once_its_report_is_known(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Stop evictions"}])
    assert "Cycle 4, session 52 missing nothing A/HRC/63/16" in page(client, "/import/?state=SLE")
    somalia = page(client, "/import/?state=SOM")
    assert "Its date is not known here. If it was held, the report is on OHCHR's page ." in somalia


def test_a_symbol_that_is_not_in_our_table_is_taken_from_imported_rows(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Session": "46", "Text": "Stop evictions"}, {"Session": "46", "Text": "Free the press"}])
    SourceRecord.objects.update(response="pending", symbol="A/HRC/99/16", source="working-group-report")
    SourceRecord.objects.filter(text="Free the press").update(symbol="A/HRC/WG.6/46/L.3")
    told = page(client, "/import/?state=KHM")
    assert "A/HRC/99/16/Add.1 , the addendum with the State's answers" in told
    assert "The report's symbol is from: Imported rows" in told


@pytest.mark.everywhere
def test_a_state_of_which_all_is_there_has_nothing_to_do_next(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Session": session, "Text": f"Free the press {session}"} for session in ("6", "18", "32", "46")])
    SourceRecord.objects.update(number="1.1", sdgs=["16"], source="working-group-report")
    told = page(client, "/import/?state=KHM")
    assert "Nothing: every review that was held is in the record." in told


def test_without_internet_the_page_says_what_to_bring_and_where_to_drop_it(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Stop evictions"}])
    told = page(client, "/import/?state=KHM")
    assert "Bring the files on a stick." in told
    assert "https://docs.un.org/en/A/HRC/41/17 Cycle 3, session 32: the report of the Working Group" in told
    assert "https://docs.un.org/en/A/HRC/41/17/Add.1 Cycle 3, session 32: the State's answers" in told
    assert "https://www.ohchr.org/en/hr-bodies/upr/kh-index Cycle 4, session 46: the report" in told
    assert "upr-info-KHM.jsonl" in told
    assert "Then put the stick in here and drop the files in the box ." in told


def test_a_name_that_is_no_state_is_one_sentence(client: Client, home: Path) -> None:
    answer = client.get("/import/?state=Atlantis")
    assert answer.status_code == 400
    assert 'No State is called "Atlantis"' in text(answer.content)
    refused = client.post("/import/state/", {"state": "Atlantis"})
    assert refused.status_code == 400
    assert 'No State is called "Atlantis"' in text(refused.content)
    assert not ImportJob.objects.exists()


def test_a_file_dropped_for_a_state_leads_back_to_it(client: Client, export: bytes) -> None:
    given = {"source": "recognise", "chosen_files": [SimpleUploadedFile("1-5.csv", export)]}
    answer = client.post("/import/?state=KHM", given)
    the_worker_works()
    assert 'href="/import/?state=KHM"' in client.get(answer.headers["Location"]).content.decode()


def test_an_addendum_dropped_before_its_report_waits_for_it(client: Client, home: Path) -> None:
    address = choose(client, ("G1.pdf", ADDENDUM), ("G2.pdf", REPORT))
    the_worker_works()
    assert "2 files are in the record." in page(client, address)
    assert set(SourceRecord.objects.values_list("number", "response")) == {
        ("7.1", "supported"),
        ("8.1", "supported"),
        ("8.2", "noted"),
    }


@pytest.fixture
def there(database: Database, settings: Settings) -> Database:
    """The stand-in at the place of UPR Info's database."""
    settings.OPENUPR_UPR_INFO_DATABASE = database.home
    return database


def fetch(client: Client, state: str = "PER") -> str:
    answer = client.post("/import/state/", {"state": state})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_state_is_fetched_and_its_file_can_be_taken_to_another_computer(
    client: Client, home: Path, there: Database
) -> None:
    there.rows = entities(301)
    address = fetch(client)
    the_worker_works()
    told = page(client, address)
    assert "Peru, from UPR Info's database imported" in told
    assert "301 read = 301 added" in told
    assert there.places == [0, 300]
    assert set(SourceRecord.objects.values_list("url", flat=True)) > {f"{there.home}/entity/e0"}
    file = client.get("/import/fetched/PER.jsonl")
    assert file.headers["Content-Disposition"] == 'attachment; filename="upr-info-PER.jsonl"'
    brought = SimpleUploadedFile("upr-info-PER.jsonl", b"".join(file.streaming_content))
    again = client.post("/import/", {"source": "recognise", "chosen_files": [brought]})
    the_worker_works()
    assert "301 read = 0 added" in page(client, again.headers["Location"])
    assert client.get("/import/fetched/KHM.jsonl").status_code == 404


def test_a_database_out_of_reach_is_said_with_what_to_bring_and_the_next_try_goes_on(
    client: Client, home: Path, there: Database
) -> None:
    there.rows = entities(301)
    there.misbehaves = lambda number, found: found if number == 0 else None
    address = fetch(client)
    the_worker_works()
    told = page(client, address)
    assert "The database cannot be reached" in told
    assert "Which files to bring instead" in told
    assert not Ask.objects.exists()
    there.misbehaves, there.asked = lambda number, found: found, []
    address = fetch(client)
    the_worker_works()
    assert "301 read = 301 added" in page(client, address)
    assert there.places == [300]


def test_a_fetch_whose_worker_died_twice_can_be_begun_again(client: Client, home: Path, there: Database) -> None:
    address = fetch(client)
    ImportJob.objects.update(state="running", begun=2)
    the_worker_works()
    assert "Fetching broke off twice. Fetch again: it goes on from where it stopped." in page(client, address)
    assert there.asked == []


def test_the_page_shows_how_many_rows_have_come(client: Client, home: Path, there: Database) -> None:
    address = fetch(client)
    ImportJob.objects.update(state="running", begun=1)
    assert "Asking UPR Info's database." in page(client, address)
    tell_progress(ImportJob.objects.get().pk, "fetching", 300, 301)
    assert "Fetching from UPR Info's database: 300 of 301 rows." in page(client, address)
    assert 'max="301" value="300"' in client.get(address).content.decode()
