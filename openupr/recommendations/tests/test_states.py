"""Each State as State under Review and as recommending State: the numbers are those of counting by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.state_profiles import received, recommended_by
from openupr.recommendations.states import brief, listed_states
from openupr.recommendations.tests.drawn_records import Row, values
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.states_record import CAMBODIA, PLEDGES, ROWS, text_of, to_cambodia, words_of
from openupr.recommendations.tests.test_reading_uhri import ANNOTATION
from openupr.upr.states import find_state


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    assert load_record([*ROWS, *PLEDGES]).refused == []
    return ROWS


def test_reviews_hold_what_was_recommended_in_each_and_pledges_stand_apart(record: list[Row]) -> None:
    seen = {each.review.session: each for each in received(CAMBODIA).reviews}
    for session in (6, 18):
        rows = to_cambodia(str(session))
        assert seen[session].tally.count == len(rows)
        assert seen[session].tally.supported == sum(row["Response"] == "Accepted" for row in rows)
    assert {session: each.pledges for session, each in seen.items() if each.pledges} == {6: 1, 18: 2}
    assert received(CAMBODIA).total.count == len(to_cambodia())


def test_reviews_that_are_not_loaded_and_the_expected_one_are_there_with_how_they_are_known(record: list[Row]) -> None:
    seen = [(each.review.session, each.review.status, each.loaded) for each in received(CAMBODIA).reviews]
    assert seen == [
        (6, "sourced", True), (18, "sourced", True), (32, "sourced", False), (46, "sourced", False),
        (None, "expected", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "column"), [("issues", "issue"), ("givers", "from"), ("actions", "action")])
def test_lines_count_each_value_in_each_review(record: list[Row], name: str, column: str) -> None:
    known = received(CAMBODIA)
    for line in getattr(known, name):
        label = str(line.value) if column == "action" else line.label
        by_hand = Counter(row["Session"] for row in to_cambodia() if label in values(row, column))
        assert [tally.count for tally in line.by_cycle] == [by_hand["6"], by_hand["18"]]
    totals = [line.total.count for line in getattr(known, name)]
    assert totals == sorted(totals, reverse=True)
    assert (known.cycles, known.compared) == ((1, 2), (0, 1))


def test_what_a_state_recommends_is_compared_with_all_states(record: list[Row]) -> None:
    known = recommended_by(find_state("FRA"))
    own = [row for row in ROWS if row["From"] == "France"]
    assert (known.total.count, known.everyone.count) == (len(own), len(ROWS))
    assert known.total.supported == sum(row["Response"] == "Accepted" for row in own)
    for lines, column in ((known.issues, "issue"), (known.receivers, "state"), (known.regions, "region")):
        found = {line.label: (line.tally.count, line.everyone) for line in lines}
        here, all_of_them = (Counter(v for row in rows for v in values(row, column)) for rows in (own, ROWS))
        assert found == {value: (here[value], all_of_them[value]) for value in here}


def test_the_list_has_every_state_with_what_it_received_and_made(record: list[Row]) -> None:
    listed = {each.state.name: each for each in listed_states()}
    assert len(listed) > 193
    assert listed["Cambodia"].received.count == len(to_cambodia())
    assert listed["Cambodia"].sessions == (6, 18)
    assert listed["Norway"].given.count == sum(row["From"] == "Norway" for row in ROWS)
    assert (listed["Peru"].received.count, listed["Peru"].sessions) == (0, ())
    assert {each.state.region for each in listed_states(region="Asia")} == {"Asia"}
    made = [each.given.count for each in listed_states(sort="given")]
    assert made == sorted(made, reverse=True)


def test_the_brief_is_about_the_last_loaded_review_unless_another_is_asked_for(record: list[Row]) -> None:
    last, first = brief(CAMBODIA), brief(CAMBODIA, cycle=1)
    assert last
    assert first
    assert (last.seen.review.session, last.last, first.seen.review.session, first.last) == (18, True, 6, False)
    assert (last.before and last.before.review.session, first.before) == (6, None)
    assert brief(CAMBODIA, cycle=3) is None
    noted = {row["Text"] for row in to_cambodia("18") if row["Response"] == "Rejected"}
    assert {row["text"] for _, row in last.noted} == noted
    specific = {row["Text"] for row in to_cambodia("18") if (row["Response"], row["Action"]) == ("Accepted", "5")}
    assert {row["text"] for _, row in last.specific} == specific


def test_the_first_texts_of_a_brief_tell_of_as_many_issues_as_there_are(record: list[Row]) -> None:
    known = brief(CAMBODIA)
    assert known
    issues = {issue for issue, _ in known.noted}
    assert len({issue for issue, _ in known.noted[: len(issues)]}) == len(issues)
    assert all(issue in row["issues"] for issue, row in known.noted)


def _load_uhri(tmp_path: Path, number: int) -> None:
    """Paragraphs on Cambodia's third review, as OHCHR's index counts them."""
    rows = [ANNOTATION | {"AnnotationId": str(n), "Text": f"<p>110.{n} End violence {n}</p>"} for n in range(number)]
    path = tmp_path / "uhri.json"
    path.write_text(json.dumps(rows))
    assert import_file(source="uhri", path=path).refused == []
    refresh_index()


def test_reviews_from_sources_that_count_otherwise_are_not_compared(
    client: Client, record: list[Row], tmp_path: Path
) -> None:
    _load_uhri(tmp_path, 5)
    known = received(CAMBODIA)
    assert [(seen.review.session, seen.source and seen.source.key) for seen in known.loaded] == [
        (6, "upr-info"), (18, "upr-info"), (32, "uhri"),
    ]  # fmt: skip
    assert known.compared is None
    words = words_of(text_of(client, "/states/KHM/"))
    assert "Not all reviews are counted alike, so do not compare their numbers." in words
    assert "Session 32: one row for each recommending State of a numbered paragraph" in words
    assert "not again" not in words
    latest = brief(CAMBODIA)
    assert latest
    assert (latest.seen.review.session, latest.comparable) == (32, False)
    assert "Change: from" not in words_of(text_of(client, "/states/KHM/brief/"))
