"""Summaries of stakeholders' information: which submissions there are, and which of them each point cites."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.files.refusal import RefusedFile
from openupr.files.tests.fuzzing import tried_hard
from openupr.undocs.reading import read_here
from openupr.undocs.tests.documents import Printed, pdf
from openupr.undocs.values import StakeholderSummary

COVER = [
    Printed("Human Rights Council", 57, 12),
    Printed("Forty-eighth session", 57),
    Printed("Summary of stakeholders' submissions on Cambodia", 114, 14),
    Printed("A/HRC/WG.6/48/KHM/3", 57),
    Printed("I. Background", 90, 14),
    Printed("1. The report is a summary of 3 stakeholders' submissions to the review."),
]
BODY = [
    Printed("2. Green Yard said that there are few trees. It asked for more."),
    Printed("2", 246, 6),
    Printed("A. Trees in the city", 90, 12),
    Printed("3. JS1 and TREE asked for water."),
    Printed("3", 246, 6),
    Printed("Roads"),
    Printed("4. Nobody cites this."),
]
NOTES = [
    Printed("Notes", 57),
    Printed("1 The stakeholders listed below have contributed information for this summary:", 113, 9),
    Printed("Civil society", 113, 9),
    Printed("Individual submissions:", 113, 9),
    Printed("Green Yard The Green Yard Club, Phnom Penh (Cambodia);", 142, 9),
    Printed("TREE Trees for Everybody, Geneva", 142, 9),
    Printed("(Switzerland);", 255, 9),
    Printed("Joint submissions:", 113, 9),
    Printed("PP/JS1 Joint submission 1 submitted by: Water for All; and", 142, 9),
    Printed("the Society of Gardeners; Phnom Penh (Cambodia).", 255, 9),
    Printed("2 Green Yard, p. 2.", 113, 9),
    Printed("3 JS1, paras. 4 and 5. See also TREE, para. 1.", 113, 9),
]


def read(*lines: Printed) -> StakeholderSummary:
    document = read_here(pdf([COVER, list(lines)]))
    assert isinstance(document, StakeholderSummary)
    return document


def test_submissions_and_points_are_read_with_the_codes_that_notes_cite() -> None:
    document = read(*BODY, *NOTES)
    assert (document.symbol, document.state, document.session) == ("A/HRC/WG.6/48/KHM/3", "KHM", 48)
    assert [(each.code, each.organisations) for each in document.submissions] == [
        ("Green Yard", ("The Green Yard Club, Phnom Penh (Cambodia)",)),
        ("TREE", ("Trees for Everybody, Geneva (Switzerland)",)),
        ("PP/JS1", ("Water for All", "the Society of Gardeners")),
    ]
    assert [(point.paragraph, point.codes) for point in document.points] == [
        ("1", ()),
        ("2", ("Green Yard",)),
        ("3", ("PP/JS1", "TREE")),
        ("4", ()),
    ]
    assert document.points[1].text == "Green Yard said that there are few trees. It asked for more."
    assert document.points[2].text == "JS1 and TREE asked for water."
    assert document.problems == ()
    assert [point.paragraph for point in document.citing("TREE")] == ["3"]
    assert document.cited == "Green Yard: 2; TREE: 3; PP/JS1: 3"


def test_a_submission_that_no_point_cites_is_named() -> None:
    assert read(*BODY, *NOTES[:-1]).cited == "Green Yard: 2. Not cited: TREE, PP/JS1"


def test_json_has_submissions_and_points() -> None:
    told = read(*BODY, *NOTES).as_json()
    assert told["submissions"][0] == {
        "code": "Green Yard",
        "organisations": ["The Green Yard Club, Phnom Penh (Cambodia)"],
    }
    assert {"paragraph", "text", "codes"} <= told["points"][0].keys()


@pytest.mark.parametrize(
    ("notes", "kind"),
    [
        ([], "no notes"),
        ([Printed("Notes", 57), Printed("1 See above.", 113, 9), *NOTES[-2:]], "no list"),
        (NOTES[:5] + NOTES[-2:], "count"),
        (NOTES[:-1], "note"),
    ],
)
def test_what_is_missing_is_a_problem(notes: list[Printed], kind: str) -> None:
    assert kind in {problem.kind for problem in read(*BODY, *notes).problems}


def test_a_summary_without_paragraphs_is_refused() -> None:
    with pytest.raises(RefusedFile, match="no numbered paragraph"):
        read_here(pdf([COVER[:-1], [Printed("Nothing else.")]]))


def test_the_real_summary_of_slovenia_is_read_whole(shared: Path) -> None:
    path = shared / "data" / "slovenia" / "A-HRC-WG.6-48-SVN-3-stakeholder-summary-cycle4.pdf"
    document = read_here(path.read_bytes())
    assert isinstance(document, StakeholderSummary)
    assert (document.symbol, document.state, document.session) == ("A/HRC/WG.6/48/SVN/3", "SVN", 48)
    assert [point.paragraph for point in document.points] == [str(number) for number in range(1, 90)]
    main = [each.code for each in document.submissions if not each.attached]
    assert len(main) == 12
    assert {"AI", "Broken Chalk", "JS1", "JS2", "PTPR/JS3", "Ombudsman/HRORS", "CoE", "OSCE/ODIHR"} <= set(main)
    assert document.points[-1].codes == ("JS2",)
    assert len([point for point in document.points if not point.codes]) <= 2
    assert document.problems == ()


def test_a_report_that_names_the_summary_is_none() -> None:
    lines = [
        Printed("Report of the Working Group on the Universal Periodic Review", 85, 17),
        Printed("A summary of stakeholders' submissions (A/HRC/WG.6/48/KHM/3) was before the Working Group."),
    ]
    with pytest.raises(RefusedFile):
        read_here(pdf([lines]))


words = st.text(st.sampled_from("Ab1. ;()/") | st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


@pytest.mark.fuzz
@given(lines=st.lists(words | st.sampled_from([each.text for each in [*BODY, *NOTES]]), max_size=20))
@tried_hard
def test_any_summary_is_read_or_refused_in_a_sentence(lines: list[str]) -> None:
    assert _outcome(pdf([COVER, [Printed(line, size=9) for line in lines]])).endswith(".")


def _outcome(data: bytes) -> str:
    try:
        return f"{len(read_here(data).as_json()['problems'])} problems."
    except RefusedFile as refusal:
        return str(refusal)
