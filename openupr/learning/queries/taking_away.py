"""Questions and words as rows, for files."""

from typing import Any

from ..rules.lessons import LESSONS, LessonQuestion
from ..rules.words import WORDS

QUESTION_COLUMNS = ("key", "lesson", "language", "question", "a", "b", "c", "d", "right", "why", "source", "address")
WORD_COLUMNS = ("key", "en", "km", "meaning_en", "meaning_km", "source", "address")


def question_rows() -> list[list[str]]:
    """Each question in each language that it exists in."""
    return [_row(each, language) for lesson in LESSONS for each in lesson.questions for language in ("en", "km")]


def _row(question: LessonQuestion, language: str) -> list[str]:
    texts = {choice.key: choice.said.text(language) for choice in question.choices}
    choices = [texts.get(letter, "") for letter in "abcd"]
    return [
        question.key,
        question.lesson,
        question.asked.language(language),
        question.asked.text(language),
        *choices,
        question.right.key,
        question.why.text(language),
        question.source.with_note,
        question.source.url,
    ]


def question_documents() -> list[dict[str, Any]]:
    """The same for programs: texts by language."""
    return [
        {
            "key": each.key,
            "lesson": each.lesson,
            "question": {"en": each.asked.en, "km": each.asked.km},
            "choices": {choice.key: {"en": choice.said.en, "km": choice.said.km} for choice in each.choices},
            "right": each.right.key,
            "why": {"en": each.why.en, "km": each.why.km},
            "source": {"text": each.source.with_note, "address": each.source.url},
        }
        for lesson in LESSONS
        for each in lesson.questions
    ]


def word_rows() -> list[list[str]]:
    """The word list, one row a word."""
    return [
        [each.key, each.said.en, each.said.km, each.meaning.en, each.meaning.km, each.source.with_note, each.source.url]
        for each in WORDS
    ]
