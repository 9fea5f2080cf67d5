"""The hours of a day: laid out, moved, swapped; gaps and clashes told."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.workshops.rules.hours import (
    A_DAY,
    Flaw,
    HoursFinding,
    Slot,
    closed_up,
    findings,
    hour,
    in_order,
    laid,
    minutes,
    minutes_each,
    swapped,
)
from openupr.workshops.rules.refusals import EndsBeforeItBegins, PastMidnight

# Pauses and lengths in minutes: a day without clashes that ends before midnight.
DAYS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 90)), min_size=2, max_size=8)


def day(parts: list[tuple[int, int]]) -> list[Slot]:
    slots, at = [], 60
    for key, (pause, length) in enumerate(parts, start=1):
        slots.append(Slot(key, at + pause, at + pause + length))
        at += pause + length
    return slots


def pauses(slots: list[Slot]) -> list[int]:
    ordered = in_order(slots)
    return [after.start - before.end for before, after in itertools.pairwise(ordered)]


def test_what_overruns_into_the_break_is_told_and_so_is_an_empty_quarter() -> None:
    slots = [Slot(1, 540, 640), Slot(2, 630, 645), Slot(3, 660, 700)]
    assert findings(slots) == [HoursFinding(Flaw.CLASH, 1, 2, 10), HoursFinding(Flaw.GAP, 2, 3, 15)]


def test_a_short_session_within_a_long_one_hides_no_clash_with_the_next() -> None:
    assert findings([Slot(1, 540, 700), Slot(2, 550, 560), Slot(3, 690, 720)]) == [
        HoursFinding(Flaw.CLASH, 1, 2, 10),
        HoursFinding(Flaw.CLASH, 1, 3, 10),
    ]


@given(DAYS)
def test_a_gap_is_told_for_every_pause_and_for_nothing_else(parts: list[tuple[int, int]]) -> None:
    slots = day(parts)
    assert [found.minutes for found in findings(slots)] == [pause for pause in pauses(slots) if pause]


@given(DAYS, st.data())
def test_when_one_ends_later_all_that_follows_keeps_its_length_and_its_pause(
    parts: list[tuple[int, int]], data: st.DataObject
) -> None:
    slots = day(parts)
    chosen = data.draw(st.sampled_from(slots))
    end = data.draw(st.integers(chosen.start + 1, chosen.end + 120))
    after = laid(slots, Slot(chosen.key, chosen.start, end), shift=True)
    assert [slot.key for slot in after] == [slot.key for slot in slots]
    assert pauses(after) == pauses(slots)
    assert [s.length for s in after if s.key != chosen.key] == [s.length for s in slots if s.key != chosen.key]
    assert [s for s in after if s.key < chosen.key] == [s for s in slots if s.key < chosen.key]


@given(DAYS, st.data())
def test_without_shifting_nothing_else_moves(parts: list[tuple[int, int]], data: st.DataObject) -> None:
    slots = day(parts)
    chosen = data.draw(st.sampled_from(slots))
    changed = Slot(chosen.key, chosen.start + 5, chosen.end + 10)
    assert set(laid(slots, changed, shift=False)) == {changed, *(s for s in slots if s.key != chosen.key)}


@given(DAYS, st.data())
def test_swapped_twice_is_as_before_and_swapped_once_ends_when_it_did(
    parts: list[tuple[int, int]], data: st.DataObject
) -> None:
    slots = day(parts)
    one, other = data.draw(st.lists(st.sampled_from(slots), min_size=2, max_size=2, unique=True))
    once = swapped(slots, one.key, other.key)
    assert swapped(once, one.key, other.key) == slots
    assert (once[0].start, once[-1].end, pauses(once)) == (slots[0].start, slots[-1].end, pauses(slots))
    assert [slot.key for slot in once] != [slot.key for slot in slots]


@given(DAYS, st.data())
def test_what_is_added_and_taken_out_again_leaves_the_day_as_it_was(
    parts: list[tuple[int, int]], data: st.DataObject
) -> None:
    slots = day(parts)
    at = data.draw(st.sampled_from(slots)).start
    grown = laid(slots, Slot(99, at, at + 15), shift=True)
    assert len(grown) == len(slots) + 1
    assert closed_up(grown, 99) == slots


def test_nothing_lasts_past_midnight_and_nothing_ends_before_it_begins() -> None:
    with pytest.raises(PastMidnight):
        laid([Slot(1, 540, 600), Slot(2, 1380, 1430)], Slot(1, 540, 660), shift=True)
    with pytest.raises(EndsBeforeItBegins):
        laid([], Slot(1, 600, 600), shift=False)


@given(st.integers(0, A_DAY - 1))
def test_an_hour_is_its_minutes_and_back(passed: int) -> None:
    assert minutes(hour(passed)) == passed


@given(st.integers(1, 600), st.integers(0, 600), st.integers(1, 40))
def test_the_rapporteurs_together_never_have_more_than_the_session(length: int, questions: int, groups: int) -> None:
    each = minutes_each(length, questions=questions, groups=groups)
    assert each is not None
    assert 0 <= each * groups <= max(0, length - questions) < (each + 1) * groups


def test_eight_rapporteurs_have_eleven_minutes_of_an_hour_and_a_half_and_without_groups_nobody_has_any() -> None:
    assert minutes_each(90, questions=0, groups=8) == 11
    assert minutes_each(90, questions=10, groups=8) == 10
    assert minutes_each(90, questions=0, groups=0) is None
