"""A number too large for the database is the number of nothing, for all questions of the project.

Anybody can type one into an address or a form. Django answers `pk=` such a number with "nothing
found", but fails on `pk__in=` and on keys of other tables. As with what fields say (field_refusals)
this is changed once, for all, since whoever writes a question would have to remember it each time.
Text that somebody typed becomes a number by `number_in`.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In

# Longer numbers than this are no row's, and the longest make Python refuse to read them.
_DIGITS = 18


def number_in(typed: str) -> int:
    """The number of a row that somebody typed or a form holds; 0, which no row has, for anything
    else.
    """
    return int(typed) if typed.isdecimal() and len(typed) <= _DIGITS else 0


def _fitting(lookup: Any, connection: Any, values: Iterable[object]) -> list[object]:
    """Those of the values that a column can hold; what is no number is none of our business."""
    field = lookup.lhs.output_field
    field = getattr(field, "target_field", field)
    if not isinstance(field, models.IntegerField):
        return list(values)
    least, most = connection.ops.integer_field_range(field.get_internal_type())
    return [
        value
        for value in values
        if not isinstance(value, int) or ((least is None or value >= least) and (most is None or value <= most))
    ]


class _OneOfThose:
    """`__in`: of those asked for, what no row can have is left out."""

    def process_rhs(self: Any, compiler: Any, connection: Any) -> Any:
        if self.rhs_is_direct_value():
            self.rhs = _fitting(self, connection, self.rhs)
        return super().process_rhs(compiler, connection)  # type: ignore[misc]


class _NumberIn(_OneOfThose, In):
    pass


class _KeyIn(_OneOfThose, RelatedIn):
    pass


class _Key(RelatedExact):
    """The key of another table: of one that no row can have, there is nothing."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if self.rhs_is_direct_value() and not _fitting(self, connection, [self.rhs]):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


def are_no_rows() -> None:
    """Give Django's fields these questions. Called once, before any is asked."""
    models.IntegerField.register_lookup(_NumberIn)
    ForeignObject.register_lookup(_KeyIn)
    ForeignObject.register_lookup(_Key)
