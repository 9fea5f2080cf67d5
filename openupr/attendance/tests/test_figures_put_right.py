"""Whatever is typed in, again and again: nobody who read them all can tell of fewer than five people."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.attendance.figures import all_publications, publish_by_hand, published, withdraw_figures
from openupr.attendance.forgetting import keep_deleted
from openupr.attendance.models import PublishedFigures
from openupr.attendance.rules.comparing import tells_of_few
from openupr.attendance.rules.publishing import Publication, publication, publication_of
from openupr.attendance.rules.refusals import TellsOfFew
from openupr.attendance.tests.conftest import FIRST, SECOND
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import plan_workshop

# What may be told is counted in Python; test_deleting keeps and deletes a list there.
pytestmark = pytest.mark.thorough("on PostgreSQL")

EMPTY = None
Typed = tuple[int, int | None]


def type_in(cast: Cast, ours: Workshop, total: int, women: int | None) -> None:
    answers = {} if women is EMPTY else {"gender": {"women": women}}
    publish_by_hand(by=cast.sophea, workshop=ours, today=SECOND, total=total, answers=answers)


@pytest.mark.parametrize("withdrawn", [False, True])
@pytest.mark.parametrize(
    ("before", "refused", "taken"),
    [
        # Left empty in between.
        ([(30, 10), (30, EMPTY)], (30, 12), (30, 10)),
        # Too few to be told in between.
        ([(30, 11), (30, 3)], (30, 5), (30, 16)),
        # Nobody knows whether an empty field was one of three.
        ([(30, EMPTY)], (30, 6), (30, 9)),
        ([(30, EMPTY)], (30, 22), (30, 21)),
        # What is too few to be told may still be a step of three.
        ([(30, 6)], (30, 3), (30, 1)),
        # Two steps that would each do.
        ([(30, 10), (30, 15)], (30, 20 - 6), (30, 20)),
        ([(31, 11), (31, EMPTY)], (31, 13), (31, EMPTY)),
        # More people, and one woman more.
        ([(30, 10), (40, EMPTY)], (40, 11), (40, 15)),
    ],
)
def test_a_number_is_compared_with_every_one_that_was_told(
    cast: Cast, ours: Workshop, before: list[Typed], refused: Typed, taken: Typed, withdrawn: bool
) -> None:
    for each in before:
        type_in(cast, ours, *each)
    if withdrawn:
        withdraw_figures(by=cast.sophea, workshop=ours, today=SECOND)
    standing = published(ours)
    with pytest.raises(TellsOfFew):
        type_in(cast, ours, *refused)
    assert published(ours) == standing
    type_in(cast, ours, *taken)
    assert published(ours)
    assert len(all_publications(ours)) == len(before) + 1
    assert PublishedFigures.objects.filter(replaced_on=None).count() == 1


def test_an_older_backup_brings_no_number_back_that_the_next_could_be_compared_with_no_more(
    cast: Cast, ours: Workshop
) -> None:
    type_in(cast, ours, 30, 10)
    type_in(cast, ours, 30, EMPTY)
    told, delete = all_publications(ours), keep_deleted()
    PublishedFigures.objects.all().delete()
    type_in(cast, ours, 30, 10)
    delete()
    assert all_publications(ours) == told
    with pytest.raises(TellsOfFew):
        type_in(cast, ours, 30, 12)


COUNT = st.none() | st.integers(0, 40)


@st.composite
def typed_figures(draw: st.DrawFn) -> Publication:
    total = draw(st.integers(15, 45))
    women, rural, first, second, never = (draw(COUNT) for _each in range(5))
    answers = {"gender": ("women", women), "area": ("rural", rural)}
    return Publication(
        total=total,
        registered=None if never is None else total + never,
        days={day: min(came, total) for day, came in (("1", first), ("2", second)) if came is not None},
        answers={
            question: {group: min(count, total), "rest": total - min(count, total)}
            for question, (group, count) in answers.items()
            if count is not None
        },
    )


def sums_of(told: Publication) -> dict[str, int]:
    """Everything that can be added up and subtracted, by hand: apart from the rule that is tried."""
    assert told.total is not None
    found = {"all": told.total}
    if told.registered is not None:
        found |= {"registered": told.registered, "never": told.registered - told.total}
    parts = [
        ("women", told.answers.get("gender", {}).get("women")),
        ("rural", told.answers.get("area", {}).get("rural")),
    ]
    for name, count in [*parts, *told.days.items()]:
        if count is not None:
            found |= {name: count, f"not {name}": told.total - count}
            if told.registered is not None:
                found[f"registered, not {name}"] = told.registered - count
                found[f"{name}, and never"] = count + told.registered - told.total
    if len(told.days) == 2:
        found["both days"] = sum(told.days.values()) - told.total
    return found


@given(st.lists(typed_figures(), min_size=2, max_size=12))
def test_no_two_numbers_or_sums_that_were_ever_told_differ_by_one_to_four(typed: list[Publication]) -> None:
    told: list[Publication] = []
    for each in typed:
        may_be_told = publication_of(each)
        if not tells_of_few(told, typed=each, publication=may_be_told):
            told.append(may_be_told)
    for one, other in combinations([sums_of(each) for each in told], 2):
        assert [key for key in one.keys() & other.keys() if 0 < abs(one[key] - other[key]) < 5] == []


def test_a_question_told_in_fewer_groups_has_another_rest() -> None:
    all_groups = publication(total=40, days={}, answers={"area": {"rural": 10, "urban": 20}})
    first_alone = publication(total=40, days={}, answers={"area": {"rural": 10}})
    assert first_alone.answers == {"area": {"rural": 10, "rest": 30}}
    assert not tells_of_few([all_groups], typed=first_alone, publication=first_alone)
    less = publication(total=40, days={}, answers={"area": {"rural": 12}})
    assert tells_of_few([all_groups], typed=less, publication=less)


def test_sophea_is_told_of_nearly_the_same_figures_before_what_she_typed_is_published(
    cast: Cast, ours: Workshop, browser_of: SignIn
) -> None:
    first = plan_workshop(
        by=cast.sophea, coalition=cast.coalition, kind="submission", title="In spring", first_day=FIRST, days=1
    )
    answers = {"gender": {"women": 19}, "area": {"rural": 10}}
    publish_by_hand(by=cast.sophea, workshop=first, today=SECOND, total=33, answers=answers)
    page = f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/attendance/figures/by-hand/"
    sophea = browser_of(cast.sophea)
    typed = {"total": "34", "women": "20", "rural": "11", "meant": "on"}
    asked = sophea.post(page, typed)
    assert asked.status_code == 422
    text = asked.content.decode()
    assert "Another workshop has nearly the same figures" in text
    assert "“In spring”" in text
    assert 'value="34"' in text
    assert published(ours) is None
    # It is not refused: that would tell what it keeps back.
    assert sophea.post(page, typed | {"beside": "on"}).status_code == 302
    assert published(ours)
    # Where nothing is near, nothing is asked.
    assert sophea.post(page, {"total": "60", "women": "30", "meant": "on"}).status_code == 302
