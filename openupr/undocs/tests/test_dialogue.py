"""Recommendations of the dialogue that the conclusions only name, and lists that a later paragraph answers."""

from openupr.undocs.corrections import Correction, corrected
from openupr.undocs.tests.documents import COVER, END, INTRODUCTION, Printed, pdf
from openupr.undocs.tests.test_reading_reports import SUPPORTED, read

DIALOGUE = [
    Printed("I. Summary of the proceedings", 85, 14),
    Printed("2. France spoke of the forests. France (a) recommended that Cambodia plant trees along all roads; and"),
    Printed("(b) recommended that it abolish the tax on umbrellas. It (c) thanked the delegation."),
    Printed("3. The Holy See spoke of the lakes. It recommended that Cambodia teach every child to swim."),
    Printed("II. Conclusions and/or recommendations", 85, 14),
]


def with_dialogue(*lines: str) -> bytes:
    """A report whose conclusions only name recommendations of the dialogue."""
    chapter = [Printed(line, 142.0 if line[1:2] == "." and line[2:3].isdigit() else 113.0) for line in lines]
    return pdf([COVER, [*INTRODUCTION[:-1], *DIALOGUE], [*chapter, *END]])


def test_refusals_of_the_dialogue_are_a_problem_with_what_was_said_there() -> None:
    lines = [
        "8. The recommendations noted in paragraphs 2 (a) and (b) and 3 above did not enjoy the",
        "support of Cambodia.",
    ]
    (problem,) = read(with_dialogue(SUPPORTED, "7.1 Sing (Chad);", *lines)).problems
    assert problem.kind == "elsewhere"
    assert [(each.number, each.text, each.states, each.position, each.page) for each in problem.passages] == [
        ("2 (a)", "recommended that Cambodia plant trees along all roads", ("FRA",), "noted", 2),
        ("2 (b)", "recommended that it abolish the tax on umbrellas. It", ("FRA",), "noted", 2),
        ("3", "It recommended that Cambodia teach every child to swim.", ("VAT",), "noted", 2),
    ]


def test_recommendations_that_are_named_without_the_word_paragraph_are_seen_too() -> None:
    lines = ["8. Recommendations 2 (b) and 2 (a) did not enjoy the support of Cambodia."]
    (problem,) = read(with_dialogue(SUPPORTED, "7.1 Sing (Chad);", *lines)).problems
    assert [each.number for each in problem.passages] == ["2 (b)", "2 (a)"]


def test_a_list_without_a_position_shows_the_paragraphs_that_may_answer_it() -> None:
    lines = [
        Printed("7. In the course of the dialogue the following recommendations were made:"),
        Printed("7.1 Plant trees (France);", 142),
        Printed("7.2 Sing (Chad);", 142),
        Printed("8. Cambodia has noted these recommendations for consideration and response in due time."),
    ]
    (problem,) = read(pdf([COVER, [*INTRODUCTION, *lines[:2]], [*lines[2:], *END]])).problems
    assert (problem.kind, problem.items) == ("no position", (0, 1))
    (passage,) = problem.passages
    assert (passage.number, passage.page) == ("8", 3)
    assert passage.text == "Cambodia has noted these recommendations for consideration and response in due time."


def test_refusals_that_were_entered_by_hand_are_no_problem_any_more() -> None:
    document = read(with_dialogue(SUPPORTED, "7.1 Sing (Chad);", "8. Recommendations 2 (a), 3 were rejected."))
    added = [Correction("add", number, "Plant trees", ("FRA",), "noted", 2) for number in ("2 (a)", "3")]
    assert len(corrected(document, {"+1": added[0]}).problems) == 1
    assert corrected(document, {f"+{number}": each for number, each in enumerate(added)}).problems == ()
