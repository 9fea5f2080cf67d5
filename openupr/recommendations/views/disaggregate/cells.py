"""The table in the shapes of a page: every number with its share and the address of its rows."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from openupr.upr import responses
from openupr.web.charts import Cell, CrossTable, Part
from openupr.web.charts import Head as PageHead
from openupr.web.numbers import grouped, share

from ...queries.badges import TONES
from ...queries.disaggregate import CountTable, TableHead, Tally
from ..pages import search_url
from .requests import TableRequest


class Links:
    """Addresses of the rows behind cells. A table has thousands of them: each is put together from prepared pieces."""

    def __init__(self, table: CountTable) -> None:
        question = table.question
        for each in table.by:
            question = question.without(each.name)
        self._base = search_url(question)
        self._base += "&" if "?" in self._base else "?"
        self._rows, self._columns = (
            [urlencode([(each.parameter, each.written(value)) for value in head.values]) for head in heads]
            for each, heads in zip(table.by, (table.rows, table.columns), strict=True)
        )
        self._table = table

    def cell(self, row: int, column: int) -> str:
        """Of the cell in this row and column, by their places."""
        return f"{self._base}{self._rows[row]}&{self._columns[column]}"

    def head(self, row: TableHead | None = None, column: TableHead | None = None) -> str:
        """Of a row, a column or, without either, of all."""
        return search_url(self._table.behind(row, column))


def page_table(table: CountTable, asked: TableRequest) -> CrossTable:
    """The table as the page draws it."""
    links = Links(table)
    rows = []
    for r, row in enumerate(table.rows):
        cells = [
            _cell(tally, table, asked, row, table.columns[c], links.cell(r, c) if tally.count else "")
            for c, tally in enumerate(table.cells[r])
        ]
        rows.append((_page_head(row, links.head(row)), cells))
    totals = [_cell(row.tally, table, asked, row, table.all_columns, links.head(row)) for row in table.rows]
    foot = [
        _cell(column.tally, table, asked, table.all_rows, column, links.head(None, column)) for column in table.columns
    ]
    titles = [str(each.title) for each in table.by]
    return CrossTable(
        caption=_("%(rows)s by %(columns)s") % {"rows": titles[0], "columns": titles[1]},
        corner=titles[0],
        columns=[_page_head(column, links.head(None, column)) for column in table.columns],
        rows=rows,
        totals=totals,
        foot=[*foot, _cell(table.total, table, asked, table.all_rows, table.all_columns, links.head())],
        total_label=_("All"),
    )


def _page_head(head: TableHead, url: str) -> PageHead:
    """What cannot be compared with the others is grey."""
    return PageHead(head.label, url, note_of(head), head.in_part or head.tells_nothing)


def note_of(head: TableHead) -> str:
    """What speaks against comparing a row or column with the others."""
    return ", ".join(filter(None, [_("loaded in part") if head.in_part else "", coded_note(head)]))


def coded_note(head: TableHead) -> str:
    """Of how many recommendations of a row or column the other dimension is known; "" where of all or it is the one
    of those that nobody coded.
    """
    known, of = head.filtered
    if head.tells_nothing and not head.unknown:
        return _("not coded")
    if known < of:
        return _("coded in %(n)s of %(of)s") % {"n": grouped(known), "of": grouped(of)}
    if head.coded == head.tally.count or head.unknown:
        return ""
    return _("coded in %(n)s of %(of)s") % {"n": grouped(head.coded), "of": grouped(head.tally.count)}


def _cell(tally: Tally, table: CountTable, asked: TableRequest, row: TableHead, column: TableHead, url: str) -> Cell:
    """A number with, small, the share that the page was asked to show. Others together are not shaded."""
    whole = whole_of(table, asked, row, column)
    note = share(tally.count, whole or 0)
    if asked.show == "response":
        note = share(tally.responses.get("supported", 0), tally.count)
    weight = 0 if row.rest or column.rest or whole == 0 else tally.count / (whole or 1)
    is_unknown = table.is_unknown(row, column) and not tally.count
    parts = response_parts(tally) if asked.show == "response" else ()
    return Cell(tally.count, url, note, parts, weight, unknown=_("not known") if is_unknown else "")


def whole_of(table: CountTable, asked: TableRequest, row: TableHead, column: TableHead) -> int | None:
    """What the asked share of a cell divides by: 0 where it has none, None where no share was asked for."""
    if asked.show == "row":
        return table.of_row(row, column)
    return table.of_column(row, column) if asked.show == "column" else None


def response_parts(tally: Tally) -> list[Part]:
    """A tally divided by response, in the order of the vocabulary; rows without a response come last."""
    known = [
        Part(str(responses.label(name)), tally.responses.get(name, 0), TONES.get(name, "plain"))
        for name in responses.RESPONSES
    ]
    unanswered = tally.responses.get(None, 0)
    parts = [part for part in known if part.count]
    return [*parts, Part(_("none"), unanswered, "wait")] if unanswered else parts
