"""A returned file is compared with the draft's own value, which reads exactly as the file that went out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.documents import word
from openupr.files.word.with_changes import read_returned
from openupr.returning.draft_units import draft_paragraphs
from openupr.returning.units import returned_of, unit_of
from openupr.submissions.rules.for_comments import document_for_comments

pytestmark = pytest.mark.fuzz

TEXTS = [
    "Land was **grabbed** from *forty* families at the lake.^[The ministry, 2025]",
    "Since the [last review](https://example.org/a b?q=ü) ***nothing***\\\nwas done.^[*One*, 2024]^[Two]",
    "- one\n- two **bold**\n   - deeper\n\n1. first\n2. second",
    "| Year | Cases |\n| --- | --- |\n| 2024 | 12^[A note] |\n| **2025** | |",
    "សិទ្ធិមនុស្ស នៅកម្ពុជា *and* العربية",
    "[[KHM.1]] is cited, [[none]] is not. (**(b)**) a\\*b <tag> &amp; [here](#h_1)",
    "mail [us](mailto:us@example.org) or [a file](file:///etc/passwd)",
    " ",
]
SIGNS = [
    "**",
    "*",
    "^[",
    "]",
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "\\\n",
    " ",
    "| a | b |\n| - | - |\n",
    "[x](https://a.org)",
    "\t",
]
ANY_TEXT = st.lists(st.sampled_from(SIGNS) | st.text(max_size=8), max_size=12).map("".join)


def edition(texts: list[str], annexes: int = 1) -> dict[str, object]:
    """What an edition keeps, each text in three places: a section, an annex, with a source."""

    def section(kind: str, heading: str, prefix: str) -> dict[str, object]:
        return {
            "kind": kind,
            "heading": heading,
            "paragraphs": [
                {"anchor": f"{prefix}{at}", "text": text, "sources": ["A source *with* signs"] if at % 2 else []}
                for at, text in enumerate(texts)
            ],
        }

    return {
        "title": "The rights of people  at the lake",
        "sections": [
            section("text", "Land & water", "p"),
            section("text", "", "q"),
            *(section("annex", f"Annex: table {n}", f"a{n}_") for n in range(annexes)),
        ],
    }


def both(document: word.Document) -> tuple[list[object], list[object]]:
    """The units by way of a Word file, and without one."""
    read = returned_of(read_returned(word.write_word(document))).units
    return [unit for unit in read if unit.lives], [u for u in map(unit_of, draft_paragraphs(document)) if u.lives]


@pytest.mark.parametrize("annexes", [0, 1, 2])
def test_what_is_compared_reads_as_the_file_that_went_out(annexes: int) -> None:
    document = document_for_comments(edition(TEXTS, annexes), {"KHM.1": "Peru, 2024, accepted"}, "en")
    by_file, by_value = both(document)
    assert len(by_file) > 20
    assert by_value == by_file


@given(text=ANY_TEXT, other=ANY_TEXT)
@settings(max_examples=60, deadline=None)
def test_any_text_reads_the_same_without_a_file(text: str, other: str) -> None:
    by_file, by_value = both(document_for_comments(edition([text, other]), {}, "km"))
    assert by_value == by_file
