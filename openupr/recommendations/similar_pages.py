"""Was this asked before, in whatever words?"""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.upr import responses
from openupr.upr.names import UnknownName
from openupr.upr.un_numbers import UnNumber
from openupr.web.charts import Part
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx
from openupr.web.parts import Card, Tab
from openupr.web.this_machine import server_address

from .actions import READ_THE_RECORD
from .api_pages import answers_json
from .cards_pages import about, ask_url, card, chips, facet_part
from .dimensions import DIMENSIONS
from .question import Question
from .recommendation import TONES, un_number_of_row
from .requests_pages import QUESTION, passed_over, question_of, refuse_unknown, refused, whole_number, with_question
from .search import facets_of
from .search_pages import ON
from .similar import METHODS, Alike, NothingToCompare, Similar, percentage, recommendations_covered
from .similar import similar as similar_to
from .tasks import begin_computing_vectors
from .vectors import nothing_missing

SHOWN = 20
MOST = 200
_TAKES = (*QUESTION, "method", "limit")
_COLUMNS = (
    "id",
    "state",
    "iso3",
    "from",
    "from_iso3",
    "text",
    "response",
    "session",
    "cycle",
    "symbol",
    "number",
    "source",
)
_LABELS = {
    "both": gettext_lazy("By meaning and words"),
    "vectors": gettext_lazy("By meaning"),
    "lexical": gettext_lazy("By words"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A wording on the page: the nearest recommendation, and the others that say nearly the
    same.
    """

    card: Card
    others: list[tuple[str, dict[str, Any], UnNumber]]
    states: int


@page("similar/", READ_THE_RECORD)
@with_question
def similar(request: HttpRequest, *, question: Question) -> HttpResponse:
    """The page: a draft, and the recommendations nearest to it with their answers."""
    context: dict[str, Any] = {
        "question": question,
        "kept": [*replace(question, words="").pairs(), *_method_pairs(_method(request))],
        "kept_by_filters": [*replace(question, words="").besides_filters(), *_method_pairs(_method(request))],
        "progress": _under_way() if begin_computing_vectors(*question.states) else None,
        "passed_over": passed_over(request, _TAKES),
    }
    try:
        comparison = (
            similar_to(question, method=_method(request), limit=SHOWN, facets=facets_of(question))
            if question.words
            else None
        )
    except NothingToCompare as reason:
        return render(request, "recommendations/similar.html", context | {"reason": str(reason)})
    if comparison:
        context |= _with_comparison(comparison)
    return render(request, "recommendations/similar.html", context)


@page("similar/progress/", READ_THE_RECORD)
def similar_progress(request: HttpRequest) -> HttpResponse:
    """How far the vectors are: a piece of the page that asks for itself until all are there."""
    context = {"progress": _progress(), "under_way": not nothing_missing()}
    return render(request, "recommendations/similar_progress.html", context)


@page("api/similar", READ_THE_RECORD, name="api-similar", methods="any")
@page("similar.json", READ_THE_RECORD, methods="any")
@answers_json("/api/similar")
def similar_json(request: HttpRequest) -> dict[str, Any]:
    """The same document as the command prints; `limit` at most 200."""
    try:
        return similar_to(question_of(request), method=_method(request), limit=_limit(request)).document()
    except NothingToCompare as reason:
        return {"method": None, "coverage": 0.0, "note": str(reason), "results": []}


@page("similar.csv", READ_THE_RECORD, name="similar-csv", kind="csv")
@page("similar.xlsx", READ_THE_RECORD, name="similar-xlsx", kind="xlsx")
@with_question
def similar_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """What was found as a table: every recommendation, those of one wording side by side."""
    refuse_unknown(request, _TAKES)
    try:
        comparison = similar_to(question, method=_method(request), limit=_limit(request))
    except NothingToCompare as reason:
        return refused(request, reason)
    server = server_address(request)
    rows = (
        [number, group.score, *(row.get(name) for name in _COLUMNS), server + ask_url(row["id"])]
        for number, group in enumerate(comparison.groups, start=1)
        for row in (group.nearest.fields, *group.others)
    )
    what = _("The wordings nearest to: %(draft)s") % {"draft": question.words}
    facts = about(request, what=what, basis=comparison.basis, address=_address(question, comparison.method))
    method = [
        ("Compared", str(_LABELS[comparison.method])),
        *([("Note", comparison.note())] if comparison.note() else []),
    ]
    header = ["wording", "score", *_COLUMNS, "permalink"]
    beside = {"counting_basis": comparison.basis}
    return as_csv_or_xlsx(kind, "similar", header, rows, about=[*facts, *method], beside=beside)


def _limit(request: HttpRequest) -> int:
    return whole_number(request, "limit", default=SHOWN, least=1, most=MOST)


def _method(request: HttpRequest) -> str:
    method = request.GET.get("method") or "both"
    if method not in METHODS:
        raise UnknownName("method", method, tuple(METHODS))
    return method


def _with_comparison(comparison: Similar) -> dict[str, Any]:
    question, answers = comparison.question, comparison.responses
    beside = [(ON, "similar"), *_method_pairs(comparison.method)]
    return {
        "found": comparison,
        "groups": [_group(group) for group in comparison.groups],
        "facets": [
            facet_part(d, comparison.facets[d.name], question, beside=beside)
            for d in DIMENSIONS
            if comparison.facets.get(d.name)
        ],
        "parts": [
            Part(_(responses.label(response)), answers[response], TONES[response])
            for response in responses.RESPONSES
            if answers[response] or response in {"supported", "noted"}
        ],
        "used": _LABELS[comparison.method],
        "methods": [Tab(_LABELS[name], _address(question, name), name == comparison.method) for name in _LABELS],
        "chips": chips(question, lambda less: _address(less, comparison.method)),
        "exports": [(kind.upper(), _address(question, comparison.method, kind)) for kind in ("csv", "xlsx", "json")],
    }


def _group(group: Alike) -> Shown:
    others = [(ask_url(row["id"]), row, un_number_of_row(row)) for row in group.others]
    return Shown(card(group.nearest), others, group.other_states)


def _method_pairs(method: str) -> list[tuple[str, str]]:
    return [] if method == "both" else [("method", method)]


def _address(question: Question, method: str, kind: str = "") -> str:
    more = dict(_method_pairs(method))
    name = f"recommendations:similar-{kind}" if kind else "recommendations:similar"
    return f"{reverse(name)}?{question.address(**more)}"


def _under_way() -> dict[str, Any] | None:
    """How far the vectors are; None where only the last look at a new index is still to be had."""
    progress = _progress()
    return progress if progress["done"] < progress["total"] else None


def _progress() -> dict[str, Any]:
    reached = recommendations_covered()
    share = percentage(reached)
    return {
        "label": _("Meaning computed for %(share)s of the recommendations") % {"share": share},
        "done": reached.covered,
        "total": reached.rows,
    }
