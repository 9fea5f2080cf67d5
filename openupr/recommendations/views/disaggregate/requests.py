"""What an address asks of the table besides the question: dimensions, what stands in the cells, how much of it."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...queries.dimensions import dimension
from ...queries.disaggregate import CountTable, Order, SameDimension
from ...queries.disaggregate import disaggregate as take_apart
from ...queries.question import Question
from ..parameters import QUESTION

Show = Literal["count", "row", "column", "response"]
SHOWS: dict[Show, object] = {
    "count": _("Numbers"),
    "row": _("Shares of the row"),
    "column": _("Shares of the column"),
    "response": _("Responses"),
}
USUAL_ROWS, USUAL_COLUMNS = 20, 12
TAKES = (*QUESTION, "rows", "columns", "show", "order", "top", "across", "layout")
"""The parameters of the page, of its files and of its pictures."""


@dataclass(frozen=True, slots=True)
class TableRequest:
    """The state of the page besides its question. `most_…` None: all. `mended`: rows and columns were the same."""

    question: Question
    rows: str
    columns: str
    show: Show
    order: Order
    most_rows: int | None
    most_columns: int | None
    mended: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """What the address says besides the question; what is usual goes without saying."""
        said = [("rows", self.rows), ("columns", self.columns)]
        said += [("show", self.show)] if self.show != "count" else []
        said += [("order", self.order)] if self.order != "count" else []
        for name, most, usual in (("top", self.most_rows, USUAL_ROWS), ("across", self.most_columns, USUAL_COLUMNS)):
            said += [(name, "all" if most is None else str(most))] if most != usual else []
        return said

    def url(self, kind: str = "", **changes: object) -> str:
        """The address of this state with something changed, as a page or (`kind`: csv, svg ...) as a file."""
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
    """The state of an address. Raises UnknownName for a dimension; what cannot be used otherwise is as usual."""
    rows = dimension(request.GET.get("rows") or "issue").name
    other = "from-region" if rows == "response" else "response"
    columns = dimension(request.GET.get("columns") or other).name
    mended = rows == columns
    columns = other if mended else columns
    show: Show = next((each for each in SHOWS if each == request.GET.get("show")), "count")
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
    """The state of a file's address. A file has no room to say that it was mended: raises SameDimension."""
    state = table_request(request, question)
    if state.mended:
        raise SameDimension
    return state


def _most(text: str | None, usual: int) -> int | None:
    if text == "all":
        return None
    return max(1, min(500, int(text))) if text and text.isascii() and text.isdigit() and len(text) < 6 else usual
