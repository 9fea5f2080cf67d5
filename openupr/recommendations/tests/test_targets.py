"""A coordinator asks which States to ask, and is told why, with the recommendations behind every reason."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from openupr.recommendations.question import Question, ask
from openupr.recommendations.target_reasons import Reason
from openupr.recommendations.targets import Targets, answers, targets
from openupr.recommendations.tests.exports import LoadRecord, rows_of_other_states
from openupr.upr.states import find_state
from openupr.web.tests.reading import as_read

# Counted in the index, which is the same wherever the record lies.
pytestmark = pytest.mark.once

LAO = {"To": "Lao PDR", "Session": "8"}
PERU = {"To": "Peru", "To-Rgrp": "GRULAC", "To-Org": "OAS", "Session": "14"}
NORWAY = {"From": "Norway", "From-Org": ""}
VIET_NAM = {"From": "Viet Nam", "From-Rgrp": "Asia", "From-Org": "ASEAN, OIF"}
SPEECH = {"Issue": "Freedom of opinion and expression", "Text": "Free the press"}
ROWS = [
    # France said it to Cambodia twice, once without success; Norway to others, and of late; Viet Nam in the region.
    {"Session": "6", "Text": "Return land to evicted families", "Response": "Noted"},
    {"Text": "Register communal land titles"},
    {**NORWAY, **PERU, "Text": "Respect communal land in forests", "Action": "4"},
    {**NORWAY, **PERU, "Text": "Map the land of indigenous peoples"},
    {**NORWAY, **PERU, "Text": "Map the land of farmers"},
    {**VIET_NAM, **LAO, "Text": "Compensate for land that dams flood"},
    {**VIET_NAM, **SPEECH},
    {"From": "Chad", "From-Rgrp": "Africa", "From-Org": "AU", **LAO, **SPEECH},
    # These sessions are loaded whole, the last three with 43 reviews.
    *rows_of_other_states(6, 8, 14, 18, From="Iceland", Issue="Elections"),
]
LAND = {"issue": ["Right to land"]}


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def asked(state: str = "KHM", *, words: str = "", before: int | None = None, why: str = "", **filters: str) -> Targets:
    question = ask(words=words, filters={name: [value] for name, value in filters.items()} or LAND)
    return targets(find_state(state), question, before=before, why=why)


def order(found: Targets) -> list[str]:
    return [each.state.iso3 for each in found.ranked]


def reason(found: Targets, iso3: str, kind: str) -> Reason:
    shown = [*found.ranked, *([found.why] if found.why else [])]
    target = next(each for each in shown if each.state.iso3 == iso3)
    return next(each for each in target.reasons if each.kind == kind)


def test_who_said_it_to_the_state_and_of_late_comes_first(record: None) -> None:
    found = asked()
    assert order(found) == ["FRA", "NOR", "VNM"]
    assert found.total == 3
    text = reason(found, "FRA", "same-state").text
    times = "Raised “Right to land” with Cambodia 2 times, last in session 18 (reviews: 2 of 2)"
    assert text == f"{times}: 1 supported, 1 noted."
    assert reason(found, "NOR", "recent").text == "Raised “Right to land” in 1 of 42 reviews of sessions 8, 14 and 18."
    region = reason(found, "VNM", "region").text
    assert region == "Raised “Right to land” in 1 of 17 reviews of States of the Asia-Pacific Group."


def test_without_a_theme_reasons_say_how_many_recommendations_were_made(record: None) -> None:
    found = targets(find_state("KHM"), Question())
    text = reason(found, "FRA", "same-state").text
    assert text == "Made 2 recommendations to Cambodia, last in session 18 (2014): 1 supported, 1 noted."
    assert not [each.text for target in found.ranked for each in target.reasons if "aised" in each.text]
    children = targets(find_state("KHM"), ask(filters={"group": ["children"]}), why="FRA").why
    assert children is None or "“Children”" in children.reasons[0].text


def test_every_reason_leads_to_exactly_its_rows(client: Client, record: None) -> None:
    found = asked(why="CHN")
    counted = [each for target in found.ranked for each in target.reasons if each.rows]
    assert {each.kind for each in counted} == {"same-state", "recent", "region", "specific", "last-review"}
    for each in counted:
        assert each.rows is not None
        rows = client.get(f"/api/search?{each.rows.address()}").json()
        assert rows["total"] == each.count, each.text
        assert {row["id"] for row in rows["results"]} == set(each.ids), each.text


def test_what_both_states_belong_to_and_a_common_border_are_reasons(record: None) -> None:
    found = asked()
    groups = reason(found, "VNM", "groups").text
    assert groups == "Both belong to: Asia-Pacific Group, ASEAN, OIF (UPR Info’s lists of 2014, with later changes)."
    assert reason(found, "VNM", "neighbour").text == "Has a land border with Cambodia, by GeoNames."
    assert reason(found, "FRA", "groups").text == "Both belong to: OIF (UPR Info’s lists of 2014, with later changes)."


def test_a_state_that_was_silent_lately_is_marked(record: None) -> None:
    found = asked(issue="Freedom of opinion and expression")
    assert reason(found, "TCD", "silent").text == "Made no recommendation to any State in sessions 14 and 18."


def test_only_what_was_said_before_a_session_counts(record: None) -> None:
    found = asked(before=14)
    assert order(found) == ["FRA", "VNM"]
    assert reason(found, "FRA", "same-state").last_session == 6
    assert order(asked(before=1)) == []


def test_sessions_whose_source_names_no_issue_do_not_count_against_a_state(load_record: LoadRecord) -> None:
    load_record([*ROWS, *rows_of_other_states(22, Issue="")])
    assert "sessions 8, 14 and 18" in asked().method
    assert "sessions 14, 18 and 22" in asked(words="land", source="upr-info").method


def test_any_state_is_explained_also_one_that_said_nothing(record: None) -> None:
    found = asked(why="CHN")
    assert found.why is not None
    assert (found.why.rank, found.why.score) == (None, 0.0)
    said = [each.text for each in found.why.reasons]
    assert said[:2] == [
        "Did not raise “Right to land” with Cambodia.",
        "Did not raise “Right to land” in sessions 8, 14 and 18.",
    ]
    assert "Made no recommendation to Cambodia in the last review in the record (session 18)." in said
    ranked = asked(why="NOR").why
    assert ranked is not None
    assert ranked.rank == 2


def test_where_nothing_fits_no_state_is_explained(record: None) -> None:
    found = asked(why="NOR", before=1)
    assert (found.why, order(found)) == (None, [])
    assert "no State can be ranked" in found.method


def test_a_ranking_by_all_recommendations_says_that_no_theme_is_chosen(record: None) -> None:
    assert "No theme is chosen" in asked(response="noted").check.notes[0]
    assert not asked(target="none").check.notes


def test_the_state_itself_is_not_asked(load_record: LoadRecord) -> None:
    load_record([*ROWS, {"From": "Cambodia", "From-Rgrp": "Asia", **PERU}])
    assert "KHM" not in order(asked())


def test_a_misspelt_word_is_told_and_ranks_nobody(record: None) -> None:
    found = asked(words="lnad")
    assert found.ranked == ()
    assert found.check.notes


def test_words_that_no_recommendation_has_together_are_ranked_for_the_issue_nearest_to_them(record: None) -> None:
    found = asked(words="evicted communal families land", issue="")
    assert order(found) == ["FRA", "NOR", "VNM"]
    assert "mostly about “Right to land”: States are ranked for that issue." in found.check.notes[0]
    assert all(each.rows for each in found.ranked[0].reasons if each.kind == "same-state")
    any_word = asked(words="flooded families", issue="Right to land")
    assert (order(any_word), any_word.theme.words) == (["FRA", "VNM"], "flooded OR families")
    assert "one of them is enough: “flooded” or “families”." in any_word.check.notes[0]
    assert reason(any_word, "FRA", "same-state").text.startswith(
        "Raised “Right to land”, “flooded” or “families” with Cambodia once"
    )


def test_of_a_draft_words_that_fit_any_subject_are_not_looked_for(load_record: LoadRecord) -> None:
    votes = {"From": "Germany", "Issue": "Elections", "Text": "Publish all results of each new public vote by 2028"}
    load_record([*ROWS, votes])
    found = asked(
        words="Publish by 2028 a new public register of all economic land concessions for each province", issue=""
    )
    assert "these words were looked for: land." in found.method
    assert order(found) == ["FRA", "NOR", "VNM"]
    assert reason(found, "FRA", "same-state").text.startswith("Raised “land” with Cambodia 2 times")


def test_the_command_the_page_and_the_api_give_one_document(
    client: Client, record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("targets", "Cambodia", "land", "--issue", "Right to land", "--limit", "2", "--json")
    told = json.loads(capsys.readouterr().out)
    query = "state=KHM&q=land&issue=right-to-land&limit=2"
    assert told == client.get(f"/targets.json?{query}").json() == client.get(f"/api/targets?{query}").json()
    assert set(told) == {"state", "basis", "coded", "method", "results"}
    assert [set(each) for each in told["results"]] == [{"iso3", "state", "score", "reasons"}] * 2
    first = told["results"][0]["reasons"][0]
    assert set(first) == {"kind", "text", "count", "share", "last_session", "ids"}
    assert (first["kind"], first["count"], first["share"], first["last_session"]) == ("same-state", 2, 1.0, 18)
    assert all(each.startswith("KHM-") for each in first["ids"])


def test_the_command_takes_the_state_once(record: None) -> None:
    with pytest.raises(CommandError, match="first argument"):
        call_command("targets", "Cambodia", "--state", "Peru")


def test_the_page_shows_states_with_reasons_and_explains_one(client: Client, record: None) -> None:
    page = as_read(client.get("/targets/?state=KHM&issue=right-to-land&why=CHN").content.decode())
    assert "<strong>3</strong> States to ask for <strong>Cambodia</strong>." in page
    assert "China: no recommendation on this" in page
    assert "Raised “Right to land” in 1 of 42 reviews of sessions 8, 14 and 18." in page
    assert "Choose a State and a theme" in as_read(client.get("/targets/").content.decode())
    assert client.get("/targets/?state=KHM&why=Atlantis").status_code == 400
    lines = b"".join(client.get("/targets.csv?state=KHM&issue=right-to-land")).decode().splitlines()
    assert lines[0].lstrip("\ufeff") == "rank,state,iso3,score,reason,in_words,count,share,last_session"
    assert client.get("/targets.csv?issue=right-to-land").status_code == 400


def test_answers_to_comparable_recommendations_are_counted_and_listed(client: Client, record: None) -> None:
    found = asked()
    here = answers(found.state, found.theme)
    assert here.sentence == "1 of 2 comparable recommendations were supported."
    assert [each.fields["session"] for each in here.results] == [18, 6]
    page = as_read(client.get("/targets/answers/?state=KHM&issue=right-to-land").content.decode())
    assert "1 of 2 comparable recommendations" in page
    assert "Supported: 1" in page
    assert "50%" not in page, "a share would read as a chance"
    assert "19% of them did by mid-term" in page
    assert "Return land to evicted families" in page


def test_without_a_record_nothing_is_ranked(load_record: LoadRecord) -> None:
    load_record([])
    found = targets(find_state("KHM"), Question())
    assert (found.total, found.method) == (0, "Nothing in the record fits this, so no State can be ranked.")


SAMPLE = [
    {"From": "Fiji", "From-Rgrp": "Asia", "To": "Lesotho", "Session": "35", "Text": "Sign a land treaty"},
    {"From": "Fiji", "From-Rgrp": "Asia", "Session": "32", "Text": "Sign a land treaty", "Response": "Perhaps"},
    {"From": "Fiji", "From-Rgrp": "Asia", "Session": "32", "Text": "Return land to farmers"},
]


def test_a_few_rows_of_later_sessions_are_not_the_last_sessions(load_record: LoadRecord) -> None:
    load_record([*ROWS, *SAMPLE])
    found = asked(why="FJI")
    assert "each review of sessions 8, 14 and 18" in found.method
    assert "Loaded in part, so not counted among the last sessions: sessions 32, 35." in found.method
    assert found.why is not None
    assert not [each.text for each in found.why.reasons if each.kind == "recent" and each.count]


def test_a_review_loaded_in_part_is_not_the_last_review_of_the_state(load_record: LoadRecord) -> None:
    load_record([*ROWS, *SAMPLE])
    assert reason(asked(), "FRA", "last-review").last_session == 18


def test_where_no_session_is_loaded_whole_all_count_and_nobody_is_called_silent(load_record: LoadRecord) -> None:
    load_record([row for row in ROWS if row.get("From") != "Iceland"])
    found = asked(issue="Freedom of opinion and expression")
    assert found.check.notes == ("No session is loaded whole, so every loaded session counts.",)
    assert "each review of sessions 6, 8, 14 and 18" in found.method
    assert not [each for target in found.ranked for each in target.reasons if each.kind == "silent"]


def test_the_documents_of_the_state_itself_do_not_turn_the_order(load_record: LoadRecord) -> None:
    load_record(ROWS)
    before = order(asked())
    own = [{"Session": session, "Text": "Return the land"} for session in ("32", "46")]
    load_record([*ROWS, *(row for row in own for _n in range(30))])
    found = asked()
    assert order(found) == before
    assert "sessions 8, 14 and 18 (other States’ reviews: 42)" in found.method
