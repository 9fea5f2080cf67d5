import csv
from pathlib import Path

from openupr.upr.populations import POPULATIONS, from_ohchr, population


def test_a_population_group_is_known_by_its_key() -> None:
    assert population("women").label == "Women"
    assert len({each.key for each in POPULATIONS}) == len(POPULATIONS)
    assert all(each.source for each in POPULATIONS)


def test_a_label_of_ohchr_may_stand_for_two_groups_and_an_unknown_one_for_none() -> None:
    assert [each.key for each in from_ohchr("Women & girls")] == ["girls", "women"]
    assert [each.key for each in from_ohchr("refugees  & asylum seekers")] == ["refugees-and-asylum-seekers"]
    assert from_ohchr("general") == ()


def test_every_label_of_the_real_lists_is_known_but_general(shared: Path) -> None:
    found = set()
    for path in (shared / "reference").glob("ohchr_matrix_themes_cycle*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["label"] for row in csv.DictReader(file) if row["kind"] == "group_of_persons"}
    assert {label for label in found if not from_ohchr(label)} == {"general"}
