"""Where words may be kept: every field of every room's tables that holds texts, but for those that data excepts.

Nobody has to think of a new field: it is among these from its first day.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, ForeignKey, JSONField, Model, Q, TextField

from openupr.coalitions.models import Coalition

from ..models import Remark

# What fits into so few characters is a key, a code or a language: no six words.
_A_KEY = 16
_NOT_SWEPT = Path(__file__).parents[1] / "data" / "not_swept.csv"


@dataclass(frozen=True, slots=True)
class KeptTexts:
    """A model and the names of its fields that hold texts; `way`: from there to the coalition, "" where none leads."""

    model: type[Model]
    names: tuple[str, ...]
    way: str

    def of(self, coalition: Coalition) -> Q:
        """Rows that are this coalition's or, where the model cannot tell, may be."""
        if not self.way:
            return Q()
        return Q(**{self.way: coalition.pk}) | Q(**{f"{self.way}__isnull": True})


@cache
def kept_texts() -> tuple[KeptTexts, ...]:
    """All of them, in the order of their names."""
    found = []
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda each: each._meta.label):
        if model.__module__.startswith("openupr.") and not model._meta.proxy:
            names = tuple(field.name for field in model._meta.local_concrete_fields if _holds_texts(field))
            if names:
                found.append(KeptTexts(model, names, _way(model)))
    return tuple(found)


def texts_of(coalition: Coalition) -> Iterator[str]:
    """Every text that stands there, of a coalition and of what cannot tell whose it is; row by row.

    But for what sheets of a box say: it is of nobody who is known, and was read by nobody while the box was open.
    """
    for kept in kept_texts():
        if kept.model is Remark:
            continue
        rows = kept.model._base_manager.filter(kept.of(coalition)).order_by().values_list(*kept.names)
        for values in rows.iterator(chunk_size=500):
            yield from texts_in(list(values))


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, such as JSON holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict):
        yield from texts_in([*value, *value.values()])


@cache
def not_swept() -> dict[str, str]:
    """What is excepted, a room, a model or a field of one, and why."""
    with _NOT_SWEPT.open(encoding="utf-8", newline="") as file:
        return {row["what"]: row["reason"] for row in csv.DictReader(file)}


def _holds_texts(field: Field[Any, Any]) -> bool:
    """One of few choices holds none, nor does what tells rows apart."""
    label = field.model._meta.label
    if not isinstance(field, CharField | TextField | JSONField) or field.choices or field.unique:
        return False
    if field.max_length and field.max_length <= _A_KEY:
        return False
    return not not_swept().keys() & {field.model._meta.app_label, label, f"{label}.{field.name}"}


def _way(model: type[Model]) -> str:
    """The shortest way over keys to the coalition that a row belongs to, as a lookup; "" where there is none."""
    waiting: deque[tuple[type[Model], tuple[str, ...]]] = deque([(model, ())])
    seen = {model}
    while waiting:
        there, way = waiting.popleft()
        if there is Coalition:
            return "__".join(way) or "pk"
        for field in there._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, (*way, field.name)))
    return ""
