"""What a page asks of the index beside a search."""

from pathlib import Path

import pytest

from openupr.index.build import build
from openupr.index.hints import Hint
from openupr.index.reader import open_index
from openupr.index.rows import Column, IndexRow, UnknownColumn

COLUMNS = [Column("state", sort=True), Column("issue", multi=True), Column("session", sort=True)]
ROWS = [
    IndexRow(30, "Ratify the convention", {"state": "Chile", "issue": ("Treaties",), "session": 5}, b"thirty"),
    IndexRow(
        10, "End child labour", {"state": "Côte d'Ivoire", "issue": ("Children", "Labour"), "session": 18}, b"ten"
    ),
    IndexRow(20, "Protect women and children", {"state": "Chile", "issue": (), "session": None}, b"twenty"),
]


@pytest.fixture
def index(tmp_path):
    build(tmp_path, ROWS, columns=COLUMNS, version="first")
    return open_index(tmp_path)


def test_a_row_is_found_by_its_number(index):
    assert (index.payload(10), index.text(20)) == (b"ten", "Protect women and children")
    assert (index.payload(11), index.text(-1)) == (None, None)


def test_an_export_gives_every_payload_in_order(index):
    assert list(index.payloads(sort="-session")) == [b"ten", b"thirty", b"twenty"]
    assert list(index.payloads("child OR convention", filters={"state": {"Chile"}}, sort="state")) == [
        b"thirty",
        b"twenty",
    ]


def test_values_of_a_column_are_found_by_the_beginning_of_any_of_their_words(index):
    assert index.facet_values("state") == [("Chile", 2), ("Côte d'Ivoire", 1)]
    assert index.facet_values("state", "cote") == [("Côte d'Ivoire", 1)]
    assert index.facet_values("state", "IVO") == [("Côte d'Ivoire", 1)]
    assert index.facet_values("state", "d'iv") == [("Côte d'Ivoire", 1)]
    assert index.facet_values("session", "1") == [(18, 1)]
    assert index.facet_values("state", "x") == []


def test_rows_without_a_value_can_be_asked_for_and_stand_in_a_cell_of_their_own(index):
    assert [hit.id for hit in index.search(filters={"issue": {None}}).rows] == [20]
    assert dict(index.cross(by=["state", "session"])) == {
        ("Chile", None): 1,
        ("Chile", 5): 1,
        ("Côte d'Ivoire", 18): 1,
    }


def test_rows_come_as_columns_of_codes_with_none_for_no_value(index):
    table = index.table("child OR women", columns=["state", "session"])
    told = {
        int(row): tuple(table.values[name][table.codes[name][place]] for name in ("state", "session"))
        for place, row in enumerate(table.ids)
    }
    assert told == {10: ("Côte d'Ivoire", 18), 20: ("Chile", None)}
    assert sorted(table.payloads(range(len(table)))) == [b"ten", b"twenty"]
    with pytest.raises(ValueError, match="several values of issue"):
        index.table(columns=["issue"])


@pytest.mark.parametrize(
    ("query", "hints"),
    [
        ("child torture", [Hint("word-absent", {"word": "torture"})]),
        ("protct women", [Hint("word-misspelt", {"word": "protct", "likely": "protect"})]),
        ("hcild", [Hint("word-misspelt", {"word": "hcild", "likely": "child"})]),
        ('"child convenshun"', [Hint("word-absent", {"word": "convenshun"})]),
        ("zz*", [Hint("word-absent", {"word": "zz*"})]),
        ("ដី សិទ្ធិ", [Hint("script-absent", {"script": "Khmer"})]),
        ("child земля", [Hint("script-absent", {"script": "Cyrillic"})]),
        ("child convention", []),
        ("child OR torture", []),
        ("a b c d", [Hint("word-absent", {"word": word}) for word in "abc"]),
    ],
)
def test_where_nothing_is_found_the_words_that_no_row_holds_are_told(index, query, hints):
    assert list(index.search(query).hints) == hints


def test_only_the_facets_asked_for_are_counted(index):
    assert index.search("child", facets=["issue"]).facets == {"issue": [("Children", 1), ("Labour", 1)]}
    assert index.search("child", facets=[]).facets == {}


def test_what_the_index_has_no_column_for_is_refused_by_name(index):
    with pytest.raises(UnknownColumn, match=r'no column "colour".*state, issue, session'):
        index.search(filters={"colour": {"red"}})
    for ask in (
        lambda: index.search(facets=["colour"]),
        lambda: index.search(sort="colour"),
        lambda: index.search(sort="issue"),
        lambda: index.cross(by=["colour"]),
        lambda: index.facet_values("colour"),
    ):
        with pytest.raises(UnknownColumn):
            ask()


@pytest.mark.parametrize("by", [[], ["state", "state"], ["state", "issue", "session", "state"]])
def test_a_cross_table_has_one_to_three_different_columns(index, by):
    with pytest.raises(ValueError, match="one to 3 different"):
        index.cross(by=by)


def test_a_filter_whose_values_no_row_has_finds_nothing_but_still_counts_its_own_column(index):
    answer = index.search(filters={"state": {"Atlantis"}})
    assert (answer.total, answer.facets["state"], answer.facets["session"]) == (
        0,
        [("Chile", 2), ("Côte d'Ivoire", 1)],
        [],
    )


def test_folder_after_folder_does_not_hold_all_their_files_open(tmp_path):
    def held():
        return len(list(Path("/proc/self/fd").iterdir()))

    for number in range(40):
        build(tmp_path / str(number), [], columns=[], version="1")
        open_index(tmp_path / str(number))
        if number == 10:
            after_some = held()
    assert held() <= after_some + 10
