from datetime import date

import pytest

from openupr.upr.cycles import day_of_review
from openupr.upr.groups import ORGANISATIONS, REGIONS, find_organisation, find_region
from openupr.upr.names import UnknownName
from openupr.upr.states import STATES, by_iso3
from openupr.upr.tables import rows


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


@pytest.mark.parametrize(
    ("iso3", "organisation", "before", "after"),
    [
        ("GBR", "EU", date(2020, 1, 20), date(2020, 11, 2)),
        ("MDV", "Commonwealth", date(2016, 5, 2), date(2016, 10, 31)),
        ("NIC", "OAS", date(2023, 11, 6), date(2024, 1, 22)),
    ],
)
def test_a_state_that_left_an_organisation_was_in_it_before(
    iso3: str, organisation: str, before: date, after: date
) -> None:
    assert organisation in by_iso3(iso3).organisations_on(before)
    assert organisation not in by_iso3(iso3).organisations_on(after)


def test_a_state_that_joined_an_organisation_was_not_in_it_before() -> None:
    timor_leste, croatia = by_iso3("TLS"), by_iso3("HRV")
    assert timor_leste.organisations_on(date(2025, 10, 25)) == ()
    assert timor_leste.organisations_on(date(2025, 10, 26)) == timor_leste.organisations == ("ASEAN",)
    assert croatia.organisations_on(date(2010, 11, 8)) == ()
    assert croatia.organisations == ("EU",)


def test_a_state_that_came_back_was_away_only_between() -> None:
    gambia = by_iso3("GMB")
    was_in = ["Commonwealth" in gambia.organisations_on(date(year, 6, 1)) for year in (2010, 2014, 2017, 2018)]
    assert was_in == [True, False, False, True]


def test_south_sudan_is_in_no_organisation_of_arab_or_islamic_states() -> None:
    assert by_iso3("SSD").organisations == ("AU",)


def test_each_change_is_of_a_known_state_and_organisation_and_has_a_source() -> None:
    changes = rows("memberships")
    assert all(by_iso3(row["iso3"]) and find_organisation(row["organisation"]) for row in changes)
    assert {row["change"] for row in changes} == {"joined", "left"}
    assert all(date.fromisoformat(row["date"]) and row["source"] for row in changes)
    assert [row["date"] for row in changes] == sorted(row["date"] for row in changes)


def test_a_review_of_a_cycle_alone_is_of_the_cycles_last_session() -> None:
    assert day_of_review(None, 1) == day_of_review(12, 1) == date(2011, 10, 3)
    assert day_of_review(None, 4) is None
