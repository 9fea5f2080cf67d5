"""The quiz: a facilitator opens a question, phones answer it once, the room sees how many chose
each answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest, Person
from openupr.languages.confirmations import all_confirmed
from openupr.learning.lessons import NoSuchLessonQuestion, course_lessons, lesson_question
from openupr.learning.rules.lessons import LessonQuestion
from openupr.learning.rules.translations import TranslatedText
from openupr.workshops.models import Workshop

from .actions import ANSWER_QUIZ, RUN_QUIZ
from .floor import changed, floor_of, phone
from .models import QuizAnswer, QuizChoice, QuizQuestion
from .rules.quiz import (
    LONGEST_EXPLANATION,
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    AnsweredBefore,
    EnoughQuestions,
    NoSuchChoice,
    NotAPoll,
    NotOpen,
    ShownBefore,
    quiz_share,
    typed_choices,
)

# A text by language, as it is shown: ("en", "How often?"). What a facilitator typed is in no known
# language: "".
Texts = list[tuple[str, str]]
HEADER = ("question", "answer", "right", "answers", "hands", "share")
_State = QuizQuestion.State


@dataclass(frozen=True)
class QuizOption:
    """One answer, how many phones chose it, how many hands it got, and which `share` of all that is
    in per cent.
    """

    number: int
    texts: Texts
    is_right: bool
    answers: int
    hands: int
    share: int

    @property
    def total(self) -> int:
        return self.answers + self.hands


@dataclass(frozen=True)
class QuizTurn:
    """A question of the quiz, or a poll. `answered`: how many phones did; `hands`: how many were
    counted.
    """

    question: QuizQuestion
    texts: Texts
    why: Texts
    source: str
    choices: list[QuizOption]
    answered: int
    hands: int

    @property
    def name(self) -> str:
        """Its text in one language, the first one where there are two."""
        return self.texts[0][1]

    @property
    def is_poll(self) -> bool:
        """Whether no answer is right: then the room sees the result at once."""
        return not any(choice.is_right for choice in self.choices)

    @property
    def is_open(self) -> bool:
        return self.question.state == _State.OPEN

    @property
    def is_shown(self) -> bool:
        return self.question.state == _State.SHOWN

    @property
    def was_asked(self) -> bool:
        """Whether it was put to the room."""
        return self.question.state != _State.READY or self.answered + self.hands > 0

    @property
    def may_be_opened(self) -> bool:
        """A poll may be opened again: no answer of it is right."""
        return self.question.state == _State.READY or (self.is_poll and not self.is_open)

    @property
    def on_the_wall(self) -> bool:
        """Whether the projector shows the result: of a poll at once, of a quiz question once it is
        closed.
        """
        return self.is_shown or self.is_poll


def in_language(turn: QuizTurn, language: str) -> QuizTurn:
    """The question in one language only, as a phone shows it; what does not exist in it stays as it
    is.
    """
    choices = [replace(choice, texts=_only(choice.texts, language)) for choice in turn.choices]
    return replace(turn, texts=_only(turn.texts, language), why=_only(turn.why, language), choices=choices)


def _only(texts: Texts, language: str) -> Texts:
    return [text for text in texts if text[0] == language] or texts


def edition_of(workshop: Workshop) -> int:
    """The edition of a workshop's quiz, as the workshop was read with its floor."""
    floor = getattr(workshop, "floor", None)
    return floor.quiz_edition if floor else 0


def current_question(workshop: Workshop) -> QuizTurn | None:
    """The question that is open, or whose answers are shown. Three queries at the most."""
    question = _questions(workshop).filter(state__in=(_State.OPEN, _State.SHOWN)).order_by("state").first()
    return _turn_of(question) if question else None


def is_unreviewed(turn: QuizTurn) -> bool:
    """Whether it has Khmer that no one confirmed yet."""
    pairs = [
        (texts[0][1], texts[1][1])
        for texts in (turn.texts, turn.why, *(choice.texts for choice in turn.choices))
        if len(texts) > 1
    ]
    return bool(pairs) and not all_confirmed(pairs)


def has_answered(guest: Guest, turn: QuizTurn) -> bool:
    """Whether a phone has answered a question."""
    return QuizAnswer.objects.filter(question=turn.question, guest=guest).exists()


def quiz_of(workshop: Workshop) -> list[QuizTurn]:
    """All questions of a workshop's quiz. Two queries."""
    return [_turn_of(question) for question in _questions(workshop)]


def question_in(workshop: Workshop, number: int) -> QuizQuestion | None:
    """A question of the workshop's quiz, with the workshop itself at hand."""
    question = QuizQuestion.objects.filter(workshop=workshop, pk=number).first() if number < 2**63 else None
    if question:
        question.workshop = workshop
    return question


def _in(title: TranslatedText) -> str:
    """In the language of the page, where it exists in it."""
    language = get_language() or ""
    return str(getattr(title, language)) if title.has(language) else title.en


def lessons_to_take(workshop: Workshop) -> list[tuple[str, str, int]]:
    """(key, title, how many questions are not in the quiz yet) of each lesson that has some."""
    there = set(QuizQuestion.objects.filter(workshop=workshop).values_list("lesson_key", flat=True))
    left = [
        (lesson.key, _in(lesson.title), sum(q.key not in there for q in lesson.questions))
        for lesson in course_lessons()
    ]
    return [row for row in left if row[2]]


def rows_of(workshop: Workshop) -> Iterator[dict[str, Any]]:
    """A row for each answer of the questions that were put to the room, by the names of HEADER."""
    for turn in (quiz_turn for quiz_turn in quiz_of(workshop) if quiz_turn.was_asked):
        for choice in turn.choices:
            yield {
                "question": turn.name,
                "answer": choice.texts[0][1],
                "right": "yes" if choice.is_right else "",
                "answers": choice.answers,
                "hands": choice.hands,
                "share": choice.share,
            }


def _questions(workshop: Workshop) -> QuerySet[QuizQuestion]:
    return QuizQuestion.objects.filter(workshop=workshop).prefetch_related("choices")


def _turn_of(question: QuizQuestion) -> QuizTurn:
    lesson = _lesson(question)
    choices = list(question.choices.all())
    answered, hands = sum(choice.answers for choice in choices), sum(choice.hands for choice in choices)
    drawn = [_option(choice, lesson, answered + hands) for choice in choices]
    return QuizTurn(
        question=question,
        texts=_both(lesson.asked) if lesson else [("", question.text or question.lesson_key)],
        why=_both(lesson.why) if lesson else [("", question.explanation)] if question.explanation else [],
        source=str(lesson.source) if lesson else "",
        choices=drawn,
        answered=answered,
        hands=hands,
    )


def _option(choice: QuizChoice, lesson: LessonQuestion | None, whole: int) -> QuizOption:
    share = quiz_share(choice.answers + choice.hands, whole)
    return QuizOption(choice.pk, _texts_of(choice, lesson), choice.is_right, choice.answers, choice.hands, share)


def _lesson(question: QuizQuestion) -> LessonQuestion | None:
    """The lesson's question; None for one that was typed, or that a newer version no longer has."""
    try:
        return lesson_question(question.lesson_key) if question.lesson_key else None
    except NoSuchLessonQuestion:
        return None


def _texts_of(choice: QuizChoice, lesson: LessonQuestion | None) -> Texts:
    option = (
        next((lesson_choice for lesson_choice in lesson.choices if lesson_choice.key == choice.key), None)
        if lesson
        else None
    )
    return _both(option.said) if option else [("", choice.text or choice.key)]


def _both(text: Any) -> Texts:
    """English, and Khmer where there is any: a room reads both."""
    return [("en", text.en), *([("km", text.km)] if text.km else [])]


_EDITION = "quiz_edition"


@act(RUN_QUIZ, _("Take questions of the lessons into the quiz"), about="workshop")
def take_from_lessons(*, by: Person, workshop: Workshop, questions: Sequence[LessonQuestion]) -> int:
    """Put questions of lessons into the workshop's quiz, each once; return how many came. Raises
    EnoughQuestions.
    """
    floor_of(workshop)
    there = set(QuizQuestion.objects.filter(workshop=workshop).values_list("lesson_key", flat=True))
    new = [question for question in questions if question.key not in there]
    _check_room_for(workshop, len(new))
    for question in new:
        quiz_question = QuizQuestion.objects.create(workshop=workshop, lesson_key=question.key)
        QuizChoice.objects.bulk_create(
            QuizChoice(question=quiz_question, key=choice.key, is_right=choice.right) for choice in question.choices
        )
    return len(new)


@act(RUN_QUIZ, _("Write a question of the quiz"), about="workshop")
def write_question(*, by: Person, workshop: Workshop, text: str, choices: str, explanation: str = "") -> QuizQuestion:
    """A question of one's own; `choices`: an answer a line, a star before the right one; a poll has
    no star.

    Raises NotAQuestion, EnoughQuestions.
    """
    floor_of(workshop)
    answers = typed_choices(choices)
    _check_room_for(workshop, 1)
    quiz_question = QuizQuestion.objects.create(
        workshop=workshop,
        text=" ".join(text.split())[:LONGEST_QUESTION],
        explanation=" ".join(explanation.split())[:LONGEST_EXPLANATION],
    )
    QuizChoice.objects.bulk_create(
        QuizChoice(question=quiz_question, text=answer, is_right=is_right) for answer, is_right in answers
    )
    return quiz_question


@act(RUN_QUIZ, _("Open a question of the quiz"), about="question")
def open_question(*, by: Person, question: QuizQuestion) -> QuizQuestion:
    """The room answers it; one at a time: the one before is closed. A poll may be opened again.
    Raises ShownBefore.
    """
    if question.state in (_State.SHOWN, _State.DONE) and question.choices.filter(is_right=True).exists():
        raise ShownBefore
    _put_others_away(question)
    return _become(question, _State.OPEN)


@act(RUN_QUIZ, _("Show how the room answered a question of the quiz"), about="question")
def show_answers(*, by: Person, question: QuizQuestion) -> QuizQuestion:
    """Close a question: the room sees how many chose each answer, and which is right.

    Only one question is shown at a time.
    """
    _put_others_away(question)
    return _become(question, _State.SHOWN)


@act(RUN_QUIZ, _("Put a question of the quiz away"), about="question")
def put_question_away(*, by: Person, question: QuizQuestion) -> QuizQuestion:
    """Neither open nor shown; its counts stay."""
    return _become(question, _State.READY if question.state in (_State.READY, _State.OPEN) else _State.DONE)


@act(RUN_QUIZ, _("Type in the hands of a poll"), about="question")
def count_hands(*, by: Person, question: QuizQuestion, hands: Mapping[int, int]) -> QuizQuestion:
    """How many hands each choice of a poll got (by its key), beside what phones answered; again
    replaces it.

    The room sees the result at once. Raises NotAPoll.
    """
    choices = list(question.choices.all())
    if any(choice.is_right for choice in choices):
        raise NotAPoll
    for choice in choices:
        choice.hands = hands.get(choice.pk, 0)
        choice.save(update_fields=["hands"])
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
    """A phone answers: one more chose this answer, and this phone has answered. Which it chose is
    not kept.

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
