"""Two texts that began as one are joined where their changes do not touch; nothing of either side is lost."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from openupr.text.joining import joined

_WORDS = ["lake", "land", "was", "taken", "fish.", "\n\n-", "**40**", "cent,"]
TEXTS = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("theirs", "yours", "text", "overlaps"),
    [
        ("The lake lost 45 per cent.", "The lake lost 40 per cent. Nobody asked.",
         "The lake lost 45 per cent. Nobody asked.", ()),
        ("The lake lost 40 percent.", "In 2024 the lake lost 40 per cent.", "In 2024 the lake lost 40 percent.", ()),
        ("The lake lost 45 per cent.", "The lake lost 50 per cent.", "The lake lost 45 50 per cent.", (("45", "50"),)),
        ("The lake lost 40 per cent. A.", "The lake lost 40 per cent. B.", "The lake lost 40 per cent. A. B.",
         (("A.", "B."),)),
        ("The sea lost 40 per cent.", "The sea lost 40 per cent. B.", "The sea lost 40 per cent. B.", ()),
        ("The lake lost per cent.", "The lake lost 45 per cent.", "The lake lost 45 per cent.", (("", "45"),)),
    ],
)  # fmt: skip
def test_what_only_one_changed_is_taken_over_and_what_both_changed_stands_twice(
    theirs: str, yours: str, text: str, overlaps: tuple[tuple[str, str], ...]
) -> None:
    found = joined("The lake lost 40 per cent.", theirs=theirs, yours=yours)
    assert (found.text, found.overlaps) == (text, overlaps)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_where_one_changed_nothing_the_other_s_text_stands(base: str, text: str) -> None:
    assert joined(base, theirs=text, yours=base).text == text.strip()
    assert joined(base, theirs=base, yours=text).text == text.strip()
    assert joined(base, theirs=text, yours=text).text == text.strip()


@given(TEXTS, TEXTS, TEXTS)
@example("", "a", "b")
@settings(deadline=None)
def test_no_word_that_either_brought_is_lost(base: str, theirs: str, yours: str) -> None:
    found = joined(base, theirs=theirs, yours=yours)
    there = Counter(found.text.split())
    for side in (theirs, yours):
        assert Counter(side.split()) - Counter(base.split()) <= there
