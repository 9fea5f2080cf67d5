"""How many people each coalition has and how much it takes; no name, no text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, Coalesce

from openupr.coalitions.models import Coalition

# So many tables lie between a row and its coalition at most.
_FURTHEST = 6


class Bytes(models.Func):
    """The length of a text, a document or a file in bytes."""

    output_field = models.BigIntegerField()
    function = "octet_length"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # octet_length came with SQLite 3.43.
        return self.as_sql(compiler, connection, template="length(CAST(%(expressions)s AS BLOB))", **extra)


@dataclass(frozen=True)
class CoalitionSize:
    """One coalition, known by its key: the last part of its address, which a coordinator can read
    out.

    In whole megabytes, rounded up: exact bytes would tell whoever watches them when somebody wrote,
    and how much. None while they were not counted.
    """

    key: str
    founded: date
    people: int
    megabytes: int | None = None


def coalitions_here() -> list[CoalitionSize]:
    """By their keys, not counted: one query."""
    rows = Coalition.objects.annotate(people=models.Count("participations")).order_by("key")
    return [CoalitionSize(coalition.key, coalition.founded, coalition.people) for coalition in rows]


def sizes_of_coalitions() -> list[CoalitionSize]:
    """The largest first: their texts and files; what the database needs beside them is not counted.

    Reads every text and file of the server, a query for each table: only for somebody who asks for
    it.
    """
    bytes_of: Counter[int] = Counter()
    for model, path in _tables():
        for coalition, size in _sizes(model, path):
            bytes_of[coalition] += size
    numbers = dict(Coalition.objects.values_list("key", "pk"))
    sizes = [replace(size, megabytes=-(-bytes_of[numbers[size.key]] // 1_000_000)) for size in coalitions_here()]
    return sorted(sizes, key=lambda size: (-(size.megabytes or 0), size.key))


def _sizes(model: type[models.Model], path: str) -> Iterator[tuple[int, int]]:
    lengths = [Coalesce(Bytes(_as_bytes(field)), 0) for field in _long_columns(model)]
    total = sum(lengths[1:], start=lengths[0])
    rows = model._base_manager.exclude(**{path: None}).order_by().values_list(path)
    yield from rows.annotate(_bytes=models.Sum(total))


def _as_bytes(field: models.Field[object, object]) -> models.F | Cast:
    return models.F(field.name) if isinstance(field, models.BinaryField) else Cast(field.name, models.TextField())


def _long_columns(model: type[models.Model]) -> list[models.Field[object, object]]:
    kinds = (models.TextField, models.CharField, models.JSONField, models.BinaryField)
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds)]


@cache
def _tables() -> tuple[tuple[type[models.Model], str], ...]:
    """Every table with texts or files whose rows lead to a coalition, and by which keys."""
    ways = ((model, _way(model, _FURTHEST)) for model in apps.get_models() if _long_columns(model))
    return tuple((model, "__".join(way.keys)) for model, way in ways if way)


@dataclass(frozen=True, order=True)
class _Way:
    """How a row leads to its coalition: a key that may be empty is worse than any detour."""

    empty: int
    length: int
    keys: tuple[str, ...]


def _way(model: type[models.Model], left: int) -> _Way | None:
    ways = []
    for field in model._meta.concrete_fields if left else ():
        target = field.related_model
        if target is Coalition:
            ways.append(_Way(int(field.null), 1, (field.name,)))
        elif isinstance(target, type) and target is not model and (rest := _way(target, left - 1)):
            ways.append(_Way(rest.empty + field.null, rest.length + 1, (field.name, *rest.keys)))
    return _Way(0, 0, ("pk",)) if model is Coalition else min(ways, default=None)
