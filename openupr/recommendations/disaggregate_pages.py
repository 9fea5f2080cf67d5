"""The page of the cross-table, and the table as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.documents.charts import SmallMultiples, drawn_on_a_page
from openupr.files.cells import Cell
from openupr.upr import responses
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx
from openupr.web.grids import MOST_STACKED
from openupr.web.parts import Facet, Tab

from .actions import READ_THE_RECORD
from .api_pages import answers_json
from .cards_pages import Chip, about, chips, facet_parts, search_url, suggested_switch, uncoded
from .code_coverage import CODES, code_document
from .counts import Tally
from .cross_table_pages import (
    NAME,
    SHOWS,
    TAKES,
    USUAL_COLUMNS,
    USUAL_ROWS,
    TableRequest,
    apart_sentence,
    chart,
    file_request,
    others_sentences,
    page_table,
    sums_sentences,
    table_request,
    whole_of,
)
from .dimensions import BY_NAME, DIMENSIONS
from .disaggregate import CountTable, TableHead
from .question import Question
from .requests_pages import passed_over, question_of, refuse_unknown, with_question
from .search import facets_of, search_record
from .search_pages import ON
from .sentences import in_part_sentences

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
    pairs = [*question.pairs(), *state.pairs()]
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
        "uncoded": uncoded(question, table.codes),
        "switch": suggested_switch(question, lambda other: state.url(question=other)),
        "chips": _chips(state),
        "facets": _facets(state),
        "passed_over": passed_over(request, TAKES, values={"show": list(SHOWS), "order": ("count", "name")}),
        "kept": [pair for pair in pairs if pair[0] not in {"q", "rows", "columns"}],
        "kept_by_filters": [pair for pair in pairs if pair[0] not in BY_NAME],
    }
    return render(request, "recommendations/disaggregate.html", context)


# Panels drawn one below the other on a phone; what is beyond is said, and stands in the table.
_NARROW_PANELS = 40


def _drawing(table: CountTable, state: TableRequest) -> dict[str, object]:
    """The chart, narrow where it is beside the table."""
    picture = chart(table, state)
    beside = len(table.columns) <= FEW_COLUMNS
    drawn = drawn_on_a_page(picture, width=560 if beside else 1180)
    return {
        "beside": beside,
        "drawing": mark_safe(drawn),  # noqa: S308 (every word in it is escaped by the drawing)
        "narrow_drawings": [mark_safe(panel) for panel in _one_below_the_other(picture)],  # noqa: S308 (likewise)
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
        "rows": search_url(state.question),
    }


def _document_url(state: TableRequest) -> str:
    """For programs the whole table is one document, however much of it the page shows and in which
    way.
    """
    return state.url("json", show="count", most_rows=USUAL_ROWS, most_columns=USUAL_COLUMNS)


def _sizes(state: TableRequest, table: CountTable) -> list[Tab]:
    """Links to all rows or columns where some are counted together, and back."""
    tabs = []
    numbers = {"rows": table.values[0], "columns": table.values[1]}
    if any(head.rest for head in table.rows):
        tabs.append(Tab(_("Show all %(rows)s rows") % numbers, state.url(most_rows=None)))
    elif state.most_rows is None and numbers["rows"] > USUAL_ROWS:
        tabs.append(Tab(_("Show fewer rows"), state.url(most_rows=USUAL_ROWS)))
    if any(head.rest for head in table.columns):
        tabs.append(Tab(_("Show all %(columns)s columns") % numbers, state.url(most_columns=None)))
    elif state.most_columns is None and numbers["columns"] > USUAL_COLUMNS:
        tabs.append(Tab(_("Show fewer columns"), state.url(most_columns=USUAL_COLUMNS)))
    return tabs


def _chips(state: TableRequest) -> list[Chip]:
    question = state.question
    words = [Chip(f"“{question.words}”", state.url(question=replace(question, words="")))] if question.words else []
    return [*words, *chips(question, lambda less: state.url(question=less))]


def _facets(state: TableRequest) -> list[Facet]:
    question, beside = state.question, [(ON, "disaggregate"), *state.pairs()]
    result = search_record(question, limit=0, facets=facets_of(question), codes=CODES)
    return facet_parts(result.facets, result.coded, question, beside=beside, most=_FILTER_VALUES)


Lines = Iterator[list[Cell]]


@page("disaggregate.csv", READ_THE_RECORD, name="disaggregate-csv", kind="csv")
@page("disaggregate.xlsx", READ_THE_RECORD, name="disaggregate-xlsx", kind="xlsx")
@with_question
def disaggregate_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """Every row and column.

    What they are is written in a CSV's last lines, and on a workbook's second sheet.
    """
    refuse_unknown(request, TAKES)
    state = file_request(request, question)
    table = state.table(whole=True)
    header, lines = _laid_out(state, table, request.GET.get("layout"))
    facts = _about(request, state, table)
    rows: Lines = chain(lines, [[], *([name, value] for name, value in facts)]) if kind == "csv" else lines
    return as_csv_or_xlsx(kind, NAME, header, rows, about=facts)


@page("api/disaggregate", READ_THE_RECORD, name="api-disaggregate", methods="any")
@page("disaggregate.json", READ_THE_RECORD, methods="any")
@answers_json("/api/disaggregate")
def disaggregate_json(request: TimedRequest) -> dict[str, object]:
    """The table for programs: heads with their counts, and each cell that is not empty."""
    state = file_request(request, question_of(request))
    table = state.table(whole=True)
    return {
        **{name.lower().replace(" ", "_"): value for name, value in _about(request, state, table)},
        "total": table.total.count,
        "coded": code_document(table.codes),
        "rows": _heads_document(table, 0),
        "columns": _heads_document(table, 1),
        "cells": list(_cells_document(table)),
    }


def _about(request: TimedRequest, state: TableRequest, table: CountTable) -> list[tuple[str, Cell]]:
    basis = " ".join([table.basis, *sums_sentences(table), *in_part_sentences(table.in_part)])
    return about(request, what=f"{table.sentence} {apart_sentence(table)}", basis=basis, address=state.url())


def _laid_out(state: TableRequest, table: CountTable, layout: str | None) -> tuple[list[str], Lines]:
    return _as_list(table) if layout == "list" else _as_table(table, state)


def _as_table(table: CountTable, state: TableRequest) -> tuple[list[str], Lines]:
    """Each column with its numbers, and beside these what the page shows of them: shares, or every
    response.
    """
    columns = [*table.columns, replace(table.all_columns, label=_("All"))]

    def lines() -> Lines:
        for row, tallies in zip(table.rows, table.cells, strict=True):
            yield _line(row, [*tallies, row.tally])
        yield _line(replace(table.all_rows, label=_("All")), [*(column.tally for column in table.columns), table.total])

    def _line(row: TableHead, tallies: Sequence[Tally]) -> list[Cell]:
        cells = [_beside(tally, table, row, column, state) for tally, column in zip(tallies, columns, strict=True)]
        return [row.label, *chain.from_iterable(cells)]

    more = _beside_titles(state)
    names = [[column.label, *(f"{column.label}: {title}" for title in more)] for column in columns]
    return [str(table.by[0].title), *chain.from_iterable(names)], lines()


def _beside_titles(state: TableRequest) -> list[str]:
    if state.show == "response":
        return [str(responses.label(name)) for name in responses.RESPONSES]
    return [] if state.show == "count" else [str(SHOWS[state.show])]


def _beside(tally: Tally, table: CountTable, row: TableHead, column: TableHead, state: TableRequest) -> list[Cell]:
    n = None if not tally.count and table.is_unknown(row, column) else tally.count
    if state.show == "response":
        return [n, *(tally.responses.get(name, 0) if n is not None else None for name in responses.RESPONSES)]
    whole = whole_of(table, state, row, column)
    return [n] if whole is None else [n, share(tally.count, whole) if n is not None else None]


def _as_list(table: CountTable) -> tuple[list[str], Lines]:
    answers = list(responses.RESPONSES) if table.answered else []
    header = [str(table.by[0].title), str(table.by[1].title), _("Count"), _("Share of the row")]
    header += [_("Share of the column"), _("Share of all")]
    for name in answers:
        header += [str(responses.label(name)), _("Share “%(response)s”") % {"response": responses.label(name)}]

    def lines() -> Lines:
        for row, column, tally in _filled(table):
            wholes = (table.of_row(row, column), table.of_column(row, column), table.of_all(row, column))
            shares = [share(tally.count, whole) for whole in wholes]
            line: list[Cell] = [row.label, column.label, tally.count, *shares]
            for name in answers:
                n = tally.responses.get(name, 0)
                line += [n, share(n, tally.count)]
            yield line

    return header, lines()


def share(part: int, of: int) -> float | None:
    """A share from 0 to 1 with four decimals; None of nothing."""
    return round(part / of, 4) if of else None


def _filled(table: CountTable) -> Iterator[tuple[TableHead, TableHead, Tally]]:
    for row, tallies in zip(table.rows, table.cells, strict=True):
        for column, tally in zip(table.columns, tallies, strict=True):
            if tally.count:
                yield row, column, tally


def _heads_document(table: CountTable, axis: int) -> dict[str, object]:
    dimension, heads = table.by[axis], (table.rows, table.columns)[axis]
    values = [
        {
            "value": dimension.plain(head.values[0]),
            "count": head.tally.count,
            "coded": head.coded,
            **_answers(head.tally),
        }
        for head in heads
    ]
    return {
        "dimension": dimension.name,
        "title": str(dimension.title),
        "several_values": dimension.multiple,
        "values": values,
        "in_part": [dimension.plain(head.values[0]) for head in heads if head.in_part],
    }


def _cells_document(table: CountTable) -> Iterator[dict[str, object]]:
    for row, column, tally in _filled(table):
        yield {
            "row": table.by[0].plain(row.values[0]),
            "column": table.by[1].plain(column.values[0]),
            "count": tally.count,
            "row_share": share(tally.count, table.of_row(row, column)),
            "column_share": share(tally.count, table.of_column(row, column)),
            **_answers(tally),
        }


def _answers(tally: Tally) -> dict[str, object]:
    return (
        {"responses": dict(sorted((name or "none", n) for name, n in tally.responses.items()))}
        if tally.responses
        else {}
    )
