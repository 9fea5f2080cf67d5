"""Whatever is written can be drawn, and how much of it has changed is counted in words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.documents import word
from openupr.documents.light_markup import count_notes, markup_blocks, plain_words
from openupr.submissions.rules.changes import share_changed
from openupr.submissions.rules.paragraphs import cleaned
from openupr.submissions.rules.reading import read_changes


def test_of_a_text_half_as_long_again_a_third_has_changed_and_a_word_for_another_counts_once() -> None:
    text = "one two three four"
    assert share_changed([text], [text, "five six"]) == share_changed([text, "five six"], [text]) == 1 / 3
    assert share_changed([text], ["one two 3 four"]) == 1 / 4
    assert share_changed([text, "five six", "seven"], ["seven", "five six", text]) == 0
    assert share_changed([text, text, "five"], ["five", "5", text]) == 4 / 9


def test_what_no_file_can_hold_is_neither_counted_nor_kept() -> None:
    assert plain_words("a \x1b b\x07 \ufffe c").split() == ["a", "b", "c"]
    assert cleaned("a\x07b \ufffe c\x0bd") == "ab  c\nd"


def test_a_sentence_that_follows_does_not_change_the_word_before_it() -> None:
    found = read_changes("Every year.", "Every year. Suggested tail.", cite=str)
    assert [(each.kind, each.text) for each in found] == [("same", "Every year. "), ("added", "Suggested tail.")]
    back = read_changes("Every year. Suggested tail.", "Every year.", cite=str)
    assert [(each.kind, each.text) for each in back] == [("same", "Every year. "), ("removed", "Suggested tail.")]


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_any_text_is_markup_for_something(text: str) -> None:
    plain_words(text)


def test_a_table_grows_with_a_row_that_has_more_cells_than_its_head() -> None:
    in_a_list = "- list\n  | c |\n  |---|\n  | d | fourth |"
    text = f"| a | b |\n|---|---|\n| 1 | 2 | **third** \\| of^[a note] | |\n| 3 |\n\n{in_a_list}"
    table = markup_blocks(text)[0]
    assert isinstance(table, word.DocumentTable)
    assert [len(row) for row in (table.header, *table.rows)] == [3, 3, 3]
    assert " ".join(plain_words(text).split()) == "a b 1 2 third | of 3 list c d fourth"
    assert count_notes(text) == 1


def test_a_table_wider_than_word_can_draw_keeps_its_words() -> None:
    text = f"{'| a ' * 70}|\n{'|---' * 70}|\n| b |\n| c |{' d |' * 80}"
    assert plain_words(text).split() == ["a"] * 70 + ["b", "c"] + ["d"] * 80


@given(st.lists(st.lists(st.sampled_from(["a", "", "b c", r"d\|e"]), min_size=1, max_size=6), min_size=1, max_size=5))
def test_no_cell_of_a_typed_table_is_lost(rows: list[list[str]]) -> None:
    typed = "\n".join(f"| {' | '.join(row)} |" for row in (["x", *rows[0]], ["---"] * (1 + len(rows[0])), *rows[1:]))
    wanted = " ".join(["x", *(cell for row in rows for cell in row)])
    assert plain_words(typed).split() == wanted.replace("\\", "").split()
