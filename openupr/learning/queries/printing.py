"""Lessons on paper. Khmer is given a zero-width space between its words: the printer knows no other way to break it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string

from openupr.documents.printing import pdf
from openupr.text.khmer import LETTERS, segment

from ..rules.lessons import Lesson
from ..rules.said import Shown
from .checking import Answered, checked
from .shown import ShownLesson, shown_lesson

_STYLE = Path(__file__).parents[1] / "static" / "learning" / "sheet.css"
_RUN = re.compile(f"[{LETTERS}]+")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A lesson with its questions, as it is printed."""

    lesson: ShownLesson
    questions: list[Answered]


def printed(lessons: Sequence[Lesson], shown: Shown, *, unreviewed: bool) -> bytes:
    """The lessons as PDF, their right answers at the end, upside down to nobody. Raises CannotPrint."""
    chapters = [Chapter(shown_lesson(each, shown), checked(each, {}, shown)) for each in lessons]
    html = render_to_string(
        "learning/sheet.html", {"chapters": chapters, "shown": shown, "unreviewed": unreviewed and shown.has_khmer}
    )
    return pdf(breakable(html), css=_STYLE.read_text(encoding="utf-8"))


def breakable(html: str) -> str:
    """Khmer with a zero-width space between its words, so that a line can end there."""
    return _RUN.sub(lambda run: "\u200b".join(_words(run[0])), html)


def _words(run: str) -> list[str]:
    starts = [start for _word, start, _end in segment(run)]
    ends = [*starts[1:], len(run)]
    return [run[start:end] for start, end in zip(starts, ends, strict=True)] or [run]
