"""A database in which every table of a backup holds rows, with what is hard to carry among them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from openupr.advocacy.models import ContactBook, WipedBook
from openupr.attendance.models import Registration
from openupr.coalitions.tests.examples import example
from openupr.coalitions.tests.examples.clock import today_there
from openupr.project.backups.contents import NOT_CARRIED, Model, carried
from openupr.recommendations.models import RecordEdition, SuggestionRun
from openupr.workshops.models import Day

CANARY = "zyzzyva"
# What files and databases stumble over.
HARD = f'{CANARY} ភាសាខ្មែរ “quoted” \\ \t line\u2028two\r\n{{"a": [1]}} 🌾 %s ?'
_VALUES: dict[type[models.Field], Any] = {
    models.FloatField: 0.25,
    models.BinaryField: bytes(range(256)),
    models.BooleanField: True,
    models.DateTimeField: datetime(2018, 7, 12, 23, 59, 59, 123456, tzinfo=UTC),
    models.DateField: date(2018, 7, 12),
    models.TimeField: time(15, 0),
    models.UUIDField: UUID(int=7),
    models.JSONField: {"text": HARD, "list": [1, 2.5, None, True, {}]},
    models.IntegerField: 7,
}


def fill() -> None:
    """The coalition of the apps' own tests, and for each table that it leaves empty a row of every kind of value."""
    example()
    empty = [model for model in carried() if not model._base_manager.exists()]
    while empty:
        left = [model for model in empty if not _plant(model)]
        assert len(left) < len(empty), f"no row could be made for {left}"
        empty = left
    # Restored, a list of people is deleted where it is overdue: this one is not.
    Registration.objects.update(registered_on=today_there())
    Day.objects.update(date=today_there() + timedelta(days=9))
    # So are contacts; and a book that was deleted is another one than that which is there.
    ContactBook.objects.update(keep_until=today_there() + timedelta(days=9))
    WipedBook.objects.update(key=UUID(int=8))
    for model in carried():
        text = next((f for f in model._meta.concrete_fields if type(f) is models.TextField), None)
        if text is not None:
            model._base_manager.update(**{text.name: HARD})


def _plant(model: Model) -> bool:
    """Make one row; False as long as what it has to point to is missing."""
    # This table may hold row 1 only.
    given: dict[str, Any] = {"pk": 1} if model in (RecordEdition, SuggestionRun) else {}
    for field in model._meta.concrete_fields:
        if field.is_relation:
            if field.related_model._meta.label in NOT_CARRIED:
                continue
            other = field.related_model._base_manager.first()
            if other is None and not field.null:
                return False
            given[field.attname] = getattr(other, "pk", None)
        elif not field.primary_key:
            given[field.attname] = some_value(field)
    model._base_manager.create(**given)
    return True


def some_value(field: models.Field) -> Any:
    """A value that a field of this kind takes."""
    if field.choices:
        return field.choices[0][0]
    for kind, value in _VALUES.items():
        if isinstance(field, kind):
            return value
    return HARD[: field.max_length]
