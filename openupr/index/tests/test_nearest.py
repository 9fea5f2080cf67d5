"""What is like a draft: by words, by meaning, by both."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.index.build import build
from openupr.index.collecting import key_of_words
from openupr.index.embedding import embed_missing
from openupr.index.reader import open_index
from openupr.index.row_vectors import VectorCoverage
from openupr.index.rows import Column, IndexRow
from openupr.index.vectors import VectorStore
from openupr.text.words import cut

TEXTS = [
    "Repeal the laws that punish relations between adults of the same sex",
    "Repeal the laws that punish relations between adults of the same sex!",
    "Repeal all the laws that punish relations between adults of the same sex",
    "Ratify the Convention against Torture",
    "Sign and ratify the Optional Protocol to the Convention against Torture",
    "Raise the age of criminal responsibility of children",
    "Build schools in rural areas",
    "ធានាសិទ្ធិកុមារ",
]
ROWS = [
    IndexRow(10 + at, text, {"state": "Chile" if at % 2 else "Cuba"}, text.encode()) for at, text in enumerate(TEXTS)
]


def encode(texts):
    """A simple encoder: words scattered over 512 dimensions."""
    vectors = np.zeros((len(texts), 512), np.float32)
    for row, text in enumerate(texts):
        for surface in cut(text).surfaces:
            vectors[row] += np.random.default_rng(key_of_words([surface])).standard_normal(512)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def index(tmp_path):
    build(tmp_path / "index", ROWS, columns=[Column("state")], version="1")
    return open_index(tmp_path / "index")


@pytest.fixture
def store(tmp_path, index):
    store = VectorStore(tmp_path / "vectors", model="simple")
    list(embed_missing(index.generation, store, encode))
    return store


def _ids(answer):
    return [[hit.id for hit in group] for group in answer.groups]


def test_near_identical_wordings_stand_together_and_the_rest_by_how_near_they_are(index):
    answer = index.nearest("repeal laws against relations of adults of one sex", method="words")
    assert sorted(_ids(answer)[0]) == [10, 11, 12]
    assert answer.groups[0][0].payload.startswith(b"Repeal")
    answer = index.nearest("ratification of the convention on torture", limit=1)
    assert _ids(answer) == [[13]]
    assert answer.method == "words"


@pytest.mark.parametrize("draft", ["repeal laws against relations of adults of one sex", "ratify the convention"])
def test_a_limit_leaves_the_first_groups_as_they_are(index, draft):
    whole = _ids(index.nearest(draft, limit=100))
    for limit in range(1, len(whole) + 1):
        assert _ids(index.nearest(draft, limit=limit)) == whole[:limit]


def test_filters_apply_to_every_method(index, store):
    for method in ("words", "meaning", "both"):
        answer = index.nearest(
            "ratify the convention", method=method, filters={"state": {"Cuba"}}, vectors=store.open(), encode=encode
        )
        assert answer.method == method
        assert {hit.id for group in answer.groups for hit in group} <= {10, 12, 14, 16}


def test_meaning_finds_all_rows_of_a_wording_by_one_vector(index, store):
    assert len(store.open()) == 6  # seven wordings, one of them Khmer
    answer = index.nearest(TEXTS[1], method="meaning", vectors=store.open(), encode=encode)
    assert set(_ids(answer)[0]) == {10, 11, 12}
    assert answer.groups[0][0].score == pytest.approx(1, abs=0.02)
    assert answer.coverage == VectorCoverage(7, 8)


def test_both_together_begin_with_what_is_first_in_both(index, store):
    answer = index.nearest(TEXTS[3], method="both", vectors=store.open(), encode=encode)
    assert (_ids(answer)[0], answer.groups[0][0].score) == ([13], 1.0)


def test_a_draft_in_khmer_is_compared_by_its_words_and_that_is_said(index, store):
    answer = index.nearest("សិទ្ធិកុមារ", method="both", vectors=store.open(), encode=encode)
    assert (answer.method, answer.unsupported, _ids(answer)) == ("words", "Khmer", [[17]])


@pytest.mark.parametrize("draft", ["", " ", "!?", "🙂", "2015", "the"])
def test_a_draft_that_says_nothing_finds_nothing_and_breaks_nothing(index, store, draft):
    for method in ("words", "both"):
        assert isinstance(index.nearest(draft, method=method, vectors=store.open(), encode=encode).groups, list)
    assert index.nearest("", method="words").groups == []


@given(st.sets(st.sampled_from(range(len(TEXTS)))), st.sampled_from([*TEXTS, "torture", "adults of one sex"]))
def test_with_some_vectors_nothing_is_left_out_that_words_or_those_vectors_find(computed, draft):
    with TemporaryDirectory() as folder:
        build(Path(folder) / "index", ROWS, columns=[Column("state")], version="1")
        index, store = open_index(Path(folder) / "index"), VectorStore(Path(folder) / "vectors", model="simple")
        keys = index.generation.array["text_keys"]
        some = [row for row in sorted(computed) if TEXTS[row].isascii()]
        store.append(keys[some].tolist(), encode([TEXTS[row] for row in some]))
        found = {
            method: {hit.id for group in answer.groups for hit in group}
            for method in ("words", "meaning", "both")
            for answer in [index.nearest(draft, method=method, vectors=store.open(), encode=encode, limit=100)]
        }
        has_vector = {ROWS[row].id for row in np.flatnonzero(store.open().slots(keys) >= 0)}
        assert found["both"] == found["words"] | (found["meaning"] if has_vector else set())
        whole = index.nearest(draft, method="both", vectors=store.open(), encode=encode, limit=100)
        assert whole.coverage == VectorCoverage(len(has_vector), len(ROWS))
        assert all(hit.has_vector == (hit.id in has_vector) for group in whole.groups for hit in group)
        scores = [hit.score for group in whole.groups for hit in group[:1]]
        assert scores == sorted(scores, reverse=True)


def test_vectors_are_computed_once_whatever_is_built_and_where_it_stopped(tmp_path, index):
    store = VectorStore(tmp_path / "vectors", model="simple")
    asked = []

    def counting(texts):
        asked.extend(texts)
        return encode(texts)

    steps = embed_missing(index.generation, store, counting, batch=2)
    assert next(steps) == VectorCoverage(3, 8)  # two wordings, one of them twice
    steps.close()
    build(tmp_path / "index", reversed(ROWS), columns=[Column("state")], version="2")
    again = open_index(tmp_path / "index").generation
    assert list(embed_missing(again, store, counting, batch=4))[-1] == VectorCoverage(7, 8)
    assert list(embed_missing(again, store, counting)) == []
    assert len(asked) == 6


def test_an_unknown_method_is_refused(index):
    with pytest.raises(ValueError, match="words"):
        index.nearest("torture", method="magic")
