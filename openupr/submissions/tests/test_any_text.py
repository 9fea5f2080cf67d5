"""Whatever is written can be drawn, and how much of it has changed is counted in words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.submissions.rules.changes import share_changed
from openupr.submissions.rules.markup import plain_words


def test_of_a_text_half_as_long_again_a_third_has_changed_and_a_word_for_another_counts_once() -> None:
    text = "one two three four"
    assert share_changed([text], [text, "five six"]) == share_changed([text, "five six"], [text]) == 1 / 3
    assert share_changed([text], ["one two 3 four"]) == 1 / 4
    assert share_changed([text, "five six", "seven"], ["seven", "five six", text]) == 0
    assert share_changed([text, text, "five"], ["five", "5", text]) == 4 / 9


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_any_text_is_markup_for_something(text: str) -> None:
    plain_words(text)
