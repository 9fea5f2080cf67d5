"""Evaluations: given by anybody in the room, shown once closed, and only from five people on."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.accounts.models import AuditLine
from openupr.accounts.queries.guests import COOKIE
from openupr.accounts.services.rooms import enter_room, open_room
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.cast import cast as make_cast
from openupr.testimonies.models import Box, Remark, Tally
from openupr.testimonies.queries.boxes import filling_of
from openupr.testimonies.queries.results import evaluation_summary
from openupr.testimonies.rules.cells import Share
from openupr.testimonies.rules.five import FEW, in_fives
from openupr.testimonies.rules.questions import QUESTIONS, USUAL, asked
from openupr.testimonies.rules.refusals import AlreadyAnswered, IsClosed, NothingAnswered, NothingAsked
from openupr.testimonies.services.answering import answer, put_in
from openupr.testimonies.services.boxes import change_box, close_box
from openupr.testimonies.services.demo import fill_in_sheets

from .examples import DAY, a_box

SHEET = {"useful": "5", "length": "right", "best": "Work in groups"}


def at(box: Box, rest: str = "") -> str:
    return f"/coalitions/{box.coalition.key}/boxes/{box.pk}/{rest}"


@pytest.fixture
def phone(box: Box) -> Client:
    """A phone in the coalition's room."""
    room = open_room(by=None, circle=box.coalition.key, today=timezone.localdate())
    client = Client()
    client.cookies[COOKIE] = enter_room(code=room.code, now=timezone.now())[1]
    return client


def fill(box: Box, number: int) -> None:
    for _sheet in range(number):
        put_in(box=box, answers=SHEET)


def test_a_phone_answers_and_no_line_or_session_tells_when(box: Box, phone: Client) -> None:
    lines = AuditLine.objects.count()
    assert "Two days in March" in phone.get("/room/").content.decode()
    page = phone.get(at(box, "evaluate/")).content.decode()
    assert "no name, no time" in page
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
    assert "All 5, or all but fewer than five, answered “well” or “very well”." in page
    shown = browser.get(at(enough, "results.json")).json()["results"][0]
    assert (shown["counts"], shown["high"], shown["share"]) == ([], None, "all, or all but fewer than five")
    rows = b"".join(browser.get(at(enough, "results.csv")).streaming_content).decode()  # type: ignore[attr-defined]
    assert "best,What helped you most?,Work in groups,,5" in rows
    assert (
        'useful,"How useful was it for you, all in all?",well / very well,"all, or all but fewer than five",5' in rows
    )
    assert "There is nothing to show" in browser.get(at(few, "results/")).content.decode()
    assert not Tally.objects.filter(box=few).exists()
    assert not Remark.objects.filter(box=few).exists()
    assert Box.objects.get(pk=few.pk).sheets == 0


def test_a_question_that_fewer_than_five_answered_is_not_shown(box: Box, cast: Cast) -> None:
    fill(box, 4)
    for _sheet in range(3):
        put_in(box=box, answers={"useful": "1"})
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    assert [each.key for each in summary.results] == ["useful"]
    assert summary.results[0].said == "Fewer than five of 7, or nobody, answered “well” or “very well”."
    assert not summary.results[0].counts
    assert summary.unshown == (QUESTIONS["length"].label["en"], QUESTIONS["best"].label["en"])


@pytest.mark.parametrize(
    ("sheets", "said"),
    [(9, "At least 5 of 9 answered “well” or “very well”."), (20, "At least 16 of 20 answered “well” or “very well”.")],
)
def test_where_nearly_all_chose_a_high_answer_it_says_how_many_at_the_least(
    box: Box, cast: Cast, sheets: int, said: str
) -> None:
    fill(box, sheets)
    summary = evaluation_summary(close_box(by=cast.sophea, box=box, today=DAY))
    assert summary
    assert summary.results[0].said == said


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
    assert (summary.sheets, summary.results[0].share) == (6, Share.NEARLY_ALL)
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
    assert [each.key for each in asked(USUAL)] == list(USUAL)


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
    assert (found.sheets, len(found.results)) == (9, len(box.questions) - len(found.unshown))
    assert {each.key for each in found.results} >= {"useful", "best"}
