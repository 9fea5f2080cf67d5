"""Lessons and questions, for this room's pages and for whoever asks them elsewhere (the quiz in a
room).

`lesson_questions()` gives all questions in the order of the lessons, `lesson_questions("smart")`
those of one lesson, and `lesson_question("smart.one-action")` one by its key, or
NoSuchLessonQuestion. A question is

    question.key        "what-the-upr-is.how-often": kept for good, never given to another question
    question.lesson     "what-the-upr-is"; lesson_of(key) has its title
    question.asked      Said: .text("km") is Khmer, or English where there is none; .language("km") says which it is
    question.choices    three or four of choice.key ("a", "b", …), choice.said (Said), choice.right (exactly one)
    question.why        Said: why the right one is right
    question.source     .label, .at, .url; str(source) is both: where that is known from;
                        .with_note is for files, whose readers check paragraphs

Store `question.key` and `choice.key`, never a text. Khmer is machine-made until a speaker has
confirmed it: `openupr.languages.confirmations.is_confirmed(question.asked.en, question.asked.km)`
tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .rules.lessons import LESSONS, CourseLesson, LessonQuestion, LessonSource
from .rules.translations import ShownLanguages, Texts


class NoSuchLesson(LookupError):
    """No lesson has this key."""


class NoSuchLessonQuestion(LookupError):
    """No question has this key."""


_LESSONS = {lesson.key: lesson for lesson in LESSONS}
_QUESTIONS = {question.key: question for lesson in LESSONS for question in lesson.questions}


def course_lessons() -> tuple[CourseLesson, ...]:
    """All lessons in order."""
    return LESSONS


def lesson_of(key: str) -> CourseLesson:
    """The lesson of this key. Raises NoSuchLesson."""
    try:
        return _LESSONS[key]
    except KeyError:
        raise NoSuchLesson(key) from None


def lesson_questions(lesson: str = "") -> tuple[LessonQuestion, ...]:
    """All questions, or those of one lesson. Raises NoSuchLesson."""
    return lesson_of(lesson).questions if lesson else tuple(_QUESTIONS.values())


def lesson_question(key: str) -> LessonQuestion:
    """The question of this key. Raises NoSuchQuestion."""
    try:
        return _QUESTIONS[key]
    except KeyError:
        raise NoSuchLessonQuestion(key) from None


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """`chosen`: this is what was answered; `right`: this is what is right."""

    key: str
    texts: Texts
    chosen: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, with what was chosen. `name` is the parameter that carries the answer."""

    number: int
    name: str
    asked: Texts
    choices: list[ShownChoice]
    why: Texts
    source: LessonSource

    @property
    def is_answered(self) -> bool:
        return any(choice.chosen for choice in self.choices)

    @property
    def is_right(self) -> bool:
        return any(choice.chosen and choice.right for choice in self.choices)


def checked(lesson: CourseLesson, sent: Mapping[str, str], languages: ShownLanguages) -> list[Answered]:
    """The questions with the answers in `sent` (question: letter); other values are no answer."""
    return [_answered(number, question, sent, languages) for number, question in enumerate(lesson.questions, start=1)]


def _answered(number: int, question: LessonQuestion, sent: Mapping[str, str], languages: ShownLanguages) -> Answered:
    name = question.key.partition(".")[2]
    letter = sent.get(name, "")
    choices = [
        ShownChoice(choice.key, languages.texts(choice.said), choice.key == letter, choice.right)
        for choice in question.choices
    ]
    return Answered(
        number, name, languages.texts(question.asked), choices, languages.texts(question.why), question.source
    )
