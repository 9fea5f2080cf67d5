"""The demo record: true facts, our own words, and never beside a real record."""

import itertools
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from openupr.recommendations.counts import count
from openupr.recommendations.demo import RecordIsReal, load_demo, load_demo_review
from openupr.recommendations.file_import import import_file
from openupr.recommendations.importing import ReadRow, read
from openupr.recommendations.importing.demo import DEMO_FILE, REVIEW_FILE
from openupr.recommendations.models import Ask, ImportedFile, RecordEdition, SourceRecord
from openupr.recommendations.question import ask
from openupr.recommendations.tests.exports import LoadRecord, write_export
from openupr.reviews.models import Review

# The demo's words and facts are a file's.
pytestmark = pytest.mark.once

SOGI = "sexual-orientation-and-gender-identity"


@pytest.fixture(scope="module")
def demo() -> list[ReadRow]:
    rows = list(read("demo", DEMO_FILE))
    assert [row for row in rows if not isinstance(row, ReadRow)] == []
    return [row for row in rows if isinstance(row, ReadRow)]


@pytest.fixture(scope="module")
def export(shared: Path) -> list[ReadRow]:
    files = sorted((shared / "data" / "upr-info-export").glob("*.csv"))
    return [row for file in files for row in read("upr-info", file) if isinstance(row, ReadRow)]


# --- the facts -------------------------------------------------------------------------------------------------


def test_both_of_cambodias_reviews_are_whole(demo: list[ReadRow]) -> None:
    answers = Counter((row.session, row.response) for row in demo if row.iso3 == "KHM")
    assert answers == {(6, "supported"): 138, (18, "supported"): 163, (18, "noted"): 42}


def test_cambodia_was_told_nothing_on_sexual_orientation_but_others_were(demo: list[ReadRow]) -> None:
    told = Counter(row.iso3 == "KHM" for row in demo if SOGI in row.issues)
    assert told == {False: 37}


def test_cambodias_facts_are_those_of_the_real_export(demo: list[ReadRow], export: list[ReadRow]) -> None:
    assert _facts(row for row in demo if row.iso3 == "KHM") == _facts(row for row in export if row.iso3 == "KHM")


def test_no_row_is_invented(demo: list[ReadRow], export: list[ReadRow]) -> None:
    assert _facts(demo) - _facts(export) == Counter()


def _facts(rows: Iterable[ReadRow]) -> Counter[tuple[object, ...]]:
    return Counter(
        (row.session, row.iso3, row.from_iso3, row.response, row.action, frozenset(row.issues)) for row in rows
    )


# --- the words -------------------------------------------------------------------------------------------------


def test_no_six_words_in_a_row_are_anybody_elses(demo: list[ReadRow], export: list[ReadRow]) -> None:
    assert _runs((row.text for row in demo), 6) & _runs((row.text for row in export), 6) == set()


def test_no_five_words_in_a_row_are_what_the_same_state_was_told(demo: list[ReadRow], export: list[ReadRow]) -> None:
    copied = {
        state: _runs((row.text for row in demo if row.iso3 == state), 5)
        & _runs((row.text for row in export if row.iso3 == state), 5)
        for state in {row.iso3 for row in demo}
    }
    assert {state: runs for state, runs in copied.items() if runs} == {}


def test_a_copied_sentence_would_be_found() -> None:
    theirs = "Cease to evict people, at once: and return the land!"
    assert _runs(["He said: cease to EVICT people at once."], 6) & _runs([theirs], 6) == {
        ("cease", "to", "evict", "people", "at", "once")
    }


def test_every_text_is_a_short_sentence_of_its_own(demo: list[ReadRow]) -> None:
    lengths = {len(list(_words(row.text))) for row in demo}
    assert (min(lengths) >= 8, max(lengths) <= 36) == (True, True)
    assert len({row.text for row in demo}) == len(demo)


def _runs(texts: Iterable[str], length: int) -> set[tuple[str, ...]]:
    """Every run of so many words, whatever their case and punctuation."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = list(_words(text))
        found.update(zip(*(itertools.islice(words, start, None) for start in range(length)), strict=False))
    return found


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in re.finditer(r"[^\W_]+(?:'[^\W_]+)*", text.casefold().replace("’", "'")))


# --- loading ---------------------------------------------------------------------------------------------------


def test_the_demo_is_found_and_counted_at_once(home: Path, db: None) -> None:
    report = load_demo()
    assert report is not None
    assert (report.read, report.added, report.refused) == (471, 471, [])
    assert RecordEdition.objects.get().demo
    states = count(ask(filters={"issue": [SOGI]}), by=["state"])
    assert (states.total, "KHM" in [values[0] for values, _ in states.cells]) == (37, False)
    assert count(ask(words="evictions", filters={"state": ["Cambodia"]}), by=["state"]).total > 5


def test_the_demo_adds_no_review_to_the_calendar(home: Path, db: None) -> None:
    before = Review.objects.count()
    load_demo()
    assert Review.objects.count() == before


def test_loading_the_demo_again_changes_nothing(home: Path, db: None) -> None:
    load_demo()
    before = RecordEdition.objects.get().token
    assert load_demo() is None
    assert (RecordEdition.objects.get().token, ImportedFile.objects.count()) == (before, 1)


def test_each_recommendation_of_the_review_that_never_was_says_that_it_is_invented() -> None:
    rows = list(read("demo", REVIEW_FILE))
    assert len(rows) == 25
    assert all(isinstance(row, ReadRow) and row.text.endswith("(invented)") for row in rows)


def test_the_invented_review_stays_beside_the_demo_record_and_never_beside_a_real_one(
    home: Path, db: None, load_record: LoadRecord
) -> None:
    load_demo()
    assert load_demo_review().added == 25
    assert load_demo() is None
    assert SourceRecord.objects.count() == 471 + 25
    load_record([{}])
    with pytest.raises(RecordIsReal):
        load_demo_review()
    assert SourceRecord.objects.count() == 1


def test_a_demo_of_an_earlier_version_is_replaced(home: Path, db: None) -> None:
    load_demo()
    ImportedFile.objects.update(sha256="of an earlier version")
    SourceRecord.objects.filter(row=2).update(text="What the earlier version said")
    load_demo()
    assert SourceRecord.objects.count() == Ask.objects.count() == 471
    assert not SourceRecord.objects.filter(text="What the earlier version said").exists()


def test_the_demo_is_never_loaded_beside_a_real_record(load_record: LoadRecord) -> None:
    load_record([{}])
    with pytest.raises(RecordIsReal, match="holds imported data"):
        load_demo()
    assert (SourceRecord.objects.count(), ImportedFile.objects.count()) == (1, 1)


def test_a_refused_import_does_not_stand_in_the_demos_way(home: Path, db: None, tmp_path: Path) -> None:
    import_file(source="upr-info", path=tmp_path / "nowhere.csv")
    assert load_demo() is not None


def test_the_demo_makes_way_for_the_first_real_import(load_record: LoadRecord) -> None:
    load_demo()
    assert load_record([{}]).removed_demo
    assert list(SourceRecord.objects.values_list("source", flat=True)) == ["upr-info"]
    assert (Ask.objects.count(), RecordEdition.objects.get().demo) == (1, False)


# --- the command -----------------------------------------------------------------------------------------------


def test_the_command_tells_what_it_did_and_what_comes_next(home: Path, db: None) -> None:
    first, second = StringIO(), StringIO()
    call_command("demo", stage="groups", stdout=first)
    call_command("demo", stage="record", stdout=second)
    assert "Loaded the demo record: 471 recommendations" in first.getvalue()
    assert "openupr import upr-info FILE" in first.getvalue()
    assert second.getvalue().startswith("The demo record is loaded already")


def test_the_command_names_its_stages(home: Path, db: None) -> None:
    with pytest.raises(ValueError, match=r"^The demo has no stage “party”\. Its stages: record\b"):
        call_command("demo", stage="party")
    assert not ImportedFile.objects.exists()


@pytest.mark.thorough  # the demo refuses above; test_command: a refusal is one line
def test_beside_a_real_record_the_command_refuses_in_one_line(own_home: dict[str, str], tmp_path: Path) -> None:
    assert _openupr(own_home, "import", "upr-info", str(write_export(tmp_path / "real.csv", [{}]))).returncode == 0
    late = _openupr(own_home, "demo", "--stage", "record")
    assert (late.returncode, late.stdout) == (1, "")
    assert late.stderr == str(RecordIsReal()) + "\n"


def _openupr(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    start = "from openupr.project.command import main; main()"
    command = [sys.executable, "-c", start, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120)
