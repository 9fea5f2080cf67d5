"""The record for programs, under /api/: the same questions, the same answers as the pages and the command."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openupr.index.hints import SENTENCES
from openupr.upr.names import UnknownName

from ..queries.count import count
from ..queries.dimensions import BY_NAME
from ..queries.openapi import description
from ..queries.search import ALL_FACETS, find
from ..queries.the_index import RecordNotReady
from .asking import question_of, whole_number
from .search import chosen_sort

MOST_ROWS = 1000
MOST_DIMENSIONS = 3


def answers_json(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """The view's value as JSON; a refusal as {"error": one sentence} with the status that fits."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            document, status = view(request, *args, **kwargs), 200
        except UnknownName as unknown:
            document, status = {"error": str(unknown)}, 400
        except RecordNotReady as reason:
            document, status = {"error": str(reason)}, 503
        return HttpResponse(orjson.dumps(document), content_type="application/json", status=status)

    return require_safe(answered)


@answers_json
def api_search(request: HttpRequest) -> dict[str, Any]:
    """`q`, every filter, `sort`, `page`, `per_page` (at most 1,000); `facets=0` leaves the facets out."""
    per_page = whole_number(request, "per_page", default=25, least=1, most=MOST_ROWS)
    page = whole_number(request, "page", default=1, least=1, most=10**6)
    wanted = () if request.GET.get("facets") == "0" else ALL_FACETS
    found = find(
        question_of(request), offset=(page - 1) * per_page, limit=per_page, sort=chosen_sort(request), facets=wanted
    )
    return {
        "total": found.total,
        "basis": found.basis,
        "sentence": found.sentence,
        "permalink": request.build_absolute_uri(f"{reverse('recommendations:search')}?{found.question.address()}"),
        "hints": [_(SENTENCES[hint.code]).format(**hint.args) for hint in found.hints],
        "page": page,
        "pages": max(1, -(-found.total // per_page)),
        "results": [{**result.fields, "highlights": result.highlights} for result in found.results],
        "facets": {
            name: [{"value": value, "label": BY_NAME[name].label(value), "count": n} for value, n in counts if value]
            for name, counts in found.facets.items()
        },
    }


@answers_json
def api_count(request: HttpRequest) -> dict[str, Any]:
    """`by` (one to three times), `q` and every filter."""
    by = list(dict.fromkeys(request.GET.getlist("by")))
    if not 1 <= len(by) <= MOST_DIMENSIONS:
        raise UnknownName("choice of one to three dimensions (by)", ", ".join(by), tuple(BY_NAME)[:3])
    counted = count(question_of(request), by=by)
    return {"total": counted.total, "basis": counted.basis, "rows": counted.rows()}


@answers_json
def api_description(request: HttpRequest) -> dict[str, Any]:
    """The API in the OpenAPI format."""
    return description(server=request.build_absolute_uri("/"))
