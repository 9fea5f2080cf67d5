"""The whole table as a file: as it stands (`layout=table`), or as a list with every share, one line a cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.files.cells import Cell
from openupr.upr import responses
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx

from ...actions import READ_THE_RECORD
from ...queries.code_coverage import code_document
from ...queries.disaggregate import CountTable, TableHead, Tally
from ...queries.question import Question
from ...queries.sentences import in_part_sentences
from ..api import answers_json
from ..asking import question_of, with_question
from ..files import about
from ..parameters import refuse_unknown
from .cells import whole_of
from .pictures import NAME, apart_sentence, sums_sentences
from .requests import SHOWS, TAKES, TableRequest, file_request

Lines = Iterator[list[Cell]]


@page("disaggregate.csv", READ_THE_RECORD, name="disaggregate-csv", kind="csv")
@page("disaggregate.xlsx", READ_THE_RECORD, name="disaggregate-xlsx", kind="xlsx")
@with_question
def disaggregate_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """Every row and column. What they are stands in a CSV's last lines, and on a workbook's second sheet."""
    refuse_unknown(request, TAKES)
    state = file_request(request, question)
    table = state.table(whole=True)
    header, lines = _laid_out(state, table, request.GET.get("layout"))
    told = _about(request, state, table)
    rows: Lines = chain(lines, [[], *([name, value] for name, value in told)]) if kind == "csv" else lines
    return as_csv_or_xlsx(kind, NAME, header, rows, about=told)


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
    """Each column with its numbers, and beside these what the page shows of them: shares, or every response."""
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
    each, heads = table.by[axis], (table.rows, table.columns)[axis]
    values = [
        {"value": each.plain(head.values[0]), "count": head.tally.count, "coded": head.coded, **_answers(head.tally)}
        for head in heads
    ]
    return {
        "dimension": each.name,
        "title": str(each.title),
        "several_values": each.multiple,
        "values": values,
        "in_part": [each.plain(head.values[0]) for head in heads if head.in_part],
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
