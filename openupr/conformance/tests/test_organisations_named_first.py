"""Which organisations submit is read off the beginning of a text, and nobody else is taken for
one.
"""

import pytest

from openupr.conformance.rules.speakers import organisations_in

from .submission_text import COVER, found, heading, numbered


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (COVER, "pass"),
        ((COVER[0], "Submitted by: River Land Network"), "look"),
        ((COVER[0], "River Land Network", "Forum of Market Women"), "look"),
        (COVER[:2], "look"),
    ],
)
def test_organisations_are_looked_for_at_the_beginning(lines: tuple[str, ...], status: str) -> None:
    assert found("organisations", "joint", cover=lines).status == status


def test_an_individual_submission_is_not_asked_for_the_organisations_of_a_joint_one() -> None:
    for lines in (COVER, COVER[:2]):
        told = found("organisations", "individual", cover=lines)
        assert (told.status, told.message().startswith("Only a joint submission")) == ("pass", True)


def test_names_of_organisations_are_told_by_a_word_or_by_initials() -> None:
    text = "Red de Mujeres del Río (RMR), the Association of Young Fishers and (ABCD) met the Minister of Land (yes)."
    assert organisations_in(text) == ("Red de Mujeres del Río", "Association of Young Fishers", "ABCD")


def test_names_listed_after_submitted_by_need_no_word_that_tells_an_organisation() -> None:
    lines = (
        COVER[0],
        "Submitted by",
        "Krousar Ney",
        "Works since 2004 for families along the river.",
        "Sahmakum Thmey (STh)",
    )
    more = (*lines, "Contact: dara@example.org")
    assert found("organisations", cover=more).message().startswith("At least 2 names")
    assert found("about", cover=more).where() == ["paragraph 4 “Works since 2004 for families along the river.”"]
    in_a_row = (COVER[0], "Presentada por: Tierra Viva; Agua (A), y Voces del Sur")
    assert found("organisations", cover=in_a_row).message().startswith("At least 3 names")


@pytest.mark.parametrize(
    "line",
    [
        "Joint submission by the River Land Network and the Forum of Market Women",
        "Submitted by: River Land Network and Forum of Market Women",
        "Presentada por: Red de Tierra y Agua, y el Foro de Mujeres del Río",
    ],
)
def test_two_organisations_that_share_a_line_are_two(line: str) -> None:
    finding = found("organisations", cover=(COVER[0], line))
    assert (finding.status, finding.message()[:16]) == ("pass", "At least 2 names")


def test_states_and_their_bodies_are_no_organisations_that_submit() -> None:
    lines = (
        COVER[0],
        "Submission to the Human Rights Council",
        "Submitted by: River Land Network",
        "State: Russian Federation",
    )
    more = numbered("In 2021 the National Council of Women and the Press Union wrote to the Ministry.")
    assert found("organisations", cover=lines, more=more).message().startswith("Only one name")


def test_organisations_are_found_under_a_heading_that_says_who_submits() -> None:
    text = heading("The submitting organisations") + numbered(
        "The River Land Network has worked along the river since 2004, and the Forum of Market Women since 2009."
    )
    finding = found("organisations", cover=(COVER[0],), text=text)
    assert (finding.status, finding.message()[:16]) == ("pass", "At least 2 names")


def test_an_and_inside_a_name_makes_no_second_organisation() -> None:
    one = found("organisations", cover=(COVER[0], "Submitted by: Centre for Land and Civil Society"))
    assert one.message().startswith("Only one name")


def test_a_treaty_that_was_signed_by_a_state_begins_no_list_of_organisations() -> None:
    lines = (
        COVER[0],
        "Two treaties that were signed by Cambodia wait in its parliament",
        "Supported",
        "Land",
    )
    assert found("organisations", cover=lines).message().startswith("No name")


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Ligue sénégalaise des droits humains (LSDH)", "Réseau des femmes rurales du fleuve"), 2),
        (("Ligue sénégalaise des droits humains, Rencontre pour les droits de l’homme",), 2),
        (("Asociación civil de mujeres rurales", "Red nacional por los ríos vivos"), 2),
        (("Union of the river people", "Forum for open courts"), 0),
        (("Contribution conjointe à l’examen périodique universel", "Union européenne"), 0),
    ],
)
def test_french_and_spanish_names_go_on_in_small_letters(lines: tuple[str, ...], names: int) -> None:
    told = found("organisations", cover=("Communication conjointe sur le Sénégal", *lines)).message()
    assert told.startswith(f"{names} names" if names else "No name")


def test_a_title_in_arabic_is_told_that_names_of_states_are_not_known_in_it() -> None:
    title = "تقرير مشترك مقدم إلى الاستعراض الدوري الشامل لتونس"
    told = found("one-country", cover=(title,), text=numbered("في عام 2024"))
    assert (told.status, "and Cambodia's in Khmer" in told.message()) == ("look", True)
