"""The cross-table as HTML: shaded cells that read without colour, because the numbers stand in
them.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.safestring import SafeString

from .charts import Cell, CrossTable, Head, heat
from .drawing import linked, mini_bar
from .escaping import escape
from .numbers import grouped

# So many columns stand one below the other on a phone; more are scrolled through.
MOST_STACKED = 13


def cross_table(table: CrossTable) -> SafeString:
    """The table in a box that scrolls (by keyboard too); its first row and column stay in sight.

    On a phone its rows are blocks of named cells.
    """
    greyed = [pair for head, cells in table.rows for pair in _greyed(head, cells, table)] if table.shaded else []
    shades = [cell.shade for cell, grey in greyed if not grey]
    most = max(shades, default=0)
    total_head = f'<th scope="col" class="total">{escape(table.total_label)}</th>' if table.totals else ""
    columns = "".join(_head(head, "col") for head in table.columns)
    totals: Sequence[Cell | None] = table.totals or [None] * len(table.rows)
    named, css = _labels(table)
    rows = "".join(
        _cross_row(head, _greyed(head, cells, table), total, most, named)
        for (head, cells), total in zip(table.rows, totals, strict=True)
    )
    notes = [*(head.note for head in table.columns), ""]
    foot = "".join(
        _cell(cell, "in-part" if note and cell.count else "", name)
        for cell, name, note in zip(table.foot, named, notes, strict=False)
    )
    label = escape(table.total_label)
    last = f'<tfoot><tr><th scope="row">{label}</th>{foot}</tr></tfoot>' if table.foot else ""
    return SafeString(
        f'<div class="{css}" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f'<table class="{_drawn(table)}"><caption class="visually-hidden">{escape(table.caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(table.corner)}</th>{columns}{total_head}</tr></thead>'
        f"<tbody>{rows}</tbody>{last}</table></div>"
    )


def _drawn(table: CrossTable) -> str:
    """Many columns stand closer, so that more of them are seen at once."""
    return "cross dense" if len(table.columns) > MOST_STACKED else "cross"


def _labels(table: CrossTable) -> tuple[list[str], str]:
    """For each column and the total an attribute with its name, where the table is one that stacks;
    and its classes.
    """
    names = [*(head.label for head in table.columns), table.total_label]
    if len(table.columns) > MOST_STACKED:
        return [""] * len(names), "table tall"
    return [f' data-label="{escape(name)}"' for name in names], "table tall stacks"


def _greyed(head: Head, cells: Iterable[Cell], table: CrossTable) -> Iterator[tuple[Cell, bool]]:
    """Each cell, and whether it is grey: it holds something that cannot be compared with the
    others.
    """
    for cell, column in zip(cells, table.columns, strict=False):
        yield cell, bool(cell.count and (head.grey or column.grey))


def _shade(cell: Cell, most: float, *, grey: bool) -> str:
    """The class of a cell; on a phone what is 0 is left out."""
    if grey:
        return "in-part"
    return f"heat-{heat(cell.shade, most)}" if most and (cell.shade or not cell.count) else ""


def _head(head: Head, scope: str) -> str:
    name = linked(head.label, head.url)
    if not head.note:
        return f'<th scope="{scope}">{name}</th>'
    css = ' class="in-part"' if head.grey else ""
    return f'<th scope="{scope}"{css}>{name}<small>{escape(head.note)}</small></th>'


def _cross_row(
    head: Head, cells: Iterable[tuple[Cell, bool]], total: Cell | None, most: float, named: Sequence[str]
) -> str:
    drawn = "".join(
        _cell(cell, _shade(cell, most, grey=grey), name) for (cell, grey), name in zip(cells, named, strict=False)
    )
    last = _cell(total, "total", named[-1]) if total else ""
    return f"<tr>{_head(head, 'row')}{drawn}{last}</tr>"


def _cell(cell: Cell, css: str, named: str) -> str:
    inside = grouped(cell.count)
    if cell.unknown:
        inside = f'<span aria-hidden="true">–</span><span class="visually-hidden">{escape(cell.unknown)}</span>'
    if cell.count and cell.note:
        inside += f"<small>{escape(cell.note)}</small>"
    if cell.count and cell.parts:
        inside += mini_bar(cell.parts)
    inside = f'<a href="{escape(cell.url)}">{inside}</a>' if cell.url else f"<span>{inside}</span>"
    return f'<td class="{css}"{named}>{inside}</td>' if css else f"<td{named}>{inside}</td>"
