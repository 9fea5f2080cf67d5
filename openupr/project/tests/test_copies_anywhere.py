"""Words of a testimony that somebody pasted anywhere go with it: out of every field of every table that holds texts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import DateField, DateTimeField, DurationField, ForeignKey, JSONField, Model, TimeField
from django.utils import translation

from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import cast
from openupr.testimonies.models import Box, Testimony
from openupr.testimonies.queries.kept_texts import kept_texts, not_swept
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.services.boxes import close_box
from openupr.testimonies.services.testifying import put_testimony_in
from openupr.testimonies.services.withdrawing import withdraw
from openupr.testimonies.tests.examples import DAY, a_box, let_go
from openupr.timeline.models import Milestone

pytestmark = pytest.mark.django_db
# Six short words: they fit wherever six words do.
WORDS = "qo zu xi vy wo ka"
GIVEN = {DateTimeField: datetime(2018, 3, 1, tzinfo=UTC), DateField: date(2018, 3, 1), TimeField: time(9)}


class Rows:
    """A row of each table that holds texts, all of one coalition; what they need besides is made with them."""

    def __init__(self, box: Box) -> None:
        self._made: dict[type[Model], Model] = {Coalition: box.coalition, Box: box}

    def of(self, model: type[Model]) -> Model:
        if model not in self._made:
            given = {field.name: self._value(field) for field in model._meta.concrete_fields if needed(field)}
            self._made[model] = model._base_manager.create(**given)
        return self._made[model]

    def _value(self, field: Any) -> Any:
        if isinstance(field, ForeignKey):
            return self.of(field.related_model)
        known = (value for kind, value in GIVEN.items() if isinstance(field, kind))
        return next(known, timedelta(1) if isinstance(field, DurationField) else _plain(field))


def needed(field: Any) -> bool:
    return not (field.null or field.primary_key or field.has_default())


def _plain(field: Any) -> Any:
    if field.choices:
        return field.choices[0][0]
    return {"BinaryField": b"", "BooleanField": False}.get(
        field.get_internal_type(), field.model._meta.model_name[: field.max_length] if field.max_length else 1
    )


def held(row: Model, name: str) -> Any:
    """What is pasted there: in JSON some levels deep."""
    return [{"text": f"One said: {WORDS}."}] if isinstance(row._meta.get_field(name), JSONField) else WORDS


def everywhere(box: Box) -> Iterator[tuple[Model, str]]:
    """Pasted into every field that holds texts: the row and the field's name."""
    rows = Rows(box)
    for kept in kept_texts():
        row = rows.of(kept.model)
        type(row)._base_manager.filter(pk=row.pk).update(**{name: held(row, name) for name in kept.names})
        yield from ((row, name) for name in kept.names)


def test_a_copy_in_any_field_of_any_table_goes_with_its_testimony() -> None:
    known, code = cast(), fresh_code()
    box = a_box(known)
    put_testimony_in(box=box, code=code, text=WORDS, phrase="", consent="public")
    close_box(by=known.sophea, box=box, today=DAY)
    let_go(known.sophea)
    pasted = list(everywhere(box))
    with translation.override("km"):
        withdraw(code=code.plain)
    assert not Testimony.objects.exists()
    still = [f"{row._meta.label}.{name}" for row, name in pasted if WORDS in str(_now(row, name))]
    assert still == []
    assert set(Milestone.objects.values_list("title", flat=True)) == {"(words of a testimony that was taken back)"}
    assert len(pasted) > 100


def test_nothing_goes_of_what_stood_before_anybody_could_read_it() -> None:
    known, code = cast(), fresh_code()
    box = a_box(known)
    pasted = list(everywhere(box))
    Box.objects.update(questions=[])
    put_testimony_in(box=box, code=code, text=WORDS, phrase="", consent="public")
    close_box(by=known.sophea, box=box, today=DAY)
    let_go(known.sophea)
    # What lay in the box beside it, and what it asks, are no texts of the coalition's own.
    pasted = [(row, name) for row, name in pasted if row._meta.app_label != "testimonies"]
    withdraw(code=code.plain)
    gone = [f"{row._meta.label}.{name}" for row, name in pasted if WORDS not in str(_now(row, name))]
    assert gone == []
    assert len(pasted) > 100


def _now(row: Model, name: str) -> Any:
    return type(row)._base_manager.values_list(name, flat=True).get(pk=row.pk)


def test_what_is_excepted_is_there_and_has_a_reason() -> None:
    for what, reason in not_swept().items():
        room, *rest = what.split(".")
        model = apps.get_model(room, rest[0]) if rest else apps.get_app_config(room)
        assert len(rest) < 2 or model._meta.get_field(rest[1])
        assert reason.endswith(".")
    assert len(not_swept()) < 8, "an exception is a promise that is not kept"
