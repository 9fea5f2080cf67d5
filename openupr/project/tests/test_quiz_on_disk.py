"""What whoever takes the laptop away reads in its files of a quiz: not which phone gave which answer."""

from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from openupr.accounts.models import Guest
from openupr.accounts.services.rooms import close_room, enter_room, leave_room, open_room
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.phones.models import QuizAnswer, QuizChoice, QuizQuestion, SpeakerQuestion, Vote
from openupr.phones.services.questions import vote_for
from openupr.phones.services.quiz import answer_quiz, open_question, show_answers, write_question
from openupr.project.backups.restoring import _build, _schema, database_at
from openupr.workshops.models import Workshop
from openupr.workshops.services.planning import plan_workshop

from .test_boxes_on_disk import file  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
_PAGE = 4096


def a_question(known: Cast) -> QuizQuestion:
    """The second of three questions, open to the room."""
    workshop: Workshop = plan_workshop(
        by=known.sophea,
        coalition=known.coalition,
        kind="submission",
        title="Two days",
        first_day=today_there(),
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
    code = open_room(by=None, circle=known.coalition.key, today=today_there()).code
    numbers = list(question.choices.values_list("pk", flat=True))
    phones = []
    for choice in which:
        guest, _token = enter_room(code=code, now=timezone.now())
        answer_quiz(by=guest, question=question, choice=numbers[choice])
        phones.append(guest.pk)
    return phones


def test_no_log_outlives_an_answer_in_which_a_count_grows_as_a_phone_comes(file: Path) -> None:  # noqa: F811
    known = cast()
    question = a_question(known)
    log = file.with_name("openupr.sqlite3-wal")
    for choice in (0, 1, 0):
        answered(known, question, [choice])
        assert log.stat().st_size == 0
    assert list(QuizChoice.objects.filter(question=question).values_list("answers", flat=True)) == [2, 1, 0]
    show_answers(by=known.bopha, question=question)
    assert log.stat().st_size == 0


def test_phones_that_answered_lie_in_no_order_and_are_forgotten_with_the_closing(file: Path) -> None:  # noqa: F811
    known = cast()
    question = a_question(known)
    phones = answered(known, question, [0, 1, 2] * 4)
    with closing(connection.connection.cursor()) as raw:
        lies = [row[0] for row in raw.execute("SELECT guest_id FROM phones_quizanswer ORDER BY rowid")]
    assert sorted(lies) == phones
    assert lies != phones
    assert list(QuizAnswer.objects.order_by("pk").values_list("guest_id", flat=True)) == lies
    show_answers(by=known.bopha, question=question)
    assert not QuizAnswer.objects.exists()


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


def pages_after(which: list[int], path: Path) -> bytes:
    """How the counts lie in the file after these answers in this order."""
    schema = _schema()
    with database_at(path), override_settings(OPENUPR_HOME=path.parent):
        _build(schema)
        known = cast()
        answered(known, a_question(known), which)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pageno FROM dbstat WHERE name LIKE 'phones_quizchoice%' ORDER BY pageno")
            pages = [row[0] for row in cursor.fetchall()]
    data = path.read_bytes()
    return b"".join(data[(page - 1) * _PAGE : page * _PAGE] for page in pages)


def test_the_counts_lie_alike_in_whichever_order_the_answers_came(tmp_path: Path) -> None:
    given = [0, 0, 0, 0, 1, 1, 2]
    orders = (given, given[::-1], [0, 1, 2, 0, 1, 0, 0], [2, 1, 0, 0, 0, 1, 0])
    assert len({pages_after(order, tmp_path / f"{number}.sqlite3") for number, order in enumerate(orders)}) == 1
