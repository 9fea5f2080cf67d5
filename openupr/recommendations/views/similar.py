"""Was this asked before, in whatever words?"""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openupr.files.tables import write_csv
from openupr.upr import responses
from openupr.upr.names import UnknownName
from openupr.web.charts import Part
from openupr.web.parts import Card, Tab

from ..queries.dimensions import DIMENSIONS
from ..queries.question import Question
from ..queries.similar import METHODS, Alike, NothingToCompare, Similar, percentage
from ..queries.similar import similar as similar_to
from ..queries.vectors import nothing_missing, vector_coverage
from ..tasks import begin_computing_vectors
from . import showing
from .api import answers_json
from .asking import question_of, whole_number, with_question

SHOWN = 20
MOST = 200
_FACETS = ("state", "response", "issue", "from", "session", "cycle", "region", "from-region", "action", "source")
_LABELS = {
    "both": gettext_lazy("By meaning and words"),
    "vectors": gettext_lazy("By meaning"),
    "lexical": gettext_lazy("By words"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A wording on the page: the nearest recommendation, and the others that say nearly the same."""

    card: Card
    others: list[tuple[str, dict[str, Any]]]
    states: int


@require_safe
@with_question
def similar(request: HttpRequest, *, question: Question) -> HttpResponse:
    """The page: a draft, and the recommendations nearest to it with their answers."""
    context: dict[str, Any] = {
        "question": question,
        "kept": replace(question, words="").pairs(),
        "progress": _under_way() if begin_computing_vectors() else None,
    }
    try:
        found = similar_to(question, method=_method(request), limit=SHOWN, facets=_FACETS) if question.words else None
    except NothingToCompare as reason:
        return render(request, "recommendations/similar.html", context | {"reason": str(reason)})
    if found:
        context |= _shown(found, request)
    return render(request, "recommendations/similar.html", context)


@require_safe
def similar_progress(request: HttpRequest) -> HttpResponse:
    """How far the vectors are: a piece of the page that asks for itself until all are there."""
    context = {"progress": _progress(), "under_way": not nothing_missing()}
    return render(request, "recommendations/similar_progress.html", context)


@answers_json
def similar_json(request: HttpRequest) -> dict[str, Any]:
    """The same document as the command prints; `limit` at most 200."""
    limit = whole_number(request, "limit", default=SHOWN, least=1, most=MOST)
    try:
        return similar_to(question_of(request), method=_method(request), limit=limit).document()
    except NothingToCompare as reason:
        return {"method": None, "coverage": 0.0, "note": str(reason), "results": []}


@require_safe
@with_question
def similar_csv(request: HttpRequest, *, question: Question) -> HttpResponse | StreamingHttpResponse:
    """What was found as a table: every recommendation, those of one wording side by side."""
    try:
        found = similar_to(question, method=_method(request), limit=SHOWN)
    except NothingToCompare as reason:
        return render(request, "recommendations/similar.html", {"reason": str(reason)}, status=400)
    names = ("id", "state", "iso3", "from", "from_iso3", "text", "response", "session", "cycle", "source")
    rows = [
        [number, *(row[name] for name in names), found.basis]
        for number, group in enumerate(found.groups, start=1)
        for row in (group.nearest.fields, *group.others)
    ]
    body = write_csv(["wording", *names, "counting_basis"], rows)
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="similar.csv"'
    return response


def _method(request: HttpRequest) -> str:
    asked = request.GET.get("method") or "both"
    if asked not in METHODS:
        raise UnknownName("method", asked, tuple(METHODS))
    return asked


def _shown(found: Similar, request: HttpRequest) -> dict[str, Any]:
    question, answers = found.question, found.responses
    query = request.GET.urlencode()
    return {
        "found": found,
        "groups": [_group(group) for group in found.groups],
        "facets": [showing.facet(d, found.facets[d.name], question) for d in DIMENSIONS if found.facets.get(d.name)],
        "parts": [
            Part(str(responses.label(each)), answers[each], showing.TONES[each])
            for each in responses.RESPONSES
            if answers[each] or each in {"supported", "noted"}
        ],
        "used": _LABELS[found.method],
        "methods": [Tab(_LABELS[name], _address(question, name), name == found.method) for name in _LABELS],
        "exports": [
            (kind.upper(), f"{reverse(f'recommendations:similar-{kind}')}?{query}") for kind in ("csv", "json")
        ],
    }


def _group(group: Alike) -> Shown:
    others = [(showing.ask_url(row["id"]), row) for row in group.others]
    return Shown(showing.card(group.nearest), others, group.other_states)


def _address(question: Question, method: str) -> str:
    more = {} if method == "both" else {"method": method}
    return f"{reverse('recommendations:similar')}?{question.address(**more)}"


def _under_way() -> dict[str, Any] | None:
    """How far the vectors are; None where only the last look at a new index is still to be had."""
    progress = _progress()
    return progress if progress["done"] < progress["total"] else None


def _progress() -> dict[str, Any]:
    reached = vector_coverage()
    share = percentage(reached)
    return {
        "label": _("Meaning computed for %(share)s of the recommendations") % {"share": share},
        "done": reached.covered,
        "total": reached.rows,
    }
