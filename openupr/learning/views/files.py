"""Lessons on paper; questions and words for tables and programs."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openupr.accounts.pages import page
from openupr.documents.printing import CannotPrint
from openupr.web.downloads import PDF, File, as_csv, as_json, attachment
from openupr.web.this_machine import server_address

from ..permissions import LEARN
from ..queries import CourseLesson, course_lessons
from ..queries.printing import printed
from ..queries.taking_away import QUESTION_COLUMNS, WORD_COLUMNS, question_documents, question_rows, word_rows
from .lessons import with_lesson
from .pages import shown


@page("learn/<slug:key>.pdf", LEARN)
@with_lesson
def lesson_pdf(request: HttpRequest, *, lesson: CourseLesson) -> HttpResponse:
    """One lesson with its questions."""
    return _paper(request, [lesson], lesson.key)


@page("learn/booklet.pdf", LEARN)
def booklet(request: HttpRequest) -> HttpResponse:
    """All lessons with their questions."""
    return _paper(request, course_lessons(), "lessons")


@page("learn/questions.csv", LEARN)
def questions_csv(request: HttpRequest) -> File:
    """Every question in each language."""
    return as_csv("questions", QUESTION_COLUMNS, question_rows())


@page("learn/questions.json", LEARN)
def questions_json(request: HttpRequest) -> HttpResponse:
    """Every question with its languages."""
    return as_json({"questions": question_documents()})


@page("learn/words.csv", LEARN)
def words_csv(request: HttpRequest) -> File:
    """The word list."""
    return as_csv("words", WORD_COLUMNS, word_rows())


@page("learn/words.json", LEARN)
def words_json(request: HttpRequest) -> HttpResponse:
    """The word list for programs."""
    return as_json({"words": [dict(zip(WORD_COLUMNS, row, strict=True)) for row in word_rows()]})


def _paper(request: HttpRequest, several: Sequence[CourseLesson], name: str) -> HttpResponse:
    meant = shown(request)
    try:
        data = printed(several, meant, base=server_address(request))
    except CannotPrint as reason:
        return render(request, "learning/not_printed.html", {"reason": str(reason)}, status=503)
    return attachment(f"{name}-{meant.chosen}.pdf", data, PDF, inline=True)
