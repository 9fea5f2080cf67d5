"""The quiz: a question at a time, one answer a phone, results of the room and never of a person."""

import re

import pytest
from django.test import Client

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.learning.lessons import course_lessons
from openupr.phones.models import QuizAnswer, QuizChoice, QuizQuestion
from openupr.phones.quiz import write_question
from openupr.phones.tests.conftest import Enter
from openupr.workshops.models import Workshop


@pytest.fixture
def bopha(cast: Cast, browser_of: SignIn) -> Client:
    return browser_of(cast.bopha)


@pytest.fixture
def often(cast: Cast, workshop: Workshop) -> QuizQuestion:
    """How often is a State reviewed?"""
    given = "Every year\n* Every four and a half years\nNever"
    return write_question(
        by=cast.bopha, workshop=workshop, text="How often?", choices=given, explanation="A cycle lasts that long."
    )


def step(browser: Client, at: str, question: QuizQuestion, what: str) -> None:
    assert browser.post(f"{at}quiz/{question.pk}/", {"do": what}).status_code == 302


def answer(phone: Client, at: str, question: QuizQuestion, which: int) -> str:
    choice = list(question.choices.all())[which]
    told = phone.post(f"{at}quiz/{question.pk}/answer/", {"choice": choice.pk}, follow=True)
    return told.content.decode()


def counts(question: QuizQuestion) -> list[int]:
    return list(QuizChoice.objects.filter(question=question).values_list("answers", flat=True))


def test_phones_answer_once_and_nothing_says_which_phone_answered_what(
    enter: Enter, at: str, bopha: Client, often: QuizQuestion
) -> None:
    phone = enter()
    assert "No question is open." in phone.get(f"{at}quiz/").content.decode()
    step(bopha, at, often, "open")
    assert "Every four and a half years" in phone.get(f"{at}quiz/").content.decode()
    assert "Counted." in answer(phone, at, often, 1)
    assert "is kept nowhere" in answer(phone, at, often, 0)
    assert counts(often) == [0, 1, 0]
    (kept,) = QuizAnswer.objects.values()
    assert set(kept) == {"id", "question_id", "guest_id"}


def told_in(results: str) -> list[str]:
    """The numbers beside answers: "6 · 55%"."""
    return re.findall(r"<span>(\d+ · \d+%)</span>", results)


@pytest.mark.parametrize(
    ("which", "told"),
    [
        ([], ["0 · 0%", "0 · 0%", "0 · 0%"]),
        ([1], ["0 · 0%", "1 · 100%", "0 · 0%"]),
        ([0, 1, 1], ["1 · 33%", "2 · 67%", "0 · 0%"]),
    ],
)
def test_the_room_sees_how_many_chose_each_answer_however_few_they_are(
    enter: Enter, at: str, bopha: Client, often: QuizQuestion, which: list[int], told: list[str]
) -> None:
    step(bopha, at, often, "open")
    for each in which:
        answer(enter(), at, often, each)
    projected = bopha.get(f"{at}quiz/projector/").content.decode()
    assert f"{len(which)} have answered so far." in projected
    assert "%</span>" not in projected, "the room sees the answers once the question is closed"
    step(bopha, at, often, "show")
    for page in (bopha.get(f"{at}quiz/projector/"), enter().get(f"{at}quiz/")):
        shown = page.content.decode()
        assert told_in(shown.split('<ol class="quiz-results">')[1]) == told
        assert "A cycle lasts that long." in shown
    rows = bopha.get(f"{at}quiz/quiz.json").json()["answers"]
    assert [f"{row['answers']} · {row['share']}%" for row in rows] == told


def test_who_runs_the_quiz_sees_the_counts_while_phones_answer(
    enter: Enter, at: str, bopha: Client, often: QuizQuestion
) -> None:
    step(bopha, at, often, "open")
    answer(enter(), at, often, 1)
    run = bopha.get(f"{at}quiz/run/").content.decode()
    assert "1 answer" in run
    assert re.findall(r"<strong>(\d+)</strong>", run) == ["0", "1", "0"]


def test_a_phone_answers_once_also_when_the_question_is_opened_again(
    enter: Enter, at: str, bopha: Client, often: QuizQuestion
) -> None:
    phone = enter()
    step(bopha, at, often, "open")
    answer(phone, at, often, 1)
    for what in ("away", "open"):
        step(bopha, at, often, what)
    assert "has answered this question" in answer(phone, at, often, 0)
    assert counts(often) == [0, 1, 0]


def test_what_the_room_has_seen_does_not_grow(enter: Enter, at: str, bopha: Client, often: QuizQuestion) -> None:
    step(bopha, at, often, "open")
    for _ in range(5):
        answer(enter(), at, often, 1)
    step(bopha, at, often, "show")
    for what in ("open", "away", "open"):
        step(bopha, at, often, what)
    assert "was not counted" in answer(enter(), at, often, 0)
    assert counts(often) == [0, 5, 0]


def test_one_question_is_open_at_a_time(
    enter: Enter, at: str, bopha: Client, often: QuizQuestion, cast: Cast, workshop: Workshop
) -> None:
    other = write_question(by=cast.bopha, workshop=workshop, text="Who asks?", choices="*States\nPlanets")
    for question in (often, other):
        step(bopha, at, question, "open")
    shown = enter().get(f"{at}quiz/").content.decode()
    assert "Who asks?" in shown
    assert "How often?" not in shown
    assert "was not counted" in answer(enter(), at, often, 0)


def test_a_quiz_without_a_question_offers_no_file_but_its_address_stays(at: str, bopha: Client) -> None:
    assert "quiz.csv" not in bopha.get(f"{at}quiz/run/").content.decode()
    assert bopha.get(f"{at}quiz/quiz.csv").status_code == 200
    bopha.post(f"{at}quiz/take/", {"lesson": course_lessons()[0].key})
    assert "quiz.csv" in bopha.get(f"{at}quiz/run/").content.decode()


def test_the_questions_of_a_lesson_come_once_with_its_source(enter: Enter, at: str, bopha: Client) -> None:
    lesson = course_lessons()[0]
    for _ in range(2):
        bopha.post(f"{at}quiz/take/", {"lesson": lesson.key})
    keys = list(QuizQuestion.objects.values_list("lesson_key", flat=True))
    assert keys == [each.key for each in lesson.questions]
    first = QuizQuestion.objects.earliest("pk")
    step(bopha, at, first, "open")
    phone, asked = enter(), lesson.questions[0].asked
    shown = phone.get(f"{at}quiz/").content.decode()
    assert lesson.questions[0].choices[0].said.en.split("'")[0] in shown
    assert (asked.en in shown, asked.km in shown) == (True, False)
    phone.cookies["django_language"] = "km"
    in_khmer = phone.get(f"{at}quiz/").content.decode()
    assert (asked.en in in_khmer, asked.km in in_khmer) == (False, True)
    projector = bopha.get(f"{at}quiz/projector/").content.decode()
    assert (asked.en in projector, asked.km in projector) == (True, True)
    assert bopha.post(f"{at}quiz/take/", {"lesson": "nothing"}).status_code == 404


def test_the_room_sees_the_source_without_the_note_of_who_checks_it(enter: Enter, at: str, bopha: Client) -> None:
    lesson = course_lessons()[0]
    bopha.post(f"{at}quiz/take/", {"lesson": lesson.key})
    unchecked = next(each for each in lesson.questions if "paragraph not checked" in each.source.with_note)
    asked = QuizQuestion.objects.get(lesson_key=unchecked.key)
    for what in ("open", "show"):
        step(bopha, at, asked, what)
    for page in (enter().get(f"{at}quiz/"), bopha.get(f"{at}quiz/projector/")):
        shown = page.content.decode()
        assert unchecked.source.label in shown
        assert "not checked" not in shown


@pytest.mark.parametrize(
    "given",
    [
        {"text": "", "choices": "*a\nb"},
        {"text": "?", "choices": "*a"},
        {"text": "?", "choices": "*a\n*b"},
        {"text": "?", "choices": "*a\na"},
        {"text": "?" * 10_000, "choices": "*a\nb"},
        {"text": "\x00", "choices": "\x00"},
    ],
)
def test_what_is_no_question_is_told_and_nothing_changes(
    at: str, bopha: Client, workshop: Workshop, given: dict[str, str]
) -> None:
    assert bopha.post(f"{at}quiz/write/", given).status_code == 422
    assert QuizQuestion.objects.count() == 0


@pytest.mark.parametrize("choice", ["", "x", "-1", "9" * 30, "\x00", "²"])
def test_a_strange_answer_is_none(enter: Enter, at: str, bopha: Client, often: QuizQuestion, choice: str) -> None:
    step(bopha, at, often, "open")
    told = enter().post(f"{at}quiz/{often.pk}/answer/", {"choice": choice}, follow=True).content.decode()
    assert "Choose one of the answers." in told
    assert (counts(often), QuizAnswer.objects.count()) == ([0, 0, 0], 0)


def test_polling_the_quiz_is_three_looks_and_a_page_of_it_the_same_for_many(
    enter: Enter, at: str, bopha: Client, often: QuizQuestion, django_assert_num_queries: object
) -> None:
    phone = enter()
    step(bopha, at, often, "open")
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert phone.get(f"{at}quiz/now/?seen=1").status_code == 204
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert phone.get(f"{at}quiz/now/").status_code == 200


def test_a_poll_shows_the_room_its_bars_at_once_with_phones_and_hands(
    enter: Enter, at: str, cast: Cast, workshop: Workshop, bopha: Client
) -> None:
    poll = write_question(by=cast.bopha, workshop=workshop, text="Where next?", choices="North\nSouth")
    north, south = poll.choices.all()
    step(bopha, at, poll, "open")
    phone = enter()
    room = phone.get("/room/").content.decode()
    assert [room.count(each) for each in (">open now<", ">not open now<")] == [1, 2]
    assert room.index("Join the quiz") < room.index(">Questions to the speakers<"), "what is open comes first"
    told = answer(phone, at, poll, 0)
    assert "The room sees the result." in told
    assert "1 · 100%" in told, "the phone that answered sees it too"
    assert told_in(bopha.get(f"{at}quiz/projector/").content.decode()) == ["1 · 100%", "0 · 0%"]
    bopha.post(f"{at}quiz/{poll.pk}/hands/", {f"hands-{north.pk}": "", f"hands-{south.pk}": 3})
    projected = bopha.get(f"{at}quiz/projector/").content.decode()
    assert told_in(projected) == ["1 · 25%", "3 · 75%"]
    assert "3 hands were counted." in projected
    assert ">right<" not in projected
    assert counts(poll) == [1, 0]


def test_hands_alone_are_shown_and_a_quiz_question_takes_none(
    at: str, cast: Cast, workshop: Workshop, bopha: Client, often: QuizQuestion
) -> None:
    poll = write_question(by=cast.bopha, workshop=workshop, text="Where next?", choices="North\nSouth")
    bopha.post(f"{at}quiz/{poll.pk}/hands/", {f"hands-{poll.choices.all()[0].pk}": 7})
    assert told_in(bopha.get(f"{at}quiz/projector/").content.decode()) == ["7 · 100%", "0 · 0%"]
    right = often.choices.all()[1]
    refused = bopha.post(f"{at}quiz/{often.pk}/hands/", {f"hands-{right.pk}": 7})
    assert refused.status_code == 422
    assert not QuizChoice.objects.filter(pk=right.pk, hands__gt=0).exists()
