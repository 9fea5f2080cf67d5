"""Evaluations: given by anybody in the room, shown once closed, and only from five people on."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from openupr.accounts.models import AuditLine
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.testimonies.boxes import change_box, close_box, open_box
from openupr.testimonies.demo import fill_in_sheets
from openupr.testimonies.evaluations import answer, evaluation_summary, put_in
from openupr.testimonies.models import Box, Remark, Tally
from openupr.testimonies.rules.five import FEW, in_fives
from openupr.testimonies.rules.questions import QUESTIONS, USUAL, asked_of_box
from openupr.testimonies.rules.refusals import AlreadyAnswered, IsClosed, NothingAnswered, NothingAsked

from .examples import DAY, SHEET, a_box, at, fill


def test_a_phone_answers_and_no_line_or_session_tells_when(box: Box, phone: Client) -> None:
    lines = AuditLine.objects.count()
    assert "Two days in March" in phone.get("/room/").content.decode()
    page = phone.get(at(box, "evaluate/")).content.decode()
    assert "No name, no time" in page
    sent = phone.post(at(box, "evaluate/"), SHEET)
    assert (sent.status_code, sent.headers["Cache-Control"]) == (302, "no-store, private")
    assert "Thank you" in phone.get(sent.headers["Location"]).content.decode()
    assert Box.objects.get().sheets == 1
    assert AuditLine.objects.count() == lines
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)


def test_a_phone_is_asked_once_and_a_second_person_may_use_it(box: Box, phone: Client) -> None:
    phone.post(at(box, "evaluate/"), SHEET)
    page = phone.get(at(box, "evaluate/")).content.decode()
    assert "answered on this phone already" in page
    assert "<textarea" not in page
    assert "<textarea" in phone.get(at(box, "evaluate/?again=1")).content.decode()
    phone.post(at(box, "evaluate/"), SHEET)
    assert Box.objects.get().sheets == 2


def test_nobody_looks_in_while_it_is_open_and_numbers_rise_in_fives(box: Box, cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)
    shown = []
    for _sheet in range(11):
        put_in(box=box, answers=SHEET)
        shown.append(browser.get(at(box)).content.decode())
        assert evaluation_summary(Box.objects.get()) is None
    assert [("5 evaluations or more" in page, "10 evaluations or more" in page) for page in shown[3:6]] == [
        (False, False),
        (True, False),
        (True, False),
    ]
    assert "Work in groups" not in browser.get(at(box, "results/")).content.decode()
    assert browser.get(at(box, "results.csv")).status_code == 404


def test_with_five_it_is_shown_and_with_four_thrown_away(cast: Cast, browser_of: SignIn) -> None:
    enough, few = a_box(cast), a_box(cast, title="A small one")
    fill(enough, 5)
    fill(few, 4)
    browser = browser_of(cast.bopha)
    for box in (enough, few):
        assert "does not open again" in browser.get(at(box, "close/")).content.decode()
        browser.post(at(box, "close/"))
    page = browser.get(at(enough, "results/")).content.decode()
    assert "Work in groups" in page
    assert "answered “well”" not in page
    shown = browser.get(at(enough, "results.json")).json()
    assert [each["key"] for each in shown["results"]] == ["useful", "best"]
    rows = b"".join(browser.get(at(enough, "results.csv")).streaming_content).decode()  # type: ignore[attr-defined]
    assert "best,What helped you most?,Work in groups,,5" in rows
    assert "answered" not in rows
    assert "There is nothing to show" in browser.get(at(few, "results/")).content.decode()
    assert not Tally.objects.filter(box=few).exists()
    assert not Remark.objects.filter(box=few).exists()
    assert Box.objects.get(pk=few.pk).sheets == 0


@given(st.integers(0, 10_000))
def test_in_fives_a_number_never_tells_the_last_one(number: int) -> None:
    assert in_fives(number) <= number < in_fives(number) + FEW


def test_a_closed_box_takes_nothing_and_does_not_change(box: Box, cast: Cast, phone: Client) -> None:
    fill(box, 5)
    close_box(by=cast.sophea, box=box, today=DAY)
    with pytest.raises(IsClosed):
        answer(by=cast.chan, box=box, answers=SHEET)
    with pytest.raises(IsClosed):
        close_box(by=cast.sophea, box=box, today=DAY)
    with pytest.raises(IsClosed):
        change_box(by=cast.sophea, box=box, title="x", questions=["best"], takes_testimonies=True)
    assert phone.get(at(box, "evaluate/")).status_code == 404
    assert phone.post(at(box, "evaluate/"), SHEET).status_code == 422
    assert Box.objects.get().sheets == 5


def test_questions_stay_once_somebody_has_answered(box: Box, cast: Cast) -> None:
    changed = change_box(by=cast.sophea, box=box, title="x", questions=["safe", "best"], takes_testimonies=False)
    assert changed.questions == ["safe", "best"]
    assert {each.question for each in Tally.objects.all()} == {"safe"}
    put_in(box=changed, answers={"safe": "1"})
    with pytest.raises(AlreadyAnswered):
        change_box(by=cast.sophea, box=changed, title="x", questions=["best"], takes_testimonies=True)
    change_box(by=cast.sophea, box=changed, title="Ours", questions=["best", "safe"], takes_testimonies=True)
    assert Box.objects.get().title == "Ours"
    with pytest.raises(NothingAsked):
        change_box(by=cast.sophea, box=a_box(cast), title="x", questions=[], takes_testimonies=False)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"useful": ""},
        {"useful": "9"},
        {"useful": "\x00"},
        {"best": "x" * 10_000},
        {"best": "\x00"},
        {"unknown": "5"},
        {"length": "9" * 400},
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_kept(box: Box, phone: Client, sent: dict[str, str]) -> None:
    assert phone.post(at(box, "evaluate/"), sent).status_code == 422
    assert Box.objects.get().sheets == 0
    with pytest.raises(NothingAnswered):
        put_in(box=box, answers={"useful": "9", "unknown": "5"})


def test_by_link_without_an_account_until_it_is_closed(box: Box, cast: Cast, browser_of: SignIn) -> None:
    page = browser_of(cast.bopha).post(at(box, "link/")).content.decode()
    address = page.split('<p class="secret">')[1].split("</p>")[0].partition("testserver")[2]
    stranger = Client()
    assert stranger.get("/box/").status_code == 404
    opened = stranger.get(address)
    assert (opened.headers["Location"], opened.headers["Referrer-Policy"]) == ("/box/", "no-referrer")
    assert "Two days in March" in stranger.get("/box/").content.decode()
    assert stranger.post("/box/evaluate/", SHEET).status_code == 302
    box = Box.objects.get()
    assert box.sheets == 1
    assert address.strip("/").split("/")[-1] not in box.link_hash
    box.coalition = cast.coalition
    close_box(by=cast.sophea, box=box, today=DAY)
    assert stranger.get("/box/").status_code == 404
    assert stranger.get(address).status_code == 404
    assert Client().get("/box/\x00/").status_code == 404
    assert Client().get(f"/box/{'x' * 300}/").status_code == 404


def test_an_outsider_finds_no_box(box: Box, maly: Any, browser_of: SignIn) -> None:
    for rest in ("", "evaluate/", "tell/", "results/", "testimonies/"):
        assert browser_of(maly).get(at(box, rest)).status_code == 404


def test_every_question_is_in_both_languages_and_none_asks_who_somebody_is() -> None:
    assert len(QUESTIONS) == 15
    for question in QUESTIONS.values():
        assert all(question.label[language] for language in ("en", "km"))
        assert all(choice.label["km"] for choice in question.choices)
        assert question.source
    assert [each.key for each in asked_of_box(USUAL)] == list(USUAL)


def test_a_list_of_boxes_costs_the_same_with_one_and_with_many(box: Box, cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert browser.get(f"/coalitions/{cast.coalition.key}/boxes/").status_code == 200
        return len(made)

    one = queries()
    for number in range(4):
        a_box(cast, title=f"Box {number}")
    assert queries() == one


def test_the_demos_sheets_are_enough_to_be_shown(box: Box, cast: Cast) -> None:
    fill_in_sheets(box=box)
    close_box(by=cast.sophea, box=box, today=box.opened)
    box.refresh_from_db()
    found = evaluation_summary(box)
    assert found
    assert found.sheets == 20
    assert {each.key for each in found.results if each.is_shown} >= {"useful", "best"}


def test_the_demos_questions_are_not_all_answered_alike(cast: Cast) -> None:
    given = {"title": "All of it", "questions": USUAL, "takes_testimonies": False, "today": DAY}
    box = open_box(by=cast.sophea, coalition=cast.coalition, **given)
    fill_in_sheets(box=box)
    close_box(by=cast.sophea, box=box, today=box.opened)
    box.refresh_from_db()
    found = evaluation_summary(box)
    assert found
    assert len({each.high for each in found.results if each.high is not None}) >= 3
