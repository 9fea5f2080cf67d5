"""Rows of several apps as one question to the database.

Each app gives rows with the same columns (`with_columns`), and `united` makes one question of them.
Making it from models takes longer than the answer, so it is kept. A stand-in is kept for what
differs for each reader: `fetched` replaces it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, F, Field, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

M = TypeVar("M", bound=Model)
Column = str | Combinable | None
"""The path of a field, an expression, or nothing."""

# Stand in a kept question for a key and for a day.
ANY_KEY = -(2**52)
ANY_DAY = date(1000, 1, 2)


@dataclass(frozen=True, slots=True)
class Kept:
    """A question with the values that it is asked with, by the names of their places
    (`with_places`).
    """

    sql: str
    values: Mapping[str, Any]


_PLACE = re.compile("(?<!%)%s")


def with_places(sql: str, names: Iterable[str]) -> str:
    """The statement with a name for each value in place of `%s`.

    So Django need not look through a long statement each time.
    """
    remaining = iter(names)
    return _PLACE.sub(lambda _place: f"%({next(remaining)})s", sql)


def with_columns(
    rows: QuerySet[Any], columns: Mapping[str, Column], fields: Mapping[str, tuple[Field[Any, Any], object]]
) -> QuerySet[Any]:
    """The rows with the columns `w_…`; `fields`: the type of each, and what it is where nothing is
    given.

    What is not given needs its type: PostgreSQL must know it before it puts rows together.
    """

    def column(name: str) -> Combinable:
        wanted = columns.get(name)
        if wanted is None:
            field, nothing = fields[name]
            return Cast(Value(nothing), field)
        return F(wanted) if isinstance(wanted, str) else wanted

    with_all: QuerySet[Any] = rows.order_by().annotate(**{f"w_{name}": column(name) for name in fields})
    return with_all


def is_given(rows: QuerySet[Any], name: str) -> bool:
    """Whether these rows, made by `with_columns`, have anything in a column."""
    return not isinstance(rows.query.annotations[f"w_{name}"], Cast)


def united(questions: Iterable[QuerySet[Any]], names: Sequence[str]) -> Kept:
    """One question for all rows: the place of the question that a row is from, then the columns of
    these names.
    """
    columns = ["w_place", *(f"w_{name}" for name in names)]
    first, *others = (
        rows.annotate(w_place=Cast(Value(place), BigIntegerField())).values_list(*columns)
        for place, rows in enumerate(questions)
    )
    sql, parameters = (first.union(*others, all=True) if others else first).query.sql_with_params()
    # Most values occur often. Each has one name, because giving hundreds takes as long as the
    # answer.
    named: dict[tuple[type, str], str] = {}
    places = [named.setdefault((type(value), repr(value)), f"v{len(named)}") for value in parameters]
    return Kept(with_places(sql, places), dict(zip(places, parameters, strict=True)))


def fetched(
    kept: Kept,
    *,
    select: str = "*",
    where: str = "",
    key: int = 0,
    day: date = ANY_DAY,
    more: Sequence[int | date] = (),
) -> list[tuple[Any, ...]]:
    """What the database answers, for a key and a day.

    `where` may name the columns and is given `more`.
    """
    adapted = connection.ops.adapt_datefield_value
    any_day, that_day = adapted(ANY_DAY), adapted(day)
    values = {
        name: key if value == ANY_KEY else that_day if value == any_day else value
        for name, value in kept.values.items()
    }
    also = {f"p{number}": adapted(value) if isinstance(value, date) else value for number, value in enumerate(more)}
    where = with_places(where, also)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {select} FROM ({kept.sql}) AS rows_of_all {where}", {**values, **also})  # noqa: S608 (ours)
        return list(cursor.fetchall())


def as_day(value: date | str | None) -> date | None:
    """A day as the database gives it: SQLite keeps text."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value
