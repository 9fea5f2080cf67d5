"""Where tries are counted: in memory; where servers share a database, there."""

import json
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection

from openupr.web.database_locks import database_lock

_FOR_GOOD = 1e9  # seconds


class SteadyCache(LocMemCache):
    """Django's own; what it holds ends after so many seconds, also when somebody sets the
    computer's clock.
    """

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        if timeout == DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        return None if timeout is None else time.monotonic() + timeout

    def _has_expired(self, key: str) -> bool:
        end = self._expire_info.get(key, -1)  # type: ignore[attr-defined]  # the stubs do not know it
        return end is not None and end <= time.monotonic()


class SharedTries(BaseCache):
    """The same where servers share a database: each sees what the others counted.

    The table is no part of what is kept: unlogged, never in a backup, made anew where it is
    missing. By the clock of the database, so that the servers' own clocks may differ.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._is_there = False

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        row = self._row("SELECT value FROM openupr_tries WHERE name = %s AND until > now()", [self._name(key, version)])
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        kept = [self._name(key, version), json.dumps(value), self._seconds(timeout)]
        self._row(
            "INSERT INTO openupr_tries VALUES (%s, %s, now() + make_interval(secs => %s)) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until RETURNING 1",
            kept,
        )

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        kept = [self._name(key, version), json.dumps(value), self._seconds(timeout)]
        row = self._row(
            "INSERT INTO openupr_tries VALUES (%s, %s, now() + make_interval(secs => %s)) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until "
            "WHERE openupr_tries.until <= now() RETURNING 1",
            kept,
        )
        return row is not None

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        row = self._row(
            "UPDATE openupr_tries SET value = (value::int + %s)::text "
            "WHERE name = %s AND until > now() RETURNING value",
            [delta, self._name(key, version)],
        )
        if row is None:
            raise ValueError(f"Nothing is counted under “{key}”.")
        return int(row[0])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        kept = [self._seconds(timeout), self._name(key, version)]
        statement = "UPDATE openupr_tries SET until = now() + make_interval(secs => %s) WHERE name = %s RETURNING 1"
        return self._row(statement, kept) is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        # What ran out goes with it.
        statement = "DELETE FROM openupr_tries WHERE name = %s OR until <= now() RETURNING name"
        return self._row(statement, [self._name(key, version)]) is not None

    def clear(self) -> None:
        self._row("DELETE FROM openupr_tries RETURNING 1", [])

    def _name(self, key: str, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _seconds(self, timeout: Any) -> float:
        if timeout == DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        return _FOR_GOOD if timeout is None else max(float(timeout), 0)

    def _row(self, statement: str, values: list[Any]) -> Any:
        if not self._is_there:
            self._make()
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()

    def _make(self) -> None:
        with database_lock("tries"), connection.cursor() as cursor:
            cursor.execute(
                "CREATE UNLOGGED TABLE IF NOT EXISTS openupr_tries "
                "(name text PRIMARY KEY, value text NOT NULL, until timestamptz NOT NULL)"
            )
        self._is_there = True
