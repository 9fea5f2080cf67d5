"""What a phone did is erased from the disk with the phone: its votes, and which questions it answered."""

from pathlib import Path

import pytest
from django.utils import timezone

from openupr.accounts.models import Guest
from openupr.accounts.rooms import close_room, enter_room, leave_room, open_room
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.phones.models import QuizAnswer, QuizQuestion, SpeakerQuestion, Vote
from openupr.phones.questions import vote_for
from openupr.phones.quiz import answer_quiz, open_question, write_question
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import plan_workshop

from .test_boxes_on_disk import file  # noqa: F401

# About SQLite's own files.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def a_question(known: Cast) -> QuizQuestion:
    """The second of three questions, open to the room."""
    workshop: Workshop = plan_workshop(
        by=known.sophea,
        coalition=known.coalition,
        kind="submission",
        title="Two days",
        first_day=timezone.localdate(),
        days=1,
    )
    given = "*Every four and a half years\nEvery year\nNever"
    three = [
        write_question(by=known.bopha, workshop=workshop, text=f"{number}: how often?", choices=given)
        for number in range(3)
    ]
    return open_question(by=known.bopha, question=three[1])


def answered(known: Cast, question: QuizQuestion, which: list[int]) -> list[int]:
    """One phone after the other gives one of the answers; the numbers of the phones."""
    code = open_room(by=None, circle=known.coalition.key, today=timezone.localdate()).code
    numbers = list(question.choices.values_list("pk", flat=True))
    phones = []
    for choice in which:
        guest, _token = enter_room(code=code, now=timezone.now())
        answer_quiz(by=guest, question=question, choice=numbers[choice])
        phones.append(guest.pk)
    return phones


def test_what_stood_beside_a_phone_is_in_no_log_once_it_has_left_or_the_room_is_closed(file: Path) -> None:  # noqa: F811
    known = cast()
    question = a_question(known)
    log = file.with_name("openupr.sqlite3-wal")
    answered(known, question, [0, 1])
    one, other = Guest.objects.order_by("pk")
    for guest in (one, other):
        vote_for(
            by=guest, question=SpeakerQuestion.objects.create(workshop=question.workshop, text="?", state="released")
        )
    assert log.stat().st_size > 0
    leave_room(guest=one)
    assert log.stat().st_size == 0
    close_room(room=other.room)
    assert log.stat().st_size == 0
    assert not Vote.objects.exists()
    assert not QuizAnswer.objects.exists()
