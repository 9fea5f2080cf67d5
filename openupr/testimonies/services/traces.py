"""Leaving no trace on the disk of who came when, and of what is gone.

A database file tells more than its rows: in which order they came, by where they lie in a page; and its log holds
every page as it was after each change. See docs/decisions on boxes.
"""

from collections.abc import Iterable

from django.db import models, transaction

from openupr.accounts.services import traces
from openupr.accounts.services.traces import PATIENTLY, SOON, sweep_up

from ..models import Box, Remark, Slip, Tally, Testimony

__all__ = ["PATIENTLY", "SOON", "lay_anew", "leave_no_trace", "sweep"]
_TABLES: tuple[type[models.Model], ...] = (Tally, Remark, Testimony, Slip)


def lay_anew(rows: Iterable[models.Model], *, box: Box) -> None:
    """Write all of a box's rows of a table again, in the order of their keys, so that none lies where it came.

    `rows` are all that there are to be. Within a transaction that holds the box.
    """
    given = list(rows)
    if given:
        traces.lay_anew(given, among=type(given[0])._default_manager.filter(box=box))


def leave_no_trace(*, wait: int = SOON) -> None:
    """Once the transaction stands, empty the database's log of it."""
    transaction.on_commit(lambda: sweep(wait=wait), robust=True)


def sweep(*, wait: int = SOON) -> bool:
    """Empty the log (SQLite), or write the tables anew without what is gone (PostgreSQL); say whether it was done.

    While somebody reads for longer than `wait` milliseconds it is not; the next sheet, withdrawal or closing does it,
    and the server's end. PostgreSQL's log is dropped when a box is closed or a testimony withdrawn, not for each sheet.
    """
    return sweep_up(tables=_TABLES, wait=wait, thoroughly=wait >= PATIENTLY)
