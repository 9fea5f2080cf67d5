"""OHCHR's thematic list with the coalition's assessments in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openupr.coalitions.models import Coalition
from openupr.undocs.list_assessments import add_column, fill_list
from openupr.undocs.values import CellPlace

from ..models import Matrix, MatrixRow
from .follow_up_list import FollowUpLine, Viewer, lines_of


@dataclass(frozen=True)
class MatrixLine:
    """A recommendation of the file, with the lines of the coalition's list that it is."""

    row: MatrixRow
    lines: Sequence[FollowUpLine]

    @property
    def told(self) -> list[str]:
        """What its cell says; nothing where nobody has assessed it."""
        return list(dict.fromkeys(text for line in self.lines for text in told_of(line)))


@dataclass(frozen=True)
class FilledMatrix:
    """The whole list."""

    matrix: Matrix
    lines: Sequence[MatrixLine]

    @property
    def assessed(self) -> int:
        """How many of its recommendations somebody has assessed."""
        return sum(any(each.spread.is_assessed for each in line.lines) for line in self.lines)


def matrix_with_lines(coalition: Coalition, matrix: Matrix) -> FilledMatrix:
    """A list with what is said of each recommendation, in a constant number of queries.

    Nothing that only some may see is in it: the file leaves the coalition.
    """
    rows = list(matrix.entries.prefetch_related("listed"))
    lines = {line.listed.pk: line for line in lines_of(coalition, Viewer())}
    return FilledMatrix(matrix, [MatrixLine(row, [lines[each.pk] for each in row.listed.all()]) for row in rows])


def told_of(line: FollowUpLine) -> Iterator[str]:
    """What each chose and why, and the sources that everyone may see. Who differs stays visible."""
    yield from line.told_outside
    for source in line.evidence_outside:
        day = f", {source.day.isoformat()}" if source.day else ""
        unsure = "" if source.is_quotable else " (not verified)"
        yield f"Source: {source.source}{day}{unsure}"


@dataclass(frozen=True)
class MatrixFile:
    """The Word file, and how many cells had words already and were left as they were."""

    data: bytes
    left: int


def filled_file(filled: FilledMatrix) -> MatrixFile:
    """The very same file with the column filled; a copy with such a column where it has none. Raises RefusedFile."""
    data = bytes(Matrix.objects.only("data").get(pk=filled.matrix.pk).data)
    told = [(line, line.told) for line in filled.lines]
    if filled.matrix.has_column:
        found = fill_list(data, {CellPlace(*place): told for line, told in told if told for place in line.row.cells})
        return MatrixFile(found.data, len(found.left))
    return MatrixFile(
        add_column(data, {CellPlace(*place): told for line, told in told if told for place in line.row.rows}), 0
    )
