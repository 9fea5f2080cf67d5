"""Learning labels: each learner on texts where what is right is known."""

import numpy as np
import pytest

from openupr.index.learning.counting import Beginnings
from openupr.index.learning.kin import learn_with_kin, principal
from openupr.index.learning.linear import learn_linear, trusted
from openupr.index.learning.sparse import SparseRows
from openupr.index.learning.vocabulary import CoderVocabulary, FeatureKind, learn_vocabulary

WORD = (FeatureKind("word", least=1),)


def taught(texts: list[list[str]], kinds: tuple[FeatureKind, ...] = WORD) -> tuple[CoderVocabulary, SparseRows]:
    features = [{kind.name: text for kind in kinds} for text in texts]
    vocabulary = learn_vocabulary(len(texts), features.__getitem__, kinds)
    return vocabulary, vocabulary.rows(features)


def dense(rows: SparseRows) -> np.ndarray:
    return rows.times(np.eye(rows.width, dtype=np.float32))


def test_a_kind_has_its_length_in_every_text() -> None:
    kinds = (FeatureKind("word", least=1, weight=0.5), FeatureKind("other", least=2, rare_tell_more=True))
    vocabulary, rows = taught([["a", "b"], ["a", "a"], ["a", "c"]], kinds)
    matrix, spans = dense(rows), vocabulary.spans()
    assert matrix[:, 0].tolist() == [1, 1, 1]
    assert np.linalg.norm(matrix[:, spans["word"]], axis=1) == pytest.approx([0.5] * 3)
    assert len(spans["other"]) == 1
    assert matrix[:, spans["other"]] == pytest.approx(1)


def test_what_is_unknown_is_left_out_and_no_text_is_empty() -> None:
    vocabulary, _ = taught([["a"], ["b"]])
    assert dense(vocabulary.rows([{"word": ["z"]}, {"word": []}])).tolist() == [[1, 0, 0], [1, 0, 0]]
    assert len(vocabulary.rows([])) == 0


def test_rows_are_chosen_and_multiplied_as_a_dense_matrix_would_be() -> None:
    rng = np.random.default_rng(3)
    _, rows = taught([rng.choice(list("abcdefgh"), rng.integers(0, 6)).tolist() for _ in range(600)])
    weights = rng.standard_normal((rows.width, 3)).astype(np.float32)
    picked = np.array([5, 0, 599, 5])
    assert rows.times(weights) == pytest.approx(dense(rows) @ weights, abs=1e-5)
    assert dense(rows.chosen(picked)) == pytest.approx(dense(rows)[picked])


def test_linear_models_tell_each_label_apart() -> None:
    texts = [["a"], ["b"], ["a", "b"], ["c"]] * 10
    _, rows = taught(texts)
    labels = np.array([["a" in text, "b" in text] for text in texts])
    weights = learn_linear(rows, labels, cost=10, importance=np.ones(len(texts), np.float32), passes=20)
    assert ((rows.times(weights) > 0) == labels).all()


def test_a_text_of_more_importance_decides() -> None:
    texts = [["a"], ["a"], ["b"]]
    _, rows = taught(texts)
    labels = np.array([[True], [False], [False]])
    for first, second in ((5.0, 0.1), (0.1, 5.0)):
        importance = np.array([first, second, 1], np.float32)
        weights = learn_linear(rows, labels, cost=1, importance=importance, passes=30)
        assert bool(rows.times(weights)[0, 0] > 0) == (first > second)


def test_a_text_may_matter_more_in_learning_one_label_than_in_another() -> None:
    texts = [["a"], ["a"], ["b"]]
    _, rows = taught(texts)
    labels = np.array([[True, True], [False, False], [False, False]])
    importance = np.array([[5, 0.1], [0.1, 5], [1, 1]], np.float32)
    weights = learn_linear(rows, labels, cost=1, importance=importance, passes=30)
    assert (rows.times(weights)[0] > 0).tolist() == [True, False]


def test_a_feature_that_parts_a_label_from_the_rest_is_trusted_more() -> None:
    _, rows = taught([["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"]] * 9)
    trust = trusted(rows, np.array([[True], [True], [False], [False]] * 9))
    a, b, x, y = trust[1:, 0].tolist()
    assert (a, x) == pytest.approx((b, y))
    assert a > 2 * x


KIN = (*WORD, FeatureKind("meant", least=1))
# "b" and "c" are seen with no label to tell them apart by but what they mean: "b" is near "a", "c" near "d".
MEANT = {"a": [1.0, 0.1], "b": [0.9, 0.0], "c": [-0.9, 0.1], "d": [-1.0, 0.0]}


def test_a_word_hardly_seen_leans_on_its_kin() -> None:
    texts = [["a"]] * 20 + [["d"]] * 20
    said = [{"word": text, "meant": text} for text in texts]
    vocabulary = learn_vocabulary(len(said), said.__getitem__, KIN)
    columns = {"word": vocabulary.columns["word"], "meant": {word: n for n, word in enumerate(MEANT, 3)}}
    vocabulary = CoderVocabulary(KIN, columns, np.ones(7, np.float32))
    labels = np.array([[text == ["a"]] for text in texts])
    kin = [(range(3, 7), np.array(list(MEANT.values()), np.float32))]
    ones = np.ones(len(texts), np.float32)
    weights = learn_with_kin(vocabulary.rows(said), labels, kin, cost=1, importance=ones)
    unseen = vocabulary.rows([{"word": [], "meant": [word]} for word in "bc"])
    assert (unseen.times(weights)[:, 0] > 0).tolist() == [True, False]
    assert weights.shape == (7, 1)


def test_without_kin_each_column_stands_for_itself() -> None:
    _, rows = taught([["a"], ["b"]] * 5)
    labels, ones = np.array([[True], [False]] * 5), np.ones(10, np.float32)
    weights = learn_with_kin(rows, labels, (), cost=1, importance=ones, passes=3)
    alone = learn_linear(rows, labels, cost=1, importance=ones, trust=trusted(rows, labels), passes=3)
    assert (weights == alone).all()


@pytest.mark.parametrize("more_dimensions", [0, 5])  # fewer vectors than dimensions are turned in a shorter way
def test_principal_vectors_keep_what_differs(more_dimensions: int) -> None:
    vectors = np.array([[5, 1, 1], [5, 1, -1], [5, 3, 1], [5, 3, -1]], np.float32)
    turned = principal(np.pad(vectors, ((0, 0), (0, more_dimensions))), 2)
    assert np.linalg.norm(turned, axis=1) == pytest.approx([1.0] * 4)
    assert turned @ turned.T == pytest.approx(
        np.array([[1, 0, 0, -1], [0, 1, -1, 0], [0, -1, 1, 0], [-1, 0, 0, 1]]), abs=1e-6
    )


def test_a_dense_matrix_stands_beside_the_sparse_columns() -> None:
    _, rows = taught([["a", "b"], ["b"], []])
    more = np.arange(6, dtype=np.float32).reshape(3, 2)
    assert dense(rows.beside(more)) == pytest.approx(np.hstack([dense(rows), more]))
    assert dense(rows.below(2)) == pytest.approx(dense(rows)[:, :2])


def test_a_long_text_may_say_more_where_growth_is_set() -> None:
    _, rows = taught([["a"], ["a", "b", "c", "d"]], (FeatureKind("word", least=1, weight=0.5, growth=0.5),))
    assert np.linalg.norm(dense(rows)[:, 1:], axis=1) == pytest.approx([0.5, 1.0])


def test_longer_beginnings_correct_shorter_ones_by_their_rows() -> None:
    begun = Beginnings()
    begun.learn([(["take"], 4)] * 40 + [(["take", "take off"], 5)] * 10 + [(["take", "take up"], 5)])
    assert begun.tell(["take", "take on"]).label == 4
    off, up = begun.tell(["take", "take off"]), begun.tell(["take", "take up"])
    assert (off.label, off.beginning, off.rows) == (5, "take off", 10)
    assert (up.label, up.beginning, up.rows) == (4, "take up", 1)
    assert begun.tell(["give"]).beginning == ""


def test_without_counts_nothing_is_told() -> None:
    with pytest.raises(ValueError, match="Nothing was counted"):
        Beginnings().tell(["take"])
