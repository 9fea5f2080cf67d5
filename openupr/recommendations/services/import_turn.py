"""Whose turn it is to import: two files that enter at once would each miss what the other brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local

from django.conf import settings

from openupr.index.locks import hold_lock, is_held

_held = local()


def somebody_imports() -> bool:
    """Whether the turn is held now, by this process or another."""
    return is_held(_lock())


def _lock() -> Path:
    return Path(settings.OPENUPR_HOME) / "import.lock"


@contextmanager
def turn_to_import() -> Iterator[None]:
    """Hold the only turn of this home, waiting for it if need be.

    To be taken before a transaction, never inside one: who waits here while holding SQLite's write lock keeps
    from writing the very one it waits for. Within a turn it may be asked for again.
    """
    if getattr(_held, "turn", False):
        yield
        return
    with hold_lock(_lock()):
        _held.turn = True
        try:
            yield
        finally:
            _held.turn = False
