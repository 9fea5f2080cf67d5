import csv
from pathlib import Path

from openupr.upr.populations import POPULATIONS, find_population, from_label, glued_labels, population


def test_a_population_group_is_known_by_its_key() -> None:
    assert population("women").label == "Women"
    assert len({each.key for each in POPULATIONS}) == len(POPULATIONS)
    assert all(each.source for each in POPULATIONS)


def test_a_label_of_ohchr_may_stand_for_two_groups_and_an_unknown_one_for_none() -> None:
    assert [each.key for each in from_label("Women & girls")] == ["girls", "women"]
    assert [each.key for each in from_label("refugees  & asylum seekers")] == ["refugees-and-asylum-seekers"]
    assert from_label("general") == ()


def test_every_label_of_the_real_lists_is_known_but_general(shared: Path) -> None:
    found = set()
    for path in (shared / "reference").glob("ohchr_matrix_themes_cycle*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["label"] for row in csv.DictReader(file) if row["kind"] == "group_of_persons"}
    assert {label for label in found if not from_label(label)} == {"general"}


def test_labels_glued_together_come_apart_and_what_is_none_is_left() -> None:
    assert glued_labels("Women and girlsChildrenPersons with disabilities") == (
        ("Women and girls", "Children", "Persons with disabilities"),
        "",
    )
    assert glued_labels("MigrantsMartians") == (("Migrants",), "Martians")
    assert glued_labels("") == ((), "")


def test_a_group_is_found_by_its_key_its_label_and_a_source_s_label() -> None:
    assert {find_population(name).key for name in ("lgbti-persons", "LGBTI")} == {"lgbti-persons"}
    assert find_population("Young people").key == find_population("youth").key == "youth"


def test_a_word_names_one_group_of_persons_alone() -> None:
    words = [word for each in POPULATIONS for word in each.words]
    assert len(words) == len(set(words))
    assert {"roma", "refugees", "journalists"} <= set(words)
