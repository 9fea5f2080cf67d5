"""Any search by any two dimensions: the numbers are those of counting by hand, and lead to their rows."""

from collections import Counter
from itertools import permutations

import pytest

from openupr.recommendations.disaggregate import CountTable, SameDimension, disaggregate
from openupr.recommendations.question import Question, ask
from openupr.recommendations.search import search_record
from openupr.recommendations.tests.drawn_records import COLUMN, Row, crossed, drawn, values
from openupr.recommendations.tests.exports import LoadRecord

# Counted in the index, which is the same wherever the record lies.
pytestmark = pytest.mark.once

ROWS = drawn()


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    report = load_record(ROWS)
    assert report.refused == []
    return ROWS


def numbers(table: CountTable) -> dict[tuple[str, str], dict[str, int]]:
    """The cells of a table that are not empty, by the labels of row and column."""
    return {
        (table.by[0].label(row.values[0]), table.by[1].label(column.values[0])): cell.count
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
        if cell.count
    }  # type: ignore[return-value]


def short(dimension: str, label: str) -> str:
    """Action categories by their number alone, as the source has them."""
    return label.partition(" ")[0] if dimension == "action" else label


def test_every_cell_and_head_of_any_two_dimensions_is_what_counting_by_hand_gives(record: list[Row]) -> None:
    for rows, columns in permutations(COLUMN, 2):
        table = disaggregate(Question(), rows=rows, columns=columns)
        found = {(short(rows, r), short(columns, c)): n for (r, c), n in numbers(table).items()}
        assert found == {pair: counted.total() for pair, counted in crossed(record, rows, columns).items()}
        for each, heads in ((rows, table.rows), (columns, table.columns)):
            by_hand = Counter(value for row in record for value in values(row, each))
            assert {short(each, head.label): head.tally.count for head in heads} == by_hand
        assert table.total.count == len(record)


def test_responses_divide_every_cell(record: list[Row]) -> None:
    table = disaggregate(Question(), rows="issue", columns="from-region")
    expected = crossed(record, "issue", "from-region")
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            by_hand = expected[row.label, column.label]
            assert (cell.supported, cell.noted) == (by_hand["Supported"], by_hand["Noted"])


def test_the_table_is_of_the_question_asked(record: list[Row]) -> None:
    question = ask(words="land", filters={"state": ["Cambodia", "Chad"], "response": ["noted"]})
    table = disaggregate(question, rows="from", columns="session")
    chosen = [
        row for row in record
        if row["To"] in {"Cambodia", "Chad"} and row["Response"] == "Rejected" and row["Text"].endswith("on land")
    ]  # fmt: skip
    assert numbers(table) == {pair: n.total() for pair, n in crossed(chosen, "from", "session").items()}
    assert table.sentence.startswith(f"{len(chosen)} recommendations to Cambodia or Chad answered “Noted”")


@pytest.mark.parametrize(
    ("rows", "columns", "most"), [("issue", "from", 2), ("organisation", "issue", 1), ("from-organisation", "state", 2)]
)
def test_the_others_together_count_each_recommendation_once(
    record: list[Row], rows: str, columns: str, most: int
) -> None:
    table = disaggregate(Question(), rows=rows, columns=columns, most_rows=most, most_columns=most)
    rest = next(head for head in table.rows if head.rest)
    hidden = {table.by[0].label(value) for value in rest.values}
    assert len([head for head in table.rows if not head.rest and head.label != "none"]) == most
    assert rest.tally.count == sum(bool(hidden & set(values(row, rows))) for row in record)
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            in_row = {table.by[0].label(value) for value in row.values}
            in_column = {table.by[1].label(value) for value in column.values}
            by_hand = [
                each for each in record
                if in_row & set(values(each, rows)) and in_column & set(values(each, columns))
            ]  # fmt: skip
            assert cell.count == len(by_hand)


def test_every_number_leads_to_exactly_its_rows(record: list[Row]) -> None:
    table = disaggregate(Question(words="land"), rows="organisation", columns="issue", most_rows=2, most_columns=2)
    assert search_record(table.behind(), limit=0).total == table.total.count
    for row, cells in zip(table.rows, table.cells, strict=True):
        assert search_record(table.behind(row), limit=0).total == row.tally.count
        for column, cell in zip(table.columns, cells, strict=True):
            assert search_record(table.behind(row, column), limit=0).total == cell.count


def test_rows_without_a_value_stand_last_as_none(record: list[Row]) -> None:
    table = disaggregate(Question(), rows="organisation", columns="response", most_rows=1)
    assert table.rows[-1].label == "none"
    assert table.rows[-1].tally.count == sum(row["To-Org"] == "" for row in record)


def test_sessions_follow_one_another_and_states_come_by_number(record: list[Row]) -> None:
    table = disaggregate(Question(), rows="from", columns="session", most_columns=1)
    assert [head.label for head in table.columns] == ["2", "5", "6", "7", "14", "17", "18", "20"]
    counts = [head.tally.count for head in table.rows]
    assert counts == sorted(counts, reverse=True)
    by_name = disaggregate(Question(), rows="from", columns="session", order="name")
    assert [head.label for head in by_name.rows] == ["Brazil", "Canada", "France", "Norway", "Viet Nam"]


def test_a_filter_on_the_dimension_itself_shows_only_what_was_chosen(record: list[Row]) -> None:
    question = ask(filters={"issue": ["Detention"]})
    table = disaggregate(question, rows="issue", columns="response")
    assert [head.label for head in table.rows] == ["Detention"]


def test_the_same_dimension_twice_is_refused_in_words(record: list[Row]) -> None:
    with pytest.raises(SameDimension, match="two different dimensions"):
        disaggregate(Question(), rows="issue", columns="issue")
