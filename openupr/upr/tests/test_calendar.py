from collections import Counter
from datetime import date

import pytest

from openupr.upr.calendar import CALENDAR, reviews_of
from openupr.upr.cycles import CYCLES, SESSIONS, cycle_of_session, find_cycle, find_session
from openupr.upr.names import UnknownName
from openupr.upr.states import STATES, by_iso3

LISTED = [review for review in CALENDAR if review.status != "expected"]
EXPECTED = [review for review in CALENDAR if review.status == "expected"]


def test_fifty_four_sessions_lie_in_four_cycles_and_a_fifth_is_expected() -> None:
    assert [session.number for session in SESSIONS] == list(range(1, 55))
    spans = [(cycle.first_session, cycle.last_session) for cycle in CYCLES]
    assert spans == [(1, 12), (13, 26), (27, 40), (41, 54), (55, None)]
    for session in SESSIONS:
        cycle = CYCLES[session.cycle - 1]
        assert cycle.last_session is not None
        assert cycle.first_session <= session.number <= cycle.last_session


@pytest.mark.parametrize(("session", "cycle"), [(1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (40, 3), (41, 4), (54, 4)])
def test_a_session_belongs_to_its_cycle(session: int, cycle: int) -> None:
    assert cycle_of_session(session) == cycle


def test_a_session_nobody_knows_is_refused() -> None:
    with pytest.raises(LookupError, match="There is no session 0: sessions 1 to 54 are known"):
        cycle_of_session(0)
    assert cycle_of_session(55) == 5, "the coming cycle's sessions are not listed yet"
    with pytest.raises(LookupError):
        cycle_of_session(75)


def test_sessions_follow_each_other_and_deadlines_come_before_them() -> None:
    dated = [(session.start, session.end) for session in SESSIONS if session.start and session.end]
    assert all(start < end for start, end in dated)
    assert dated == sorted(dated)
    for session in SESSIONS:
        if session.stakeholder_deadline and session.start:
            assert 26 * 7 < (session.start - session.stakeholder_deadline).days < 34 * 7


def test_a_session_without_dates_says_so_in_its_status() -> None:
    assert {session.status for session in SESSIONS if session.start is None} == {"unknown"}
    assert {session.status for session in SESSIONS if session.start} == {"sourced", "partly", "unsourced"}


def test_every_listed_review_is_of_a_known_state_in_a_session_of_its_cycle() -> None:
    assert len(LISTED) == 770
    for review in LISTED:
        assert by_iso3(review.iso3).un_member
        assert review.session is not None
        assert cycle_of_session(review.session) == review.cycle
        assert review.status in {"sourced", "derived", "unsourced"}
        assert review.source


def test_no_state_is_reviewed_twice_in_a_cycle_and_the_first_three_are_complete() -> None:
    assert set(Counter((review.iso3, review.cycle) for review in CALENDAR).values()) == {1}
    assert Counter(review.cycle for review in LISTED) == {1: 193, 2: 193, 3: 193, 4: 191}


def test_every_member_has_one_expected_review_after_its_last() -> None:
    last = {iso3: max(r.cycle for r in LISTED if r.iso3 == iso3) for iso3 in {r.iso3 for r in LISTED}}
    assert {review.iso3: review.cycle - 1 for review in EXPECTED} == last
    assert {review.iso3 for review in EXPECTED} == {state.iso3 for state in STATES if state.un_member}
    assert {(review.session, review.order, review.day) for review in EXPECTED} == {(None, None, None)}


def test_cambodias_fifth_review_is_expected_without_a_date() -> None:
    reviews = reviews_of("KHM")
    assert [(review.cycle, review.session, review.status) for review in reviews] == [
        (1, 6, "sourced"),
        (2, 18, "sourced"),
        (3, 32, "sourced"),
        (4, 46, "sourced"),
        (5, None, "expected"),
    ]
    assert [review.day for review in reviews[:4]] == [
        date(2009, 12, 1),
        date(2014, 1, 28),
        date(2019, 1, 30),
        date(2024, 5, 8),
    ]


def test_a_review_that_was_not_held_is_in_the_session_that_the_council_gave_it_to() -> None:
    fourth = next(review for review in reviews_of("USA") if review.cycle == 4)
    assert (fourth.session, fourth.day, fourth.status) == (53, None, "sourced")
    assert "not held in session 50" in fourth.source


def test_the_two_members_missing_from_the_fourth_cycle_are_expected_in_it() -> None:
    assert {review.iso3 for review in EXPECTED if review.cycle == 4} == {"MMR", "UKR"}


def test_a_known_day_lies_in_its_session() -> None:
    for review in LISTED:
        if review.day and review.session:
            session = SESSIONS[review.session - 1]
            assert session.start
            assert session.end
            assert session.start <= review.day <= session.end


@pytest.mark.parametrize(
    ("value", "number"), [(44, 44), ("44", 44), ("44 - November 2023", 44), ("Session 6", 6), ("32nd session", 32)]
)
def test_a_session_is_found_by_number_or_label(value: object, number: int) -> None:
    assert find_session(value) == number


@pytest.mark.parametrize(("value", "number"), [(4, 4), ("3rd cycle", 3), ("Cycle 2", 2)])
def test_a_cycle_is_found_by_number_or_label(value: object, number: int) -> None:
    assert find_cycle(value) == number


@pytest.mark.parametrize("value", ["", None, "99", "November", 0, "9" * 5000])
def test_what_names_no_session_is_refused(value: object) -> None:
    with pytest.raises(UnknownName):
        find_session(value)
