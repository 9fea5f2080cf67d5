"""Leaving no trace on the disk of what people said, once it is deleted.

The database overwrites what is deleted in its file (secure_delete); its log still holds every page as it was before.
"""

from django.conf import settings
from django.db import connection, transaction

# Milliseconds to wait for readers who stand in the way; the next deletion, and the server's end, do it otherwise.
_PATIENCE = 1_000


def leave_no_trace() -> None:
    """Once the transaction stands, empty the log of it. On PostgreSQL its own cleaning does that in time."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_the_log, robust=True)


def _empty_the_log() -> None:
    usual = int(settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
