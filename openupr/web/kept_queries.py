"""Queries that Django puts together once in a process: that takes longer than their answer.

    def _terms(group: int) -> QuerySet[RapporteurTerm]:
        return RapporteurTerm.objects.filter(group=group, until=None).select_related("person")

    kept_rows(_terms, group.pk)

Only the statement is kept, never an answer: what is given is put in the place of its stand-in each time.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import count
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

from .unions import with_places

R = TypeVar("R")
Given = int | str | date | Collection[int] | Collection[str]
Row = Sequence[Any]
Kind = tuple[type, int | None]
"""The type of what is given; of a collection, that of its things, and how many they are."""

# So many statements are kept, none that is given more.
_MOST, _LONGEST = 500, 500
_FIRST_DAY = date(1000, 1, 2)
_TOO_LARGE = 2**63


def kept_rows(ask: Callable[..., QuerySet[Any, R]], *given: Given) -> list[R]:
    """What `ask(*given)` finds; `given`: keys, texts, days, collections of keys or texts.

    `ask` is a function of a module. It may only filter by what it is given, as it gets stand-ins, once for each number
    of things in a collection.
    """
    kinds = tuple(_kind(each) for each in given)
    length = sum(number or 1 for _type, number in kinds)
    statement = (_statement if length <= _LONGEST else _statement.__wrapped__)(ask, kinds)
    return statement.rows(list(_flat(given))) if statement else []


def kept_row(ask: Callable[..., QuerySet[Any, R]], *given: Given) -> R | None:
    """The first of these rows, None where there is none."""
    return next(iter(kept_rows(ask, *given)), None)


@dataclass(frozen=True, slots=True)
class _Statement:
    """What the database is asked. `constants` are values by their names; what is given is called "g0", "g1", ..."""

    sql: str
    constants: Mapping[str, object]
    compiler: Any
    converters: Any
    read: Callable[[Iterable[Row]], Iterable[Any]]

    def rows(self, given: Sequence[Any]) -> list[Any]:
        values = {**self.constants, **{f"g{place}": value for place, value in enumerate(given)}}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found: Iterable[Row] = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return list(self.read(found))


def _kind(given: Given) -> Kind:
    if isinstance(given, Collection) and not isinstance(given, str):
        first: Any = next(iter(given), 0)
        return _kind(first)[0], len(given)
    known = next((kind for kind in (int, str, date) if isinstance(given, kind)), None)
    if known is None or isinstance(given, datetime):
        raise TypeError(f"Keys, texts and days are given, not {type(given)}.")
    return known, None


def _flat(given: Iterable[Given]) -> Iterator[Any]:
    for each in given:
        if isinstance(each, date):
            yield connection.ops.adapt_datefield_value(each)
        elif isinstance(each, int | str):
            yield _held(each)
        else:
            yield from map(_held, each)


def _held(each: Any) -> Any:
    """A key that is larger than any that a database holds is one that nothing has."""
    return -1 if isinstance(each, int) and abs(each) >= _TOO_LARGE else each


@lru_cache(_MOST)
def _statement(ask: Callable[..., QuerySet[Any, Any]], kinds: tuple[Kind, ...]) -> _Statement | None:
    """The statement of a query; None where an empty collection is given, and it finds nothing."""
    numbers = count(1)
    stand_ins: list[Any] = [
        _stand_in(kind, next(numbers))
        if length is None
        else [_stand_in(kind, next(numbers)) for _each in range(length)]
        for kind, length in kinds
    ]
    rows = ask(*stand_ins)
    compiler: Any = rows.query.get_compiler(connection=_never_opened())
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        if any(number == 0 for _type, number in kinds):
            return None
        raise
    known = {each: at for at, each in enumerate(_flat(stand_ins))}
    places = [known.get(value) if isinstance(value, Hashable) else None for value in parameters]
    names = [f"c{at}" if place is None else f"g{place}" for at, place in enumerate(places)]
    if set(places) - {None} != set(known.values()):
        raise ValueError(f"{ask.__name__} may only filter by what it is given.")
    columns = [each[0] for each in compiler.select[: compiler.col_count]]
    return _Statement(
        sql=with_places(sql, names),
        constants={name: value for name, value in zip(names, parameters, strict=True) if name.startswith("c")},
        compiler=compiler,
        converters=compiler.get_converters(columns),
        read=_reader(rows, compiler),
    )


def _stand_in(kind: type, number: int) -> Any:
    """A value that nothing has."""
    if kind is int:
        return -(2**52) - number
    if kind is str:
        return f"\x02{number}\x03"
    return _FIRST_DAY + timedelta(number)


@cache
def _never_opened() -> Any:
    """A connection that statements are put together for: those of threads end with them."""
    return connection.copy()


def _reader(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Iterable[Row]], Iterable[Any]]:
    """What makes of the database's rows what the query gives."""
    kind, width = rows._iterable_class, compiler.col_count
    if kind is FlatValuesListIterable:
        return lambda found: (row[0] for row in found)
    if kind is ValuesListIterable:
        return lambda found: (tuple(row[:width]) for row in found)
    if kind is not ModelIterable:
        raise TypeError("Rows of a model or lists of values are kept.")
    return _of_models(compiler)


def _of_models(compiler: Any) -> Callable[[Iterable[Row]], Iterator[Model]]:
    """As Django's own ModelIterable does it."""
    known = compiler.klass_info
    model, places = known["model"], known["select_fields"]
    first, end = places[0], places[-1] + 1
    names = [each[0].target.attname for each in compiler.select[first:end]]
    related = get_related_populators(known, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs are of a later Django
    more = list((compiler.annotation_col_map or {}).items())

    def read(found: Iterable[Row]) -> Iterator[Model]:
        for row in found:
            made: Model = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
            for each in related:
                each.populate(row, made)
            for name, place in more:
                setattr(made, name, row[place])
            yield made

    return read
