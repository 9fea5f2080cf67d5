"""Leaving no trace on the disk of which phone gave which answer. See docs/decisions on phones in a room."""

from django.db import models, transaction

from openupr.accounts.services.traces import PATIENTLY, SOON, lay_anew, sweep_up

from ..models import QuizAnswer, QuizChoice

__all__ = ["PATIENTLY", "lay_anew", "leave_no_trace", "sweep"]
_TABLES: tuple[type[models.Model], ...] = (QuizAnswer, QuizChoice)


def leave_no_trace(*, wait: int = SOON) -> None:
    """Once the transaction stands, empty the database's log of it: it holds every page as it was after each answer.

    While somebody reads for longer than `wait` milliseconds it is not emptied; the next answer or closing does it.
    """
    transaction.on_commit(lambda: sweep(wait=wait), robust=True)


def sweep(*, wait: int = SOON) -> bool:
    """Empty the log (SQLite), or write the tables anew without older versions of rows (PostgreSQL); was it done?"""
    return sweep_up(tables=_TABLES, wait=wait, thoroughly=wait >= PATIENTLY)
