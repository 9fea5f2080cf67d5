"""Lessons on paper. Khmer is given a zero-width space between its words: the printer knows no other way to break it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from openupr.documents.printing import pdf
from openupr.languages.confirmations import all_confirmed
from openupr.text.khmer import LETTERS, segment

from ..rules.lessons import CourseLesson
from ..rules.translations import ShownLanguages
from . import lesson_of
from .checking import Answered, checked
from .lesson_pages import ShownLesson, all_texts, pairs, shown_lesson

_STYLE = Path(__file__).parents[1] / "static" / "learning" / "sheet.css"
_RUN = re.compile(f"[{LETTERS}]+")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A lesson with its questions, as it is printed."""

    lesson: ShownLesson
    questions: list[Answered]


def printed(lessons: Sequence[CourseLesson], shown: ShownLanguages, *, base: str = "") -> bytes:
    """The lessons as PDF, each with its answers at its end; links lead to `base`. Raises CannotPrint."""
    is_reviewed = not shown.has_khmer or all_confirmed(pairs(map(all_texts, lessons)))
    return _printed(tuple(lesson.key for lesson in lessons), shown, base, is_reviewed=is_reviewed)


# Lessons change with the product only; all of them together take a machine some seconds.
@lru_cache(maxsize=32)
def _printed(keys: tuple[str, ...], shown: ShownLanguages, base: str, *, is_reviewed: bool) -> bytes:
    chapters = [Chapter(shown_lesson(each, shown), checked(each, {}, shown)) for each in map(lesson_of, keys)]
    with translation.override(shown.languages[0]):
        given = {"chapters": chapters, "shown": shown, "unreviewed": not is_reviewed}
        html = render_to_string("learning/sheet.html", given)
    return pdf(breakable(html), css=_STYLE.read_text(encoding="utf-8"), base=base)


def breakable(html: str) -> str:
    """Khmer with a zero-width space between its words, so that a line can end there."""
    return _RUN.sub(lambda run: "\u200b".join(_words(run[0])), html)


def _words(run: str) -> list[str]:
    starts = [start for _word, start, _end in segment(run)]
    ends = [*starts[1:], len(run)]
    return [run[start:end] for start, end in zip(starts, ends, strict=True)] or [run]
