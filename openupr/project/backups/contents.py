"""What a backup holds: lines of JSON, the same from SQLite and from PostgreSQL.

{"openupr": "backup", "format": 1, "version", "made", "migrations": {app: [names]}}
{"table": "accounts.Person", "columns": ["called", ...]}
["Sophea", ...]                             one line a row, in the order of its key
{"end": true, "tables", "rows", "sha256"}   of all bytes before this line
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from gzip import GzipFile
from importlib.metadata import version
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from ..upgrading import as_of_today, is_known, is_too_old
from .refusals import Damaged, MadeBeforeVersion02, MadeByANewerVersion

FORMAT = 1
# Not carried, each with its reason; what points there points nowhere in the backup.
NOT_CARRIED = {
    "sessions.Session": "who is signed in, which ends within the hour anyhow",
    "accounts.Guest": "the tokens of phones, good for a day",
    "accounts.DeviceCode": "codes for a second device, good for five minutes",
    "coalitions.PairedDevice": "the tokens of devices paired in the room, good for a day",
    "phones.Vote": "which phone voted for what, gone with its token; the counts are carried",
    "phones.QuizAnswer": "which phone has answered, gone with its token; the counts are carried",
    "coalitions.ChosenFile": "a file that somebody looks at and has not taken",
    "coalitions.ChosenPage": "the pictures of its pages",
    "django_tasks_database.DBTaskResult": "work of this machine's own worker",
    "recommendations.ImportBatch": "files on their way into the record, which lie in the folder",
    "recommendations.ImportJob": "files on their way into the record, which lie in the folder",
    "recommendations.IncomingPart": "files on their way into the record",
}
# No row comes near it; a line beyond it would only exhaust the memory.
_LONGEST_LINE = 64_000_000
_ROWS_AT_ONCE = 2000

Model = type[models.Model]


def carried(every: Iterable[Model] | None = None) -> list[Model]:
    """The tables that a backup holds, in a fixed order; of an older state of them, those that it
    had.
    """
    models_here = apps.get_models(include_auto_created=True) if every is None else every
    owned = (model for model in models_here if model._meta.managed and not model._meta.proxy)
    return sorted(
        (model for model in owned if model._meta.label not in NOT_CARRIED), key=lambda model: model._meta.label
    )


def columns(model: Model) -> list[str]:
    """The names of a table's columns, as they stand in the backup."""
    return [model_field.attname for model_field in fields_of(model)]


def fields_of(model: Model) -> list[Any]:
    """A table's fields by name: an older version, told by its migrations, had them in another
    order.
    """
    return sorted(model._meta.concrete_fields, key=lambda model_field: model_field.attname)


@contextmanager
def one_moment() -> Iterator[None]:
    """The database as it is at one moment, while others go on writing; within a transaction, as it
    sees it.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Django's own transactions take the lock to write at once: nobody could write
            # meanwhile.
            cursor.execute("BEGIN DEFERRED")
            try:
                cursor.execute("SELECT count(*) FROM sqlite_master")
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def applied() -> dict[str, list[str]]:
    """The migrations that the database has had, of those this version knows, by app."""
    loader = MigrationLoader(connection)
    by_app: dict[str, list[str]] = {}
    for app, name in sorted(set(loader.applied_migrations) & set(loader.disk_migrations)):
        by_app.setdefault(app, []).append(name)
    return by_app


def written(*, now: datetime, every: Iterable[Model] | None = None) -> Generator[bytes]:
    """The whole database as it is at one moment, in lines; never more than some rows in memory."""
    tables = rows = 0
    digest = hashlib.sha256()
    with one_moment():
        for what in _objects(now, every):
            tables += isinstance(what, dict) and "table" in what
            rows += not isinstance(what, dict)
            line = _line(what)
            digest.update(line)
            yield line
    yield _line({"end": True, "tables": tables, "rows": rows, "sha256": digest.hexdigest()})


def _objects(now: datetime, every: Iterable[Model] | None) -> Iterator[dict[str, Any] | Sequence[Any]]:
    head = {"openupr": "backup", "format": FORMAT, "version": version("openupr")}
    yield {**head, "made": now.isoformat(), "migrations": applied()}
    for model in carried(every):
        names = columns(model)
        yield {"table": model._meta.label, "columns": names}
        lost = [place for place, model_field in enumerate(fields_of(model)) if _points_nowhere(model_field)]
        for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=_at_once(model)):
            yield [None if place in lost else value for place, value in enumerate(row)] if lost else row


def _at_once(model: Model) -> int:
    """How many rows are held at a time; of those that may hold a whole file only one."""
    return (
        1
        if any(isinstance(model_field, models.BinaryField) for model_field in model._meta.concrete_fields)
        else _ROWS_AT_ONCE
    )


def _points_nowhere(column: Any) -> bool:
    target = column.related_model
    return target is not None and target._meta.label in NOT_CARRIED


def _line(what: object) -> bytes:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"), default=_portable).encode() + b"\n"


def _portable(value: Any) -> str:
    """Dates, times, UUIDs, decimals as their fields read them again."""
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@dataclass
class BackupContents:
    """A backup being read, once, from its first line to its last; raises Damaged wherever it is not
    whole.
    """

    source: GzipFile
    head: dict[str, Any] = field(init=False)
    # Whether its tables are those of the database here; else they are an older version's.
    is_of_this_version: bool = field(init=False)
    tables: int = 0
    rows: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)
    _next: Any = None

    def __post_init__(self) -> None:
        head = self._read()
        if not isinstance(head, dict) or head.get("openupr") != "backup" or not isinstance(head.get("made"), str):
            raise Damaged("it does not begin as one does")
        if head.get("format") != FORMAT or not _known(head.get("migrations")):
            raise MadeByANewerVersion(str(head.get("version", "unknown")))
        if is_too_old([(app, name) for app, names in head["migrations"].items() for name in names]):
            raise MadeBeforeVersion02
        self.head = head | {"migrations": as_of_today(head["migrations"])}
        self.is_of_this_version = self.head["migrations"] == applied()
        self._next = self._read()

    @property
    def made(self) -> datetime:
        """The moment whose state this is."""
        return datetime.fromisoformat(self.head["made"])

    def each_table(self) -> Iterator[tuple[str, list[str], Iterator[list[Any]]]]:
        """Each table's name, columns and rows; the rows are to be taken before the next table."""
        while isinstance(self._next, dict) and "table" in self._next:
            head = self._next
            self.tables += 1
            yield head["table"], head["columns"], self._rows()
        self._check_the_end()

    def _rows(self) -> Iterator[list[Any]]:
        while isinstance(row := self._read(), list):
            self.rows += 1
            yield row
        self._next = row

    def _check_the_end(self) -> None:
        # What stands there was counted into the digest before the last line was read.
        expected = {"end": True, "tables": self.tables, "rows": self.rows, "sha256": self._before_the_last}
        if self._next != expected or self.source.read(1):
            raise Damaged

    def _read(self) -> Any:
        line = _guarded(lambda: self.source.readline(_LONGEST_LINE))
        if not line.endswith(b"\n"):
            raise Damaged
        self._before_the_last = self._digest.hexdigest()
        self._digest.update(line)
        return _guarded(lambda: json.loads(line))


def _known(migrations: Any) -> bool:
    if not isinstance(migrations, dict) or not all(isinstance(names, list) for names in migrations.values()):
        raise Damaged("it does not say of which version it is")
    return is_known((app, str(name)) for app, names in migrations.items() for name in names)


def _guarded(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (OSError, EOFError, ValueError, RecursionError, ArithmeticError) as error:
        raise Damaged from error
    except Exception as error:
        # zlib.error is a plain Exception.
        if type(error).__module__ == "zlib":
            raise Damaged from error
        raise
