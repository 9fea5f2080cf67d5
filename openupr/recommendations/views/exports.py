"""A result set as a file: CSV, XLSX, JSON; each says its source, its counting basis and where it comes from."""

from collections.abc import Iterator

import orjson
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse

from openupr.accounts.pages import page
from openupr.files.cells import Cell
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx, named
from openupr.web.this_machine import server_address

from ..actions import READ_THE_RECORD
from ..queries.exports import COLUMNS, all_rows
from ..queries.question import Question
from ..queries.search import SORTS, search_record
from .asking import with_question
from .files import about
from .pages import search_url
from .parameters import QUESTION, refuse_unknown, refuse_unlike
from .search import chosen_sort

_NAME = "recommendations"
_TAKES = (*QUESTION, "sort")


@page("search.csv", READ_THE_RECORD, name="search-csv", kind="csv")
@page("search.xlsx", READ_THE_RECORD, name="search-xlsx", kind="xlsx")
@with_question
def search_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """The rows with their permalinks as a table; a CSV has the basis of counting in each row, a workbook on a sheet."""
    refuse_unknown(request, _TAKES)
    refuse_unlike(request, {"sort": SORTS})
    told = _about(request, question)
    beside = {"counting_basis": dict(told)["Counting basis"]}
    return as_csv_or_xlsx(kind, _NAME, [*COLUMNS, "permalink"], _table(request, question), about=told, beside=beside)


@page("search.json", READ_THE_RECORD)
@with_question
def search_json(request: TimedRequest, *, question: Question) -> File:
    """One document: what it is, then all rows."""
    refuse_unknown(request, _TAKES)
    refuse_unlike(request, {"sort": SORTS})
    # Before the first byte leaves: what cannot be answered is refused.
    head = {name.lower().replace(" ", "_"): value for name, value in _about(request, question)}
    body = _json(request, question, head)
    return named(StreamingHttpResponse(body, content_type="application/json"), f"{_NAME}.json")


def _json(request: HttpRequest, question: Question, head: dict[str, Cell]) -> Iterator[bytes]:
    yield orjson.dumps(head)[:-1] + b',"results":['
    server = server_address(request)
    for number, row in enumerate(all_rows(question, sort=chosen_sort(request))):
        permalink = server + reverse("recommendations:recommendation", args=[row["id"]])
        yield (b"," if number else b"") + orjson.dumps({**row, "permalink": permalink})
    yield b"]}"


def _about(request: TimedRequest, question: Question) -> list[tuple[str, Cell]]:
    found = search_record(question, limit=0)
    return about(request, what=found.sentence, basis=found.basis, address=search_url(question))


def _table(request: HttpRequest, question: Question) -> Iterator[list[Cell]]:
    # One look for the address of all rows: a file may have a hundred thousand.
    base = server_address(request) + reverse("recommendations:recommendation", args=["-"]).removesuffix("-/")
    for row in all_rows(question, sort=chosen_sort(request)):
        cells = [_cell(row.get(name)) for name in COLUMNS]
        yield [*cells, f"{base}{row['id']}/"]


def _cell(value: Cell | list[str]) -> Cell:
    return "; ".join(value) if isinstance(value, list) else value
