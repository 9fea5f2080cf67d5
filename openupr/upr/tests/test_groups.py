import pytest

from openupr.upr.groups import ORGANISATIONS, REGIONS, find_organisation, find_region
from openupr.upr.names import UnknownName
from openupr.upr.states import STATES


def test_there_are_five_regional_groups_a_row_for_observers_and_twelve_organisations() -> None:
    assert [group.code for group in REGIONS] == ["Africa", "Asia", "EEG", "GRULAC", "WEOG", "Observer"]
    assert len(ORGANISATIONS) == 12


def test_every_state_is_in_a_known_region_and_in_known_organisations_once() -> None:
    for state in STATES:
        assert find_region(state.region).code == state.region
        assert [find_organisation(code).code for code in state.organisations] == list(
            dict.fromkeys(state.organisations)
        )


def test_a_list_of_members_says_how_old_it_is_and_where_it_is_from() -> None:
    assert {group.list_date for group in (*REGIONS, *ORGANISATIONS)} == {"2014"}
    assert all(group.source for group in (*REGIONS, *ORGANISATIONS))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GRULAC", "GRULAC"),
        ("Latin America & Caribbean", "GRULAC"),
        ("Africa (African Group)", "Africa"),
        ("Western Europe & Others", "WEOG"),
    ],
)
def test_a_region_is_found_by_code_or_name(name: str, code: str) -> None:
    assert find_region(name).code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ASEAN", "ASEAN"),
        ("AU (African Union)", "AU"),
        ("The Commonwealth", "Commonwealth"),
        ("Organisation of American States", "OAS"),
    ],
)
def test_an_organisation_is_found_by_code_or_name(name: str, code: str) -> None:
    assert find_organisation(name).code == code


def test_an_unknown_organisation_is_refused() -> None:
    with pytest.raises(UnknownName, match="No organisation of States is called"):
        find_organisation("NATO")
