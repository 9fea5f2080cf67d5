"""The cross-table in the shapes of a page: its cells, and the chart beside it."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.documents.charts import Measured, SmallMultiples, drawn_alone
from openupr.documents.pictures import png
from openupr.documents.printing import CannotPrint
from openupr.upr import responses
from openupr.web.charts import Cell, CrossTable, Part
from openupr.web.charts import Head as PageHead
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, attachment
from openupr.web.numbers import grouped, share
from openupr.web.this_machine import server_address

from .actions import READ_THE_RECORD
from .cards_pages import search_url
from .counts import Tally
from .dimensions import dimension
from .disaggregate import CountTable, Order, SameDimension, TableHead
from .disaggregate import disaggregate as take_apart
from .question import Question
from .recommendation import TONES
from .requests_pages import QUESTION, refuse_unknown, with_question
from .sentences import in_part_sentences

Show = Literal["count", "row", "column", "response"]
SHOWS: dict[Show, object] = {
    "count": gettext_lazy("Numbers"),
    "row": gettext_lazy("Shares of the row"),
    "column": gettext_lazy("Shares of the column"),
    "response": gettext_lazy("Responses"),
}
USUAL_ROWS, USUAL_COLUMNS = 20, 12
TAKES = (*QUESTION, "rows", "columns", "show", "order", "top", "across", "layout")
"""The parameters of the page, of its files and of its pictures."""


@dataclass(frozen=True, slots=True)
class TableRequest:
    """The state of the page besides its question.

    `most_…` None: all. `mended`: rows and columns were the same.
    """

    question: Question
    rows: str
    columns: str
    show: Show
    order: Order
    most_rows: int | None
    most_columns: int | None
    mended: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """What the address says besides the question; usual values are left out."""
        pairs = [("rows", self.rows), ("columns", self.columns)]
        pairs += [("show", self.show)] if self.show != "count" else []
        pairs += [("order", self.order)] if self.order != "count" else []
        for name, most, usual in (("top", self.most_rows, USUAL_ROWS), ("across", self.most_columns, USUAL_COLUMNS)):
            pairs += [(name, "all" if most is None else str(most))] if most != usual else []
        return pairs

    def url(self, kind: str = "", **changes: object) -> str:
        """The address of this state with something changed, as a page or (`kind`: csv, svg ...) as
        a file.
        """
        state = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        name = f"recommendations:disaggregate-{kind}" if kind else "recommendations:disaggregate"
        return f"{reverse(name)}?{urlencode([*state.question.pairs(), *state.pairs()])}"

    def swapped(self) -> "TableRequest":
        """Rows as columns and columns as rows."""
        show: dict[Show, Show] = {"row": "column", "column": "row"}
        return replace(self, rows=self.columns, columns=self.rows, show=show.get(self.show, self.show))

    def table(self, *, whole: bool = False) -> CountTable:
        """The table asked for; `whole`: every row and column of it, whatever the page shows."""
        return take_apart(
            self.question,
            rows=self.rows,
            columns=self.columns,
            most_rows=None if whole else self.most_rows,
            most_columns=None if whole else self.most_columns,
            order=self.order,
        )


def table_request(request: HttpRequest, question: Question) -> TableRequest:
    """The state of an address.

    Raises UnknownName for a dimension; what cannot be used otherwise is as usual.
    """
    rows = dimension(request.GET.get("rows") or "issue").name
    other = "from-region" if rows == "response" else "response"
    columns = dimension(request.GET.get("columns") or other).name
    mended = rows == columns
    columns = other if mended else columns
    show: Show = next((name for name in SHOWS if name == request.GET.get("show")), "count")
    if "response" in (rows, columns) and show == "response":
        show = "row"
    return TableRequest(
        question=question,
        rows=rows,
        columns=columns,
        show=show,
        order="name" if request.GET.get("order") == "name" else "count",
        most_rows=_most(request.GET.get("top"), USUAL_ROWS),
        most_columns=_most(request.GET.get("across"), USUAL_COLUMNS),
        mended=mended,
    )


def file_request(request: HttpRequest, question: Question) -> TableRequest:
    """The state of a file's address.

    A file has no room to say that it was mended: raises SameDimension.
    """
    state = table_request(request, question)
    if state.mended:
        raise SameDimension
    return state


def _most(text: str | None, usual: int) -> int | None:
    if text == "all":
        return None
    return max(1, min(500, int(text))) if text and text.isascii() and text.isdigit() and len(text) < 6 else usual


class Links:
    """Addresses of the rows behind cells.

    A table has thousands of them: each is put together from prepared pieces.
    """

    def __init__(self, table: CountTable) -> None:
        question = table.question
        for axis in table.by:
            question = question.without(axis.name)
        self._base = search_url(question)
        self._base += "&" if "?" in self._base else "?"
        self._rows, self._columns = (
            [urlencode([(axis.parameter, axis.written(value)) for value in head.values]) for head in heads]
            for axis, heads in zip(table.by, (table.rows, table.columns), strict=True)
        )
        self._table = table

    def cell(self, row: int, column: int) -> str:
        """Of the cell in this row and column, by their places."""
        return f"{self._base}{self._rows[row]}&{self._columns[column]}"

    def head(self, row: TableHead | None = None, column: TableHead | None = None) -> str:
        """Of a row, a column or, without either, of all."""
        return search_url(self._table.behind(row, column))


def page_table(table: CountTable, state: TableRequest) -> CrossTable:
    """The table as the page draws it."""
    links = Links(table)
    rows = []
    for r, row in enumerate(table.rows):
        cells = [
            _cell(tally, table, state, row, table.columns[c], links.cell(r, c) if tally.count else "")
            for c, tally in enumerate(table.cells[r])
        ]
        rows.append((_page_head(row, links.head(row)), cells))
    totals = [_cell(row.tally, table, state, row, table.all_columns, links.head(row)) for row in table.rows]
    foot = [
        _cell(column.tally, table, state, table.all_rows, column, links.head(None, column)) for column in table.columns
    ]
    titles = [str(axis.title) for axis in table.by]
    return CrossTable(
        caption=_("%(rows)s by %(columns)s") % {"rows": titles[0], "columns": titles[1]},
        corner=titles[0],
        columns=[_page_head(column, links.head(None, column)) for column in table.columns],
        rows=rows,
        totals=totals,
        foot=[*foot, _cell(table.total, table, state, table.all_rows, table.all_columns, links.head())],
        total_label=_("All"),
    )


def _page_head(head: TableHead, url: str) -> PageHead:
    """What cannot be compared with the others is grey."""
    return PageHead(head.label, url, note_of(head), head.in_part or head.tells_nothing)


def note_of(head: TableHead) -> str:
    """What speaks against comparing a row or column with the others."""
    return ", ".join(filter(None, [_("loaded in part") if head.in_part else "", coded_note(head)]))


def coded_note(head: TableHead) -> str:
    """How many recommendations of a row or column have a value of the other dimension; "" where all
    have one, and for the row or column without a value.
    """
    known, of = head.filtered
    if head.tells_nothing and not head.unknown:
        return _("not coded")
    if known < of:
        return _("coded in %(n)s of %(of)s") % {"n": grouped(known), "of": grouped(of)}
    if head.coded == head.tally.count or head.unknown:
        return ""
    return _("coded in %(n)s of %(of)s") % {"n": grouped(head.coded), "of": grouped(head.tally.count)}


def _cell(tally: Tally, table: CountTable, state: TableRequest, row: TableHead, column: TableHead, url: str) -> Cell:
    """A number with, small, the share that the page was asked to show.

    Others together are not shaded.
    """
    whole = whole_of(table, state, row, column)
    note = share(tally.count, whole or 0)
    if state.show == "response":
        note = share(tally.responses.get("supported", 0), tally.count)
    weight = 0 if row.rest or column.rest or whole == 0 else tally.count / (whole or 1)
    is_unknown = table.is_unknown(row, column) and not tally.count
    parts = response_parts(tally) if state.show == "response" else ()
    return Cell(tally.count, url, note, parts, weight, unknown=_("not known") if is_unknown else "")


def whole_of(table: CountTable, state: TableRequest, row: TableHead, column: TableHead) -> int | None:
    """What the asked share of a cell divides by: 0 where it has none, None where no share was asked
    for.
    """
    if state.show == "row":
        return table.of_row(row, column)
    return table.of_column(row, column) if state.show == "column" else None


def response_parts(tally: Tally) -> list[Part]:
    """A tally divided by response, in the order of the vocabulary; rows without a response come
    last.
    """
    known = [
        Part(str(responses.label(name)), tally.responses.get(name, 0), TONES.get(name, "plain"))
        for name in responses.RESPONSES
    ]
    unanswered = tally.responses.get(None, 0)
    parts = [part for part in known if part.count]
    return [*parts, Part(_("none"), unanswered, "wait")] if unanswered else parts


NAME = "disaggregated"


@page("disaggregate.svg", READ_THE_RECORD)
@with_question
def disaggregate_svg(request: TimedRequest, *, question: Question) -> File:
    """The chart as a drawing that any program scales."""
    return attachment(f"{NAME}.svg", _drawn(request, question), "image/svg+xml")


@page("disaggregate.png", READ_THE_RECORD)
@with_question
def disaggregate_png(request: TimedRequest, *, question: Question) -> File:
    """The chart as a picture."""
    try:
        picture = png(_drawn(request, question))
    except CannotPrint as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)
    return attachment(f"{NAME}.png", picture, "image/png")


def chart(table: CountTable, state: TableRequest, *, foot: tuple[str, ...] = ()) -> SmallMultiples:
    """The table as small multiples: a panel a column, a bar a row, each with its number.

    What the table counts together as others, or without a value, would dwarf all else and is left
    to it.
    """
    columns = [at for at, column in enumerate(table.columns) if _is_drawn(column)]
    rows = [
        (row.label, [_bar(tallies[at], table, state, row, table.columns[at]) for at in columns])
        for row, tallies in zip(table.rows, table.cells, strict=True)
        if _is_drawn(row)
    ]
    return SmallMultiples(
        title=f"{table.sentence} {apart_sentence(table)}",
        panels=[_panel(table.columns[at]) for at in columns],
        rows=rows,
        legend=legend(table, state),
        foot=foot,
    )


def apart_sentence(table: CountTable) -> str:
    """How they are taken apart, as a sentence."""
    return _("Rows: %(rows)s. Columns: %(columns)s.") % {"rows": table.by[0].title, "columns": table.by[1].title}


def _is_drawn(head: TableHead) -> bool:
    return not (head.rest or head.unknown)


def _panel(column: TableHead) -> str:
    """A column's name, with what speaks against comparing it."""
    note = note_of(column)
    return f"{column.label} ({note})" if note else column.label


def _bar(tally: Tally, table: CountTable, state: TableRequest, row: TableHead, column: TableHead) -> Measured:
    grey = row.in_part or column.in_part
    tone = "grey" if grey else _tone(state, row, column)
    if not tally.count and table.is_unknown(row, column):
        return Measured([], "–")
    match state.show:
        case "row" | "column":
            whole = whole_of(table, state, row, column) or 0
            label = share(tally.count, whole) if tally.count else "0"
            return Measured([(round(10_000 * tally.count / whole) if whole else 0, tone)], label)
        case "response":
            pieces = [(part.count, part.tone) for part in response_parts(tally)]
            return Measured([(tally.count, tone)] if grey else pieces, grouped(tally.count))
    return Measured([(tally.count, tone)], grouped(tally.count))


def _tone(state: TableRequest, row: TableHead, column: TableHead) -> str:
    head = row if state.rows == "response" else column if state.columns == "response" else None
    return TONES.get(str(head.values[0]), "wait") if head else "plain"


def legend(table: CountTable, state: TableRequest) -> list[tuple[str, str]]:
    """The responses that divide the bars, where they are divided, and what grey means, where there
    is some: each with its tone.
    """
    return [*_responses(table, state), *([(_("loaded in part"), "grey")] if table.in_part else [])]


def _responses(table: CountTable, state: TableRequest) -> list[tuple[str, str]]:
    if state.show != "response":
        return []
    names = {name for row in table.cells for tally in row for name in tally.responses}
    return [(str(responses.label(name)), TONES[name]) for name in responses.RESPONSES if name in names]


def _drawn(request: TimedRequest, question: Question) -> str:
    refuse_unknown(request, TAKES)
    state = file_request(request, question)
    table = state.table()
    sentence = _("Made with OpenUPR on %(date)s.") % {"date": request.today.isoformat()}
    foot = (
        *others_sentences(table),
        *in_part_sentences(table.in_part),
        table.basis,
        *sums_sentences(table),
        sentence,
        server_address(request) + state.url(),
    )
    return drawn_alone(chart(table, state, foot=foot))


def sums_sentences(table: CountTable) -> list[str]:
    """A sentence for each dimension that may have several values in one recommendation: sums exceed
    the total.
    """
    return [
        _("A recommendation may have several values of “%(dimension)s”: they add up to more than the total.")
        % {"dimension": axis.title}
        for axis in table.multiple
    ]


def others_sentences(table: CountTable) -> list[str]:
    """Which values the chart leaves to the table."""
    return [
        _("Without %(others)s of “%(dimension)s”, which the table counts.")
        % {"others": head.label, "dimension": axis.title}
        for axis, heads in zip(table.by, (table.rows, table.columns), strict=True)
        for head in heads
        if not _is_drawn(head)
    ]
