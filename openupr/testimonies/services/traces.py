"""Leaving no trace on the disk of who came when, and of what is gone.

A database file tells more than its rows: in which order they came, by where they lie in a page; and its log holds
every page as it was after each change. See docs/decisions on boxes.
"""

from collections.abc import Iterable

from django.db import connection, models, transaction

from openupr.accounts.services.traces import sweep_up

from ..models import Box, Remark, Slip, Tally, Testimony

_TABLES: tuple[type[models.Model], ...] = (Tally, Remark, Testimony, Slip)
# Milliseconds to wait for readers who stand in the way: a sheet does not wait for them long, a withdrawal does.
SOON, PATIENTLY = 250, 5_000


def lay_anew(rows: Iterable[models.Model], *, box: Box) -> None:
    """Write all of a box's rows of a table again, in the order of their keys, so that none lies where it came.

    `rows` are all that there are to be. Within a transaction that holds the box.
    """
    given = sorted(rows, key=lambda each: each.pk)
    if given:
        model = type(given[0])
        model._default_manager.filter(box=box)._raw_delete(connection.alias)
        model._default_manager.bulk_create(given)


def leave_no_trace(*, wait: int = SOON) -> None:
    """Once the transaction stands, empty the database's log of it."""
    transaction.on_commit(lambda: sweep(wait=wait), robust=True)


def sweep(*, wait: int = SOON) -> bool:
    """Empty the log (SQLite), or write the tables anew without what is gone (PostgreSQL); say whether it was done.

    While somebody reads for longer than `wait` milliseconds it is not; the next sheet, withdrawal or closing does it,
    and the server's end. PostgreSQL's log is dropped when a box is closed or a testimony withdrawn, not for each sheet.
    """
    return sweep_up(tables=_TABLES, wait=wait, thoroughly=wait >= PATIENTLY)
