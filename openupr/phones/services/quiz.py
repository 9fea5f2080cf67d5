"""The quiz: a facilitator opens a question, phones answer it once, the room sees how many chose each answer."""

from collections.abc import Mapping, Sequence

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Person
from openupr.learning.rules.lessons import LessonQuestion
from openupr.workshops.models import Workshop

from ..actions import ANSWER_QUIZ, RUN_QUIZ
from ..models import QuizAnswer, QuizChoice, QuizQuestion
from ..rules.quiz import (
    LONGEST_EXPLANATION,
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    AnsweredBefore,
    EnoughQuestions,
    NoSuchChoice,
    NotAPoll,
    NotOpen,
    ShownBefore,
    typed_choices,
)
from .floor import changed, floor_of, phone

_EDITION = "quiz_edition"
_State = QuizQuestion.State


@act(RUN_QUIZ, _("Take questions of the lessons into the quiz"), about="workshop")
def take_from_lessons(*, by: Person, workshop: Workshop, questions: Sequence[LessonQuestion]) -> int:
    """Put questions of lessons into the workshop's quiz, each once; return how many came. Raises EnoughQuestions."""
    floor_of(workshop)
    there = set(QuizQuestion.objects.filter(workshop=workshop).values_list("lesson_key", flat=True))
    new = [each for each in questions if each.key not in there]
    _check_room_for(workshop, len(new))
    for each in new:
        asked = QuizQuestion.objects.create(workshop=workshop, lesson_key=each.key)
        QuizChoice.objects.bulk_create(
            QuizChoice(question=asked, key=choice.key, is_right=choice.right) for choice in each.choices
        )
    return len(new)


@act(RUN_QUIZ, _("Write a question of the quiz"), about="workshop")
def write_question(*, by: Person, workshop: Workshop, text: str, choices: str, explanation: str = "") -> QuizQuestion:
    """A question of one's own; `choices`: an answer a line, a star before the right one; a poll has no
    star.

    Raises NotAQuestion, EnoughQuestions.
    """
    floor_of(workshop)
    found = typed_choices(choices)
    _check_room_for(workshop, 1)
    asked = QuizQuestion.objects.create(
        workshop=workshop,
        text=" ".join(text.split())[:LONGEST_QUESTION],
        explanation=" ".join(explanation.split())[:LONGEST_EXPLANATION],
    )
    QuizChoice.objects.bulk_create(
        QuizChoice(question=asked, text=answer, is_right=is_right) for answer, is_right in found
    )
    return asked


@act(RUN_QUIZ, _("Open a question of the quiz"), about="question")
def open_question(*, by: Person, question: QuizQuestion) -> QuizQuestion:
    """The room answers it; one at a time: the one before is closed. A poll may be opened again. Raises ShownBefore."""
    if question.state in (_State.SHOWN, _State.DONE) and question.choices.filter(is_right=True).exists():
        raise ShownBefore
    _put_others_away(question)
    return _become(question, _State.OPEN)


@act(RUN_QUIZ, _("Show how the room answered a question of the quiz"), about="question")
def show_answers(*, by: Person, question: QuizQuestion) -> QuizQuestion:
    """Nobody answers any more; the room sees how many chose each answer, and which is right. One at a time."""
    _put_others_away(question)
    return _become(question, _State.SHOWN)


@act(RUN_QUIZ, _("Put a question of the quiz away"), about="question")
def put_question_away(*, by: Person, question: QuizQuestion) -> QuizQuestion:
    """Neither open nor shown; its counts stay."""
    return _become(question, _State.READY if question.state in (_State.READY, _State.OPEN) else _State.DONE)


@act(RUN_QUIZ, _("Type in the hands of a poll"), about="question")
def count_hands(*, by: Person, question: QuizQuestion, hands: Mapping[int, int]) -> QuizQuestion:
    """How many hands each choice of a poll got (by its key), beside what phones answered; again replaces it.

    The room sees the result at once. Raises NotAPoll.
    """
    choices = list(question.choices.all())
    if any(each.is_right for each in choices):
        raise NotAPoll
    for each in choices:
        each.hands = hands.get(each.pk, 0)
        each.save(update_fields=["hands"])
    if question.state != _State.OPEN:
        _put_others_away(question)
        return _become(question, _State.SHOWN)
    return _become(question, _State.OPEN)


@act(RUN_QUIZ, _("Take a question out of the quiz"), about="question")
def drop_question(*, by: Person, question: QuizQuestion) -> None:
    """Out of the workshop's quiz, with its counts."""
    question.delete()
    changed(question.workshop, _EDITION)


@act(ANSWER_QUIZ, about="question")
def answer_quiz(*, by: Actor, question: QuizQuestion, choice: int) -> None:
    """A phone answers: one more chose this answer, and this phone has answered. Which it chose is not kept.

    Raises OnlyFromTheRoom, TooFast, NotOpen, NoSuchChoice, AnsweredBefore.
    """
    guest = phone(by)
    if not QuizQuestion.objects.select_for_update().filter(pk=question.pk, state=_State.OPEN).exists():
        raise NotOpen
    _, is_first = QuizAnswer.objects.get_or_create(question=question, guest=guest)
    if not is_first:
        raise AnsweredBefore
    if not QuizChoice.objects.filter(question=question, pk=choice).update(answers=F("answers") + 1):
        raise NoSuchChoice


def _put_others_away(question: QuizQuestion) -> None:
    others = QuizQuestion.objects.filter(workshop=question.workshop).exclude(pk=question.pk)
    others.filter(state=_State.OPEN).update(state=_State.READY)
    others.filter(state=_State.SHOWN).update(state=_State.DONE)


def _check_room_for(workshop: Workshop, more: int) -> None:
    if QuizQuestion.objects.filter(workshop=workshop).count() + more > MOST_QUESTIONS:
        raise EnoughQuestions


def _become(question: QuizQuestion, state: QuizQuestion.State) -> QuizQuestion:
    floor_of(question.workshop)
    question.state = state
    question.save(update_fields=["state"])
    changed(question.workshop, _EDITION)
    return question
