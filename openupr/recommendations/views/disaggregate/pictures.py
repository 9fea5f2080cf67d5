"""The chart beside the table, and the same as SVG and PNG."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.documents.charts import Measured, SmallMultiples, drawn_alone
from openupr.documents.pictures import png
from openupr.documents.printing import CannotPrint
from openupr.upr import responses
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, attachment
from openupr.web.numbers import grouped, share
from openupr.web.this_machine import server_address

from ...actions import READ_THE_RECORD
from ...queries.badges import TONES
from ...queries.disaggregate import CountTable, TableHead, Tally
from ...queries.question import Question
from ...queries.sentences import in_part_sentences
from ..asking import with_question
from ..parameters import refuse_unknown
from .cells import note_of, response_parts, whole_of
from .requests import TAKES, TableRequest, file_request

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
    """The table as small multiples: a panel a column, a bar a row, each with its number. What the table counts
    together as others, or without a value, would dwarf all else and is left to it.
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
            told = share(tally.count, whole) if tally.count else "0"
            return Measured([(round(10_000 * tally.count / whole) if whole else 0, tone)], told)
        case "response":
            pieces = [(part.count, part.tone) for part in response_parts(tally)]
            return Measured([(tally.count, tone)] if grey else pieces, grouped(tally.count))
    return Measured([(tally.count, tone)], grouped(tally.count))


def _tone(state: TableRequest, row: TableHead, column: TableHead) -> str:
    head = row if state.rows == "response" else column if state.columns == "response" else None
    return TONES.get(str(head.values[0]), "wait") if head else "plain"


def legend(table: CountTable, state: TableRequest) -> list[tuple[str, str]]:
    """The responses that divide the bars, where they are divided, and what grey means, where there is some: each with
    its tone.
    """
    return [*_responses(table, state), *([(_("loaded in part"), "grey")] if table.in_part else [])]


def _responses(table: CountTable, state: TableRequest) -> list[tuple[str, str]]:
    if state.show != "response":
        return []
    found = {name for row in table.cells for tally in row for name in tally.responses}
    return [(str(responses.label(name)), TONES[name]) for name in responses.RESPONSES if name in found]


def _drawn(request: TimedRequest, question: Question) -> str:
    refuse_unknown(request, TAKES)
    state = file_request(request, question)
    table = state.table()
    made = _("Made with OpenUPR on %(date)s.") % {"date": request.today.isoformat()}
    foot = (
        *others_sentences(table),
        *in_part_sentences(table.in_part),
        table.basis,
        *sums_sentences(table),
        made,
        server_address(request) + state.url(),
    )
    return drawn_alone(chart(table, state, foot=foot))


def sums_sentences(table: CountTable) -> list[str]:
    """For each dimension of which a recommendation may have several values: that sums exceed the total."""
    return [
        _("A recommendation may have several values of “%(dimension)s”: they add up to more than the total.")
        % {"dimension": each.title}
        for each in table.multiple
    ]


def others_sentences(table: CountTable) -> list[str]:
    """Which values the chart leaves to the table."""
    return [
        _("Without %(others)s of “%(dimension)s”, which the table counts.")
        % {"others": head.label, "dimension": each.title}
        for each, heads in zip(table.by, (table.rows, table.columns), strict=True)
        for head in heads
        if not _is_drawn(head)
    ]
