"""What somebody answered for themselves: worked out from the address, kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..rules.lessons import CourseLesson, LessonQuestion, LessonSource
from ..rules.translations import ShownLanguages, Texts


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


def checked(lesson: CourseLesson, given: Mapping[str, str], shown: ShownLanguages) -> list[Answered]:
    """The lesson's questions with the answers in `given` (question: letter); what is no answer counts as none."""
    return [_answered(number, each, given, shown) for number, each in enumerate(lesson.questions, start=1)]


def _answered(number: int, question: LessonQuestion, given: Mapping[str, str], shown: ShownLanguages) -> Answered:
    name = question.key.partition(".")[2]
    letter = given.get(name, "")
    choices = [
        ShownChoice(each.key, shown.texts(each.said), each.key == letter, each.right) for each in question.choices
    ]
    return Answered(number, name, shown.texts(question.asked), choices, shown.texts(question.why), question.source)
