"""Counting the record by one to three dimensions, and numbers divided by what was answered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .code_coverage import CODES, CodeCoverage, code_coverage, code_document, filters_known_by
from .dimension_values import Value, every_value
from .dimensions import BY_NAME, dimension
from .question import Question
from .sentences import basis
from .the_index import loaded_sources, the_index
from .whole_reviews import SERIES, values_in_part


class DimensionTwice(ValueError):
    """A count by the same dimension twice says nothing new."""

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(name)s” is given twice: count by dimensions that differ.") % {"name": name})


@dataclass(frozen=True, slots=True)
class Counted:
    """Non-empty cells as (one value per dimension, count), greatest first; None where a row has no
    value.

    `coded`: for each dimension counted by or filtered by, how many rows have a value of it.
    `in_part`: the sessions, years and cycles that are not loaded whole. `not_coded`: those where no
    source gave the codes that are filtered by.
    """

    by: tuple[str, ...]
    total: int
    cells: list[tuple[tuple[Value | None, ...], int]]
    basis: str
    coded: Mapping[str, CodeCoverage]
    in_part: Mapping[str, Sequence[Value]]
    not_coded: Mapping[str, Sequence[Value]]

    def document(self) -> dict[str, Any]:
        """What the command and the JSON say (docs/command-line.md)."""
        return {
            "total": self.total,
            "basis": self.basis,
            "coded": code_document(self.coded),
            "in_part": self.in_part,
            "not_coded": self.not_coded,
            "rows": self.rows(),
        }

    def rows(self) -> list[dict[str, Value | None]]:
        """The cells with names in place of codes, as programs get them."""
        rows = []
        for values, count in self.cells:
            named: dict[str, Value | None] = {
                name: dimension(name).plain(value) for name, value in zip(self.by, values, strict=True)
            }
            rows.append({**named, "count": count})
        return rows


def cells(question: Question, *, by: Sequence[str]) -> tuple[int, dict[tuple[Value | None, ...], int]]:
    """(total, number of rows of each combination that has any): the plain numbers, in no order for
    a reader.
    """
    search = question.searched()
    table = the_index().cross(search.words, filters=search.index_filters(), by=search.columns(by))
    some = [(at, check) for at, name in enumerate(by) if (check := BY_NAME[name].is_listed) is not every_value]
    if not some:
        return table.total, dict(table)
    # What is not listed is another name of a value beside it; a row without any is one without a
    # value.
    listed = {
        values: n for values, n in table if all((value := values[at]) is None or check(value) for at, check in some)
    }
    return table.total, listed


def count(question: Question, *, by: Sequence[str]) -> Counted:
    """How many of the question's recommendations have each combination of values of the dimensions.

    Raises UnknownName for a dimension, DimensionTwice.
    """
    names = tuple(dimension(name).name for name in by)
    if twice := [name for name in names if names.count(name) > 1]:
        raise DimensionTwice(twice[0])
    total, counted = cells(question, by=names)
    ordered = sorted(counted.items(), key=lambda cell: (-cell[1], [(value is None, str(value)) for value in cell[0]]))
    filtered = [name for name in CODES if name in question.filters or name in question.excluded]
    return Counted(
        by=names,
        total=total,
        cells=ordered,
        basis=basis(question, loaded_sources(), by=names),
        coded=code_coverage(question, [*names, *filtered]),
        in_part=_in_part(question, names, counted),
        not_coded=_not_coded(question, names),
    )


def _not_coded(question: Question, names: Sequence[str]) -> dict[str, Sequence[Value]]:
    uncoded = {
        name: sorted((value for value, (n, _of) in filters_known_by(question, name).items() if not n), key=int)
        for name in names
        if name in SERIES
    }
    return {name: values for name, values in uncoded.items() if values}


def _in_part(
    question: Question, names: Sequence[str], counted: Iterable[tuple[Value | None, ...]]
) -> dict[str, Sequence[Value]]:
    values = {name: sorted({key[at] for key in counted} - {None}, key=str) for at, name in enumerate(names)}
    of_names = {name: values_in_part(question, name, of_name) for name, of_name in values.items()}
    return {name: sorted(in_part, key=int) for name, in_part in of_names.items() if in_part}


RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Tally:
    """`count` rows; `responses` divides them by response (None: without one), empty where it is not
    counted.
    """

    count: int = 0
    responses: Mapping[Value | None, int] = field(default_factory=dict)

    @property
    def supported(self) -> int:
        return self.responses.get("supported", 0)

    @property
    def noted(self) -> int:
        return self.responses.get("noted", 0)


NOTHING = Tally()
Key = tuple[Value | None, ...]


def tallies(question: Question, *, by: tuple[str, ...], responses: bool) -> dict[Key, Tally]:
    """The rows of each combination of values of one or two dimensions that has any.

    `responses`: counted too; then none of `by` is the response.
    """
    if not responses:
        return {key: Tally(n) for key, n in cells(question, by=by)[1].items()}
    divided: dict[Key, dict[Value | None, int]] = defaultdict(dict)
    for key, n in cells(question, by=(*by, RESPONSE))[1].items():
        divided[key[:-1]][key[-1]] = n
    return {key: Tally(sum(by_response.values()), by_response) for key, by_response in divided.items()}


def whole(question: Question) -> Tally:
    """All rows of the question, each counted once."""
    total, responses = cells(question, by=(RESPONSE,))
    return Tally(total, {response: n for (response,), n in responses.items()})


def added(several: Iterable[Tally]) -> Tally:
    """The sum of tallies of different rows."""
    first, *others = [*several] or [NOTHING]
    if not others:
        return first
    responses = dict(first.responses)
    for other in others:
        for response, n in other.responses.items():
            responses[response] = responses.get(response, 0) + n
    return Tally(first.count + sum(other.count for other in others), responses)
