"""Who comes is tapped at the door or typed in from paper; pages cost the same however many come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openupr.attendance.models import Attended, Registration
from openupr.attendance.rules.numbers import numbers_typed
from openupr.attendance.rules.refusals import NotANumberOfTheList
from openupr.attendance.tests.conftest import Register
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.workshops.models import Workshop


@pytest.fixture
def today(ours: Workshop) -> Workshop:
    """`ours`, of which today is the first day."""
    first, second = ours.days.all()
    second.date = today_of(ours.coalition).replace(year=today_of(ours.coalition).year + 1)
    second.save()
    first.date = today_of(ours.coalition)
    first.save()
    return ours


def at(cast: Cast, workshop: Workshop, rest: str) -> str:
    return f"/coalitions/{cast.coalition.key}/workshops/{workshop.pk}/attendance/{rest}"


def test_a_tap_at_the_door_says_who_came_and_another_takes_it_back(
    today: Workshop, register: Register, cast: Cast, browser_of: SignIn
) -> None:
    register("Papaya", today=today_of(today.coalition))
    browser, day = browser_of(cast.sophea), today.days.all()[0]
    door = at(cast, today, f"door/{day.pk}/")
    assert browser.get(at(cast, today, "door/")).headers["Location"] == door
    answer = browser.post(door, {"do": "here", "number": "1"})
    assert answer.headers["Location"] == f"{door}#number-1"
    assert "1 of 1 are here." in browser.get(door).content.decode()
    part = browser.post(door, {"do": "here", "number": "1"}, headers={"HX-Request": "true"})
    assert "1 of 1 are here." in part.content.decode()
    assert Attended.objects.count() == 1
    browser.post(door, {"do": "not-here", "number": "1"})
    assert not Attended.objects.exists()


def test_a_day_is_typed_in_from_paper_by_numbers_and_ticks(
    today: Workshop, register: Register, cast: Cast, browser_of: SignIn
) -> None:
    for name in "ABCDEFGH":
        register(name, today=today_of(today.coalition))
    day = today.days.all()[0]
    page = at(cast, today, f"door/{day.pk}/paper/")
    browser = browser_of(cast.sophea)
    browser.post(page, {"numbers": "", "ticked": ["7", "8"]})
    assert Attended.objects.count() == 2
    browser.post(page, {"numbers": "1-3, ៥", "ticked": ["7"]})
    came = Attended.objects.filter(day=day).order_by("registration__number")
    assert list(came.values_list("registration__number", flat=True)) == [1, 2, 3, 5]
    answer = browser.post(page, {"numbers": "1, 99"})
    assert (answer.status_code, Attended.objects.count()) == (422, 4)
    assert "“99” is no number of this list" in answer.content.decode()
    browser.post(page, {"numbers": "2"})
    assert Attended.objects.get().registration.number == 2


def test_numbers_are_read_as_people_write_them() -> None:
    known = frozenset({1, 2, 3, 4, 6, 12})
    assert numbers_typed("1 - 4, 12;6", known=known) == known
    assert numbers_typed("3–6", known=known) == {3, 4, 6}
    assert numbers_typed(" \n", known=known) == frozenset()
    for wrong in ("5", "1-", "x", "4-1", "1-99999", "-3", "1\x00"):
        with pytest.raises(NotANumberOfTheList):
            numbers_typed(wrong, known=known)


def test_the_printed_list_holds_names_and_boxes_and_nothing_else_that_people_said(
    today: Workshop, register: Register, cast: Cast, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("openupr.attendance.registrations_pages.pdf", lambda html, css: drawn.append(html) or b"%PDF")
    answers = {"gender": "zyzzyva", "access": "zyzzyvb", "area": "rural", "organisation": "Seven Rivers"}
    register("Papaya", today=today_of(today.coalition), **answers)
    answer = browser_of(cast.sophea).get(at(cast, today, "list/sheet/"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Papaya" in drawn[0]
    assert "Seven Rivers" in drawn[0]
    assert [word for word in ("zyzzyva", "zyzzyvb", "countryside") if word in drawn[0]] == []


@pytest.mark.parametrize("page", ["list/", "door/{day}/", "door/{day}/paper/", "figures/publish/", "list/gender/"])
def test_a_page_asks_as_many_questions_for_one_as_for_twenty(
    today: Workshop, register: Register, cast: Cast, browser_of: SignIn, page: str
) -> None:
    browser, day = browser_of(cast.sophea), today.days.all()[0]
    address = at(cast, today, page.format(day=day.pk))
    counts = []
    for many in (1, 20):
        for number in range(many):
            made = register(f"Person {number}", today=today_of(today.coalition), gender=f"word {number}")
            Attended.objects.create(registration=made, day=day)
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Registration.objects.count() == 21


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("door/{day}/", {"do": "here", "number": "9999999999999999999999"}),
        ("door/{day}/", {"do": "here", "number": "x"}),
        ("door/{day}/", {"do": "add", "name": ""}),
        ("door/{day}/", {"do": "add", "name": "\x00"}),
        ("door/9223372036854775808/", {}),
        ("door/99999999/", {}),
        ("door/{day}/paper/", {"numbers": "\x00"}),
        ("door/{day}/paper/", {"numbers": "1" * 20_000}),
        ("list/add/", {"name": ""}),
        ("list/99999999999999999999/", {"name": "x"}),
        ("list/7/", {"do": "take-out"}),
        ("figures/by-hand/", {"total": "x"}),
        ("figures/by-hand/", {"total": "-1"}),
        ("figures/by-hand/", {"total": "70", "women": "71"}),
        ("figures/by-hand/", {"total": "9999999999999999999999999"}),
        ("figures/publish/", {"do": "withdraw"}),
        ("balance/", {"do": "speaking", "session": "x"}),
        ("balance/", {"do": "interpreters", "km": "-1"}),
        ("lessons/7/", {"do": "seen-to"}),
        ("forget/", {"meant": ""}),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_changes(
    today: Workshop, cast: Cast, browser_of: SignIn, page: str, given: dict[str, str]
) -> None:
    day = today.days.all()[0]
    answer = browser_of(cast.sophea).post(at(cast, today, page.format(day=day.pk)), given)
    assert answer.status_code in (302, 404, 422)
    assert not Registration.objects.exists()
    assert not today.published_figures.exists()
