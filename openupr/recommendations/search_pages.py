"""The search, all values of one dimension, and what was found as a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.files.cells import Cell
from openupr.web import addresses, tour
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx, named
from openupr.web.parts import Pages, Tab
from openupr.web.this_machine import server_address

from .actions import READ_THE_RECORD
from .cards_pages import about, card, chips, facet_part, facet_parts, search_url, suggested_switch, uncoded
from .code_coverage import CODES, of_codes_in
from .dimension_values import Value
from .dimensions import BY_NAME, dimension
from .question import Question
from .requests_pages import (
    QUESTION,
    back_out_of_the_record,
    passed_over,
    refuse_unknown,
    refuse_unlike,
    whole_number,
    with_question,
)
from .search import (
    COLUMNS,
    SORTS,
    FoundRecommendations,
    all_rows,
    facets_of,
    has_pledges,
    not_loaded,
    search_record,
)
from .sentences import hint_sentences
from .the_index import loaded_sources
from .total_basis import TotalBasis, reviews_asked_about, total_basis

# Pages with filters, and what each of them is asked besides a question.
_KEPT = {
    "search": ("sort",),
    "disaggregate": ("rows", "columns", "show", "order", "top", "across"),
    "similar": ("method",),
}
ON = "on"
"""The parameter that names the page whose filters are chosen."""


@page("facets/<slug:name>/", READ_THE_RECORD)
@with_question
def facet(request: HttpRequest, name: str, *, question: Question) -> HttpResponse:
    """Every value as a page whose choice leads back to where it was begun, and to htmx as the list
    alone.
    """
    page = next((known for known in _KEPT if known == request.GET.get(ON)), "search")
    # A draft is compared with, not searched for: it leaves no row out.
    counted = replace(question, words="") if page == "similar" else question
    answer = search_record(counted, limit=0, facets=[dimension(name).name], codes=[name])
    context = {
        "facet": facet_part(
            dimension(name), answer.facets[name], question, whole=True, lacking=answer.coded[name].lacking
        ),
        "kept": [*question.without(name).pairs(), *((k, request.GET[k]) for k in _KEPT[page] if k in request.GET)],
        "action": reverse(f"recommendations:{page}"),
    }
    return render(request, "recommendations/facet.html", context)


Facets = Mapping[str, Sequence[tuple[Value | None, int]]]
PER_PAGE = 25
_SHORT_WORD = 2
_SEARCH_PARAMETERS = (*QUESTION, "sort", "page")
DEEPEST_PAGE = 400  # 10,000 rows: for more, readers take the export
SORT_LABELS = {
    "relevance": gettext_lazy("Relevance"),
    "-session": gettext_lazy("Newest session"),
    "session": gettext_lazy("Oldest session"),
    "state": gettext_lazy("State under Review"),
    "from": gettext_lazy("Recommending State"),
}


@page("search/", READ_THE_RECORD)
@with_question
def search(request: TimedRequest, *, question: Question) -> HttpResponse:
    """The page of a question: its answer in a sentence, the rows, the facets."""
    # Without words nothing is more relevant than anything else: the newest comes first.
    usual = "relevance" if question.searched().words else "-session"
    sort = chosen_sort(request, usual)
    page = whole_number(request, "page", default=1, least=1, most=DEEPEST_PAGE)
    answer = _page_of(question, page, sort)
    # Where nothing has the words, the filters count without them: a page without any filter leads
    # nowhere.
    counted = replace(question, words="") if question.words and not answer.total else question
    among = answer if counted is question else search_record(counted, limit=0, facets=facets_of(counted), codes=CODES)
    facets = among.facets
    last = max(1, min(DEEPEST_PAGE, -(-answer.total // PER_PAGE)))
    answer = _page_of(question, last, sort) if page > last else answer
    ordered = [("sort", sort)] if sort != usual else []
    lists = facet_parts(facets, among.coded, counted, beside=ordered)
    sent = {"q", *(list_.name for list_ in lists)}
    context = {
        "question": question,
        # The link in the header asks nothing: it has no way back.
        "back": back_out_of_the_record(request) if request.GET else "",
        "found": answer,
        "cards": [card(result) for result in answer.results],
        "facets": lists,
        "counts_without_words": counted is not question,
        "named": _named(question.words, counted, facets) if counted is not question else [],
        "in_states": _in_states(question.words, counted, facets) if counted is not question else None,
        "as_words": search_url(replace(question, words=f'"{question.words}"')) if question.un_number else "",
        "an_issue": _at("facet", counted.pairs(), "issue") if _unwritten(answer) else "",
        "kept": [*replace(question, words="").pairs(), *ordered],
        "kept_by_filters": [*(pair for pair in counted.pairs() if pair[0] not in sent), *ordered],
        "chips": chips(question, lambda less: _at("search", [*less.pairs(), *ordered])),
        "hints": hint_sentences(answer.hints),
        "is_empty": not loaded_sources(),
        "not_loaded": [] if answer.total else not_loaded(question, today=request.today),
        "rests": _rests(question, answer, request.today),
        "as_phrase": _as_phrase(question, answer),
        "passed_over": _passed_over(request, page, last),
        "pages": Pages(min(page, last), last, request.GET),
        "sorts": _sorts(request, sort, usual),
        "uncoded": uncoded(question, of_codes_in(question, answer.coded)),
        "switch": suggested_switch(question, lambda other: _at("search", [*other.pairs(), *ordered])),
        "links": _links(question, answer, [("sort", sort)] if sort != "relevance" else []),
        "tour_start": tour.address(1),
        "is_cut_off": page >= DEEPEST_PAGE and answer.total > DEEPEST_PAGE * PER_PAGE,
    }
    return render(request, "recommendations/search.html", context)


def _rests(question: Question, answer: FoundRecommendations, today: date) -> TotalBasis:
    codes = of_codes_in(question, answer.coded) or {"issue": answer.coded["issue"]}
    return total_basis(question, codes, counted=answer.basis, loaded=reviews_asked_about(question, today=today))


def _page_of(question: Question, page: int, sort: str) -> FoundRecommendations:
    offset, facets = (page - 1) * PER_PAGE, facets_of(question)
    return search_record(question, offset=offset, limit=PER_PAGE, sort=sort, facets=facets, codes=CODES)


def _unwritten(answer: FoundRecommendations) -> bool:
    return not answer.total and any(hint.code == "script-absent" for hint in answer.hints)


def _named(words: str, counted: Question, facets: Facets) -> list[tuple[str, int, str]]:
    """Issues and States that have the words in their name, in the reader's language or in Khmer:
    the name, how many rows, and the address of these. “Land Cambodia” gives the issue in the
    reviews of the State.
    """
    for language in dict.fromkeys((translation.get_language() or "en", "km")):
        with translation.override(language):
            under_review, rest = _states_in(words, facets)
        if under_review:
            counted = replace(counted, filters={**counted.filters, "state": tuple(under_review)})
            facets = search_record(counted, limit=0, facets=("issue", "state")).facets
        with translation.override(language):
            keys = _issues_in(rest, facets)
        if keys:
            among = [BY_NAME["state"].label(iso3) for iso3 in under_review]
            return [_row(counted, facets, "issue", key, among) for key in keys]
        if under_review:
            return [_row(counted, facets, "state", iso3, []) for iso3 in under_review]
    return []


def _in_states(words: str, counted: Question, facets: Facets) -> tuple[str, str] | None:
    """Where the words name a State: what the others find in its reviews, in a sentence, and the
    address. None for words that are joined by signs or by AND, OR, NOT: a State that is named there
    may be what is not wanted.
    """
    if re.search(r"[\"“”«»()]|\b(AND|OR|NOT)\b|(^|\s)-", words):
        return None
    for language in dict.fromkeys((translation.get_language() or "en", "km")):
        with translation.override(language):
            under_review, rest = _states_in(words, facets)
        if under_review and rest.strip():
            within = replace(counted, words=" ".join(rest.split()))
            within = replace(within, filters={**counted.filters, "state": tuple(under_review)})
            answer = search_record(within, limit=0)
            return (answer.sentence, search_url(within)) if answer.total else None
    return None


def _states_in(words: str, facets: Facets) -> tuple[list[Value], str]:
    """States that the words name, and the words without them. Khmer has no spaces between words."""
    states, rest, states_named = BY_NAME["state"], words.casefold(), []
    keys = [key for key, _count in facets.get("state", ()) if key]
    names = {name.casefold(): key for name, key in zip(states.labels(keys), keys, strict=True)}
    for name in sorted((name for name in names if name in rest), key=len, reverse=True):
        less = re.sub(rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name), " ", rest)
        if less != rest:
            states_named.append(names[name])
            rest = less
    return states_named, rest


def _issues_in(words: str, facets: Facets) -> list[Value]:
    """Issues with all the words in their name; where there are none, with any of them, the rarest
    word first.
    """
    parts, issues = words.casefold().split(), BY_NAME["issue"]
    names = {key: issues.label(key).casefold() for key, _count in facets.get("issue", ()) if key}
    long = [part for part in parts if len(part) > _SHORT_WORD]
    telling = [part for part in parts if part in long or not part.isascii()]
    if not telling:
        return []
    if fitting := [key for key, name in names.items() if all(part in name for part in telling)]:
        return fitting
    # "Land" says more than "rights", which many names have.
    having = {part: [key for key, name in names.items() if part in name] for part in long}
    return list(dict.fromkeys(key for part in sorted(long, key=lambda part: len(having[part])) for key in having[part]))


def _row(counted: Question, facets: Facets, name: str, key: Value, among: list[str]) -> tuple[str, int, str]:
    label = " · ".join([BY_NAME[name].label(key), *among])
    return label, dict(facets[name])[key], search_url(counted.narrowed(name, key))


def _passed_over(request: HttpRequest, page: int, last: int) -> list[str]:
    sentences = passed_over(request, _SEARCH_PARAMETERS, values={"sort": SORTS}, numbers=("page",))
    number = request.GET.get("page", "")[:20]
    return (
        [*sentences, _("There is no page %(page)s: this is the last.") % {"page": number}] if page > last else sentences
    )


def chosen_sort(request: HttpRequest, usual: str = "relevance") -> str:
    """The order asked for; the usual one for anything else."""
    sort = request.GET.get("sort", "")
    return sort if sort in SORTS else usual


def _sorts(request: HttpRequest, current: str, usual: str) -> list[Tab]:
    return [
        Tab(
            label,
            addresses.changed(request.GET, sort=None if name == usual else name, page=None),
            name == current,
        )
        for name, label in SORT_LABELS.items()
        if name in (usual, current) or name != "relevance"
    ]


def _links(question: Question, answer: FoundRecommendations, ordered: list[tuple[str, str]]) -> dict[str, Any]:
    exports = [(kind.upper(), _at(f"search-{kind}", [*question.pairs(), *ordered])) for kind in ("csv", "xlsx", "json")]
    pledges = question.kind == "recommendation" and has_pledges()
    return {
        "exports": exports if answer.total else [],
        "disaggregate": _at("disaggregate", question.pairs()),
        "pledges": search_url(question.of_pledges()) if pledges else "",
    }


def _as_phrase(question: Question, answer: FoundRecommendations) -> dict[str, Any] | None:
    """How many of the rows hold the words one after the other, where that is fewer: what many mean
    by two words.
    """
    words = question.words.split()
    if not answer.total or len(words) < 2 or not all(map(str.isalpha, words)) or _is_a_query(words):
        return None
    phrase = replace(question, words=f'"{" ".join(words)}"')
    total = search_record(phrase, limit=0).total
    return {"total": total, "url": search_url(phrase)} if 0 < total < answer.total else None


def _is_a_query(words: list[str]) -> bool:
    return any(word in ("AND", "OR", "NOT") for word in words)


def _at(page: str, pairs: list[tuple[str, str]], *args: str) -> str:
    return _address(page, *args) + (f"?{urlencode(pairs)}" if pairs else "")


@cache
def _address(page: str, *args: str) -> str:
    return reverse(f"recommendations:{page}", args=args)


_NAME = "recommendations"
_EXPORT_PARAMETERS = (*QUESTION, "sort")


@page("search.csv", READ_THE_RECORD, name="search-csv", kind="csv")
@page("search.xlsx", READ_THE_RECORD, name="search-xlsx", kind="xlsx")
@with_question
def search_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """The rows with their permalinks as a table; a CSV has the basis of counting in each row, a
    workbook on a sheet.
    """
    refuse_unknown(request, _EXPORT_PARAMETERS)
    refuse_unlike(request, {"sort": SORTS})
    facts = _about(request, question)
    beside = {"counting_basis": dict(facts)["Counting basis"]}
    return as_csv_or_xlsx(kind, _NAME, [*COLUMNS, "permalink"], _table(request, question), about=facts, beside=beside)


@page("search.json", READ_THE_RECORD)
@with_question
def search_json(request: TimedRequest, *, question: Question) -> File:
    """One document: what it is, then all rows."""
    refuse_unknown(request, _EXPORT_PARAMETERS)
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
    answer = search_record(question, limit=0)
    return about(request, what=answer.sentence, basis=answer.basis, address=search_url(question))


def _table(request: HttpRequest, question: Question) -> Iterator[list[Cell]]:
    # One look for the address of all rows: a file may have a hundred thousand.
    base = server_address(request) + reverse("recommendations:recommendation", args=["-"]).removesuffix("-/")
    for row in all_rows(question, sort=chosen_sort(request)):
        cells = [_cell(row.get(name)) for name in COLUMNS]
        yield [*cells, f"{base}{row['id']}/"]


def _cell(value: Cell | list[str]) -> Cell:
    return "; ".join(value) if isinstance(value, list) else value
