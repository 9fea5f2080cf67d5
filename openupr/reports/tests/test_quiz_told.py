"""What an activity report says of the quiz: how many questions were put to the room."""

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.phones.models import QuizChoice, QuizQuestion
from openupr.phones.quiz import open_question, show_answers, write_question
from openupr.reports.facts import happened
from openupr.reports.overview import report_in_the_room
from openupr.reports.rules.pieces import text_of
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import plan_workshop

# What a report says is written in Python; test_names has one made there.
pytestmark = pytest.mark.thorough("on PostgreSQL")


@pytest.fixture
def today(cast: Cast) -> Workshop:
    return plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="submission",
        title="Two days",
        first_day=today_there(),
        days=1,
    )


def asked(cast: Cast, workshop: Workshop, answers: int) -> None:
    """A question is put to the room, so many phones answer, and it is closed."""
    question: QuizQuestion = write_question(
        by=cast.bopha, workshop=workshop, text="How often?", choices="*Often\nNever"
    )
    open_question(by=cast.bopha, question=question)
    QuizChoice.objects.filter(question=question, is_right=True).update(answers=answers)
    show_answers(by=cast.bopha, question=question)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([4, 6, 0], "In the quiz 3 questions were put to the room."),
        ([1], "In the quiz 1 question was put to the room."),
    ],
)
def test_every_question_put_to_the_room_is_counted(cast: Cast, today: Workshop, answers: list[int], told: str) -> None:
    write_question(by=cast.bopha, workshop=today, text="Kept back", choices="*Yes\nNo")
    for number in answers:
        asked(cast, today, number)
    (section,) = report_in_the_room(happened(today, now=timezone.now()))
    (suggested,) = section.suggested
    assert [text_of(each) for each in suggested.lines] == [told]


def test_a_quiz_of_which_nothing_was_asked_is_not_told(cast: Cast, today: Workshop) -> None:
    write_question(by=cast.bopha, workshop=today, text="Kept back", choices="*Yes\nNo")
    assert list(report_in_the_room(happened(today, now=timezone.now()))) == []
