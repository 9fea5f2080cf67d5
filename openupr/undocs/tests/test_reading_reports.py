"""A person reads a Working Group's report with `openupr read`: what is in it, and what must be looked at."""

import pytest

from openupr.files.tests.word_files import paragraph, word_file
from openupr.undocs.corrections import Correction, corrected
from openupr.undocs.reading import read_document, read_here
from openupr.undocs.tests.documents import COVER, END, INTRODUCTION, Printed, pdf, report, word
from openupr.undocs.values import Problem, ReadItem, WorkingGroupReport

SUPPORTED = "7. The recommendations listed below enjoy the support of Cambodia:"
FRONT = [line.text for line in (*COVER, *INTRODUCTION)]
BACK = [" ".join(line.text for line in END)]
PENDING = "8. The following recommendations will be examined by Cambodia, which will provide responses:"


def read(data: bytes) -> WorkingGroupReport:
    document = read_here(data)
    assert isinstance(document, WorkingGroupReport)
    return document


def items(*lines: Printed | str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(item.number, item.text, item.states) for item in read(report(*lines)).items]


def problems(*lines: Printed | str) -> list[tuple[str, str]]:
    return [(problem.kind, problem.number) for problem in read(report(*lines)).problems]


def test_a_report_tells_its_symbol_state_and_session() -> None:
    document = read(report(SUPPORTED, "7.1 Plant more trees (France);"))
    assert (document.symbol, document.state, document.session) == ("A/HRC/99/16", "KHM", 18)
    assert document.as_json()["state"] == "Cambodia"


def test_a_recommendation_has_its_number_text_states_position_and_page() -> None:
    document = read(report(SUPPORTED, "7.1 Plant more trees", "along all roads (France);"))
    assert document.items == (
        ReadItem(
            "7.1",
            "Plant more trees along all roads",
            ("FRA",),
            "supported",
            2,
            "The recommendations listed below enjoy the support of Cambodia",
        ),
    )


def test_the_sentence_above_a_list_says_the_position() -> None:
    lines = [SUPPORTED, "7.1 Plant trees (France);", PENDING, "8.1 Open the archives (Peru);"]
    assert [item.position for item in read(report(*lines)).items] == ["supported", "pending"]


def test_several_states_share_a_wording() -> None:
    lines = ["7.1 Plant trees (France) (Peru); (Bosnia and Herzegovina, Trinidad and Tobago and Spain);"]
    assert items(SUPPORTED, *lines) == [("7.1", "Plant trees", ("FRA", "PER", "BIH", "TTO", "ESP"))]


def test_two_wordings_under_one_number_are_two_items() -> None:
    lines = ["7.1 Plant trees (France); open the archives of the ministry (Portugal, Slovakia);"]
    assert [(text, states) for _, text, states in items(SUPPORTED, *lines)] == [
        ("Plant trees", ("FRA",)),
        ("open the archives of the ministry", ("PRT", "SVK")),
    ]


def test_a_bracket_inside_a_sentence_speaks_of_what_stands_before_it() -> None:
    lines = ["7.1 Plant many more trees in all the towns (Spain) and in the villages (Peru);"]
    assert [(text, states) for _, text, states in items(SUPPORTED, *lines)] == [
        ("Plant many more trees in all the towns", ("ESP",)),
        ("Plant many more trees in all the towns and in the villages", ("PER",)),
    ]


def test_alternatives_share_what_follows_them() -> None:
    lines = ["7.1 Consider ratifying (Peru)/ratify (Chile) the convention on the protection of all old trees (Spain);"]
    assert items(SUPPORTED, *lines)[0] == (
        "7.1",
        "Consider ratifying [...] the convention on the protection of all old trees",
        ("PER",),
    )


def test_alternatives_that_name_their_states_again_at_the_end_are_one_wording_of_all() -> None:
    text = "Think about planting (Peru)/plant (Chile)/keep (Chad) the old trees along all roads"
    assert items(SUPPORTED, f"7.1 {text}", "(Peru, Chile, Chad);") == [("7.1", text, ("PER", "CHL", "TCD"))]


def test_alternatives_that_name_their_states_again_in_the_middle_give_each_state_one_wording() -> None:
    lines = ["7.1 To plant (Spain)/think about planting (Peru) the old trees along all of our roads (Spain, Peru)"]
    lines.append("and of watering them all summer long (Peru);")
    assert [states for _, _, states in items(SUPPORTED, *lines)] == [("ESP",), ("PER",)]


def test_brackets_with_abbreviations_name_no_state() -> None:
    lines = ["7.1 Ratify the convention (CED) and the other one (CAT) (Venezuela (Bolivarian Republic of));"]
    assert items(SUPPORTED, *lines) == [("7.1", "Ratify the convention (CED) and the other one (CAT)", ("VEN",))]


def test_a_states_name_may_go_on_in_the_next_line() -> None:
    assert items(SUPPORTED, "7.1 Plant trees (United Kingdom of Great Britain and", "Northern Ireland);") == [
        ("7.1", "Plant trees", ("GBR",))
    ]


def test_running_heads_and_footnotes_are_no_part_of_a_recommendation() -> None:
    page = [Printed("14", 57, 9), Printed("along all roads (France);", 142)]
    chapter = [
        Printed("A/HRC/99/16", 57, 9),
        Printed("The review of Cambodia was held. It held its eighteenth session."),
        Printed("II. Conclusions and/or recommendations", 85, 14),
        Printed(SUPPORTED),
        Printed("7.1 Plant more trees", 142),
        Printed("3 As read in the room: plant some trees (Chad).", 113, 8),
    ]
    cover = [
        Printed("Report of the Working Group on the Universal Periodic Review"),
        Printed("A/HRC/99/16"),
    ]
    document = read(pdf([cover, chapter, page]))
    assert [(item.text, item.page) for item in document.items] == [("Plant more trees along all roads", 2)]


def test_the_first_cycle_numbers_each_list_from_one() -> None:
    lines = ["1. Plant trees (France);", "2. Open the archives (Peru);", "8. The State will answer later."]
    assert [number for number, *_ in items("7. The following recommendations were made:", *lines)] == ["7.1", "7.2"]


def test_lettered_parts_carry_the_number_they_stand_in() -> None:
    lines = ["1. On women's rights:", "(a) Plant trees (France);", "(b) Open the archives (Peru);"]
    assert [number for number, *_ in items("7. The following recommendations were made:", *lines)] == [
        "7.1 (a)",
        "7.1 (b)",
    ]


def test_a_number_printed_twice_and_the_missing_one_are_problems() -> None:
    lines = ["7.1 Plant trees (France);", "7.2 Dig (Peru);", "7.1 Swim (Chad);", "7.4 Sing (Chile);"]
    assert problems(SUPPORTED, *lines) == [("number twice", "7.1"), ("missing number", "7.3")]


def test_an_unknown_state_is_a_problem_that_tells_the_nearest() -> None:
    document = read(report(SUPPORTED, "7.1 Plant trees (France, Marocco);"))
    assert [problem.kind for problem in document.problems] == ["unknown State"]
    assert "Nearest: Morocco" in document.problems[0].message
    assert document.items[0].states == ("FRA",)


def test_a_paragraph_without_a_state_is_a_problem_and_stays_in_the_list() -> None:
    document = read(report(SUPPORTED, "7.1 Plant trees;", "7.2 Dig (Peru);"))
    assert document.problems == (
        Problem(2, "no State", "No State stands behind this text: “Plant trees”", "7.1", (0,)),
    )
    assert [item.states for item in document.items] == [(), ("PER",)]


def test_a_slip_in_a_number_is_kept_as_printed_and_told() -> None:
    lines = ["7.1 Plant trees (France);", "8.2 Dig (Peru);", "7.3 Sing (Chile);"]
    assert [number for number, *_ in items(SUPPORTED, *lines)] == ["7.1", "8.2", "7.3"]
    assert problems(SUPPORTED, *lines) == [("number out of order", "8.2")]


def test_a_word_file_with_typed_numbers_is_read_like_a_pdf() -> None:
    document = read(
        word(
            "A/HRC/99/16",
            "Report of the Working Group on the Universal Periodic Review",
            "Cambodia",
            "1. The Working Group held its fifty-second session.",
            "II. Conclusions and/or recommendations",
            "6. The recommendations listed below have been examined by Cambodia and have been noted by Cambodia:",
            "6.1 Plant trees (Czechia); (Morocco);",
            "7. All conclusions and/or recommendations contained in the present report reflect ...",
        )
    )
    assert [(item.number, item.states, item.position, item.page) for item in document.items] == [
        ("6.1", ("CZE", "MAR"), "noted", None)
    ]
    assert document.session == 52


def test_a_process_of_its_own_reads_the_same() -> None:
    data = report(SUPPORTED, "7.1 Plant trees (France);")
    assert read_document(data) == read_here(data)


def level(depth: int, text: str, form: str = "decimal") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inside}</w:lvl>'


def automatic(*lines: tuple[str, int, int], lists: dict[int, str]) -> bytes:
    """A report in Word whose paragraphs (text, list, depth) have no typed number."""
    covers = ("A/HRC/99/16", "Report of the Working Group on the Universal Periodic Review", "Cambodia")
    first = [("The Working Group held its eighteenth session.", 1, 0), ("Cambodia was grateful.", 1, 0)]
    body = "".join(map(paragraph, covers)) + "".join(map(numbered, first))
    body += paragraph("II. Conclusions and/or recommendations") + "".join(map(numbered, lines)) + paragraph(BACK[0])
    patterns = "".join(f'<w:abstractNum w:abstractNumId="{key}">{all_}</w:abstractNum>' for key, all_ in lists.items())
    bound = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists)
    return word_file(body, numbering=patterns + bound)


def numbered(line: tuple[str, int, int]) -> str:
    text, key, depth = line
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>')


@pytest.mark.parametrize(
    ("lists", "places"),
    [
        ({1: level(0, "%1.") + level(1, "%1.%2")}, [(1, 1), (1, 1), (1, 1)]),
        ({1: level(0, "%1."), 2: level(0, "3.%1"), 3: level(0, "4.%1")}, [(2, 0), (2, 0), (3, 0)]),
        ({1: level(0, "%1."), 2: level(0, "3.%1."), 3: level(0, "4.%1.")}, [(2, 0), (2, 0), (3, 0)]),
    ],
)
def test_a_word_file_with_automatic_numbers_is_read_as_it_shows_them(lists, places) -> None:
    texts = ("Plant trees (France);", "Dig wells (Peru) (Chad);", "Sing (Chile);")
    first, second, third = ((text, *place) for text, place in zip(texts, places, strict=True))
    leads = [(line.partition(". ")[2], 1, 0) for line in (SUPPORTED, PENDING)]
    document = read(automatic(leads[0], first, second, leads[1], third, lists=lists))
    assert [(item.number, item.text, item.states, item.position) for item in document.items] == [
        ("3.1", "Plant trees", ("FRA",), "supported"),
        ("3.2", "Dig wells", ("PER", "TCD"), "supported"),
        ("4.1", "Sing", ("CHL",), "pending"),
    ]
    assert document.problems == ()


def test_automatic_letters_carry_the_number_they_stand_in() -> None:
    lists = {1: level(0, "%1."), 2: level(0, "%1.") + level(1, "(%2)", "lowerLetter")}
    lines = [("The following recommendations were made:", 1, 0), ("On trees:", 2, 0), ("Plant them (Peru);", 2, 1)]
    document = read(automatic(*lines, ("Water them (Chad);", 2, 1), ("Sing (Chile);", 2, 0), lists=lists))
    assert [item.number for item in document.items] == ["3.1 (a)", "3.1 (b)", "3.2"]


@pytest.mark.parametrize("shape", ["7.1", "7.1.", "7.1)", "(7.1)", "[7.1]", "7. 1", "7.1:"])
def test_a_number_is_read_in_every_shape(shape: str) -> None:
    lines = [f"{shape} Plant trees (France);", f"{shape.replace('1', '2')} Dig wells (Peru);"]
    assert items(SUPPORTED, *lines) == [("7.1", "Plant trees", ("FRA",)), ("7.2", "Dig wells", ("PER",))]


def test_states_may_stand_in_square_brackets_but_a_remark_does_not_name_any() -> None:
    lines = ["7.1 Plant trees [France]; [Peru, Chad];", "7.2 Dig in this country [Cambodia] soon (Chile);"]
    assert [states for *_, states in items(SUPPORTED, *lines)] == [("FRA", "PER", "TCD"), ("CHL",)]


def test_a_list_without_numbers_is_a_problem() -> None:
    lines = ["Plant trees (France);", "Dig wells (Peru);"]
    assert problems(SUPPORTED, *lines) == [("no numbers", "7")]


@pytest.mark.parametrize(
    ("lead", "position"),
    [
        ("Cambodia took note of the following recommendations:", "noted"),
        ("The recommendations below have been partially supported by Cambodia:", "partly"),
        ("Cambodia supported the following recommendations:", "supported"),
        ("The following recommendations remain under consideration:", "pending"),
        ("Cambodia is not in a position to support the following recommendations:", "noted"),
    ],
)
def test_the_sentence_above_a_list_is_understood_in_many_words(lead: str, position: str) -> None:
    (item,) = read(report(f"7. {lead}", "7.1 Plant trees (France);")).items
    assert item.position == position


def test_the_sentence_may_stand_below_its_list() -> None:
    lines = ["7. The following recommendations were made:", "7.1 Plant trees (France);", "7.2 Dig wells (Peru);"]
    document = read(report(*lines, "8. The recommendations listed above enjoy the support of Cambodia."))
    assert [item.position for item in document.items] == ["supported", "supported"]


def test_the_first_cycles_sentence_below_says_that_the_answers_will_come() -> None:
    lines = ["7. The following recommendations were made to Cambodia:", "7.1 Plant trees (France);"]
    below = "8. The response of Cambodia to these recommendations will be included in the outcome report."
    assert [item.position for item in read(report(*lines, below)).items] == ["pending"]


def test_a_sentence_without_a_known_position_is_a_problem_that_shows_it() -> None:
    lead = "8. Cambodia holds that the recommendations below offend its customs:"
    document = read(report(SUPPORTED, "7.1 Plant trees (France);", lead, "8.1 Sing (Peru);"))
    assert [item.position for item in document.items] == ["supported", ""]
    (problem,) = document.problems
    assert (problem.kind, problem.number) == ("no position", "8")
    assert "offend its customs" in problem.message


@pytest.mark.parametrize("made", [report, lambda *lines: word(*FRONT, *lines, *BACK)])
def test_a_list_without_a_sentence_is_a_problem_and_not_part_of_the_list_above(made) -> None:
    lines = ["7.1 Plant trees (France);", "7.2 Dig (Chad);", "8.1 Sing (Peru);", "8.2 Dance (Chile);"]
    document = read(made(SUPPORTED, *lines))
    assert [(item.number, item.position) for item in document.items] == [
        ("7.1", "supported"),
        ("7.2", "supported"),
        ("8.1", ""),
        ("8.2", ""),
    ]
    assert [(each.kind, each.number) for each in document.problems] == [("no position", "8")]


def test_a_report_that_ends_before_its_last_paragraph_and_annex_seems_cut() -> None:
    lines = [SUPPORTED, "7.1 Plant trees (France);"]
    (problem,) = read(word(*FRONT, *lines)).problems
    assert problem.kind == "cut"
    for end in (BACK, ["Annex", "Composition of the delegation"]):
        assert read(word(*FRONT, *lines, *end)).problems == ()


def test_recommendations_in_paragraphs_before_the_chapter_are_a_problem() -> None:
    lines = ["7.1 Plant trees (France);", "8. Others noted in the report did not enjoy support."]
    document = read(report(SUPPORTED, *lines[:1], "8. The recommendations noted in paragraphs 3 (b), 5 above did not."))
    (problem,) = document.problems
    assert (problem.kind, problem.page, problem.number) == ("elsewhere", 2, "8")
    assert "paragraphs 3 (b), 5 above" in problem.message
    # Of a paragraph of its own the chapter has the list.
    assert problems(SUPPORTED, lines[0], "8. The recommendation contained in paragraph 7.1 is in place.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Same recommendation as 7.1 (Peru);",
        "Idem (Peru);",
        "See recommendation 7.1 (Peru);",
        "The recommendation contained in paragraph 5 above (Peru);",
        "Endorses the recommendation made by France (Peru);",
        "With regard to the recommendation of Peru reflected in paragraph 5, Cambodia will think (Peru);",
    ],
)
def test_a_text_that_only_refers_to_a_recommendation_is_a_problem(text: str) -> None:
    document = read(report(SUPPORTED, "7.1 Plant trees (France);", f"7.2 {text}"))
    (problem,) = document.problems
    assert (problem.kind, problem.page, problem.number, problem.items) == ("only refers", 2, "7.2", (1,))


def test_a_text_that_speaks_of_recommendations_refers_to_none() -> None:
    lines = [
        "7.1 Reiterate its recommendation to plant trees (France);",
        "7.2 Follow the recommendations of CAT (Peru);",
    ]
    assert problems(SUPPORTED, *lines) == []


def test_what_is_added_by_hand_stands_in_its_place_and_settles_a_missing_number() -> None:
    document = read(report(SUPPORTED, "7.1 Plant trees (France);", "7.3 Sing (Chad);", PENDING, "8.1 Dig (Peru);"))
    added = Correction("add", number="7.2", text="Swim", states=("CHL",), position="supported", page=2)
    settled = corrected(document, {"+1": added})
    assert isinstance(settled, WorkingGroupReport)
    assert [item.number for item in settled.items] == ["7.1", "7.2", "7.3", "8.1"]
    assert settled.items[1] == ReadItem("7.2", "Swim", ("CHL",), "supported", 2, "Added by hand")
    assert settled.problems == ()
