"""Whatever the record, the query and the filters: the index answers as looking at every row would."""

from hypothesis import given
from hypothesis import strategies as st

from openupr.index.language import parse_question
from openupr.index.tests import brute_force
from openupr.index.tests.some_rows import COLUMNS, WORDS, filters, index_of, records, trees
from openupr.index.tree import Everything, SearchWord, canonical

QUERIES = st.one_of(trees(), st.just(Everything()))
NAMES = [column.name for column in COLUMNS]


@given(records(), QUERIES, filters())
def test_totals_rows_and_payloads_are_those_of_every_row_looked_at(rows, tree, filters):
    index = index_of(rows)
    expected = brute_force.found(rows, tree, filters)
    answer = index.search(canonical(tree), filters=filters, limit=1000)
    assert answer.total == len(expected)
    assert {hit.id: hit.payload for hit in answer.rows} == {row.id: row.payload for row in expected}
    assert sorted(index.ids(canonical(tree), filters=filters)) == sorted(row.id for row in expected)


@given(records(), QUERIES, filters())
def test_every_facet_counts_exactly_and_ignores_its_own_selection(rows, tree, filters):
    facets = index_of(rows).search(canonical(tree), filters=filters).facets
    assert facets == {name: brute_force.facet(rows, tree, filters, name) for name in NAMES}


@given(records(), QUERIES, filters(), st.permutations(NAMES), st.integers(1, 3))
def test_cross_tables_have_the_cells_and_counts_of_every_row_looked_at(rows, tree, filters, names, dimensions):
    by = names[:dimensions]
    table = index_of(rows).cross(canonical(tree), filters=filters, by=by)
    assert dict(table) == brute_force.cross(rows, tree, filters, by)
    assert table.total == len(brute_force.found(rows, tree, filters))


@given(records(), QUERIES)
def test_highlights_cover_the_wanted_words_and_nothing_else(rows, tree):
    texts = {row.id: row.text for row in rows}
    for hit in index_of(rows).search(canonical(tree), limit=1000).rows:
        assert hit.highlights == brute_force.marks(
            texts[hit.id], parse_question(canonical(tree)).tree
        )  # NOT NOT land is land


@given(records(), QUERIES, st.sampled_from(["state", "-state", "session", "-session"]))
def test_sorting_by_a_column_keeps_equals_in_order_and_puts_rows_without_a_value_last(rows, tree, sort):
    found = brute_force.found(rows, tree, {})
    column, backwards = sort.removeprefix("-"), sort.startswith("-")
    valued = [row for row in found if row.values[column] is not None]
    # sorted() with reverse=True keeps equals in order, too
    expected = sorted(valued, key=lambda row: row.values[column], reverse=backwards)
    expected += [row for row in found if row.values[column] is None]
    assert list(index_of(rows).ids(canonical(tree), sort=sort)) == [row.id for row in expected]


@given(records(), st.sampled_from(WORDS), st.sampled_from(["relevance", "state", "-session"]), st.data())
def test_pages_put_together_are_the_whole_result(rows, word, sort, data):
    index = index_of(rows)
    size = data.draw(st.integers(1, 7))
    paged = []
    for offset in range(0, len(rows) + 1, size):
        paged += [hit.id for hit in index.search(word, sort=sort, offset=offset, limit=size).rows]
    assert paged == list(index.ids(word, sort=sort))


@given(records(), st.sampled_from(WORDS))
def test_one_word_is_ranked_by_bm25_and_equals_by_the_order_of_rows(rows, word):
    surface = word.replace("é", "e")
    scores = {row.id: brute_force.word_score(rows, row, surface) for row in rows}
    hits = index_of(rows).search(word, limit=1000).rows
    assert [round(hit.score, 4) for hit in hits] == [round(scores[hit.id], 4) for hit in hits]
    place = {row.id: number for number, row in enumerate(rows)}
    keys = [(-hit.score, place[hit.id]) for hit in hits]
    assert keys == sorted(keys)
    assert {hit.id for hit in hits} == {row.id for row in brute_force.found(rows, SearchWord(surface), {})}
