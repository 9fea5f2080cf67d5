"""Likely coding: learned from the imported record on this machine, for the edition of it that stands."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from openupr.recommendations.coding import (
    Coder,
    CodingSuggestion,
    NotLearnedYet,
    likely_coding,
    model_folder,
    store,
    the_coder,
)
from openupr.recommendations.coding_learning import NothingCoded, learn_coding
from openupr.recommendations.tasks import begin_learning_coding
from openupr.recommendations.tasks import learn_coding as learning_task
from openupr.recommendations.tests.exports import LoadRecord, Rows

# Learning reads texts; where they come from is all the same to it.
pytestmark = pytest.mark.once

LAND = "Right to land,Right to housing"


def some_rows() -> list[dict[str, str]]:
    """Enough of three ways of asking, in words that differ a little."""
    whom = ["farmers", "families", "villagers", "fishers", "herders", "widows"]
    rows = [{"Text": f"Return land and houses to evicted {each}", "Issue": LAND, "Action": "5"} for each in whom]
    rows += [
        {"Text": f"Continue teaching {each} to read", "Issue": "Right to education", "Action": "2"} for each in whom
    ]
    return rows + [{"Text": f"Consider votes for {each}", "Issue": "Elections", "Action": "3"} for each in whom]


_once_learned: list[Coder] = []


@pytest.fixture
def learned(load_record: LoadRecord) -> Coder:
    """The record of some rows and its coder. It is learned for the first test that asks and stored again for the next:
    these ask what a coder does.
    """
    load_record(some_rows())
    if _once_learned:
        store(_once_learned[0])
    else:
        _once_learned.append(learn_coding())
    return _once_learned[0]


@pytest.fixture
def tag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(*texts: str) -> list[Any]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{text}\n" for text in texts)))
        call_command("tag")
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_texts_are_coded_as_the_record_codes_what_is_like_them(tag: Any, load_record: LoadRecord) -> None:
    load_record(some_rows())
    land, school, votes = tag(
        "Return land to shepherds", "Continue teaching girls to read", "Consider votes at sixteen"
    )
    assert (sorted(land["issues"]), land["action_category"]) == (["Right to housing", "Right to land"], 5)
    assert (school["issues"], school["action_category"]) == (["Right to education"], 2)
    assert (votes["issues"], votes["action_category"]) == (["Elections"], 3)


@pytest.mark.usefixtures("learned")
def test_what_speaks_for_a_suggestion_stands_with_it(tag: Any) -> None:
    (school,) = tag("Continue Teaching girls to read")
    assert school["evidence"]["action_category"] == {"beginning": "continu teach", "rows": 6, "share": 1.0}
    evidence = school["evidence"]["issues"]["Right to education"]
    assert (evidence["rows"], evidence["share"]) == (6, 1.0)
    assert evidence["words"] in "Continue Teaching girls to read"
    assert set(school["scores"]["action_category"]) == {"2", "3", "5"}
    assert school["scores"]["issues"]["Right to education"] > 0.5


@pytest.mark.usefixtures("learned")
def test_a_line_is_answered_by_a_line_also_an_empty_one(tag: Any) -> None:
    empty, nothing, wild, khmer = tag("", "   ", "\x00 \U0001f600 …", "សិទ្ធិដីធ្លី")
    assert empty == nothing == {"issues": [], "action_category": None, "scores": {}, "evidence": {}}
    assert (wild["issues"], wild["action_category"], khmer["action_category"]) == ([], None, None)


@pytest.mark.usefixtures("learned")
def test_what_is_most_frequent_in_the_record_is_no_suggestion(tag: Any) -> None:
    unknown = ("ok", "the of and", "Zzz qqq", "ទទួលយកច្បាប់", "Continuer les fermiers et les familles dans la loi")
    assert [each["action_category"] for each in tag(*unknown)] == [None] * len(unknown)
    (told,) = tag("Frobnicate the houses of widows")
    assert told["action_category"] in (2, 3, 5)
    assert told["evidence"]["action_category"]["rows"] == 18


def test_what_was_learned_is_kept_and_learned_anew_when_the_record_changes(load_record: LoadRecord) -> None:
    load_record(some_rows())
    assert the_coder() is None
    learn_coding()
    kept = (model_folder() / "current").read_text()
    learn_coding()
    assert (model_folder() / "current").read_text() == kept
    load_record([{"Text": f"Plant trees beside {each}", "Issue": "Environment", "Action": "4"} for each in "abcdef"])
    assert the_coder() is None
    (suggestion,) = learn_coding().suggest(["Plant trees beside rivers"])
    assert (list(suggestion.issues), suggestion.action) == (["environment"], 4)
    assert (model_folder() / "current").read_text() != kept


def test_a_stored_coder_suggests_what_the_learned_one_did(learned: Coder) -> None:
    texts = [row["Text"] for row in some_rows()]
    stored = the_coder()
    assert stored is not None
    assert stored is not learned
    for one, other in zip(learned.suggest(texts), stored.suggest(texts), strict=True):
        assert (list(one.issues), one.action) == (list(other.issues), other.action)
        assert (one.issue_evidence, one.action_evidence) == (other.issue_evidence, other.action_evidence)


@pytest.mark.usefixtures("learned")
def test_what_was_learned_lies_in_the_users_folder_alone(home: Path) -> None:
    assert model_folder().is_relative_to(home / "models")
    assert (model_folder() / (model_folder() / "current").read_text() / "arrays.bin").is_file()


@pytest.mark.usefixtures("learned")
def test_a_damaged_model_is_learned_again() -> None:
    generation = model_folder() / (model_folder() / "current").read_text()
    (generation / "contents.json").write_text("{")
    assert learn_coding().suggest(["Continue teaching girls to read"])[0].action == 2


@pytest.mark.parametrize("rows", [[], [{"Issue": "", "Action": ""}]])
def test_without_a_coded_record_nothing_is_suggested(rows: Rows, home: Path, load_record: LoadRecord) -> None:
    if rows:
        load_record(rows)
    with pytest.raises(NothingCoded):
        learn_coding()
    assert not model_folder().exists()


def test_a_page_is_told_why_there_is_no_coding_and_never_learns_itself(load_record: LoadRecord) -> None:
    assert likely_coding("Free the press") is NotLearnedYet.NO_RECORD
    assert not begin_learning_coding()
    load_record(some_rows())
    assert likely_coding(" \n…") is NotLearnedYet.NO_WORDS
    assert likely_coding("Free the press") is NotLearnedYet.NOT_LEARNED
    assert not model_folder().exists()
    assert all(each.sentence for each in NotLearnedYet)


def test_the_coding_of_a_draft_is_learned_in_the_background_once(
    load_record: LoadRecord, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_record(some_rows())
    assert begin_learning_coding()
    assert begin_learning_coding()
    assert DBTaskResult.objects.ready().count() == 1
    learning_task.func()
    assert not begin_learning_coding()
    with django_assert_num_queries(1):
        told = likely_coding("Continue teaching girls to read")
    assert isinstance(told, CodingSuggestion)
    assert (list(told.issues), told.action) == (["right-to-education"], 2)
    assert told.action_evidence.share == 1


def test_where_no_issue_is_likely_the_likeliest_of_those_that_just_missed_is_suggested(load_record: LoadRecord) -> None:
    load_record(some_rows() + [{"Text": f"Plant trees beside {each}", "Issue": "Environment"} for each in "abcdefghij"])
    missed, certain, strange = learn_coding().suggest(["Teach farmers", "Consider votes for widows", "Zzz qqq"])
    assert [(issue, score < 0.5) for issue, score in missed.issues.items()] == [("right-to-education", True)]
    assert missed.issue_evidence.keys() == missed.issues.keys()
    assert [(issue, score > 0.5) for issue, score in certain.issues.items()] == [("elections", True)]
    assert (strange.issues, strange.nearly) == ({}, {})  # no word of it is known


@pytest.mark.usefixtures("learned")
def test_a_text_of_any_length_is_coded() -> None:
    told = likely_coding("Continue teaching girls to read " + " ".join(f"word{n}" for n in range(50_000)))
    assert isinstance(told, CodingSuggestion)
    assert told.action == 2
