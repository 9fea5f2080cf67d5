"""A part of a review is not taken for the whole of it: who reads "not found" is told what was refused or is lacking."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from openupr.recommendations.coverage import Coverage, coverage
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.question import Question
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_gaps_page import page_of

TODAY = date(2026, 11, 24)
GOOD = [{"Text": f"Build school {n}", "Session": "32"} for n in range(5)]
BAD = [
    {"Text": "Build a well", "Session": "32", "Response": "Perhaps"},
    {"Text": "Build a road", "Session": "32", "From": "Camboja"},
    {"Text": "Build a dam", "Session": "32", "Issue": "Trees"},
]
NAMELESS = {"Text": "Build a bridge", "To": "Camboja", "Session": "32"}
WHOLE = [{"Text": f"Plant grove {n}", "Session": session} for n in range(60) for session in ("6", "18")]
REFUSED = "Refused at import: 3 rows of session 32."


def held(state: str = "KHM") -> Coverage:
    return coverage(state, today=TODAY)


def test_refused_rows_are_told_wherever_the_reviews_are(
    client: Client, load_record: LoadRecord, capsys: pytest.CaptureFixture[str]
) -> None:
    load_record([*GOOD, *BAD, {"To": "Norway", "Session": "33", "Text": "Dig a well"}])
    assert REFUSED in page_of(client, "/gaps/?state=KHM&q=well")
    assert "session 32 perhaps loaded in part only" in page_of(client, "/gaps/?state=KHM&q=well")
    profile = page_of(client, "/states/KHM/")
    assert REFUSED in profile
    assert "in part: 3 rows were refused" in profile
    assert REFUSED in page_of(client, "/states/KHM/brief/")
    assert REFUSED in page_of(client, "/search/?state=KHM&q=well")
    call_command("gaps", "KHM")
    assert REFUSED in capsys.readouterr().out
    call_command("search", "well", "--state", "KHM")
    assert REFUSED in capsys.readouterr().out


def test_refused_rows_are_told_in_what_is_taken_away(client: Client, load_record: LoadRecord) -> None:
    load_record([*GOOD, *BAD])
    reviews = client.get("/api/gaps?state=KHM").json()["reviews"]
    assert (reviews["rows"], reviews["refused"], reviews["refused_unread"]) == ({"32": 5}, {"32": 3}, 0)
    assert REFUSED in reviews["told"]
    profile = client.get("/api/states/KHM").json()
    assert REFUSED in profile["reviews_told"]
    assert [each["refused"] for each in profile["reviews"] if each["session"] == 32] == [3]
    for address in ("/gaps.csv?state=KHM", "/states/KHM/received.csv"):
        table = b"".join(client.get(address)).decode("utf-8-sig")
        assert REFUSED in next(csv.DictReader(io.StringIO(table)))["reviews"]


def test_a_review_with_far_fewer_rows_than_is_usual_is_not_taken_for_whole(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([*WHOLE, *GOOD, *({**row, "To": "Norway", "Session": "33"} for row in WHOLE)])
    found = held()
    assert (found.few, found.in_part, found.no_gap_known) == ((32,), (32,), False)
    assert "Far fewer than a review usually has: session 32." in page_of(client, "/gaps/?state=KHM")
    assert "perhaps in part: few rows" in page_of(client, "/states/KHM/")
    assert client.get("/api/gaps?state=KHM").json()["reviews"]["few"] == [32]


def test_no_page_says_that_all_of_a_review_is_loaded(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Session": session} for session in ("6", "18", "32", "46")])
    page = page_of(client, "/gaps/?state=KHM")
    assert "Every review held so far is loaded" not in page
    assert "whether they are all of them, the record cannot tell" in page
    assert "Loaded: sessions 6 (1 row), 18 (1 row), 32 (1 row) and 46 (1 row)." in page


def test_of_a_review_whose_rows_were_all_refused_it_is_told_too(load_record: LoadRecord) -> None:
    load_record([{}, *BAD])
    assert held().sentence() == f"Loaded: session 18 (1 row). Not loaded: sessions 6, 32 and 46. {REFUSED}"


def test_a_row_without_a_known_state_is_told_for_the_states_of_its_session(load_record: LoadRecord) -> None:
    load_record([*GOOD, NAMELESS, {**GOOD[0], "To": "Norway", "Session": "33"}])
    assert (held().refused, held("NOR").refused) == ({32: 1}, {})


def test_a_row_without_a_known_session_is_told_for_its_state(load_record: LoadRecord) -> None:
    load_record([*GOOD, {"Text": "Build a bridge", "Session": "99"}])
    assert "1 row whose State or session is not known" in held().sentence()


def test_a_corrected_file_settles_what_was_refused(load_record: LoadRecord) -> None:
    load_record([*GOOD, *BAD, NAMELESS])
    assert held().refused == {32: 4}
    load_record([*GOOD, *BAD, NAMELESS])
    assert held().refused == {32: 4}
    well = {**BAD[0], "Response": "Noted"}
    load_record([*GOOD, well, *BAD[1:], NAMELESS])
    assert held().refused == {32: 3}
    load_record(
        [*GOOD, well, *({**row, "From": "Chad", "Issue": "Justice"} for row in BAD[1:]), {**NAMELESS, "To": ""}]
    )
    load_record([*GOOD, well, *({**row, "From": "Chad", "Issue": "Justice"} for row in BAD[1:])])
    load_record([*GOOD, well, *({**row, "From": "Chad", "Issue": "Justice"} for row in BAD[1:]), *GOOD[:1]])
    assert held().refused == {}


def test_another_part_of_the_same_review_settles_nothing(load_record: LoadRecord) -> None:
    load_record([*GOOD, *BAD])
    load_record([{"Text": f"Build clinic {n}", "Session": "32"} for n in range(20)])
    assert held().refused == {32: 3}


def test_only_the_counted_sources_refusals_are_told(load_record: LoadRecord, tmp_path: Path) -> None:
    load_record([*GOOD, *BAD])
    fields = {"Body": "UPR", "Countries": ["Cambodia"], "UprSession": ["32"], "UprRecommendingCountry": ["Chad"]}
    rows = [{**fields, "Text": "<p>Build a port</p>"}, {**fields, "Text": "Build it", "UprPositions": ["Perhaps"]}]
    path = tmp_path / "uhri.json"
    path.write_text(json.dumps(rows))
    import_file(source="uhri", path=path)
    refresh_index()
    for source, counted, refused in (("upr-info", 5, 3), ("uhri", 1, 1)):
        found = coverage("KHM", today=TODAY, question=Question(filters={"source": (source,)}))
        assert (found.rows, found.refused) == ({32: counted}, {32: refused})
    assert (held().rows, held().refused) in [({32: 5}, {32: 3}), ({32: 1}, {32: 1})]
