"""The page: words, filters, dimensions, the table, its chart."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.documents.charts import SmallMultiples, drawn_on_a_page
from openupr.web.grids import MOST_STACKED
from openupr.web.parts import Facet, Tab

from ...actions import READ_THE_RECORD
from ...queries.code_coverage import CODES
from ...queries.dimensions import BY_NAME, DIMENSIONS
from ...queries.disaggregate import CountTable
from ...queries.question import Question
from ...queries.search import facets_of, search_record
from ...queries.sentences import in_part_sentences
from .. import pages
from ..asking import with_question
from ..chips import Chip, chips
from ..facet import ON
from ..parameters import passed_over
from .cells import page_table
from .pictures import apart_sentence, chart, others_sentences, sums_sentences
from .requests import SHOWS, TAKES, USUAL_COLUMNS, USUAL_ROWS, TableRequest, table_request

# So few columns leave room for the chart at the table's side.
FEW_COLUMNS = 4
# A table of more rows scrolls by itself, between its head and its sums.
MOST_ROWS_ON_A_PAGE = 60
# The filters are folded here; the rest of a filter's values comes on demand.
_FILTER_VALUES = 3


@page("disaggregate/", READ_THE_RECORD)
@with_question
def disaggregate(request: HttpRequest, *, question: Question) -> HttpResponse:
    """The question's recommendations by two dimensions."""
    state = table_request(request, question)
    table = state.table()
    said = [*question.pairs(), *state.pairs()]
    context = {
        "question": question,
        "state": state,
        "table": table,
        "grid": page_table(table, state),
        "scrolls": len(table.rows) > MOST_ROWS_ON_A_PAGE,
        "zeros_left_out": 1 < len(table.columns) <= MOST_STACKED,
        "apart": apart_sentence(table),
        "sums": sums_sentences(table),
        "in_part": in_part_sentences(table.in_part),
        **_drawing(table, state),
        "dimensions": DIMENSIONS,
        "links": _links(state, table),
        "uncoded": pages.uncoded(question, table.codes),
        "switch": pages.suggested_switch(question, lambda other: state.url(question=other)),
        "chips": _chips(state),
        "facets": _facets(state),
        "passed_over": passed_over(request, TAKES, values={"show": list(SHOWS), "order": ("count", "name")}),
        "kept": [pair for pair in said if pair[0] not in {"q", "rows", "columns"}],
        "kept_by_filters": [pair for pair in said if pair[0] not in BY_NAME],
    }
    return render(request, "recommendations/disaggregate.html", context)


# Panels drawn one below the other on a phone; what is beyond is said, and stands in the table.
_NARROW_PANELS = 40


def _drawing(table: CountTable, state: TableRequest) -> dict[str, object]:
    """The chart, narrow where it stands beside the table."""
    picture = chart(table, state)
    beside = len(table.columns) <= FEW_COLUMNS
    drawn = drawn_on_a_page(picture, width=560 if beside else 1180)
    return {
        "beside": beside,
        "drawing": mark_safe(drawn),  # noqa: S308 (every word in it is escaped by the drawing)
        "narrow_drawings": [mark_safe(each) for each in _one_below_the_other(picture)],  # noqa: S308 (likewise)
        "narrow_left_out": max(0, len(picture.panels) - _NARROW_PANELS),
        "legend": picture.legend,
        "left_out": others_sentences(table),
    }


def _one_below_the_other(picture: SmallMultiples) -> Iterator[str]:
    """The panels for a phone, each drawn by itself and all to one scale."""
    most = max((bar.length for _name, bars in picture.rows for bar in bars), default=0)
    for at, panel in enumerate(picture.panels[:_NARROW_PANELS]):
        rows = [(name, [bars[at]]) for name, bars in picture.rows]
        yield drawn_on_a_page(SmallMultiples(f"{picture.title} {panel}", [panel], rows, most=most), width=328)


def _links(state: TableRequest, table: CountTable) -> dict[str, object]:
    shows = [Tab(str(label), state.url(show=show), show == state.show) for show, label in SHOWS.items()]
    orders = {"count": _("Most first"), "name": _("By name")}
    return {
        "shows": shows if table.answered else shows[:-1],
        "orders": [
            Tab(label, state.url(order=order), order == state.order)
            for order, label in orders.items()
            if table.can_be_sorted
        ],
        "swap": state.swapped().url(),
        "sizes": _sizes(state, table),
        "files": [*(Tab(kind.upper(), state.url(kind)) for kind in ("csv", "xlsx")), Tab("JSON", _document_url(state))],
        "pictures": [Tab(kind.upper(), state.url(kind)) for kind in ("svg", "png")],
        "lists": [Tab(kind.upper(), state.url(kind) + "&layout=list") for kind in ("csv", "xlsx")],
        "rows": pages.search_url(state.question),
    }


def _document_url(state: TableRequest) -> str:
    """For programs the whole table is one document, however much of it the page shows and in which way."""
    return state.url("json", show="count", most_rows=USUAL_ROWS, most_columns=USUAL_COLUMNS)


def _sizes(state: TableRequest, table: CountTable) -> list[Tab]:
    """Links to all rows or columns where some are counted together, and back."""
    found = []
    numbers = {"rows": table.values[0], "columns": table.values[1]}
    if any(head.rest for head in table.rows):
        found.append(Tab(_("Show all %(rows)s rows") % numbers, state.url(most_rows=None)))
    elif state.most_rows is None and numbers["rows"] > USUAL_ROWS:
        found.append(Tab(_("Show fewer rows"), state.url(most_rows=USUAL_ROWS)))
    if any(head.rest for head in table.columns):
        found.append(Tab(_("Show all %(columns)s columns") % numbers, state.url(most_columns=None)))
    elif state.most_columns is None and numbers["columns"] > USUAL_COLUMNS:
        found.append(Tab(_("Show fewer columns"), state.url(most_columns=USUAL_COLUMNS)))
    return found


def _chips(state: TableRequest) -> list[Chip]:
    question = state.question
    words = [Chip(f"“{question.words}”", state.url(question=replace(question, words="")))] if question.words else []
    return [*words, *chips(question, lambda less: state.url(question=less))]


def _facets(state: TableRequest) -> list[Facet]:
    question, beside = state.question, [(ON, "disaggregate"), *state.pairs()]
    found = search_record(question, limit=0, facets=facets_of(question), codes=CODES)
    return pages.facets(found.facets, found.coded, question, beside=beside, most=_FILTER_VALUES)
