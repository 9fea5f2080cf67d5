"""What is loaded in part is never "last", "silent" or "at a glance", and is grey beside what is whole."""

import json
from pathlib import Path

import pytest
from django.test import Client

from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.question import Question
from openupr.recommendations.state_profiles import received
from openupr.recommendations.states import brief
from openupr.recommendations.targets import targets
from openupr.recommendations.tests.demo_record import demo_record
from openupr.recommendations.tests.exports import LoadRecord, rows_of_other_states
from openupr.recommendations.tests.states_record import text_of, words_of
from openupr.recommendations.whole_reviews import WholeReviews, whole_reviews
from openupr.upr.states import find_state

CAMBODIA = find_state("Cambodia")
FULL = [{"Text": f"Plant grove {n}", "Session": session} for n in range(30) for session in ("6", "18")]
# Sessions 6 and 18 with all their States, and two rows of session 32.
WHOLE = [
    *FULL,
    *({**row, "Text": f"{row['Text']}, part {n}"} for row in rows_of_other_states(6, 18) for n in range(24)),
]
SAMPLE = [{"Text": f"Dig well {n}", "Session": "32"} for n in range(2)]


def _import(path: Path, source: str, rows: list[dict[str, object]]) -> None:
    path.write_text(json.dumps(rows))
    import_file(source=source, path=path)
    refresh_index()


def _paragraphs(state: str, session: int, numbers: range) -> list[dict[str, object]]:
    """Rows of UHRI, each with its paragraph number."""
    return [
        {
            "Body": "UPR",
            "Countries": [state],
            "UprSession": [str(session)],
            "UprRecommendingCountry": ["Chad"],
            "Text": f"<p>118.{n} Build port number {n}</p>",
            "ParagraphNumber": f"118.{n}",
        }
        for n in numbers
    ]


def test_a_few_rows_of_a_session_are_a_part_of_it(load_record: LoadRecord) -> None:
    load_record([*WHOLE, *SAMPLE])
    loaded = whole_reviews()
    assert (loaded.whole_sessions, loaded.sessions_in_part) == ((6, 18), (32,))
    assert loaded.in_part == {("KHM", 32, 3): "few"}


def test_two_sample_rows_are_no_review_of_the_state(load_record: LoadRecord) -> None:
    load_record([*WHOLE, *SAMPLE])
    for words, seen in (("grove", "(reviews: 2 of 2)"), ("well", "(reviews: 0 of 2)")):
        explained = targets(CAMBODIA, Question(words=words), why="FRA").why
        assert explained is not None
        assert seen in explained.reasons[0].text


def test_states_to_ask_says_why_sessions_without_issues_do_not_count(load_record: LoadRecord) -> None:
    without = [
        {**row, "Text": f"{row['Text']}, {n}", "Issue": "", "Action": ""}
        for row in rows_of_other_states(21)
        for n in range(24)
    ]
    load_record([*WHOLE, *without])
    assert whole_reviews().whole_sessions == (6, 18, 21)
    asked = targets(CAMBODIA, Question(filters={"issue": ("right-to-land",)}))
    assert "Without “Issue”, so not counted here: session 21." in asked.method
    assert "so not counted here" not in targets(CAMBODIA, Question(words="grove")).method


def test_one_states_own_document_is_a_whole_review_and_no_session(load_record: LoadRecord) -> None:
    load_record([*WHOLE, *({**row, "Session": "32"} for row in FULL)])
    loaded = whole_reviews()
    assert loaded.is_whole("KHM", 32, 3)
    assert loaded.sessions_in_part == (32,)


def test_refused_rows_make_a_review_and_not_its_session_one_in_part(load_record: LoadRecord) -> None:
    load_record([*WHOLE, {"Text": "Build a well", "Response": "Perhaps"}])
    loaded = whole_reviews()
    assert loaded.in_part == {("KHM", 18, 2): "refused"}
    assert loaded.whole_sessions == (6, 18)


def test_a_review_with_fewer_rows_than_another_source_is_in_part(load_record: LoadRecord, tmp_path: Path) -> None:
    load_record(WHOLE)
    _import(tmp_path / "uhri.json", "uhri", _paragraphs("Cambodia", 18, range(1, 11)))
    assert whole_reviews().in_part == {}, "UPR Info has more, and counts"
    of_uhri = whole_reviews(Question(filters={"source": ("uhri",)}))
    assert of_uhri.in_part == {("KHM", 18, 2): "fewer"}


def test_a_review_with_fewer_rows_than_its_document_has_numbers_is_in_part(
    load_record: LoadRecord, tmp_path: Path, client: Client
) -> None:
    load_record(WHOLE)
    _import(tmp_path / "uhri.json", "uhri", _paragraphs("Cambodia", 32, range(81, 111)))
    assert whole_reviews().in_part == {("KHM", 32, 3): "fewer"}
    words = words_of(text_of(client, "/states/KHM/"))
    assert "Fewer than its document or another source has: session 32." in words
    assert "in part: its document or another source has more" in words


def test_small_reviews_of_the_first_cycle_are_whole(load_record: LoadRecord) -> None:
    def review(state: str, session: str, rows: int) -> list[dict[str, str]]:
        return [{"To": state, "Session": session, "Text": f"Plant tree {n}"} for n in range(rows)]

    small = [*review("Bahrain", "1", 12), *review("Ecuador", "13", 12), *review("Brazil", "1", 8)]
    load_record([*small, *(row for state in ("Chad", "Peru", "Fiji", "Oman") for row in review(state, "18", 150))])
    assert whole_reviews().in_part == {("ECU", 13, 2): "few", ("BRA", 1, 1): "few"}


def test_the_demo_says_that_it_is_small_and_counts_as_whole(db: None, home: Path) -> None:
    demo_record()
    loaded = whole_reviews()
    assert loaded.is_demo
    assert (loaded.in_part, loaded.sessions_in_part) == ({}, ())


def test_the_first_page_shows_no_sample_at_a_glance(client: Client, load_record: LoadRecord) -> None:
    load_record([*WHOLE, *SAMPLE])
    words = words_of(text_of(client, "/"))
    assert "Cycle 2: 30 recommendations" in words
    assert "Cycle 3" not in words


def test_the_first_page_says_where_only_parts_are_loaded(client: Client, load_record: LoadRecord) -> None:
    load_record([*({**row, "To": "Norway"} for row in WHOLE), *SAMPLE])
    assert "Only parts of reviews are loaded for this State." in words_of(text_of(client, "/?review=KHM"))


def test_an_empty_column_of_changes_says_why(client: Client, load_record: LoadRecord) -> None:
    load_record([*(row for row in WHOLE if row["Session"] == "18"), *SAMPLE])
    page = text_of(client, "/states/KHM/")
    assert "No change is shown: it needs two reviews that are loaded whole." in words_of(page)
    assert ">Change<" not in page


def test_a_profile_compares_the_last_two_whole_reviews(client: Client, load_record: LoadRecord) -> None:
    load_record([*WHOLE, {"Text": "Plant oaks", "Session": "18"}, *SAMPLE])
    known = received(CAMBODIA)
    assert (known.cycles, known.compared) == ((1, 2, 3), (0, 1))
    words = words_of(text_of(client, "/states/KHM/"))
    assert "Session 32 loaded in part" in words
    assert "Change: from Session 6 (November 2009) to Session 18 (January 2014)." in words
    assert "No change is counted to what is loaded in part: Session 32." in words
    printed = words_of(text_of(client, "/states/KHM/brief/?cycle=3"))
    assert "No change is shown: this review is loaded in part." in printed
    assert "since the last review loaded here" in words
    latest = brief(CAMBODIA)
    assert latest
    assert (latest.seen.review.session, latest.last) == (18, True)
    of_sample = brief(CAMBODIA, cycle=3)
    assert of_sample
    assert (of_sample.last, of_sample.comparable) == (False, False)
    assert "loaded in part" in words_of(text_of(client, "/states/"))


@pytest.mark.parametrize("column", ["session", "cycle", "year"])
def test_a_series_is_grey_where_it_is_loaded_in_part(client: Client, load_record: LoadRecord, column: str) -> None:
    load_record([*WHOLE, *SAMPLE])
    in_part = {"session": [32], "cycle": [1, 2, 3], "year": [2009, 2014, 2019]}[column]
    address = f"?rows=issue&columns={column}"
    page = text_of(client, f"/disaggregate/{address}")
    assert page.count("<small>loaded in part</small>") == len(in_part)
    assert 'class="fill-grey"' in page
    assert "Loaded in part: " in words_of(page)
    assert client.get(f"/api/disaggregate{address}").json()["columns"]["in_part"] == in_part
    assert client.get(f"/api/count?by=issue&by={column}").json()["in_part"] == {column: in_part}
    picture = b"".join(client.get(f"/disaggregate.svg{address}")).decode()
    assert "Loaded in part: " in picture
    assert "Loaded in part: " in b"".join(client.get(f"/disaggregate.csv{address}")).decode()


def test_a_states_own_series_is_grey_by_its_own_reviews(client: Client, load_record: LoadRecord) -> None:
    load_record([*WHOLE, *({**row, "Session": "32"} for row in FULL)])
    table = client.get("/api/disaggregate?rows=issue&columns=session&state=KHM").json()
    assert table["columns"]["in_part"] == []
    assert client.get("/api/disaggregate?rows=issue&columns=session").json()["columns"]["in_part"] == [32]


def test_what_a_state_recommends_is_grey_in_sessions_in_part(client: Client, load_record: LoadRecord) -> None:
    load_record([*WHOLE, *SAMPLE])
    page = text_of(client, "/states/FRA/recommends/")
    assert 'class="fill-grey"' in page
    assert "32: 2 (loaded in part)" in page
    assert client.get("/api/states/FRA/recommends").json()["in_part"] == [32]


def test_nothing_is_marked_where_all_is_whole() -> None:
    assert WholeReviews().sessions_in_part == ()


@pytest.mark.once
def test_uhris_sample_beside_a_whole_session_is_never_last(client: Client, home: Path, db: None, shared: Path) -> None:
    """Truth by hand: UPR Info's file of session 18 has all 14 States; UHRI's sample has some rows of each."""
    export, sample = shared / "data" / "upr-info-export" / "18.csv", shared / "data" / "uhri-api"
    import_file(source="upr-info", path=export)
    import_file(source="uhri", path=sample / "upr-six-languages.jsonl")
    refresh_index()
    loaded = whole_reviews()
    assert loaded.whole_sessions == (18,)
    assert {*range(27, 37)} <= {*loaded.sessions_in_part}
    assert {session for _iso3, session, _cycle in loaded.rows if session != 18} == {*loaded.sessions_in_part}
    assert all(review in loaded.in_part for review in loaded.rows if review[1] != 18)
    assert "Cycle 2: 205 recommendations" in words_of(text_of(client, "/?review=KHM"))
    found = targets(CAMBODIA)
    assert "each review of session 18 (other States’ reviews: 13)." in found.method
    assert not [each for target in found.ranked for each in target.reasons if each.kind == "silent"]
