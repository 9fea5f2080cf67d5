"""A small record of three sources, of which two do not code all: every number is what a plain script counts in the rows
that can tell. test_mixed_record asks the same of the real files."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from openupr.recommendations.code_coverage import code_coverage
from openupr.recommendations.counts import count
from openupr.recommendations.disaggregate import disaggregate
from openupr.recommendations.file_import import import_file
from openupr.recommendations.gaps import gaps
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.question import Question, ask
from openupr.recommendations.tests.drawn_mixed import REVIEWS, drawn, write_files
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
    written,
)
from openupr.recommendations.tests.plain_record import chosen, counted_rows, told_by
from openupr.recommendations.tests.record_copies import record_of
from openupr.upr.states import find_state
from openupr.web.clock import now_in

# Counted in the index, which is the same wherever the record lies.
pytestmark = pytest.mark.once

ROWS = drawn()
COUNTED = counted_rows(ROWS)
DIMENSIONS = (*OWN, *LENT)
many_questions = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def record(home: Path, db: None, tmp_path: Path) -> None:
    def load() -> None:
        for source, path in write_files(ROWS, tmp_path).items():
            report = import_file(source=source, path=path)
            assert not report.reason
            assert not report.refused
        refresh_index()

    record_of("mixed", load)


def asked(question: PlainQuestion) -> Question:
    filters, excluded = (
        {name: [written(value) for value in values] for name, values in some.items()}
        for some in (question.filters, question.excluded)
    )
    return ask(filters=filters, excluded=excluded)


def test_of_two_sources_of_a_review_the_first_that_has_nearly_all_of_it_counts(record: None) -> None:
    counted = {(row.state, row.session): row.source for row in COUNTED}
    assert (counted["CHE", 14], counted["KHM", 18]) == ("upr-info", "dihr")
    assert {(row["session"], row["source"]): row["count"] for row in count(Question(), by=["session", "source"]).rows()}
    assert count(Question(), by=["state"]).total == len(COUNTED) < len(ROWS)


@many_questions
@given(questions(COUNTED, dimensions=DIMENSIONS))
def test_every_count_is_what_a_plain_script_counts(record: None, question: PlainQuestion) -> None:
    counted = count(asked(question), by=question.by)
    assert counted.total == len(question.rows(COUNTED))
    assert cells_of(counted.rows(), question.by) == question.table(COUNTED)
    assert {name: each.document() for name, each in counted.coded.items()} == question.coded(COUNTED, question.uses)


@many_questions
@given(questions([row for row in ROWS if row.source == "dihr"], dimensions=DIMENSIONS))
def test_a_source_asked_for_by_name_counts_all_of_its_rows(record: None, drawn: PlainQuestion) -> None:
    own = [row for row in ROWS if row.source == "dihr"]
    question = PlainQuestion(drawn.by, {**drawn.filters, "source": ["dihr"]}, drawn.excluded)
    assert cells_of(count(asked(question), by=question.by).rows(), question.by) == drawn.table(own)


@many_questions
@given(questions(COUNTED, dimensions=DIMENSIONS))
def test_every_answer_can_say_of_how_many_rows_each_code_is_known(record: None, question: PlainQuestion) -> None:
    codes = {name: each.document() for name, each in code_coverage(asked(question), CODES).items()}
    assert codes == question.coded(COUNTED, CODES)


@many_questions
@given(questions(COUNTED, dimensions=DIMENSIONS).filter(lambda question: len(question.by) == 2))
def test_every_share_divides_by_the_rows_that_can_tell(record: None, drawn: PlainQuestion) -> None:
    question = drawn.not_within()
    told = told_of_both(question, COUNTED)
    table = disaggregate(asked(question), rows=question.by[0], columns=question.by[1])
    cells = question.table(COUNTED)
    for row, tallies in zip(table.rows, table.cells, strict=True):
        for column, tally in zip(table.columns, tallies, strict=True):
            values = tuple(
                plain(name, each.plain(head.values[0]))
                for name, each, head in zip(question.by, table.by, (row, column), strict=True)
            )
            assert tally.count == cells[values]
            of_row, of_column = (
                told[at].get(values[at], 0) if is_known(question.by[1 - at], values[1 - at]) else 0 for at in (0, 1)
            )
            assert (table.of_row(row, column), table.of_column(row, column)) == (of_row, of_column)
            cannot_tell = not tally.count and (
                (is_known(question.by[0], values[0]) and not of_column)
                or (is_known(question.by[1], values[1]) and not of_row)
            )
            cannot_tell = cannot_tell or (not tally.count and has_no_theme(question.rows(COUNTED), question.by, values))
            assert (not tally.count and table.is_unknown(row, column)) == cannot_tell


@pytest.mark.parametrize("state", sorted({state for state, _session in REVIEWS}))
def test_the_gaps_of_a_state_divide_by_the_rows_that_have_an_issue(record: None, state: str) -> None:
    document = gaps(find_state(state), today=now_in().date()).document()
    here = chosen(COUNTED, {"state": [state]})
    n, of = told_by(here, "issue")
    assert document["coded"]["issue"]["here"] == {"n": n, "of": of}
    assert (document["coded"]["issue"]["n"], document["coded"]["issue"]["of"]) == told_by(COUNTED, "issue")
    for line in document["issues"]:
        assert line["here"] == len(on(here, line["issue"]))
        assert line["expected"] == pytest.approx(expected_here(COUNTED, state, line["issue"]), abs=0.051)
