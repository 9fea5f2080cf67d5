"""What speaks for an action category: those recommendations alone that open in the same way."""

import pytest

from openupr.recommendations.coding import ActionEvidence, Coder, store, the_coder
from openupr.recommendations.coding_learning import Coded, learn

# Learning reads texts; where they come from is all the same to it.
pytestmark = pytest.mark.once

_WHOM = ("farmers", "families", "villagers", "fishers", "herders", "widows")


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Learned from a record in which nearly all that opens with "pay" pays attention."""
    rows = [Coded(f"Pay special attention to {each}", ("right-to-land",), 4, 10) for each in _WHOM]
    rows += [Coded(f"Pay close attention to the needs of {each}", ("right-to-land",), 4, 10) for each in _WHOM]
    rows += [Coded("Pay pensions to widows", ("right-to-land",), 5, 10)]
    rows += [Coded(f"Ratify the convention on {each}", ("treaties",), 5, 10) for each in _WHOM]
    rows += [Coded(f"Improve the lives of {each}", ("right-to-land",), 4, 10) for each in _WHOM]
    rows += [Coded(f"Improve schools for {each} by repealing fees", ("right-to-land",), 5, 10) for each in _WHOM]
    return learn(rows)


def told(coder: Coder, text: str) -> ActionEvidence:
    return coder.suggest([text])[0].action_evidence


@pytest.mark.parametrize(
    "text",
    [
        "Pay teachers a living wage by 2028",
        "Pay compensation to the families",
        "Train and pay 200 interpreters",
        "Vaccinate all children",
        "Repair the schools of the widows",
    ],
)
def test_where_too_few_open_in_the_same_way_no_share_is_told(coder: Coder, text: str) -> None:
    assert (told(coder, text).beginning, told(coder, text).rows) == ("", 31)


def test_those_that_pay_attention_speak_for_who_pays_attention(coder: Coder) -> None:
    assert told(coder, "Pay more attention to the islands") == ActionEvidence("pay attention", 12, 1.0)


def test_with_an_example_those_speak_that_have_one_too(coder: Coder) -> None:
    assert told(coder, "Improve prisons, including by repealing the code").rows == 6
    assert told(coder, "Improve prisons").rows == 12


def test_where_no_verb_is_known_the_same_words_speak(coder: Coder) -> None:
    rows = [Coded(f"Frobnicate the land of {each}", ("right-to-land",), 5, 10) for each in _WHOM]
    odd = learn([*rows, Coded("Ratify it", ("right-to-land",), 5, 10)])
    assert told(odd, "Frobnicate the land of monks").rows == 6
    assert told(odd, "Frobnicate rivers").rows == 6


@pytest.mark.django_db
def test_a_stored_coder_tells_the_same(coder: Coder) -> None:
    store(coder)
    stored = the_coder()
    assert stored is not None
    assert told(stored, "Pay more attention to the islands").rows == 12
