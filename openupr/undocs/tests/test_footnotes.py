"""A footnote is no recommendation, wherever the file has it."""

import pytest

from openupr.undocs.reading import read_here
from openupr.undocs.tests.documents import COVER, END, INTRODUCTION, Printed, pdf, report, word
from openupr.undocs.values import WorkingGroupReport

SUPPORTED = "7. The recommendations listed below enjoy the support of Cambodia:**"
FIRST = "7.1 Plant trees (France);"
NOTES = [
    "* Conclusions and recommendations have not been edited",
    "** Conclusions and recommendations have not been edited.",
    "**Conclusions and/or recommendations have not been edited.",
    "** The present conclusions and recommendations will not be edited.",
    "[*] The conclusions and recommendations were not formally edited.",
    "(**) Conclusions and recommendations are issued without formal editing.",
    "** The conclusions and recommendations are reproduced as received.",
    "Conclusions and recommendations have not been edited.",
    "** The present report was not edited before it was sent to be translated.",
    "† Unedited, as received.",
]


def read(data: bytes) -> WorkingGroupReport:
    document = read_here(data)
    assert isinstance(document, WorkingGroupReport)
    return document


def assert_two_recommendations(document: WorkingGroupReport) -> None:
    assert [(item.number, item.text, item.states) for item in document.items] == [
        ("7.1", "Plant trees", ("FRA",)),
        ("7.2", "Dig wells in every village", ("PER",)),
    ]
    assert document.problems == ()


@pytest.mark.parametrize("note", NOTES)
def test_a_footnote_as_large_as_the_text_is_no_recommendation(note: str) -> None:
    """At the end of a page, in the middle of a recommendation, and behind one."""
    chapter = [*INTRODUCTION, Printed(SUPPORTED), Printed(FIRST, 142)]
    end = [Printed("every village (Peru);", 142), *END]
    assert_two_recommendations(read(pdf([COVER, [*chapter, Printed("7.2 Dig wells in", 142), Printed(note)], end])))
    last = [Printed("7.2 Dig wells in every village (Peru);", 142), Printed(note)]
    assert_two_recommendations(read(pdf([COVER, [*chapter, *last], END])))


@pytest.mark.parametrize("note", NOTES)
def test_a_footnote_of_a_word_file_is_no_recommendation(note: str) -> None:
    front = [line.text for line in (*COVER, *INTRODUCTION)]
    lines = [SUPPORTED, FIRST, note, "7.2 Dig wells in every village (Peru);", " ".join(line.text for line in END)]
    assert_two_recommendations(read(word(*front, *lines)))


def test_a_footnote_behind_the_words_of_a_line_or_in_two_lines_is_no_recommendation() -> None:
    last = "7.2 Dig wells in every village (Peru);"
    glued = f"{last} ** Conclusions and recommendations have not been edited."
    assert_two_recommendations(read(report(SUPPORTED, FIRST, glued)))
    lines = ["** The present conclusions and recommendations have not", "been edited."]
    assert_two_recommendations(read(report(SUPPORTED, FIRST, *lines, last)))


def test_a_page_may_hold_more_small_print_than_text() -> None:
    note = "1 The recommendation as read during the interactive dialogue: plant trees in all the towns of the country"
    small = [Printed(note, 104, 9), *[Printed("and water them every day, in spring and in summer (Chad).", 113, 9)] * 9]
    page = [*INTRODUCTION, Printed(SUPPORTED), Printed(FIRST, 142), Printed("7.2 Dig wells in", 142)]
    first, last = [*COVER, *[Printed("What the delegation said of its forests and its rivers.")] * 30], END
    assert_two_recommendations(
        read(pdf([first, page[:3], [*page[3:], *small], [Printed("every village (Peru);", 142), *last]]))
    )


def test_small_print_that_goes_on_from_the_page_before_is_left_out_too() -> None:
    page = [*INTRODUCTION, Printed(SUPPORTED), Printed(FIRST, 142), Printed("7.2 Dig wells in", 142)]
    small = [
        Printed("of all the towns of the country (Chad).", 113, 9),
        Printed("The recommendation as read during the interactive dialogue: dig a well (Chile).", 113, 9),
    ]
    assert_two_recommendations(read(pdf([COVER, [*page, *small], [Printed("every village (Peru);", 142), *END]])))


def test_a_recommendation_that_speaks_of_conclusions_stays() -> None:
    lines = ["7.2 See that the conclusions and recommendations of the committee are not forgotten (Peru);"]
    assert len(read(report(SUPPORTED, FIRST, *lines)).items) == 2
    starred = report(SUPPORTED, FIRST, "* Dig wells in every village (Peru);")
    assert [item.states for item in read(starred).items] == [("FRA",), ("PER",)]
