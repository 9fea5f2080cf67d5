import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.upr.names import UnknownName, fold_name
from openupr.upr.sdgs import GOALS, TARGETS, find_sdg

CODES = {each.code for each in (*GOALS, *TARGETS)}


def test_there_are_seventeen_goals_and_169_targets() -> None:
    assert [goal.code for goal in GOALS] == [str(number) for number in range(1, 18)]
    assert len({target.code for target in TARGETS}) == 169
    assert all(target.code.startswith(f"{target.goal}.") for target in TARGETS)
    assert Counter(target.goal for target in TARGETS)["17"] == 19


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5", "5"),
        ("5.2", "5.2"),
        ("16.10", "16.10"),
        ("Target 5.A", "5.a"),
        ("SDG 5", "5"),
        ("SDG05", "5"),
        ("Goal 17: Partnerships for the goals", "17"),
        ("16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", "16"),
        ("16.9 - Universal legal identity and birth registration", "16.9"),
        ("Gender equality", "5"),
        ("No Poverty", "1"),
    ],
)
def test_a_code_is_read_from_what_the_sources_write(text: str, code: str) -> None:
    assert find_sdg(text) == code


@pytest.mark.parametrize("text", ["", "0", "18", "5.22", "5.z", "5.2.1", "1.25 dollars", "Equality of genders", "100"])
def test_what_is_no_goal_or_target_is_refused(text: str) -> None:
    with pytest.raises(UnknownName, match="No goal or target is called"):
        find_sdg(text)


@given(st.text() | st.text(alphabet="0123456789.abcd sdgoalt-", max_size=12))
def test_any_text_is_a_known_code_or_refused(text: str) -> None:
    try:
        code = find_sdg(text)
    except UnknownName:
        return
    assert code in CODES


def test_the_wordings_are_ours_and_short(shared: Path) -> None:
    with (shared / "reference/sdg_targets.csv").open(encoding="utf-8", newline="") as file:
        official = {row["target"]: fold_name(row["description"]) for row in csv.DictReader(file)}
    assert set(official) == {target.code for target in TARGETS}
    for target in TARGETS:
        assert fold_name(target.wording) not in official[target.code]
        assert 3 <= len(target.wording.split()) <= 16
    assert len({target.wording for target in TARGETS}) == 169
