"""A lesson to show or print: texts in the chosen languages, its sources at the end; and as rows."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from openupr.documents.printing import pdf
from openupr.languages.confirmations import all_confirmed
from openupr.text.khmer import LETTERS, segment

from .lessons import Answered, checked, lesson_of
from .rules.lessons import LESSONS, CourseLesson, LessonPart, LessonPassage, LessonQuestion, LessonSource
from .rules.translations import ShownLanguages, Texts, TranslatedText
from .rules.words import BY_KEY, WORDS, GlossaryWord


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A paragraph or a point; `note`: the number of its source, None where it is advice of ours."""

    texts: Texts
    note: int | None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """`blocks`: paragraphs (False) or the points of one list (True)."""

    heading: Texts
    blocks: list[tuple[bool, list[ShownPassage]]]
    links: list[tuple[str, Texts]]

    @property
    def language(self) -> str:
        """The language of its heading, the first one where there are two."""
        return self.heading[0][0]


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """`notes`: the sources in the order in which they are first used, counted from 1."""

    key: str
    number: int
    minutes: int
    title: Texts
    summary: Texts
    parts: list[ShownPart]
    words: list[tuple[str, Texts]]
    notes: list[tuple[int, LessonSource]]

    @property
    def name(self) -> str:
        """Its title in one language, the first one where two are shown."""
        return self.title[0][1]


class _Notes:
    """Numbers each source the first time that it is met."""

    def __init__(self) -> None:
        self.found: dict[LessonSource, int] = {}

    def number(self, source: LessonSource | None) -> int | None:
        return self.found.setdefault(source, len(self.found) + 1) if source else None


def shown_lesson(lesson: CourseLesson, languages: ShownLanguages) -> ShownLesson:
    """The lesson in the languages chosen."""
    notes = _Notes()
    parts = [_part(part, languages, notes) for part in lesson.parts]
    return ShownLesson(
        lesson.key,
        lesson.number,
        lesson.minutes,
        languages.texts(lesson.title),
        languages.texts(lesson.summary),
        parts,
        [(key, languages.texts(BY_KEY[key].said)) for key in lesson.words],
        [(number, source) for source, number in notes.found.items()],
    )


def _part(part: LessonPart, languages: ShownLanguages, notes: _Notes) -> ShownPart:
    def passages(several: Iterable[LessonPassage]) -> list[ShownPassage]:
        return [ShownPassage(languages.texts(passage.said), notes.number(passage.source)) for passage in several]

    is_point: Callable[[LessonPassage], bool] = lambda passage: passage.point  # noqa: E731 - groupby's key
    blocks = [(point, passages(several)) for point, several in groupby(part.passages, is_point)]
    return ShownPart(
        languages.texts(part.heading), blocks, [(link.address, languages.texts(link.said)) for link in part.links]
    )


def all_texts(lesson: CourseLesson) -> Iterable[TranslatedText]:
    """Every text of a lesson and its questions, in the order of reading."""
    yield from (lesson.title, lesson.summary)
    for part in lesson.parts:
        yield part.heading
        yield from (passage.said for passage in part.passages)
        yield from (link.said for link in part.links)
    for question in lesson.questions:
        yield question.asked
        yield from (choice.said for choice in question.choices)
        yield question.why


def texts_of_words(words: Iterable[GlossaryWord]) -> Iterable[TranslatedText]:
    """Every text of the word list."""
    for word in words:
        yield from (word.said, word.meaning)


def pairs(several: Iterable[Iterable[TranslatedText]]) -> list[tuple[str, str]]:
    """Pairs of English and Khmer for reviewers; without pairs that are the same in both."""
    return [(text.en, text.km) for texts in several for text in texts if text.km and text.km != text.en]


_STYLE = Path(__file__).parent / "static" / "learning" / "sheet.css"
_RUN = re.compile(f"[{LETTERS}]+")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A lesson with its questions, as it is printed."""

    lesson: ShownLesson
    questions: list[Answered]


def printed(lessons: Sequence[CourseLesson], languages: ShownLanguages, *, base: str = "") -> bytes:
    """The lessons as PDF, each with its answers at the end; links lead to `base`.

    Raises CannotPrint.
    """
    is_reviewed = not languages.has_khmer or all_confirmed(pairs(map(all_texts, lessons)))
    return _printed(tuple(lesson.key for lesson in lessons), languages, base, is_reviewed=is_reviewed)


# Lessons change with the product only; all of them together take a machine some seconds.
@lru_cache(maxsize=32)
def _printed(keys: tuple[str, ...], languages: ShownLanguages, base: str, *, is_reviewed: bool) -> bytes:
    chapters = [
        Chapter(shown_lesson(lesson, languages), checked(lesson, {}, languages)) for lesson in map(lesson_of, keys)
    ]
    with translation.override(languages.languages[0]):
        context = {"chapters": chapters, "shown": languages, "unreviewed": not is_reviewed}
        html = render_to_string("learning/sheet.html", context)
    return pdf(breakable(html), css=_STYLE.read_text(encoding="utf-8"), base=base)


def breakable(html: str) -> str:
    """Khmer with zero-width spaces between words, where a line can end."""
    return _RUN.sub(lambda run: "\u200b".join(_words(run[0])), html)


def _words(run: str) -> list[str]:
    starts = [start for _word, start, _end in segment(run)]
    ends = [*starts[1:], len(run)]
    return [run[start:end] for start, end in zip(starts, ends, strict=True)] or [run]


QUESTION_COLUMNS = ("key", "lesson", "language", "question", "a", "b", "c", "d", "right", "why", "source", "address")
WORD_COLUMNS = ("key", "en", "km", "meaning_en", "meaning_km", "source", "address")


def question_rows() -> list[list[str]]:
    """Each question in each language that it exists in."""
    return [
        _row(question, language) for lesson in LESSONS for question in lesson.questions for language in ("en", "km")
    ]


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
            "key": question.key,
            "lesson": question.lesson,
            "question": {"en": question.asked.en, "km": question.asked.km},
            "choices": {choice.key: {"en": choice.said.en, "km": choice.said.km} for choice in question.choices},
            "right": question.right.key,
            "why": {"en": question.why.en, "km": question.why.km},
            "source": {"text": question.source.with_note, "address": question.source.url},
        }
        for lesson in LESSONS
        for question in lesson.questions
    ]


def word_rows() -> list[list[str]]:
    """The word list, one row a word."""
    return [
        [word.key, word.said.en, word.said.km, word.meaning.en, word.meaning.km, word.source.with_note, word.source.url]
        for word in WORDS
    ]
