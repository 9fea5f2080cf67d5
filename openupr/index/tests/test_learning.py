"""Learning labels: each learner on texts where what is right is known."""

import numpy as np
import pytest

from openupr.index.learning.counting import Beginnings
from openupr.index.learning.linear import learn_linear
from openupr.index.learning.network import learn_network
from openupr.index.learning.sparse import SparseRows
from openupr.index.learning.vocabulary import Kind, Vocabulary, learn_vocabulary

WORD = (Kind("word", least=1),)
# Label 0 where exactly one of a and b stands: no linear model can tell.
EITHER = [(["a"], 0), (["b"], 0), (["a", "b"], 1), (["c"], 1)] * 30


def taught(texts: list[list[str]], kinds: tuple[Kind, ...] = WORD) -> tuple[Vocabulary, SparseRows]:
    features = [{kind.name: text for kind in kinds} for text in texts]
    vocabulary = learn_vocabulary(len(texts), features.__getitem__, kinds)
    return vocabulary, vocabulary.rows(features)


def dense(rows: SparseRows) -> np.ndarray:
    return rows.times(np.eye(rows.width, dtype=np.float32))


def test_a_kind_has_its_length_in_every_text() -> None:
    kinds = (Kind("word", least=1, weight=0.5), Kind("other", least=2, rare_tell_more=True))
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


def test_a_network_learns_what_features_mean_together() -> None:
    _, rows = taught([text for text, _ in EITHER])
    labels = np.array([label for _, label in EITHER])
    shares = learn_network(rows, labels, 2, seed=1, passes=80).shares(rows)
    assert (shares.argmax(axis=1) == labels).all()
    assert shares.sum(axis=1) == pytest.approx(1, abs=1e-5)


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
