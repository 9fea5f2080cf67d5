"""Queries that Django puts together once in a process: that takes longer than their answer.

    def _terms(group: int) -> QuerySet[RapporteurTerm]:
        return RapporteurTerm.objects.filter(group=group, until=None).select_related("person")

    kept_rows(_terms, group.pk)

Only the statement is kept, never an answer: what is given is put in the place of its stand-in each
time.
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


def kept_rows(ask: Callable[..., QuerySet[Any, R]], *arguments: Given) -> list[R]:
    """What `ask(*given)` finds; `arguments`: keys, texts, days, collections of keys or texts.

    `ask` is a function of a module. It may only filter by what it is given, as it gets stand-ins,
    once for each number of things in a collection.
    """
    kinds = tuple(_kind(argument) for argument in arguments)
    length = sum(number or 1 for _type, number in kinds)
    statement = (_statement if length <= _LONGEST else _statement.__wrapped__)(ask, kinds)
    return statement.rows(list(_flat(arguments))) if statement else []


def kept_row(ask: Callable[..., QuerySet[Any, R]], *arguments: Given) -> R | None:
    """The first of these rows, None where there is none."""
    return next(iter(kept_rows(ask, *arguments)), None)


@dataclass(frozen=True, slots=True)
class _Statement:
    """What the database is asked.

    `constants` are values by their names; what is given is called "g0", "g1", ...
    """

    sql: str
    constants: Mapping[str, object]
    compiler: Any
    converters: Any
    read: Callable[[Iterable[Row]], Iterable[Any]]

    def rows(self, arguments: Sequence[Any]) -> list[Any]:
        values = {**self.constants, **{f"g{place}": value for place, value in enumerate(arguments)}}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            fetched_rows: Iterable[Row] = cursor.fetchall()
        if self.converters:
            fetched_rows = self.compiler.apply_converters(fetched_rows, self.converters)
        return list(self.read(fetched_rows))


def _kind(argument: Given) -> Kind:
    if isinstance(argument, Collection) and not isinstance(argument, str):
        first: Any = next(iter(argument), 0)
        return _kind(first)[0], len(argument)
    known = next((kind for kind in (int, str, date) if isinstance(argument, kind)), None)
    if known is None or isinstance(argument, datetime):
        raise TypeError(f"Keys, texts and days are given, not {type(argument)}.")
    return known, None


def _flat(arguments: Iterable[Given]) -> Iterator[Any]:
    for argument in arguments:
        if isinstance(argument, date):
            yield connection.ops.adapt_datefield_value(argument)
        elif isinstance(argument, int | str):
            yield _held(argument)
        else:
            yield from map(_held, argument)


def _held(key: Any) -> Any:
    """A key that is larger than any that a database holds is one that nothing has."""
    return -1 if isinstance(key, int) and abs(key) >= _TOO_LARGE else key


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
    known = {stand_in: at for at, stand_in in enumerate(_flat(stand_ins))}
    places = [known.get(value) if isinstance(value, Hashable) else None for value in parameters]
    names = [f"c{at}" if place is None else f"g{place}" for at, place in enumerate(places)]
    if set(places) - {None} != set(known.values()):
        raise ValueError(f"{ask.__name__} may only filter by what it is given.")
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
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
        return lambda database_rows: (row[0] for row in database_rows)
    if kind is ValuesListIterable:
        return lambda database_rows: (tuple(row[:width]) for row in database_rows)
    if kind is not ModelIterable:
        raise TypeError("Rows of a model or lists of values are kept.")
    return _of_models(compiler)


def _of_models(compiler: Any) -> Callable[[Iterable[Row]], Iterator[Model]]:
    """As Django's own ModelIterable does it."""
    known = compiler.klass_info
    model, places = known["model"], known["select_fields"]
    first, end = places[0], places[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:end]]
    related = get_related_populators(known, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs are of a later Django
    more = list((compiler.annotation_col_map or {}).items())

    def read(database_rows: Iterable[Row]) -> Iterator[Model]:
        for row in database_rows:
            instance: Model = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
            for populator in related:
                populator.populate(row, instance)
            for name, place in more:
                setattr(instance, name, row[place])
            yield instance

    return read
