"""The record divided by two dimensions, and by the response as a third."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.translation import gettext as _

from .code_coverage import CODES, CodeCoverage, code_coverage, filters_known_by, is_untold, told_by_themes
from .counts import NOTHING, RESPONSE, Tally, tallies, whole
from .dimension_values import WITHOUT, Dimension, Value
from .dimensions import dimension
from .question import Question
from .sentences import basis, sentence
from .the_index import loaded_sources
from .whole_reviews import SERIES, values_in_part

Order = Literal["count", "name"]


def in_sequence(dimension: Dimension) -> bool:
    """Whether its values follow one another: sessions, cycles, categories, goals, responses."""
    return dimension.sequence is not None


def ordered(dimension: Dimension, counts: Mapping[Value | None, int], *, order: Order) -> list[Value | None]:
    """The values as a reader expects them: those in sequence so, others by count or name; then
    FOUND_NONE, and None last.
    """
    values = [value for value in counts if value not in WITHOUT]
    if dimension.sequence is not None:
        values.sort(key=dimension.sequence)
    elif order == "name":
        values.sort(key=lambda value: dimension.label(value).casefold())
    else:
        values.sort(key=lambda value: (-counts[value], dimension.label(value).casefold()))
    return [*values, *(value for value in WITHOUT if value in counts)]


def cut_heads(values: Sequence[Value | None], most: int | None) -> tuple[list[Value | None], list[Value | None]]:
    """(shown, the rest): the first `most`, all for None.

    Never a rest of one, and "none" is always shown.
    """
    last = [value for value in values if value in WITHOUT]
    known: list[Value | None] = [value for value in values if value not in last]
    if most is None or len(known) <= most + 1:
        return list(values), []
    return [*known[:most], *last], known[most:]


def chosen_only(values: Collection[Value | None], chosen: Collection[Value | None]) -> list[Value | None]:
    """The values that a filter on this dimension asks for, without others that the same rows have
    too.
    """
    return [value for value in values if not chosen or value in chosen]


class SameDimension(ValueError):
    """Choose two different dimensions for rows and columns."""

    def __init__(self) -> None:
        super().__init__(_("Choose two different dimensions for rows and columns."))


@dataclass(frozen=True, slots=True)
class TableHead:
    """A row or column: one value, or with `rest` all values that have no row or column of their
    own, each recommendation counted once.

    `tally` counts its recommendations, `values` are those that lead to them. `coded`: how many have
    a value of the other dimension; shares divide by them. `unknown`: the rows without a value of
    its own dimension. `in_part`: a session, a year or a cycle that is not loaded whole. `filtered`:
    in such a series, how many recommendations have the codes that are filtered by, and how many
    there are in all. `is_sum`: all of them together.
    """

    label: str
    values: tuple[Value | None, ...]
    tally: Tally
    rest: bool = False
    in_part: bool = False
    unknown: bool = False
    coded: int = 0
    filtered: tuple[int, int] = (0, 0)
    is_sum: bool = False

    @property
    def tells_nothing(self) -> bool:
        """Whether of none of its recommendations the code that is counted or filtered by is known:
        then 0 means "not known".
        """
        known, of = self.filtered
        return (bool(self.tally.count) and not self.coded) or (of > 0 and not known)


@dataclass(frozen=True, slots=True)
class CountTable:
    """`cells[r][c]` counts what stands in both; for a multi-valued dimension they may add up to
    more than the heads, and the heads to more than `total`. `answered`: cells and heads are divided
    by response. `all_rows` and `all_columns` are the sums as a row and as a column; `both_coded`:
    of so many recommendations both dimensions are known. `codes`: of how many each dimension is
    known. `by_themes`: the sessions, years or cycles that have their issues from OHCHR's themes
    alone, with their cycle.
    """

    question: Question
    by: tuple[Dimension, Dimension]
    answered: bool
    rows: Sequence[TableHead]
    columns: Sequence[TableHead]
    cells: Sequence[Sequence[Tally]]
    total: Tally
    values: tuple[int, int]
    basis: str
    sentence: str
    codes: Mapping[str, CodeCoverage]
    all_rows: TableHead
    all_columns: TableHead
    both_coded: int = 0
    by_themes: Mapping[int, int] = field(default_factory=dict)

    @property
    def multiple(self) -> list[Dimension]:
        """The dimensions that may have several values in one recommendation: sums exceed the total."""
        return [axis for axis in self.by if axis.multiple]

    @property
    def in_part(self) -> dict[str, list[Value | None]]:
        """By dimension, its sessions, years or cycles that are not loaded whole."""
        by_axis = {
            axis.name: [head.values[0] for head in heads if head.in_part]
            for axis, heads in zip(self.by, (self.rows, self.columns), strict=True)
        }
        return {name: values for name, values in by_axis.items() if values}

    @property
    def can_be_sorted(self) -> bool:
        """Whether rows or columns have no order of their own, as sessions have."""
        return not all(in_sequence(axis) for axis in self.by)

    def is_unknown(self, row: TableHead, column: TableHead) -> bool:
        """Whether a 0 in this cell only means that no source coded the recommendations."""
        if (column.tells_nothing and not row.unknown) or (row.tells_nothing and not column.unknown):
            return True
        return self._has_no_theme(row, column)

    def _has_no_theme(self, row: TableHead, column: TableHead) -> bool:
        """Whether this session, year or cycle has its issues from OHCHR's themes alone, and none is
        this issue.
        """
        if not self.by_themes:
            return False
        heads = {dimension.name: head for dimension, head in zip(self.by, (row, column), strict=True)}
        issue = heads.pop("issue")
        [series] = heads.values()
        cycle = self.by_themes.get(int(series.values[0] or 0)) if series.values else None
        return bool(cycle and issue.values and all(value and is_untold(str(value), cycle) for value in issue.values))

    def of_row(self, row: TableHead, column: TableHead) -> int:
        """What a cell's share of its row divides by; 0 where it has no share, as in a sum with
        uncoded rows.
        """
        return 0 if column.unknown or (column.is_sum and row.coded < row.tally.count) else row.coded

    def of_column(self, row: TableHead, column: TableHead) -> int:
        """What a cell's share of its column divides by; 0 where it has no share, as in a sum with
        uncoded rows.
        """
        return 0 if row.unknown or (row.is_sum and column.coded < column.tally.count) else column.coded

    def of_all(self, row: TableHead, column: TableHead) -> int:
        """What a cell's share of all divides by; 0 where it has none."""
        return 0 if row.unknown or column.unknown else self.both_coded

    def behind(self, row: TableHead | None = None, column: TableHead | None = None) -> Question:
        """The question that finds the rows behind a cell, a head or (without either) the total."""
        question = self.question
        for axis, head in zip(self.by, (row, column), strict=True):
            if head is not None:
                question = replace(question, filters={**question.filters, axis.name: head.values})
        return question


def disaggregate(
    question: Question,
    *,
    rows: str,
    columns: str,
    most_rows: int | None = None,
    most_columns: int | None = None,
    order: Order = "count",
) -> CountTable:
    """The question's recommendations by two dimensions; beyond `most_…` values the rest are counted
    together.

    Raises UnknownName for a dimension, SameDimension.
    """
    by = dimension(rows), dimension(columns)
    if by[0] == by[1]:
        raise SameDimension
    answered = RESPONSE not in {axis.name for axis in by}
    heads = [
        _heads(question, axis, answered=answered, most=most, order=order)
        for axis, most in zip(by, (most_rows, most_columns), strict=True)
    ]
    total = whole(question)
    table = CountTable(
        question=question,
        by=by,
        answered=answered,
        rows=heads[0],
        columns=heads[1],
        cells=(),
        total=total,
        values=(_how_many(heads[0]), _how_many(heads[1])),
        basis=basis(question, loaded_sources(), by=(axis.name for axis in by)),
        sentence=sentence(question, total.count),
        codes=code_coverage(question, [name for name in CODES if name in (by[0].name, by[1].name, *question.filters)]),
        all_rows=TableHead("", (), total, is_sum=True),
        all_columns=TableHead("", (), total, is_sum=True),
        by_themes=_by_themes(question, {axis.name for axis in by}),
    )
    return _with_codes(replace(table, cells=_cells(table)))


def _by_themes(question: Question, names: set[str]) -> dict[int, int]:
    series = names & set(SERIES)
    return told_by_themes(question.searched(), *series) if "issue" in names and series else {}


def _with_codes(table: CountTable) -> CountTable:
    """The table with what its shares divide by: only the recommendations that have a value."""
    row_at = next((at for at, row in enumerate(table.rows) if row.unknown), None)
    column_at = next((at for at, column in enumerate(table.columns) if column.unknown), None)
    lacking_columns = [0 if column_at is None else cells[column_at].count for cells in table.cells]
    lacking_rows = [0] * len(table.columns) if row_at is None else [cell.count for cell in table.cells[row_at]]
    without_row = 0 if row_at is None else table.rows[row_at].tally.count
    without_column = 0 if column_at is None else table.columns[column_at].tally.count
    both_lacking = 0 if row_at is None or column_at is None else table.cells[row_at][column_at].count
    total = table.total.count
    return replace(
        table,
        rows=[replace(row, coded=row.tally.count - n) for row, n in zip(table.rows, lacking_columns, strict=True)],
        columns=[
            replace(head, coded=head.tally.count - n) for head, n in zip(table.columns, lacking_rows, strict=True)
        ],
        all_rows=replace(table.all_rows, coded=total - without_column),
        all_columns=replace(table.all_columns, coded=total - without_row),
        both_coded=total - without_row - without_column + both_lacking,
    )


def _how_many(heads: Sequence[TableHead]) -> int:
    return sum(len(head.values) for head in heads)


def _heads(
    question: Question, axis: Dimension, *, answered: bool, most: int | None, order: Order
) -> tuple[TableHead, ...]:
    by_value = {value: tally for (value,), tally in tallies(question, by=(axis.name,), responses=answered).items()}
    known = filters_known_by(question, axis.name) if axis.name in SERIES else {}
    by_value |= {value: NOTHING for value, (n, _of) in known.items() if not n and value not in by_value}
    values = ordered(axis, {value: tally.count for value, tally in by_value.items()}, order=order)
    values = chosen_only(values, question.filters.get(axis.name, ()))
    listed, rest = cut_heads(values, None if in_sequence(axis) else most)
    in_part = values_in_part(question, axis.name, listed)
    heads = [
        TableHead(
            axis.label(value),
            (value,),
            by_value[value],
            unknown=value is None and not axis.none_is_known,
            in_part=value in in_part,
            filtered=known.get(value, (0, 0)) if value is not None else (0, 0),
        )
        for value in listed
    ]
    if rest:
        others = whole(replace(question, filters={**question.filters, axis.name: tuple(rest)}))
        label = _("%(number)s others") % {"number": len(rest)}
        place = len(heads) - sum(value in listed for value in WITHOUT)
        heads.insert(place, TableHead(label, tuple(rest), others if answered else Tally(others.count), rest=True))
    return tuple(heads)


def _cells(table: CountTable) -> list[list[Tally]]:
    names = table.by[0].name, table.by[1].name
    body = tallies(table.question, by=names, responses=table.answered)
    by_rest_of_rows = {
        column: tally
        for head in table.rows
        if head.rest
        for (column,), tally in tallies(table.behind(row=head), by=names[1:], responses=table.answered).items()
    }
    by_rest_of_columns = {
        row: tally
        for head in table.columns
        if head.rest
        for (row,), tally in tallies(table.behind(column=head), by=names[:1], responses=table.answered).items()
    }

    def cell(row: TableHead, column: TableHead) -> Tally:
        if row.rest and column.rest:
            both = whole(table.behind(row, column))
            return both if table.answered else Tally(both.count)
        if row.rest:
            return by_rest_of_rows.get(column.values[0], NOTHING)
        if column.rest:
            return by_rest_of_columns.get(row.values[0], NOTHING)
        return body.get((row.values[0], column.values[0]), NOTHING)

    return [[cell(row, column) for column in table.columns] for row in table.rows]
