"""Pieces of the API's JSON that are put together from stored parts, not built for every answer."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, wraps
from typing import Any

import orjson
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from openupr.accounts.pages import page
from openupr.index.search import Hit
from openupr.web.this_machine import server_address

from .actions import READ_THE_RECORD
from .api import bounds_of, description, endpoints, parameters_of
from .cards_pages import search_url
from .code_coverage import CODES, code_document
from .counts import count
from .dimension_values import Value
from .dimensions import BY_NAME
from .requests_pages import NOT_UNDERSTOOD, question_of, refuse_unknown, refuse_unlike, whole_number
from .search import facets_of, search_record
from .search_pages import chosen_sort
from .sentences import hint_sentences
from .the_index import RecordNotReady


def json_of_hit(hit: Hit) -> orjson.Fragment:
    """A row's fields, which the index keeps as JSON, and the places of the words in its text."""
    return orjson.Fragment(b'%b,"highlights":%b}' % (hit.payload[:-1], orjson.dumps(hit.highlights)))


def json_of_facets(facets: Mapping[str, Sequence[tuple[Value, int]]]) -> dict[str, orjson.Fragment]:
    """The values of each dimension, with their labels in the reader's language and their counts."""
    language = get_language()
    return {name: _json_of_facet(_beginnings(name, language), counts) for name, counts in facets.items()}


def _json_of_facet(beginnings: Mapping[Value, str], counts: Sequence[tuple[Value, int]]) -> orjson.Fragment:
    return orjson.Fragment("[" + ",".join([f"{beginnings[value]}{count}}}" for value, count in counts]) + "]")


class _Beginnings(dict[Value, str]):
    """The JSON before the count of each value, written when it is first needed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._label = BY_NAME[name].label

    def __missing__(self, value: Value) -> str:
        cell = orjson.dumps({"value": value, "label": self._label(value)}).decode()
        written = self[value] = f'{cell[:-1]},"count":'
        return written


@cache
def _beginnings(name: str, language: str | None) -> _Beginnings:
    return _Beginnings(name)


_READING = ("GET", "HEAD")
MOST_ROWS = 1000
MOST_DIMENSIONS = 3


class NotOneToThree(ValueError):
    """A count without a dimension, or with more than a table can show."""

    def __init__(self) -> None:
        super().__init__(
            _("Say by what to count: one to three times `by`, each one of %(names)s.") % {"names": ", ".join(BY_NAME)}
        )


def answers_json(path: str) -> Callable[[Callable[..., Any]], Callable[..., HttpResponse]]:
    """The view's value as JSON; a refusal as {"error": one sentence} with the status that fits.

    A parameter that the description does not list for the endpoint at `path` is refused as well,
    and so is an order that is none.
    """

    def decorated(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in _READING:
                return only_read(request)
            try:
                refuse_unknown(request, parameters_of(path))
                refuse_unlike(request, bounds_of(path))
                document, status = view(request, *args, **kwargs), 200
            except (*NOT_UNDERSTOOD, NotOneToThree) as refused:
                document, status = {"error": str(refused)}, 400
            except RecordNotReady as reason:
                document, status = {"error": str(reason)}, 503
            except TooManyFieldsSent:
                document, status = {"error": _("This address has more parameters than OpenUPR reads.")}, 400
            return HttpResponse(orjson.dumps(document), content_type="application/json", status=status)

        return csrf_exempt(answered)

    return decorated


def only_read(request: HttpRequest) -> HttpResponse:
    """405, in words for a program, to every method but GET and HEAD: there is nothing here to
    change.
    """
    document = {"error": _("The API is only read: use GET.")}
    return HttpResponse(
        orjson.dumps(document), content_type="application/json", status=405, headers={"Allow": ", ".join(_READING)}
    )


@page("api/search", READ_THE_RECORD, methods="any")
@answers_json("/api/search")
def api_search(request: HttpRequest) -> dict[str, Any]:
    """`q`, every filter, `sort`, `page`, `per_page` (at most 1,000); `facets=0` leaves the facets
    out.
    """
    per_page = whole_number(request, "per_page", default=25, least=1, most=MOST_ROWS)
    page = whole_number(request, "page", default=1, least=1, most=10**6)
    question = question_of(request)
    wanted = () if request.GET.get("facets") == "0" else facets_of(question)
    result = search_record(
        question, offset=(page - 1) * per_page, limit=per_page, sort=chosen_sort(request), facets=wanted, codes=CODES
    )
    return {
        "total": result.total,
        "basis": result.basis,
        "sentence": result.sentence,
        "coded": code_document(result.coded),
        "permalink": server_address(request) + search_url(result.question),
        "hints": hint_sentences(result.hints),
        "page": page,
        "pages": max(1, -(-result.total // per_page)),
        "results": [json_of_hit(hit) for hit in result.hits],
        "facets": json_of_facets(result.facets),
    }


@page("api/count", READ_THE_RECORD, methods="any")
@answers_json("/api/count")
def api_count(request: HttpRequest) -> dict[str, Any]:
    """`by` (one to three times), `q` and every filter."""
    by = request.GET.getlist("by")
    if not 1 <= len(by) <= MOST_DIMENSIONS:
        raise NotOneToThree
    return count(question_of(request), by=by).document()


@page("api/", READ_THE_RECORD, name="api", methods="any")
@csrf_exempt
def api_index(request: HttpRequest) -> HttpResponse:
    """What there is, and where it is described."""
    if request.method not in _READING:
        return only_read(request)
    server = _server(request)
    return _document(
        {
            "name": "OpenUPR: the record",
            "description": _(
                "What States recommended to each other in the Universal Periodic Review. Read only, no key."
            ),
            "openapi": server + reverse("recommendations:api-description"),
            "endpoints": [{"url": server + path, "answers": summary} for path, summary in endpoints()],
            "pages": server + reverse("recommendations:search"),
        }
    )


@page("api/openapi.json", READ_THE_RECORD, methods="any")
@csrf_exempt
def api_description(request: HttpRequest) -> HttpResponse:
    """The API in the OpenAPI format."""
    if request.method not in _READING:
        return only_read(request)
    return _document(description(server=f"{_server(request)}/"))


def _server(request: HttpRequest) -> str:
    """The server's address as other computers reach it; the requested one where none reach it."""
    return server_address(request) or request.build_absolute_uri("/").removesuffix("/")


def _document(document: dict[str, Any]) -> HttpResponse:
    return HttpResponse(orjson.dumps(document), content_type="application/json")
