"""UPR Info, the Danish Institute, UHRI's samples and one of OHCHR's lists together: what OpenUPR says of them is what a
plain script finds in the same files, and what cannot be told is said (docs/decisions/0086)."""

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.recommendations.tests.mixed_home import MixedHome, mixed_home
from openupr.recommendations.tests.plain_files import read_all
from openupr.recommendations.tests.plain_questions import (
    CODES,
    LENT,
    OWN,
    PlainQuestion,
    cells_of,
    expected_here,
    has_no_theme,
    is_known,
    on,
    plain,
    questions,
    told_of_both,
)
from openupr.recommendations.tests.plain_record import (
    PlainRow,
    chosen,
    counted_rows,
    table_of,
    told_by,
    vocabulary_rows,
)

# Importing all of it takes more than a minute; test_mixed_counts asks the same of a small record. The index, in which
# all is counted, is the same on both databases.
pytestmark = [pytest.mark.thorough, pytest.mark.once]

SOGI = "Sexual Orientation and Gender Identity"
LGBTI = "Lesbian, gay, bisexual, transgender and intersex persons"
WOMEN = "Women's rights"
LATER = range(21, 49)
"""Sessions that one source alone tells of, but for a few samples."""

_TABLE = ("/api/disaggregate", "rows", "columns")


@pytest.fixture(scope="module")
def every_row(shared: Path) -> list[PlainRow]:
    return read_all(shared)


@pytest.fixture(scope="module")
def rows(every_row: list[PlainRow]) -> list[PlainRow]:
    return counted_rows(every_row)


@pytest.fixture(scope="module")
def home(shared: Path, homes: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MixedHome]:
    with (
        homes.like("empty", tmp_path_factory.mktemp("mixed") / "home") as environment,
        mixed_home(shared, environment) as answering,
    ):
        yield answering


def whole_sessions(rows: Sequence[PlainRow]) -> list[int]:
    """Those of which at least half of the States' reviews have a tenth of the median or more."""
    sizes: dict[tuple[int, str], int] = {}
    for row in rows:
        sizes[row.session, row.state] = sizes.get((row.session, row.state), 0) + 1
    few = median(sizes.values()) / 10
    held = {(int(row["session"]), row["iso3"]) for row in vocabulary_rows("calendar") if row["session"]}
    sessions = sorted({session for session, _state in sizes})
    return [
        session
        for session in sessions
        if 2 * sum(n >= few for (at, _state), n in sizes.items() if at == session)
        >= sum(at == session for at, _state in held)
    ]


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_the_files_hold_what_they_are_known_to_hold(every_row: list[PlainRow], rows: list[PlainRow]) -> None:
    assert (len(every_row), len(rows)) == (81_629, 46_948)
    assert told_by(rows, "issue") == (35_722, 46_948)
    assert whole_sessions(rows) == [*range(1, 19), *range(21, 25)]


def test_members_of_asean_were_reviewed_in_session_23(home: MixedHome, rows: list[PlainRow]) -> None:
    answer = home.command("search", "--organisation", "ASEAN", "--session", "23", "--limit", "1")
    assert answer["total"] == len(chosen(rows, {"organisation": ["ASEAN"], "session": [23]})) == 291
    assert answer["results"][0]["state"] == "Myanmar"


def test_what_cambodia_could_expect_divides_by_the_rows_that_have_an_issue(
    home: MixedHome, rows: list[PlainRow]
) -> None:
    """UPR Info's rows alone, and the list: 61.7, 8.0 and 25.7 without the list."""
    expected = {line["issue"]: line["expected"] for line in home.command("gaps", "Cambodia")["issues"]}
    assert [expected[issue] for issue in (WOMEN, SOGI, "Justice")] == [61.8, 8.0, 25.6]
    own = home.command("count", "--by", "issue", "--state", "Cambodia", "--source", "upr-info")
    assert own["coded"]["issue"] == {"n": 343, "of": 343}
    assert (
        expected_here([row for row in rows if row.source == "upr-info"], "KHM", WOMEN),
        expected_here([row for row in rows if row.source == "upr-info"], "KHM", SOGI),
        expected_here([row for row in rows if row.source == "upr-info"], "KHM", "Justice"),
    ) == (61.7, 8.0, 25.7)


def test_a_trend_by_issue_ends_where_the_sources_stop_to_tell_issues(home: MixedHome, rows: list[PlainRow]) -> None:
    answer = home.page(f"/disaggregate.csv?rows=issue&columns=session&issue={SOGI.replace(' ', '+')}")
    header, line = list(csv.reader(io.StringIO(answer)))[:2]
    told = dict(zip(header[1:], line[1:], strict=True))
    assert told["18"] == str(len(on(chosen(rows, {"session": [18]}), SOGI)))
    # Nobody coded these: an empty cell, not a nought.
    assert [told.get(str(session), "") for session in range(21, 25)] == [""] * 4


def test_384_recommendations_about_the_group_are_where_nobody_coded_the_issue(
    home: MixedHome, rows: list[PlainRow]
) -> None:
    sessions = [str(session) for session in range(21, 25)]
    asked = [argument for session in sessions for argument in ("--session", session)]
    answer = home.command("search", "--group", LGBTI, *asked, "--limit", "1")
    about = chosen(rows, {"group": [LGBTI], "session": range(21, 25)})
    assert answer["total"] == len(about) == 384
    assert answer["coded"]["issue"] == {"n": 0, "of": 384}


def test_never_raised_is_said_only_of_states_of_which_the_rows_can_tell(home: MixedHome, rows: list[PlainRow]) -> None:
    """Of the 40 States without a row on the issue, nine have rows about the group that nobody coded."""
    never = {row.state for row in rows} - {row.state for row in on(rows, SOGI)}
    about = {row.state for row in chosen(rows, {"group": [LGBTI], "session": range(21, 25)})}
    assert len(never) == 40
    assert sorted(never & about) == ["ARM", "BLR", "DNK", "GEO", "GIN", "HRV", "LBR", "MMR", "SOM"]
    for state in sorted(never):
        answer = home.command("gaps", state)
        here = next(line["here"] for line in answer["issues"] if line["issue"] == SOGI)
        n, of = told_by(chosen(rows, {"state": [state]}), "issue")
        assert (here, answer["coded"]["issue"]["here"]) == (0, {"n": n, "of": of})
        doubt = rf"\b{of - n:,} of the {of:,} recommendations (have|has) no issue"
        assert bool(re.search(doubt, words_of(home.page(f"/gaps/?state={state}")))) == (n < of)


@pytest.mark.parametrize(("giver", "percent"), [("EST", 68), ("FRA", 57), ("ESP", 62)])
def test_the_share_of_specific_recommendations_divides_by_the_coded_ones(
    home: MixedHome, rows: list[PlainRow], giver: str, percent: int
) -> None:
    answer = home.json(f"/api/disaggregate?rows=from&columns=action&from={giver}")
    cell = next(cell for cell in answer["cells"] if cell["column"] == 5)
    own = chosen(rows, {"from": [giver]})
    n, of = told_by(own, "action")
    assert cell["row_share"] == round(len(chosen(own, {"action": [5]})) / n, 4)
    assert round(100 * cell["row_share"]) == percent
    assert answer["coded"]["action"] == {"n": n, "of": of}


def test_what_norway_recommends_is_compared_among_what_is_coded(home: MixedHome, rows: list[PlainRow]) -> None:
    page = words_of(home.page("/states/NOR/recommends/"))
    line = page[page.index(WOMEN) :][:200]
    norway = chosen(rows, {"from": ["NOR"]})
    own, everyone = (round(100 * len(on(some, WOMEN)) / told_by(some, "issue")[0]) for some in (norway, rows))
    assert (own, everyone) == (25, 18)
    assert f"{own}%" in line
    assert f"{everyone}%" in line


def test_the_first_page_shows_the_last_review_that_is_loaded_whole(home: MixedHome, rows: list[PlainRow]) -> None:
    page = words_of(home.page("/"))
    glance = page[page.index("review at a glance") :][:600]
    last = [row for row in rows if row.state == "KHM" and row.session in whole_sessions(rows)]
    n = sum(row.session == max(row.session for row in last) for row in last)
    assert f"{n} recommendations" in glance
    assert " 2 recommendations" not in glance


@pytest.mark.parametrize("filters", [(), ("--issue", SOGI)])
def test_states_are_called_silent_only_in_sessions_that_are_loaded_whole(
    home: MixedHome, rows: list[PlainRow], filters: tuple[str, ...]
) -> None:
    answer = home.command("targets", "Cambodia", *filters, "--limit", "200")
    whole = whole_sessions(rows)
    coded = [session for session in whole if not filters or told_by(chosen(rows, {"session": [session]}), "issue")[0]]
    assert sessions_in(answer["method"], after="for each review of") == coded[-3:]
    for result in answer["results"]:
        silent = [reason for reason in result["reasons"] if reason["kind"] == "silent"]
        assert all(sessions_in(reason["text"], after="any State in") == whole[-2:] for reason in silent)
        assert bool(silent) == (not chosen(rows, {"from": [result["iso3"]], "session": whole[-2:]}))


def sessions_in(sentence: str, *, after: str) -> list[int]:
    """The sessions that a sentence names after these words: "sessions 16 to 18", "sessions 17, 18 and 48"."""
    words = re.search(rf"{after} sessions? (\d+(?:(?:, | and | to )\d+)*)", sentence)
    assert words, sentence
    numbers = [int(number) for number in re.findall(r"\d+", words[1])]
    return [*range(numbers[0], numbers[1] + 1)] if " to " in words[1] else numbers


@given(st.data())
def test_every_count_is_what_a_plain_script_counts(home: MixedHome, rows: list[PlainRow], data: st.DataObject) -> None:
    check_count(home, rows, data.draw(questions(rows, most=3)))


@given(st.data())
def test_what_sources_lend_each_other_is_counted_where_one_tells_it(
    home: MixedHome, rows: list[PlainRow], data: st.DataObject
) -> None:
    """Groups of people, goals, themes and documents: in sessions that no other source tells of."""
    later = [row for row in rows if row.session in LATER]
    drawn = data.draw(questions(later, dimensions=[name for name in (*OWN, *LENT) if name != "session"]))
    sessions = {row.session for row in later}
    check_count(home, rows, replace(drawn, filters={**drawn.filters, "session": sessions}))


@given(st.data())
def test_a_source_asked_for_by_name_counts_all_of_its_rows(
    home: MixedHome, every_row: list[PlainRow], data: st.DataObject
) -> None:
    source = data.draw(st.sampled_from(["upr-info", "dihr", "uhri", "thematic-list"]))
    own = [row for row in every_row if row.source == source]
    drawn = data.draw(questions(own))
    check_count(home, own, PlainQuestion(drawn.by, {**drawn.filters, "source": {source}}, drawn.excluded))


def check_count(home: MixedHome, rows: Sequence[PlainRow], question: PlainQuestion) -> None:
    answer = home.json(question.address("/api/count"))
    assert answer["total"] == len(question.rows(rows))
    assert cells_of(answer["rows"], question.by) == question.table(rows)
    assert answer["coded"] == question.coded(rows, question.uses)


@given(st.data())
def test_every_search_says_of_how_many_rows_each_code_is_known(
    home: MixedHome, rows: list[PlainRow], data: st.DataObject
) -> None:
    question = replace(data.draw(questions(rows)), by=())
    answer = home.json(question.address("/api/search", per_page="1"))
    assert answer["total"] == len(question.rows(rows))
    names = [name for name in CODES if name not in LENT]
    assert {name: answer["coded"][name] for name in names} == question.coded(rows, names)


@given(st.data())
def test_every_share_divides_by_the_rows_that_can_tell(
    home: MixedHome, rows: list[PlainRow], data: st.DataObject
) -> None:
    question = data.draw(questions(rows).filter(lambda drawn: len(drawn.by) == 2)).not_within()
    answer = home.json(question.address(*_TABLE))
    cells, told = question.table(rows), told_of_both(question, rows)
    assert len(answer["cells"]) == len(cells)
    for cell in answer["cells"]:
        values = [plain(name, cell[axis]) for name, axis in zip(question.by, ("row", "column"), strict=True)]
        assert cell["count"] == cells[tuple(values)]
        for at, name in enumerate(("row_share", "column_share")):
            of = told[at][values[at]] if is_known(question.by[1 - at], values[1 - at]) else 0
            assert cell[name] == (round(cell["count"] / of, 4) if of else None)


@given(st.data())
def test_a_table_says_0_only_where_the_rows_can_tell(
    home: MixedHome, rows: list[PlainRow], data: st.DataObject
) -> None:
    by = data.draw(st.lists(st.sampled_from(OWN), min_size=2, max_size=2, unique=True))
    sessions = data.draw(st.lists(st.sampled_from(sorted({row.session for row in rows})), min_size=1, max_size=4))
    question = PlainQuestion(tuple(by), {} if "session" in by else {"session": sessions})
    cells = question.table(rows)
    # Those of the table's rows, then those of its columns; the file has them in the same order.
    heads = [answer["values"] for answer in map(home.json(question.address(*_TABLE)).get, ("rows", "columns"))]
    values = [[plain(name, head["value"]) for head in some] for name, some in zip(by, heads, strict=True)]
    told = told_of_both(question, rows)
    lines = list(csv.reader(io.StringIO(home.page(question.address("/disaggregate.csv", "rows", "columns")))))
    for row, line in zip(values[0], lines[1:], strict=False):
        for column, cell in zip(values[1], line[1:], strict=False):
            is_unknown = (is_known(by[0], row) and not told[1][column]) or (
                is_known(by[1], column) and not told[0][row]
            )
            is_unknown = is_unknown or has_no_theme(question.rows(rows), by, (row, column))
            assert cell == str(cells[row, column] or ("" if is_unknown else 0))


@given(st.data())
def test_the_gaps_of_every_state_are_what_a_plain_script_counts(
    home: MixedHome, rows: list[PlainRow], data: st.DataObject
) -> None:
    state = data.draw(st.sampled_from(sorted({row.state for row in rows})))
    answer = home.command("gaps", state)
    [region] = {row.values("region") for row in rows if row.state == state}
    here = chosen(rows, {"state": [state]})
    near = [row for row in rows if row.values("region") == region and row.state != state]
    numbers = {name: told_by(some, "issue") for name, some in (("", rows), ("here", here), ("region", near))}
    coded = {name: {"n": n, "of": of} for name, (n, of) in numbers.items()}
    assert answer["coded"]["issue"] == {**coded.pop(""), **coded}
    here_on, near_on, all_on = (table_of(some, ["issue"]) for some in (here, near, rows))
    for line in answer["issues"]:
        issue = (line["issue"],)
        assert (line["here"], line["region"], line["world"]) == (here_on[issue], near_on[issue], all_on[issue])
        assert line["expected"] == pytest.approx(expected_here(rows, state, line["issue"]), abs=0.051)
