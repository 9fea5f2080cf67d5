"""Leaving no trace on the disk of what people said, once it is deleted."""

from django.db import models, transaction

from openupr.accounts.services.traces import sweep_up

from ..models import Attended, Registration

_TABLES: tuple[type[models.Model], ...] = (Attended, Registration)
# Milliseconds to wait for readers who stand in the way; the next deletion, and the server's end, do it otherwise.
_PATIENCE = 1_000


def leave_no_trace() -> None:
    """Once the transaction stands, sweep up after it."""
    transaction.on_commit(sweep, robust=True)


def sweep() -> bool:
    """Empty the database's log of what was deleted; say whether it could be done."""
    return sweep_up(tables=_TABLES, wait=_PATIENCE, thoroughly=True)
