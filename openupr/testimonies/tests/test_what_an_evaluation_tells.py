"""What an evaluation tells once its box is closed, and what it keeps back."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.cast import cast as make_cast
from openupr.testimonies.boxes import close_box, filling_of
from openupr.testimonies.evaluations import evaluation_summary, put_in
from openupr.testimonies.models import Box, Remark, Tally
from openupr.testimonies.rules.five import FEW

from .examples import DAY, SHEET, a_box, at, fill

TOO_FEW = "Too few answers to show (fewer than 5)"
NOT_APART = "Not shown: how many fewer than 5 chose could be worked out"
SCALE_ALONE = "from 1 (“not at all”) to 5 (“very well”)."
SCALE = f"to the nearest half, {SCALE_ALONE}"


def test_a_question_of_which_nothing_is_shown_says_the_true_reason(box: Box, cast: Cast, browser_of: SignIn) -> None:
    fill(box, 4)
    for _sheet in range(3):
        put_in(box=box, answers={"useful": "1"})
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    # Seven rated it, four of these 5 and three 1; four said how they liked its length.
    assert [(each.key, each.said) for each in summary.results] == [
        ("useful", f"On average 3.5, {SCALE}"),
        ("length", TOO_FEW),
        ("best", TOO_FEW),
    ]
    page = browser_of(cast.bopha).get(at(box, "results/")).content.decode()
    assert page.count(TOO_FEW) == 2
    assert "or nobody" not in page
    found = browser_of(cast.bopha).get(at(box, "results.json")).json()
    assert [(each["key"], each["mean"], each["counts"], each["high"]) for each in found["results"]] == [
        ("useful", 3.5, [], None)
    ]
    assert (len(found["not_shown"]), found["reasons"]) == (2, [TOO_FEW, TOO_FEW])


def test_six_full_answers_give_a_mean_of_each_rating_and_no_number(box: Box, cast: Cast, browser_of: SignIn) -> None:
    for useful in "445535":
        put_in(box=box, answers=SHEET | {"useful": useful})
    close_box(by=cast.sophea, box=box, today=DAY)
    page = browser_of(cast.bopha).get(at(box, "results/")).content.decode()
    assert f"On average 3.75 or more, {SCALE_ALONE}" in page
    assert TOO_FEW not in page
    assert page.count(NOT_APART) == 1
    rows = b"".join(browser_of(cast.bopha).get(at(box, "results.csv")).streaming_content).decode()  # type: ignore[attr-defined]
    assert 'all in all?",mean,3.75 or more,6' in rows


def test_a_mean_near_an_end_of_the_scale_is_said_so_that_it_is_true(box: Box, cast: Cast, browser_of: SignIn) -> None:
    for useful in "344444":  # 3.83: it is not "4 or more"
        put_in(box=box, answers={"useful": useful})
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    assert summary.results[0].said == f"On average 3.75 or more, {SCALE_ALONE}"
    [useful] = browser_of(cast.bopha).get(at(box, "results.json")).json()["results"]
    assert (useful["mean"], useful["mean_in_words"]) == (None, summary.results[0].said)


@pytest.mark.parametrize("useful", ["5", "1"])
def test_that_all_chose_alike_is_not_said(box: Box, cast: Cast, useful: str) -> None:
    for _sheet in range(9):
        put_in(box=box, answers={"useful": useful, "length": "right"})
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    mean = "4.25 or more" if useful == "5" else "less than 1.75"
    assert [each.said for each in summary.results[:2]] == [f"On average {mean}, {SCALE_ALONE}", NOT_APART]


def test_where_both_sides_are_five_the_number_is_shown(box: Box, cast: Cast) -> None:
    fill(box, 9)
    for _sheet in range(5):
        put_in(box=box, answers={"useful": "1"})
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    assert summary.results[0].said == "9 of 14 answered “well” or “very well”."


def test_what_a_coordinator_types_in_opens_nothing_that_came_from_phones(
    box: Box, cast: Cast, phone: Client, browser_of: SignIn
) -> None:
    sophea = browser_of(cast.sophea)
    for _sheet in range(6):
        sophea.post(at(box, "evaluate/"), SHEET)
    for _sheet in range(4):
        phone.post(at(box, "evaluate/?again=1"), {"useful": "1", "best": "Said on a phone"})
    # Nor does she count phones by sheets of her own.
    assert filling_of(Box.objects.get(), 0).sheets == 5
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    assert (summary.sheets, summary.results[0].said) == (6, f"On average 3.75 or more, {SCALE_ALONE}")
    assert not Remark.objects.filter(text="Said on a phone").exists()
    assert not Remark.objects.filter(typed_in=True).exists()
    assert set(Tally.objects.values_list("typed_in", flat=True)) == {0}
    assert Box.objects.get().typed_in == 0


def test_the_same_holds_for_each_question_by_itself(box: Box, cast: Cast) -> None:
    for _sheet in range(5):
        put_in(box=box, answers=SHEET, typed_in=True)
    for number in range(7):
        put_in(box=box, answers={"useful": "1"} | ({"best": "Said on a phone"} if number < 4 else {}))
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    high = {each.key: each.high for each in summary.results}
    assert (summary.sheets, high) == (12, {"useful": 5, "length": 5, "best": None})
    assert set(Remark.objects.values_list("text", flat=True)) == {"Work in groups"}


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=24))
@pytest.mark.django_db(transaction=False)
def test_whatever_is_answered_nothing_is_shown_that_stands_for_fewer_than_five(sheets: Any) -> None:

    with transaction.atomic():
        known = make_cast()
        box = a_box(known)
        before: list[tuple[int, int]] = []
        for useful, writes in sheets:
            given_ = {"useful": str(useful) if useful else "", "best": "Something" if writes else ""}
            if any(given_.values()):
                put_in(box=box, answers=given_)
            box = Box.objects.get(pk=box.pk)
            box.coalition = known.coalition
            before.append((filling_of(box, 0).sheets, box.sheets))
            assert evaluation_summary(box) is None
        assert all(shown % FEW == 0 and 0 <= number - shown < FEW for shown, number in before)
        summary = evaluation_summary(close_box(by=known.sophea, box=box, today=DAY))
        answered = sum(1 for useful, writes in sheets if useful or writes)
        assert (summary is None) == (answered < FEW)
        if summary:
            assert summary.sheets == answered
            high = sum(useful > 3 for useful, _writes in sheets)
            for each in summary.results:
                assert all(number >= FEW for _label, number in each.counts)
                assert each.high is None or (each.high == high >= FEW and answered - high >= FEW)
        transaction.set_rollback(True)
