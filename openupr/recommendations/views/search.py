"""The search: words, filters, what was found."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.web import addresses, tour
from openupr.web.clock import TimedRequest
from openupr.web.parts import Pages, Tab

from ..actions import READ_THE_RECORD
from ..queries.code_coverage import CODES, of_codes_in
from ..queries.dimension_values import Value
from ..queries.dimensions import BY_NAME
from ..queries.question import Question
from ..queries.search import SORTS, Found, facets_of, has_pledges, search_record
from ..queries.sentences import hint_sentences
from ..queries.the_index import loaded_sources
from ..queries.why_nothing import not_loaded, reviews_missing
from . import pages
from .asking import whole_number, with_question
from .chips import chips
from .coming_from import back_out_of_the_record
from .parameters import QUESTION, passed_over

Facets = Mapping[str, Sequence[tuple[Value | None, int]]]
PER_PAGE = 25
_SHORT_WORD = 2
_TAKES = (*QUESTION, "sort", "page")
DEEPEST_PAGE = 400  # 10,000 rows: whoever reads on takes the export
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
    found = _page_of(question, page, sort)
    # Where nothing has the words, the filters count without them: a page without any filter leads nowhere.
    counted = replace(question, words="") if question.words and not found.total else question
    among = found if counted is question else search_record(counted, limit=0, facets=facets_of(counted), codes=CODES)
    facets = among.facets
    last = max(1, min(DEEPEST_PAGE, -(-found.total // PER_PAGE)))
    found = _page_of(question, last, sort) if page > last else found
    ordered = [("sort", sort)] if sort != usual else []
    lists = pages.facets(facets, among.coded, counted, beside=ordered)
    sent = {"q", *(each.name for each in lists)}
    context = {
        "question": question,
        # The link in the header asks nothing: it has no way back.
        "back": back_out_of_the_record(request) if request.GET else "",
        "found": found,
        "cards": [pages.card(result) for result in found.results],
        "facets": lists,
        "counts_without_words": counted is not question,
        "named": _named(question.words, counted, facets) if counted is not question else [],
        "in_states": _in_states(question.words, counted, facets) if counted is not question else None,
        "as_words": pages.search_url(replace(question, words=f'"{question.words}"')) if question.un_number else "",
        "an_issue": _at("facet", counted.pairs(), "issue") if _unwritten(found) else "",
        "kept": [*replace(question, words="").pairs(), *ordered],
        "kept_by_filters": [*(pair for pair in counted.pairs() if pair[0] not in sent), *ordered],
        "chips": chips(question, lambda less: _at("search", [*less.pairs(), *ordered])),
        "hints": hint_sentences(found.hints),
        "is_empty": not loaded_sources(),
        "not_loaded": [] if found.total else not_loaded(question, today=request.today),
        "missing": reviews_missing(question, today=request.today) if found.total else "",
        "as_phrase": _as_phrase(question, found),
        "passed_over": _passed_over(request, page, last),
        "pages": Pages(min(page, last), last, request.GET),
        "sorts": _sorts(request, sort, usual),
        "uncoded": pages.uncoded(question, of_codes_in(question, found.coded)),
        "switch": pages.suggested_switch(question, lambda other: _at("search", [*other.pairs(), *ordered])),
        "links": _links(question, found, [("sort", sort)] if sort != "relevance" else []),
        "tour_start": tour.address(1),
        "is_cut_off": page >= DEEPEST_PAGE and found.total > DEEPEST_PAGE * PER_PAGE,
    }
    return render(request, "recommendations/search.html", context)


def _page_of(question: Question, page: int, sort: str) -> Found:
    offset, facets = (page - 1) * PER_PAGE, facets_of(question)
    return search_record(question, offset=offset, limit=PER_PAGE, sort=sort, facets=facets, codes=CODES)


def _unwritten(found: Found) -> bool:
    return not found.total and any(hint.code == "script-absent" for hint in found.hints)


def _named(words: str, counted: Question, facets: Facets) -> list[tuple[str, int, str]]:
    """Issues and States that have the words in their name, in the reader's language or in Khmer: the name, how many
    rows, and the address of these. “Land Cambodia” gives the issue in the reviews of the State.
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
            among = [BY_NAME["state"].label(each) for each in under_review]
            return [_row(counted, facets, "issue", key, among) for key in keys]
        if under_review:
            return [_row(counted, facets, "state", each, []) for each in under_review]
    return []


def _in_states(words: str, counted: Question, facets: Facets) -> tuple[str, str] | None:
    """Where the words name a State: what the others find in its reviews, in a sentence, and the address. None for words
    that are joined by signs or by AND, OR, NOT: a State that is named there may be what is not wanted.
    """
    if re.search(r"[\"“”«»()]|\b(AND|OR|NOT)\b|(^|\s)-", words):
        return None
    for language in dict.fromkeys((translation.get_language() or "en", "km")):
        with translation.override(language):
            under_review, rest = _states_in(words, facets)
        if under_review and rest.strip():
            within = replace(counted, words=" ".join(rest.split()))
            within = replace(within, filters={**counted.filters, "state": tuple(under_review)})
            found = search_record(within, limit=0)
            return (found.sentence, pages.search_url(within)) if found.total else None
    return None


def _states_in(words: str, facets: Facets) -> tuple[list[Value], str]:
    """States that the words name, and the words without them. Khmer has no spaces between words."""
    states, rest, found = BY_NAME["state"], words.casefold(), []
    names = {states.label(key).casefold(): key for key, _count in facets.get("state", ()) if key}
    for name in sorted(names, key=len, reverse=True):
        less = re.sub(rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name), " ", rest)
        if less != rest:
            found.append(names[name])
            rest = less
    return found, rest


def _issues_in(words: str, facets: Facets) -> list[Value]:
    """Issues with all the words in their name; where there are none, with any of them, the rarest word first."""
    parts, issues = words.casefold().split(), BY_NAME["issue"]
    names = {key: issues.label(key).casefold() for key, _count in facets.get("issue", ()) if key}
    long = [part for part in parts if len(part) > _SHORT_WORD]
    told = [part for part in parts if part in long or not part.isascii()]
    if not told:
        return []
    if fitting := [key for key, name in names.items() if all(part in name for part in told)]:
        return fitting
    # "Land" says more than "rights", which many names have.
    having = {part: [key for key, name in names.items() if part in name] for part in long}
    return list(dict.fromkeys(key for part in sorted(long, key=lambda part: len(having[part])) for key in having[part]))


def _row(counted: Question, facets: Facets, name: str, key: Value, among: list[str]) -> tuple[str, int, str]:
    label = " · ".join([BY_NAME[name].label(key), *among])
    return label, dict(facets[name])[key], pages.search_url(counted.narrowed(name, key))


def _passed_over(request: HttpRequest, page: int, last: int) -> list[str]:
    told = passed_over(request, _TAKES, values={"sort": SORTS}, numbers=("page",))
    asked = request.GET.get("page", "")[:20]
    return [*told, _("There is no page %(page)s: this is the last.") % {"page": asked}] if page > last else told


def chosen_sort(request: HttpRequest, usual: str = "relevance") -> str:
    """The order asked for; the usual one for anything else."""
    asked = request.GET.get("sort", "")
    return asked if asked in SORTS else usual


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


def _links(question: Question, found: Found, ordered: list[tuple[str, str]]) -> dict[str, Any]:
    exports = [(kind.upper(), _at(f"search-{kind}", [*question.pairs(), *ordered])) for kind in ("csv", "xlsx", "json")]
    pledges = question.kind == "recommendation" and has_pledges()
    return {
        "exports": exports if found.total else [],
        "disaggregate": _at("disaggregate", question.pairs()),
        "pledges": pages.search_url(question.of_pledges()) if pledges else "",
    }


def _as_phrase(question: Question, found: Found) -> dict[str, Any] | None:
    """How many of the rows hold the words one after the other, where that is fewer: what many mean by two words."""
    words = question.words.split()
    if not found.total or len(words) < 2 or not all(map(str.isalpha, words)) or _is_a_query(words):
        return None
    phrase = replace(question, words=f'"{" ".join(words)}"')
    total = search_record(phrase, limit=0).total
    return {"total": total, "url": pages.search_url(phrase)} if 0 < total < found.total else None


def _is_a_query(words: list[str]) -> bool:
    return any(word in ("AND", "OR", "NOT") for word in words)


def _at(page: str, pairs: list[tuple[str, str]], *args: str) -> str:
    return reverse(f"recommendations:{page}", args=args) + (f"?{urlencode(pairs)}" if pairs else "")
