import pytest

from openupr.upr.names import UnknownName
from openupr.upr.treaties import TREATIES, find_treaty


def test_there_are_nine_core_treaties_and_nine_protocols() -> None:
    assert [treaty.kind for treaty in TREATIES].count("core") == 9
    assert [treaty.kind for treaty in TREATIES].count("optional protocol") == 9


@pytest.mark.parametrize(
    ("name", "abbreviation"),
    [
        ("CEDAW", "CEDAW"),
        ("ICMW", "ICRMW"),
        ("ICPPED", "CPED"),
        ("OP-CAT", "OPCAT"),
        ("Optional Protocol to the Convention against Torture", "OPCAT"),
        ("Second Optional Protocol to the ICCPR", "ICCPR-OP2"),
        ("Convention on the Rights of the Child", "CRC"),
    ],
)
def test_a_treaty_is_found_by_abbreviation_or_title(name: str, abbreviation: str) -> None:
    assert find_treaty(name).abbreviation == abbreviation


def test_years_and_committees_are_those_of_the_treaty() -> None:
    known = {treaty.abbreviation: (treaty.year, treaty.body) for treaty in TREATIES}
    assert known["ICERD"] == (1965, "CERD")
    assert known["CRC"] == (1989, "CRC")
    assert known["OPCAT"] == (2002, "SPT")


def test_an_unknown_treaty_is_refused() -> None:
    with pytest.raises(UnknownName, match="No treaty is called"):
        find_treaty("Treaty of Westphalia")
