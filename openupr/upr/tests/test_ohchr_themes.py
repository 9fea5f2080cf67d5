"""OHCHR's themes: one theme under all its labels, and an issue only where it is the same."""

import csv
from pathlib import Path

import pytest

from openupr.upr.issues import ISSUES
from openupr.upr.names import UnknownName
from openupr.upr.ohchr_themes import THEMES, find_theme, issues_of, label_of_theme, value_of
from openupr.upr.sdgs import goal_in


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("A12 Acceptance of international norms", "Ratification of & accession to international instruments"),
        (
            "D25 Prohibition of torture and cruel, inhuman or degrading treatment",
            "prohibition-of-torture-ill-treatment",
        ),
        ("E51 Right to education - General", "- Right to education"),
        ("Prohibition of slavery, trafficking", "Human trafficking &amp; contemporary forms of slavery"),
        ("2.1. Acceptance of international norms", "Acceptance of international norms"),
        ("Rights related to name, identity, nationality", "Rights related to name, identity & nationality"),
    ],
)
def test_a_theme_is_one_under_the_labels_of_all_cycles(earlier: str, later: str) -> None:
    assert find_theme(earlier) is find_theme(later)


@pytest.mark.parametrize(
    ("label", "issues"),
    [
        ("B32 Racial discrimination", ("racial-discrimination",)),
        ("Children: juvenile justice", ("justice", "rights-of-the-child")),
        ("Equality & non-discrimination", ()),
        ("Budget &resources (for human rights implementation)", ()),
        ("Right to life", ()),
        ("Institutions & policies - General", ()),
        ("Right to laugh", ()),
    ],
)
def test_a_theme_has_an_issue_only_where_it_is_the_same(label: str, issues: tuple[str, ...]) -> None:
    assert issues_of((value_of(label),)) == issues


def test_no_theme_becomes_the_issue_other_or_general() -> None:
    known = {issue.key for issue in ISSUES} - {"other", "general"}
    for theme in THEMES:
        assert set(theme.issues) <= known
        assert bool(theme.mapping) == bool(theme.issues), theme.key


def test_each_theme_has_a_key_of_its_own_and_a_source() -> None:
    assert len({theme.key for theme in THEMES}) == len(THEMES)
    for theme in THEMES:
        assert theme.status in {"sourced", "secondary", "unsourced"}
        assert theme.source
        assert theme.lists


def test_a_theme_that_is_not_known_stays_as_it_was_written() -> None:
    assert value_of("99.1  Right to laugh") == label_of_theme("99.1 Right to laugh") == "99.1 Right to laugh"
    with pytest.raises(UnknownName, match="theme of OHCHR's lists"):
        find_theme("Right to laugh")


def test_a_label_for_the_goals_as_such_names_no_goal() -> None:
    assert goal_in("S Sustainable Development Goal implementation") == ""
    assert label_of_theme(value_of("S Sustainable Development Goal implementation")) == "Sustainable Development Goals"


def test_every_theme_of_the_real_lists_is_known(shared: Path) -> None:
    with (shared / "data/ohchr-thematic-lists/expected.csv").open(encoding="utf-8", newline="") as file:
        themes = {theme.strip() for row in csv.DictReader(file) for theme in row["themes"].split("|")}
    assert len(themes) > 150
    for theme in themes - {""}:
        find_theme(theme)
