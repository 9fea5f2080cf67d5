"""Tables of fixed widths with a header that Word repeats on every page."""

from collections.abc import Callable, Sequence

from openupr.documents.word.content import DocumentTable, Inlines
from openupr.documents.word.markup import Element, w

Cell = Callable[[str, Inlines, str], Element]
_HEAD_SHADE = "E7E7E7"


def table(content: DocumentTable, cell: Cell, *, width: int, right_to_left: bool = False) -> Element:
    """w:tbl; `cell` writes the paragraph of a cell in the style TableHead or TableText, with its
    anchor.

    Widths stand in the grid and in each cell: LibreOffice reads the one, Word the other.
    """
    widths = columns(content, width)
    rows = [_row(content.header, widths, cell, head=True)] if content.header else []
    anchors = content.anchors or ("",) * len(content.rows)
    rows += [
        _row(row, widths, cell, whole=content.keeps_rows, anchor=anchor)
        for row, anchor in zip(content.rows, anchors, strict=True)
    ]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="TableGrid"),
            w("bidiVisual") if right_to_left else None,
            w("tblW", w=width, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0020" if content.header else "0000", firstRow=int(bool(content.header))),
        ),
        w("tblGrid", *(w("gridCol", w=column_width) for column_width in widths)),
        *rows,
    )


def columns(content: DocumentTable, width: int) -> list[int]:
    """The columns' widths in twips; together exactly `width`."""
    shares = content.widths or (1.0,) * content.columns
    ends = [round(width * sum(shares[: at + 1]) / sum(shares)) for at in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _row(
    cells: Sequence[Inlines],
    widths: Sequence[int],
    cell: Cell,
    *,
    head: bool = False,
    whole: bool = False,
    anchor: str = "",
) -> Element:
    style = "TableHead" if head else "TableText"
    drawn = [cell(style, runs, "" if at else anchor) for at, runs in enumerate(cells)]
    return w(
        "tr",
        w("trPr", w("cantSplit"), w("tblHeader") if head else None) if head or whole else None,
        *(w("tc", _cell_properties(width, head), paragraph) for paragraph, width in zip(drawn, widths, strict=True)),
    )


def _cell_properties(width: int, head: bool) -> Element:
    shade = w("shd", val="clear", color="auto", fill=_HEAD_SHADE) if head else None
    return w("tcPr", w("tcW", w=width, type="dxa"), shade)
