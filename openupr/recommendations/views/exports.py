"""A result set as a file: CSV, XLSX, JSON; each says its source, its counting basis and where it comes from."""

from collections.abc import Iterable, Iterator

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from openupr.files.cells import Cell
from openupr.files.tables import write_csv, write_xlsx

from ..queries.exports import COLUMNS, about, all_rows
from ..queries.question import Question
from .asking import with_question
from .search import chosen_sort

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@with_question
def search_csv(request: HttpRequest, *, question: Question) -> HttpResponse | StreamingHttpResponse:
    """The rows, each with its permalink and the basis of counting."""
    told = _about(request, question)
    rows = _table(request, question, extra=[dict(told)["Counting basis"]])
    response = StreamingHttpResponse(
        write_csv([*COLUMNS, "permalink", "counting_basis"], rows), content_type="text/csv; charset=utf-8"
    )
    return _named(response, "csv")


@require_safe
@with_question
def search_xlsx(request: HttpRequest, *, question: Question) -> HttpResponse | StreamingHttpResponse:
    """The rows on one sheet, what they are on a second."""
    told = _about(request, question)
    book = write_xlsx([*COLUMNS, "permalink"], _table(request, question), about=told)
    return _named(HttpResponse(book, content_type=_XLSX), "xlsx")


@require_safe
@with_question
def search_json(request: HttpRequest, *, question: Question) -> HttpResponse | StreamingHttpResponse:
    """One document: what it is, then all rows."""
    return _named(StreamingHttpResponse(_json(request, question), content_type="application/json"), "json")


def _json(request: HttpRequest, question: Question) -> Iterator[bytes]:
    head = {name.lower().replace(" ", "_"): value for name, value in _about(request, question)}
    yield orjson.dumps(head)[:-1] + b',"results":['
    for number, row in enumerate(all_rows(question, sort=chosen_sort(request))):
        permalink = request.build_absolute_uri(reverse("recommendations:recommendation", args=[row["id"]]))
        yield (b"," if number else b"") + orjson.dumps({**row, "permalink": permalink})
    yield b"]}"


def _about(request: HttpRequest, question: Question) -> list[tuple[str, str]]:
    address = question.address()
    permalink = request.build_absolute_uri(reverse("recommendations:search") + (f"?{address}" if address else ""))
    return about(question, permalink=permalink, today=timezone.localdate().isoformat())


def _table(request: HttpRequest, question: Question, extra: Iterable[Cell] = ()) -> Iterator[list[Cell]]:
    base = request.build_absolute_uri(reverse("recommendations:search"))
    more = list(extra)
    for row in all_rows(question, sort=chosen_sort(request)):
        cells = ["; ".join(row[name]) if name == "issues" else row[name] for name in COLUMNS]
        yield [*cells, f"{base}recommendations/{row['id']}/", *more]


def _named(response: HttpResponse | StreamingHttpResponse, ending: str) -> HttpResponse | StreamingHttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="recommendations.{ending}"'
    return response
