"""Rows of a backup into the tables of an empty database that is of the backup's version."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from .contents import BackupContents, Model, carried, columns, fields_of
from .refusals import Damaged, DoesNotFit

_ROWS_AT_ONCE = 500


def load(contents: BackupContents) -> None:
    """Write every row, whole or not at all. Raises Damaged, DoesNotFit."""
    expected = {model._meta.label: model for model in carried(_models_of(contents))}
    with transaction.atomic():
        # What migrations put into a fresh database is in the backup as well.
        with connection.cursor() as cursor:
            for model in expected.values():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our own
        waiting = dict(expected)
        for label, names, rows in contents.each_table():
            if label not in waiting or names != columns(waiting[label]):
                raise Damaged("its tables are not those of the version that it names")
            _load_table(waiting.pop(label), rows)
        if waiting:
            raise Damaged("tables are missing")
        _close(list(expected.values()))


def _models_of(contents: BackupContents) -> Iterator[Model]:
    """The tables' models in the version that made the backup."""
    if contents.is_of_this_version:
        return iter(apps.get_models(include_auto_created=True))
    wanted = [(app, name) for app, names in contents.head["migrations"].items() for name in names]
    return iter(MigrationLoader(connection).project_state(wanted).apps.get_models(include_auto_created=True))


def _load_table(model: Model, rows: Iterator[list[Any]]) -> None:
    fields = fields_of(model)
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
    statement = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608 - names of our own tables
    try:
        with connection.cursor() as cursor:
            while some := [_stored(fields, row) for row in islice(rows, _ROWS_AT_ONCE)]:
                cursor.executemany(statement, some)
    except (DatabaseError, ValidationError, ValueError, TypeError, OverflowError) as error:
        raise DoesNotFit(model._meta.label, error) from error


def _stored(fields: Any, row: list[Any]) -> list[Any]:
    return [_value(field, value) for field, value in zip(fields, row, strict=True)]


def _value(field: Any, value: Any) -> Any:
    if value is None and isinstance(field, models.JSONField) and not field.null:
        # JSON's own null; the database's is not allowed there.
        return field.get_db_prep_value(None, connection)
    return field.get_db_prep_save(field.to_python(value), connection)


def _close(every: list[Model]) -> None:
    """What points to another row points to one that is there; new rows get new numbers."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise DoesNotFit("what belongs together", error) from error
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)
