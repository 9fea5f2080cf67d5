"""The cross-table as HTML: shaded cells that read without colour, because the numbers stand in them."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString

from .charts import Cell, CrossTable, Head, heat
from .drawing import linked, mini_bar
from .escaping import escape
from .numbers import grouped


def cross_table(table: CrossTable) -> SafeString:
    """The table in a box that scrolls (by keyboard too); its first row and column stay in sight."""
    shades = [cell.shade for _head, cells in table.rows for cell in cells] if table.shaded else []
    most = max(shades, default=0)
    total_head = f'<th scope="col" class="total">{escape(table.total_label)}</th>' if table.totals else ""
    columns = "".join(f'<th scope="col">{linked(head.label, head.url)}</th>' for head in table.columns)
    totals: Sequence[Cell | None] = table.totals or [None] * len(table.rows)
    rows = "".join(
        _cross_row(head, cells, total, most) for (head, cells), total in zip(table.rows, totals, strict=True)
    )
    foot = "".join(_cell(cell, "") for cell in table.foot)
    label = escape(table.total_label)
    last = f'<tfoot><tr><th scope="row">{label}</th>{foot}</tr></tfoot>' if table.foot else ""
    return SafeString(
        f'<div class="table tall" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f'<table class="cross"><caption class="visually-hidden">{escape(table.caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(table.corner)}</th>{columns}{total_head}</tr></thead>'
        f"<tbody>{rows}</tbody>{last}</table></div>"
    )


def _cross_row(head: Head, cells: Iterable[Cell], total: Cell | None, most: float) -> str:
    drawn = "".join(_cell(cell, f"heat-{heat(cell.shade, most)}" if most else "") for cell in cells)
    last = _cell(total, "total") if total else ""
    return f'<tr><th scope="row">{linked(head.label, head.url)}</th>{drawn}{last}</tr>'


def _cell(cell: Cell, css: str) -> str:
    inside = grouped(cell.count)
    if cell.count and cell.note:
        inside += f"<small>{escape(cell.note)}</small>"
    if cell.count and cell.parts:
        inside += mini_bar(cell.parts)
    inside = f'<a href="{escape(cell.url)}">{inside}</a>' if cell.url else f"<span>{inside}</span>"
    return f'<td class="{css}">{inside}</td>' if css else f"<td>{inside}</td>"
