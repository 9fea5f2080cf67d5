"""Whose turn it is to import: two files that enter at once would each miss what the other brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local

from django.conf import settings

from openupr.index.locks import hold_lock, is_held
from openupr.web.database_locks import database_lock, is_locked

_held = local()
_IMPORT = "import"


def somebody_imports() -> bool:
    """Whether the turn is held now, by this process or another, also of another server."""
    return is_held(_lock()) or is_locked(_IMPORT)


def _lock() -> Path:
    return Path(settings.OPENUPR_HOME) / "import.lock"


@contextmanager
def turn_to_import() -> Iterator[None]:
    """Hold the only turn of this database, waiting for it if need be.

    To be taken before a transaction, never inside one: who waits here while holding SQLite's write lock keeps
    from writing the very one it waits for. Within a turn it may be asked for again.
    """
    if getattr(_held, "turn", False):
        yield
        return
    with hold_lock(_lock()), database_lock(_IMPORT):
        _held.turn = True
        try:
            yield
        finally:
            _held.turn = False
