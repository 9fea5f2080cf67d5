"""A person reads what a State answered to its recommendations."""

from dataclasses import replace
from pathlib import Path

import pytest

from openupr.undocs.addendum import read_addendum
from openupr.undocs.opening import open_document
from openupr.undocs.reading import read_here
from openupr.undocs.tests.documents import Printed, pdf, word, word_with_table
from openupr.undocs.values import Addendum, AllOthers, TextLine

COVER = [
    Printed("Report of the Working Group on the Universal Periodic Review"),
    Printed("Cambodia"),
    Printed("Addendum"),
    Printed("Views on conclusions and/or recommendations, voluntary commitments and replies"),
    Printed("presented by the State under review"),
    Printed("United Nations A/HRC/99/16/Add.1"),
]


def read(*lines: str) -> Addendum:
    document = read_here(pdf([COVER, [Printed(line) for line in lines]]))
    assert isinstance(document, Addendum)
    return document


def positions(*lines: str) -> dict[str, str]:
    return {answer.number: answer.final for answer in read(*lines).answers}


def test_a_list_in_a_sentence_tells_the_position() -> None:
    assert positions("3. The Government accepts the following recommendations: 119.1, 119.2 and 119.5.") == {
        "119.1": "supported",
        "119.2": "supported",
        "119.5": "supported",
    }


def test_ranges_and_a_full_stop_for_a_comma_are_read() -> None:
    lines = ["3. The Government accepts 119.1-3, 119.5. 119.6, 119.8–", "119.9, 119.12 to 119.14."]
    assert list(positions(*lines)) == [f"119.{number}" for number in (1, 2, 3, 5, 6, 8, 9, 12, 13, 14)]


def test_one_sentence_may_tell_two_positions() -> None:
    assert positions("3. Cambodia accepts 119.1, 119.2 and takes note of 119.3. It adds nothing.") == {
        "119.1": "supported",
        "119.2": "supported",
        "119.3": "noted",
    }
    assert positions("3. Recommendations 119.1 and 119.2 are accepted, while 119.3 and 119.4 are noted.") == {
        "119.1": "supported",
        "119.2": "supported",
        "119.3": "noted",
        "119.4": "noted",
    }


def test_a_heading_speaks_for_what_stands_below_it() -> None:
    lines = ["I. Accepted recommendations", "119.1", "The law is being written.", "II. Noted recommendations", "119.3"]
    document = read(*lines, "Trees are many already.", "119.4-5", "There is no plan.")
    assert {answer.number: (answer.final, answer.explanation) for answer in document.answers} == {
        "119.1": ("supported", "The law is being written."),
        "119.3": ("noted", "Trees are many already."),
        "119.4": ("noted", "There is no plan."),
        "119.5": ("noted", "There is no plan."),
    }


def test_an_explanation_is_kept_beside_a_position_that_a_list_tells() -> None:
    lines = ["3. The Government notes recommendations 119.1, 119.2 and 119.3.", "119.2 The forest is private."]
    answer = next(each for each in read(*lines).answers if each.number == "119.2")
    assert (answer.final, answer.explanation) == ("noted", "The forest is private.")


def test_entries_of_the_first_cycle_begin_with_the_number_alone() -> None:
    lines = ["1. Cambodia accepts the recommendation.", "2., 3. Cambodia cannot accept these recommendations."]
    assert positions(*lines) == {"1": "supported", "2": "noted", "3": "noted"}


def test_an_answer_in_part_is_partly() -> None:
    assert positions("119.1 Partially accepted.", "119.2 Accepted.", "119.3 Not accepted.") == {
        "119.1": "partly",
        "119.2": "supported",
        "119.3": "noted",
    }


@pytest.mark.parametrize(
    "lines",
    [
        [
            "3. The following recommendations enjoy",
            "the support of Cambodia:",
            "119.1, 119.2",
            "4. Noted:",
            "119.3, 119.4",
        ],
        [
            "Cambodia supports the following recommendations:",
            "• 119.1",
            "• 119.2",
            "Cambodia notes:",
            "• 119.3",
            "• 119.4",
        ],
        ["Accepted:", "119.1 and 119.2", "Noted:", "119.3", "119.4"],
        ["Recommendations 119.1 to 119.2 – accepted.", "Recommendations 119.3 through 119.4 are not accepted."],
        ["119.1 – Accepted", "119.2: Supported. The law exists.", "119.3 - Noted", "119.4 (Not accepted)"],
        ["119.1 Plant trees (France) Supported", "119.2 Dig", "wells (Chad); Accepted", "119.3-4 Swim (Peru). Noted"],
        [
            "5. Recommendations 119.1 and 119.2: Cambodia accepts these.",
            "6. Recommendations 119.3, 119.4: it notes these.",
        ],
    ],
)
def test_the_same_answers_in_many_shapes(lines: list[str]) -> None:
    document = read(*lines)
    assert {answer.number: answer.final for answer in document.answers} == {
        "119.1": "supported",
        "119.2": "supported",
        "119.3": "noted",
        "119.4": "noted",
    }
    assert document.problems == ()


def test_an_answer_that_refuses_later_what_is_asked_is_partly() -> None:
    lines = ["1. Cambodia accepts the recommendation on wells. They are dug.", "It cannot accept the recommendation to"]
    document = read(*lines, "plant palms.", "2. Cambodia accepts the recommendation. It does not accept bribes.")
    assert [(each.number, each.final) for each in document.answers] == [("1", "partly"), ("2", "supported")]
    assert positions("As regards 119.1, the second part cannot be supported.", "119.2, 119.3 and 119.4 are noted.") == {
        "119.1": "partly",
        **dict.fromkeys(("119.2", "119.3", "119.4"), "noted"),
    }


def test_an_answer_that_leaves_something_open_is_a_problem() -> None:
    lines = ["1. Cambodia accepts the recommendation on wells. However, it cannot now make a definitive statement on"]
    (problem,) = read(*lines, "palms.", "2. Cambodia accepts the recommendation.").problems
    assert (problem.kind, problem.number) == ("two positions", "1")


def test_answers_of_one_line_are_of_the_number_above_them() -> None:
    lines = [
        "Recommendation 119.1",
        "Not accepted.",
        "Recommendation 119.2",
        "Cambodia agrees with this recommendation.",
    ]
    assert positions(*lines, "Recommendation 119.3", "Under consideration.") == {
        "119.1": "noted",
        "119.2": "supported",
        "119.3": "pending",
    }


def test_numbers_that_go_on_in_a_second_line_have_one_answer() -> None:
    lines = ["1., 2., 5., Cambodia accepts these recommendations and refers to its", "6., 7. law on wells."]
    document = read(
        *lines, "3., 4., Cambodia accepts these recommendations.", "8.", "9. It accepts this recommendation."
    )
    explained = {each.number: each.explanation for each in document.answers}
    law = "Cambodia accepts these recommendations and refers to its law on wells."
    assert [explained[number] for number in "12567"] == [law] * 5
    assert explained["8"] == explained["3"] == "Cambodia accepts these recommendations."


def test_a_total_at_the_end_of_a_sentence_is_compared_too() -> None:
    document = read(
        "1. Cambodia accepts 200 and notes 54.", "2. It notes 119.1, 119.2 and 119.3.", "3. All others are accepted."
    )
    assert [problem.message for problem in document.problems] == [
        "The addendum speaks of 54 noted recommendations; 3 were read."
    ]


def test_a_reference_to_another_answer_tells_no_position() -> None:
    lines = ["119.1 The recommendation is accepted.", "119.2 Cambodia notes the recommendation.", "119.3 See 119.1."]
    document = read(*lines)
    assert [problem.number for problem in document.problems] == ["119.3"]


def test_what_the_addendum_counts_itself_is_compared() -> None:
    lines = ["2. Of these, 3 are supported and 1 noted.", "3. The Government accepts 119.1, 119.2. It notes 119.4."]
    document = read(*lines)
    assert document.stated == {"supported": (3,), "noted": (1,)}
    assert [problem.kind for problem in document.problems] == ["totals differ"]


def test_two_positions_for_one_number_are_a_problem() -> None:
    document = read("3. The Government accepts 119.1, 119.2, 119.3.", "4. The Government notes 119.2, 119.4.")
    assert [(problem.kind, problem.number) for problem in document.problems] == [("two positions", "119.2")]


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("All others are noted.", "noted"),
        ("All the remaining recommendations are accepted.", "supported"),
        ("The remaining 33 recommendations do not enjoy the support of Cambodia.", "noted"),
        ("The Government does not accept the other recommendations.", "noted"),
        ("It supports some of them in part, and takes note of the rest.", "noted"),
        ("As for the remaining recommendations, Cambodia takes note of them.", "noted"),
        ("Recommendations that are not listed above are noted.", "noted"),
        ("All other recommendations received during the review are partially accepted.", "partly"),
    ],
)
def test_what_is_said_of_all_others_is_read(said: str, position: str) -> None:
    document = read("3. The Government accepts 119.1, 119.2 and 119.3.", f"4. {said}")
    assert document.all_others is not None
    assert (document.all_others.position, document.all_others.page, document.problems) == (position, 2, ())
    assert document.counted() == {"supported": 3}


def test_a_list_and_all_others_may_stand_in_one_sentence_and_speak_of_one_paragraph() -> None:
    document = read("3. It accepts 119.1, 119.2, 119.5 and takes note of all others.")
    assert document.all_others
    assert document.all_others.position == "noted"
    document = read(
        "3. It accepts 119.1, 119.2 and 119.5.",
        "4. All other recommendations in paragraph 119 of the report are noted.",
    )
    assert document.all_others
    assert document.all_others.paragraph == 119


def test_numbers_behind_except_do_not_have_the_position_of_all_others() -> None:
    document = read("3. Cambodia accepts all recommendations except 119.3, 119.4 and 119.7.")
    assert document.all_others
    assert document.all_others.position == "supported"
    assert [(each.number, each.final) for each in document.answers] == [("119.3", ""), ("119.4", ""), ("119.7", "")]
    assert {problem.kind for problem in document.problems} == {"no position"}
    document = read("3. It accepts all recommendations, with the exception of 119.3, 119.4 and 119.7, which are noted.")
    assert document.counted() == {"noted": 3}


@pytest.mark.parametrize(
    "said",
    [
        "The remaining recommendations, 119.6 and 119.7, are noted.",
        "Cambodia notes the following other recommendations: 119.6 and 119.7.",
        "It will tell its position on the remaining recommendations in June.",
        "It sets out its position on the remaining 5 recommendations, of which 3 are supported and 2 noted.",
        "Cambodia supports the rest of the world in planting trees.",
        "All accepted recommendations are in place.",
        "All recommendations made by treaty bodies are accepted.",
    ],
)
def test_other_sentences_say_nothing_of_all_others(said: str) -> None:
    document = read("3. The Government accepts 119.1, 119.2 and 119.3.", f"4. {said}")
    assert document.all_others is None
    assert "all others" not in {problem.kind for problem in document.problems}


@pytest.mark.parametrize(
    "said",
    [
        "All other recommendations on migration are noted.",
        "The remaining recommendations are supported or noted.",
        "All other recommendations are noted. 5. The remaining recommendations are accepted.",
    ],
)
def test_an_unclear_sentence_about_all_others_is_a_problem(said: str) -> None:
    document = read("3. The Government accepts 119.1, 119.2 and 119.3.", f"4. {said}")
    assert document.all_others is None
    assert [(problem.kind, problem.page) for problem in document.problems] == [("all others", 2)]


def test_an_addendum_in_word_is_read_too() -> None:
    document = read_here(word(*(line.text for line in COVER), "3. The Government accepts 119.1, 119.2 and 119.3."))
    assert isinstance(document, Addendum)
    assert document.counted() == {"supported": 3}


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("A-HRC-28-15-Add1-responses-cycle2", {"supported": 142, "noted": 21}),
        ("A-HRC-43-15-Add1-responses-cycle3", {"supported": 124, "noted": 33}),
        ("A-HRC-59-15-Add1-responses-cycle4", {"supported": 217, "noted": 37}),
    ],
)
def test_slovenias_addenda_say_what_they_count_themselves(shared: Path, name: str, counted: dict[str, int]) -> None:
    document = read_here((shared / "data" / "slovenia" / f"{name}.pdf").read_bytes())
    assert isinstance(document, Addendum)
    assert (document.counted(), document.problems) == (counted, ())


@pytest.mark.parametrize(
    ("head", "shape"),
    [
        (("Recommendation", "Position", "Comments"), "{number} {text}|{position}|{comment}"),
        (("No.", "Recommendation", "Position", "Comments"), "{number}|{text}|{position}|{comment}"),
        (("No.", "Position", "Explanation"), "{number}|{position}|{comment}"),
        (("No.", "Explanation", "Position"), "{number}|{comment}|{position}"),
    ],
)
def test_a_table_in_word_tells_each_answer_in_its_own_row(head: tuple[str, ...], shape: str) -> None:
    rows = [
        ("119.1", "Plant trees (France)", "Supported", "The law exists."),
        ("119.2", "Dig wells (Peru)", "Noted", "There is no water."),
        ("119.3", "Swim (Chad)", "Supported/Noted", "In summer."),
        ("119.4", "Sing (Chile)", "Not accepted", "It is quiet here."),
    ]
    names = ("number", "text", "position", "comment")
    cells = [shape.format(**dict(zip(names, row, strict=True))).split("|") for row in rows]
    document = read_here(word_with_table([line.text for line in COVER], [list(head), *cells]))
    assert isinstance(document, Addendum)
    assert {answer.number: (answer.final, answer.explanation) for answer in document.answers} == {
        "119.1": ("supported", "The law exists."),
        "119.2": ("noted", "There is no water."),
        "119.3": ("partly", "In summer."),
        "119.4": ("noted", "It is quiet here."),
    }
    assert document.problems == ()


def test_a_column_of_positions_before_the_numbers_is_not_taken_for_the_row_above() -> None:
    rows = [["Position", "No."], ["Supported", "119.1 Plant trees (France)"], ["Noted", "119.2 Swim (Chad)"]]
    document = read_here(word_with_table([line.text for line in COVER], [*rows, ["Noted", "119.3 Sing (Peru)"]]))
    assert isinstance(document, Addendum)
    assert {answer.number: answer.final for answer in document.answers} == {
        "119.1": "supported",
        "119.2": "noted",
        "119.3": "noted",
    }


def test_a_position_before_its_numbers_is_their_heading() -> None:
    lines = ["Supported", "119.1 Plant trees (France)", "119.2 Dig wells (Peru)", "Noted", "119.3 Swim (Chad)"]
    assert positions(*lines) == {"119.1": "supported", "119.2": "supported", "119.3": "noted"}


def test_slovenia_accepted_parts_and_numbered_answers_over_two_lines(shared: Path) -> None:
    document = read_here((shared / "data/slovenia/A-HRC-14-15-Add1-responses-cycle1.pdf").read_bytes())
    assert isinstance(document, Addendum)
    answers = {each.number: each for each in document.answers}
    assert [number for number, each in answers.items() if each.final == "partly"] == ["32", "58"]
    (told,) = {answers[number].explanation for number in ("77", "78", "79", "82", "83", "85", "86", "87")}
    assert told.startswith("Slovenia accepts these recommendations and refers, in the light of the decision by the")
    assert [(each.kind, each.number) for each in document.problems] == [
        ("two positions", "3"),
        ("no position", "1"),
        ("no position", "15"),
    ]


def test_slovenias_addenda_say_nothing_of_all_others(shared: Path) -> None:
    for path in (shared / "data" / "slovenia").glob("*Add1*.pdf"):
        document = read_here(path.read_bytes())
        assert isinstance(document, Addendum)
        assert (document.all_others, [each for each in document.problems if each.kind == "all others"]) == (None, [])


def test_slovenias_answers_with_one_sentence_for_all_that_it_notes(shared: Path) -> None:
    """The real lists of what is supported; the chapter that lists what is noted gives way to a sentence."""
    opened = open_document((shared / "data" / "slovenia" / "A-HRC-59-15-Add1-responses-cycle4.pdf").read_bytes())
    end = next(at for at, line in enumerate(opened.lines) if line.text.startswith("III. Noted recommendations"))
    said = TextLine(opened.lines[end].page, "5. All other recommendations are noted.", 113.0, 10.0)
    document = read_addendum(replace(opened, lines=(*opened.lines[:end], said)))
    assert document.counted() == {"supported": 217}
    assert document.all_others == AllOthers("noted", "All other recommendations are noted.", said.page)
    assert document.problems == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["3. Cambodia accepts 118.1-118.4000."],
        ["3. Cambodia accepts recommendations 118.1-4000."],
        ["3. Cambodia accepts 118.1 to 118.4000."],
        ["118.1 – 118.4000: accepted"],
    ],
)
def test_a_range_that_no_report_can_have_is_a_problem_and_not_answers(lines: list[str]) -> None:
    document = read(*lines)
    assert [(answer.number, answer.final) for answer in document.answers] == [("118.1", "supported")]
    (problem,) = document.problems
    assert (problem.kind, problem.number) == ("range", "118.1")
    assert "is too long" in problem.message


def test_a_problem_shows_what_the_state_says() -> None:
    document = read(
        "3. Cambodia accepts recommendations 119.1, 119.2 and 119.3.",
        "4. It notes recommendation 119.2, as the rivers are deep.",
        "119.5 The forests are private.",
    )
    told = {problem.number: [each.text for each in problem.passages] for problem in document.problems}
    assert told == {
        "119.2": [
            "Cambodia accepts recommendations 119.1, 119.2 and 119.3.",
            "It notes recommendation 119.2, as the rivers are deep.",
        ],
        "119.5": ["The forests are private."],
    }
