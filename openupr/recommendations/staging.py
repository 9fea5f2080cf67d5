"""Where the rows of a file wait until all of them are read.

Temporary tables, which only this connection sees and which end with it, however it ends. To fill
them takes no lock that anybody waits for. Then a few statements move all of it into the record,
within the caller's transaction.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connection, models
from django.db.transaction import TransactionManagementError

from .models import Ask, ImportedFile, RecordChange, SourceRecord

_ASKS, _RECORDS, _CHANGES = "entering_ask", "entering_record", "entering_change"
_TABLES = (_ASKS, _RECORDS, _CHANGES)
# Beside a record's own columns: its ask, which has no number yet, and what decides whether it is
# counted.
_BESIDE = ("ask_key", "review_id", "kind")
_REVIEWS_AT_ONCE = 500


def _fields(model: type[models.Model], *, without: Collection[str]) -> dict[str, Any]:
    return {str(f.column): f for f in model._meta.concrete_fields if f.column not in {"id", *without}}


_ASK = _fields(Ask, without=())
_RECORD = _fields(SourceRecord, without=("ask_id", "file_id"))
_CHANGE = _fields(RecordChange, without=("file_id",))
_KEPT = ("text", "source", "row", "preferred")


class Staging:
    """The tables, empty at first; `drop` them in the end."""

    def __init__(self) -> None:
        self.drop()
        self._create(_ASKS, Ask, _ASK, "")
        beside = (
            "CAST(NULL AS varchar(48)) AS ask_key, CAST(NULL AS bigint) AS review_id, CAST(NULL AS varchar(14)) AS kind"
        )
        self._create(_RECORDS, SourceRecord, _RECORD, f"{beside}, CAST(NULL AS bigint) AS record_id")
        self._create(_CHANGES, RecordChange, _CHANGE, "")
        self._place = 0

    def _create(self, name: str, model: type[models.Model], fields: Iterable[str], more: str) -> None:
        columns = ", ".join([_quoted(*fields), *filter(None, [more]), "CAST(0 AS bigint) AS place"])
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} AS SELECT {columns} FROM {table} WHERE 1 = 0")

    def drop(self) -> None:
        # After a fault within a transaction nothing can be asked; then the tables go with the
        # transaction.
        with suppress(DatabaseError, TransactionManagementError), connection.cursor() as cursor:
            for name in _TABLES:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")

    def add_asks(self, asks: Iterable[Ask]) -> None:
        self._insert(_ASKS, _ASK, (), ((ask, ()) for ask in asks))

    def add_records(self, records: Iterable[tuple[SourceRecord, Ask]]) -> None:
        """Records that no ask has yet, each with its ask."""
        beside = ((record, (ask.key, ask.review_id, ask.kind)) for record, ask in records)
        self._insert(_RECORDS, _RECORD, _BESIDE, beside)

    def add_changed(self, records: Iterable[SourceRecord], changes: Iterable[RecordChange]) -> None:
        """Records that exist already, with their new values."""
        self._insert(_RECORDS, _RECORD, ("record_id",), ((record, (record.pk,)) for record in records))
        self._insert(_CHANGES, _CHANGE, (), ((change, ()) for change in changes))

    def _insert(
        self,
        table: str,
        fields: dict[str, Any],
        more: Sequence[str],
        rows: Iterable[tuple[models.Model, Sequence[Any]]],
    ) -> None:
        values = []
        names = [field.attname for field in fields.values()]
        # Texts, numbers and flags are stored as they are: to ask Django for each of a row takes its
        # time.
        to_prepare = [(at, field) for at, field in enumerate(fields.values()) if isinstance(field, models.JSONField)]
        for row, beside in rows:
            self._place += 1
            own = [getattr(row, name) for name in names]
            for at, field in to_prepare:
                own[at] = _as_json(field, own[at])
            values.append([*own, *beside, self._place])
        if not values:
            return
        columns = _quoted(*fields, *more, "place")
        marks = ", ".join(["%s"] * len(values[0]))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)

    def count_as_preferred(self, kind: str, reviews: Sequence[int]) -> None:
        """Say of the new records of a kind in these reviews that they are counted."""
        for start in range(0, len(reviews), _REVIEWS_AT_ONCE):
            some = list(reviews[start : start + _REVIEWS_AT_ONCE])
            marks = ", ".join(["%s"] * len(some))
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {_RECORDS} SET preferred = %s WHERE kind = %s AND review_id IN ({marks})",
                    [True, kind, *some],
                )

    def review_is(self, provisional: int, number: int) -> None:
        """A review that the record did not have has got its number."""
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {_ASKS} SET review_id = %s WHERE review_id = %s", [number, provisional])

    def move(self, file: ImportedFile) -> None:
        """All of it into the record."""
        quote = connection.ops.quote_name
        ask, record, change = (quote(model._meta.db_table) for model in (Ask, SourceRecord, RecordChange))
        columns = ", ".join(f"e.{quote(name)}" for name in _RECORD)
        renewed = ", ".join(f"{quote(name)} = e.{quote(name)}" for name in _RECORD if name not in _KEPT)
        new_asks = f"INSERT INTO {ask} ({_quoted(*_ASK)}) SELECT {_quoted(*_ASK)} FROM {_ASKS} ORDER BY place"
        new_records = (
            f"INSERT INTO {record} ({_quoted(*_RECORD)}, ask_id, file_id) SELECT {columns}, a.id, %s"
            f" FROM {_RECORDS} e JOIN {ask} a ON a.key = e.ask_key WHERE e.record_id IS NULL ORDER BY e.place"
        )
        changed = f"UPDATE {record} SET {renewed} FROM {_RECORDS} e WHERE e.record_id = {record}.id"
        changes = (
            f"INSERT INTO {change} ({_quoted(*_CHANGE)}, file_id) SELECT {_quoted(*_CHANGE)}, %s"
            f" FROM {_CHANGES} ORDER BY place"
        )
        with connection.cursor() as cursor:
            cursor.execute(new_asks)
            cursor.execute(new_records, [file.pk])
            cursor.execute(changed)
            cursor.execute(changes, [file.pk])


def _quoted(*columns: str) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


_EMPTY: dict[tuple[str, type], Any] = {}


def _as_json(field: Any, value: Any) -> Any:
    if not value and isinstance(value, list | dict):
        # Most lists of most rows are empty: these are prepared once for each database.
        key = (connection.vendor, type(value))
        if key not in _EMPTY:
            _EMPTY[key] = field.get_db_prep_value(value, connection)
        return _EMPTY[key]
    if value is None and field.null:
        return None
    # JSON's own null where the column takes no other: what was there before may have been nothing.
    return field.get_db_prep_value(value, connection)
