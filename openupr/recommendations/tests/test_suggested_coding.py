"""Rows that no source has coded: what is suggested for them, who confirms it, and when it counts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from openupr.accounts.models import AuditLine
from openupr.files.tables import write_xlsx
from openupr.recommendations.coding import the_coder
from openupr.recommendations.coding_learning import learn_coding
from openupr.recommendations.counts import count
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import CodingDecision, SuggestedCode, SuggestionRun
from openupr.recommendations.question import Question, ask
from openupr.recommendations.search import search_record
from openupr.recommendations.suggestions import ISSUE, OthersThanShown, confirm_suggestions, open_codes, suggest_coding
from openupr.recommendations.tasks import begin_suggesting

from .choosing import page
from .exports import LoadRecord, write_export
from .test_likely_coding import some_rows
from .test_reading_dihr import HEADER, ROW

pytestmark = pytest.mark.django_db

SCHOOL = "right-to-education"
UNCODED = ["Continue teaching shepherds to read", "Continue teaching weavers to read", "Return land to evicted weavers"]
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
Load = Callable[[], None]


@pytest.fixture
def uncoded(home: Path, tmp_path: Path) -> Load:
    """Imports three rows without issues, of a review that UPR Info's file does not hold."""

    def load() -> None:
        path = tmp_path / "explorer.xlsx"
        rows = [
            ROW | {"Recommendation": "Chad", "Tekst": text, "Document": "Source:A/HRC/25/14|110.1|"} for text in UNCODED
        ]
        path.write_bytes(write_xlsx(HEADER, [[row.get(name, "") for name in HEADER] for row in rows]))
        assert import_file(source="dihr", path=path).added == len(UNCODED)

    return load


@pytest.fixture
def suggested(load_record: LoadRecord, uncoded: Load) -> None:
    """A coded record, three rows without coding, and what is suggested for these."""
    load_record(some_rows())
    uncoded()
    learn_coding()
    assert suggest_coding(now=timezone.now())
    refresh_index()


def with_issue(issue: str, *, counting_suggested: bool = False) -> int:
    return search_record(ask(filters={"issue": [issue]}, suggested=counting_suggested), limit=0).total


def confirm_all(shown: int = 2) -> CodingDecision:
    decision: CodingDecision = confirm_suggestions(
        by=None, dimension=ISSUE, value=SCHOOL, shown=shown, now=timezone.now()
    )
    refresh_index()
    return decision


@pytest.mark.usefixtures("suggested")
def test_a_suggestion_counts_only_where_that_is_asked_for() -> None:
    assert (with_issue(SCHOOL), with_issue(SCHOOL, counting_suggested=True)) == (6, 8)
    found = search_record(Question(filters={"state": ("TCD",)}), facets=["issue", "action"])
    assert (found.facets["issue"], found.facets["action"]) == ([], [])
    found = search_record(Question(filters={"state": ("TCD",)}, suggested=True), facets=["issue", "action"])
    assert dict(found.facets["issue"]) == {SCHOOL: 2, "right-to-land": 1, "right-to-housing": 1}
    assert dict(found.facets["action"]) == {2: 2, 5: 1}
    counted = count(Question(filters={"state": ("TCD",)}, suggested=True), by=["issue"])
    assert {row["issue"]: row["count"] for row in counted.rows()}["Right to education"] == 2


@pytest.mark.usefixtures("suggested")
def test_the_basis_says_whether_suggestions_count() -> None:
    assert "do not count" in search_record(Question()).basis
    assert "count, too" in search_record(Question(suggested=True)).basis


def test_without_suggestions_no_basis_speaks_of_them(load_record: LoadRecord) -> None:
    load_record(some_rows())
    assert "uggested" not in search_record(Question()).basis


@pytest.mark.usefixtures("suggested")
def test_what_is_suggested_is_marked_in_the_search_in_files_and_for_programs(client: Client) -> None:
    shown = page(client, "/search/?state=TCD")
    assert "Right to education (suggested)" in shown
    assert "Count suggested issues, too" in shown
    (row,) = client.get("/api/search?state=TCD&q=evicted").json()["results"]
    assert (row["issues"], row["action"], row["suggested_action"]) == ([], None, 5)
    assert sorted(row["suggested_issues"]) == ["Right to housing", "Right to land"]
    header, *lines = b"".join(client.get("/search.csv?state=TCD&q=shepherds")).decode("utf-8-sig").splitlines()
    assert {"suggested_issues", "confirmed_issues"} <= set(header.split(","))
    assert "Right to education" in lines[0]
    assert client.get("/api/search?suggested=maybe").status_code == 400


@pytest.mark.usefixtures("suggested")
def test_the_page_of_a_recommendation_says_that_nobody_confirmed_it(client: Client) -> None:
    key = search_record(Question(words="shepherds")).results[0].fields["id"]
    assert "Suggested by OpenUPR. Not confirmed yet." in page(client, f"/recommendations/{key}/")
    confirm_all()
    assert "confirmed here" in page(client, f"/recommendations/{key}/")


@pytest.mark.usefixtures("suggested")
def test_whoever_imports_confirms_all_of_an_issue_at_once_and_takes_it_back(client: Client) -> None:
    assert "Right to education 2 89% 0 0" in page(client, "/suggestions/")
    shown = page(client, f"/suggestions/issue/{SCHOOL}/")
    assert "Confirm all 2" in shown
    assert "Continue teaching shepherds to read" in shown
    assert "Nearest with this coding" in shown
    assert "Many of these suggestions are wrong" not in shown
    assert "Many of these suggestions are wrong" in page(client, "/suggestions/issue/right-to-land/")
    client.post(f"/suggestions/issue/{SCHOOL}/confirm/", {"shown": "2"})
    refresh_index()
    assert with_issue(SCHOOL) == 8
    (decision,) = CodingDecision.objects.all()
    client.post(f"/suggestions/decisions/{decision.pk}/undo/")
    refresh_index()
    assert with_issue(SCHOOL) == 6
    assert [line.what.partition(":")[2] for line in AuditLine.objects.all()] == ["undo_decision", "confirm_suggestions"]
    assert DBTaskResult.objects.filter(task_path__endswith="renew_counts").exists()


@pytest.mark.usefixtures("suggested")
def test_one_suggestion_is_rejected_and_not_made_again(client: Client) -> None:
    code = open_codes(ISSUE, SCHOOL).earliest("pk")
    client.post(f"/suggestions/issue/{SCHOOL}/{code.pk}/", {"verdict": "rejected"})
    assert "Confirm this one" in page(client, f"/suggestions/issue/{SCHOOL}/")
    SuggestionRun.objects.update(model="an earlier one")
    suggest_coding(now=timezone.now())
    assert open_codes(ISSUE, SCHOOL).count() == 1
    refresh_index()
    assert with_issue(SCHOOL, counting_suggested=True) == 7


@pytest.mark.usefixtures("suggested")
def test_more_than_the_page_showed_are_never_confirmed() -> None:
    with pytest.raises(OthersThanShown, match="showed 1 suggestions; now there are 2"):
        confirm_all(shown=1)
    assert not CodingDecision.objects.exists()


@pytest.mark.usefixtures("suggested")
def test_somebody_who_may_not_import_finds_no_suggestions_to_decide(client: Client) -> None:
    for address in ("/suggestions/", f"/suggestions/issue/{SCHOOL}/"):
        assert client.get(address, **ELSEWHERE).status_code == 404
    assert client.post(f"/suggestions/issue/{SCHOOL}/confirm/", {"shown": "2"}, **ELSEWHERE).status_code == 404
    assert client.get("/suggestions/issue/no-such-issue/").status_code == 404
    assert client.get("/suggestions/state/KHM/").status_code == 404


@pytest.mark.usefixtures("suggested")
def test_what_is_confirmed_is_kept_when_files_are_imported_again(uncoded: Load, load_record: LoadRecord) -> None:
    confirm_all()
    load_record([*some_rows(), {"Text": "Free the press", "Issue": "Freedom of the press"}])
    learn_coding()
    suggest_coding(now=timezone.now())
    refresh_index()
    assert with_issue(SCHOOL) == 8
    assert open_codes(ISSUE, SCHOOL).count() == 0


@pytest.mark.usefixtures("suggested")
def test_a_source_that_codes_the_same_recommendation_later_is_right(load_record: LoadRecord) -> None:
    confirm_all()
    coded = {"To": "Chad", "From": "Peru", "Session": "17", "Issue": "Elections", "Action": "1"}
    load_record([{"Text": text, **coded} for text in UNCODED])
    assert (with_issue(SCHOOL, counting_suggested=True), with_issue("elections")) == (6, 9)
    assert not open_codes().exists()


def test_suggesting_goes_on_where_it_stopped(
    load_record: LoadRecord, uncoded: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openupr.recommendations.suggestions._AT_ONCE", 2)
    load_record(some_rows())
    uncoded()
    learn_coding()
    assert not suggest_coding(now=timezone.now(), seconds=0)
    first = SuggestionRun.objects.get()
    made = SuggestedCode.objects.count()
    assert (first.done, first.total, first.finished) == (2, 3, None)
    while not suggest_coding(now=timezone.now(), seconds=0):
        pass
    assert (SuggestionRun.objects.get().done, SuggestedCode.objects.count() > made) == (3, True)


def test_while_the_coding_is_learned_the_page_says_so(load_record: LoadRecord, client: Client) -> None:
    load_record(some_rows())
    assert "being learned" in page(client, "/suggestions/")


def test_the_worker_suggests_once_the_coding_is_learned(load_record: LoadRecord, uncoded: Load) -> None:
    load_record(some_rows())
    uncoded()
    assert not begin_suggesting()
    learn_coding()
    assert begin_suggesting()
    (waiting,) = DBTaskResult.objects.ready().filter(task_path__endswith="suggest_coding")
    waiting.task.call()
    waiting.set_successful(None)
    assert not begin_suggesting()
    assert with_issue(SCHOOL, counting_suggested=True) == 8


@pytest.mark.usefixtures("suggested")
def test_commands_count_suggestions_where_they_are_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("count", "--by", "issue", "--state", "Chad", "--suggested", "--json")
    counted = json.loads(capsys.readouterr().out)
    assert {row["issue"]: row["count"] for row in counted["rows"]}["Right to land"] == 1
    call_command("gaps", "Chad", "--suggested", "--json")
    gaps = {row["issue"]: row["here"] for row in json.loads(capsys.readouterr().out)["issues"]}
    assert gaps["Right to education"] == 2


def test_a_command_suggests_for_the_whole_record(
    load_record: LoadRecord, uncoded: Load, capsys: pytest.CaptureFixture[str]
) -> None:
    load_record(some_rows())
    uncoded()
    call_command("tag", "--record")
    told = json.loads(capsys.readouterr().out)
    assert (told["recommendations"], told["suggested"]["issue"]["Right to education"]) == (3, 2)


@pytest.mark.usefixtures("suggested")
def test_nothing_is_learned_from_what_was_confirmed_here() -> None:
    before = the_coder()
    confirm_all()
    assert the_coder() is before


def test_before_the_first_suggestion_the_page_says_that_they_are_being_made(
    client: Client, load_record: LoadRecord, uncoded: Load
) -> None:
    load_record(some_rows())
    uncoded()
    refresh_index()
    learn_coding()
    told = page(client, "/suggestions/")
    assert "Suggestions are being made" in told
    assert "Nothing is suggested" not in told


def test_an_import_by_command_begins_to_learn_the_coding(home: Path, tmp_path: Path, db: None) -> None:
    path = tmp_path / "export.csv"
    write_export(path, [{"Text": "Stop evictions"}])
    call_command("import", "upr-info", str(path), verbosity=0)
    assert DBTaskResult.objects.filter(task_path__endswith="learn_coding").exists()
