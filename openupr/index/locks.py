"""Lock files: one holder at a time; a lock ends with its holder's process, however that ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

WORKER_LOCK = "worker.lock"
"""In OPENUPR_HOME, held by the background worker for as long as it runs."""
_LOOK_AGAIN = 0.02  # seconds


class Held(BlockingIOError):
    """Somebody else holds the lock."""


@contextmanager
def hold_lock(lock: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock file, waiting for it if need be.

    Raises Held where `wait` is not wanted and it is not free.
    """
    mine = FileLock(lock, poll_interval=_LOOK_AGAIN)
    try:
        mine.acquire(timeout=-1 if wait else 0)
    except Timeout:
        raise Held(f"{lock.name} is held.") from None
    try:
        yield
    finally:
        mine.release()


def is_held(lock: Path) -> bool:
    """Whether somebody, this process or another, holds the lock file now; False where there is
    none.

    Looking takes the lock for an instant.
    """
    if not lock.exists():
        return False
    try:
        with hold_lock(lock, wait=False):
            return False
    except Held:
        return True
