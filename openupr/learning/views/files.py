"""Lessons on paper; questions and words for tables and programs."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openupr.documents.printing import CannotPrint
from openupr.files.tables import write_csv

from ..queries import Lesson, lessons
from ..queries.printing import printed
from ..queries.taking_away import QUESTION_COLUMNS, WORD_COLUMNS, question_documents, question_rows, word_rows
from .lessons import with_lesson
from .showing import shown


@require_safe
@with_lesson
def lesson_pdf(request: HttpRequest, *, lesson: Lesson) -> HttpResponse:
    """One lesson with its questions."""
    return _paper(request, [lesson], lesson.key)


@require_safe
def booklet(request: HttpRequest) -> HttpResponse:
    """All lessons with their questions."""
    return _paper(request, lessons(), "lessons")


@require_safe
def questions_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every question in each language."""
    return _csv("questions", QUESTION_COLUMNS, question_rows())


@require_safe
def questions_json(request: HttpRequest) -> HttpResponse:
    """Every question with its languages."""
    return _json({"questions": question_documents()})


@require_safe
def words_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The word list."""
    return _csv("words", WORD_COLUMNS, word_rows())


@require_safe
def words_json(request: HttpRequest) -> HttpResponse:
    """The word list for programs."""
    return _json({"words": [dict(zip(WORD_COLUMNS, row, strict=True)) for row in word_rows()]})


def _paper(request: HttpRequest, several: Sequence[Lesson], name: str) -> HttpResponse:
    meant = shown(request)
    try:
        data = printed(several, meant, base=request.build_absolute_uri("/"))
    except CannotPrint as reason:
        return render(request, "learning/not_printed.html", {"reason": str(reason)}, status=503)
    headers = {"Content-Disposition": f'inline; filename="{name}-{meant.chosen}.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _csv(name: str, header: Sequence[str], rows: list[list[str]]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _json(document: dict[str, object]) -> HttpResponse:
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
