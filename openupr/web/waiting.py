"""How long a write waits for the one before it, where the usual wait would be too long."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def waiting_at_most(milliseconds: int) -> Iterator[None]:
    """On SQLite, where one writes at a time.

    On PostgreSQL writes of different rows do not wait for each other.
    """
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
