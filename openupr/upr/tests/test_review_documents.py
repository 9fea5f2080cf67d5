"""Which documents a review has, by what symbol, and where each is published."""

import pytest

from openupr.upr.calendar import CALENDAR
from openupr.upr.cycles import SESSIONS
from openupr.upr.places import document_address, state_address, upr_info_home, upr_info_ids
from openupr.upr.review_documents import documents_of, report_symbol
from openupr.upr.states import by_iso3
from openupr.upr.symbols import parse_symbol
from openupr.upr.tables import rows

REPORTS = rows("report_symbols")


def test_the_documents_of_cambodias_third_review_have_their_symbols() -> None:
    found = {each.kind: each.symbol for each in documents_of("KHM", 32, 3)}
    assert found == {
        "national-report": "A/HRC/WG.6/32/KHM/1",
        "compilation": "A/HRC/WG.6/32/KHM/2",
        "summary": "A/HRC/WG.6/32/KHM/3",
        "report": "A/HRC/41/17",
        "addendum": "A/HRC/41/17/Add.1",
        "thematic-list": "",
    }


def test_a_report_that_is_not_known_has_no_addendum_either() -> None:
    assert report_symbol("KHM", 46) == ""
    found = {each.kind: each.symbol for each in documents_of("KHM", 46, 4)}
    assert (found["report"], found["addendum"], found["summary"]) == ("", "", "A/HRC/WG.6/46/KHM/3")


def test_the_first_cycle_had_no_thematic_lists() -> None:
    assert "thematic-list" not in {each.kind for each in documents_of("KHM", 6, 1)}


def test_every_report_is_of_a_review_of_the_calendar_and_of_its_council_session() -> None:
    reviews = {(review.iso3, review.session): review.cycle for review in CALENDAR}
    councils = {session.number: session.council_session for session in SESSIONS}
    for row in REPORTS:
        session = int(row["session"])
        assert reviews[row["iso3"], session] == int(row["cycle"]), row
        symbol = parse_symbol(row["symbol"])
        assert (symbol.kind, symbol.part) == ("Council document", ""), row
        assert councils[session] in (None, symbol.council_session), row
        assert row["source"]


def test_a_review_has_one_report_and_only_the_sudans_share_one() -> None:
    assert len({(row["iso3"], row["session"]) for row in REPORTS}) == len(REPORTS)
    symbols = [row["symbol"] for row in REPORTS]
    assert {symbol for symbol in symbols if symbols.count(symbol) > 1} == {"A/HRC/18/16"}


@pytest.mark.parametrize(("cycle", "known"), [("1", 193), ("2", 141), ("3", 52), ("4", 4)])
def test_so_many_reports_of_a_cycle_are_known(cycle: str, known: int) -> None:
    assert sum(row["cycle"] == cycle for row in REPORTS) == known


def test_places_are_addresses() -> None:
    assert document_address("A/HRC/41/17") == "https://docs.un.org/en/A/HRC/41/17"
    assert state_address(by_iso3("KHM")) == "https://www.ohchr.org/en/hr-bodies/upr/kh-index"
    assert upr_info_home() == "https://upr-info-database.uwazi.io"
    assert set(upr_info_ids()) == {"recommendations", "states", "filter"}
