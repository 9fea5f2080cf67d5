"""Lock files: the kernel lets go of one when its holder's process ends, however it ends."""

import fcntl
from pathlib import Path


def is_held(lock: Path) -> bool:
    """Whether somebody, this process or another, holds the lock file for itself now; False where there is none.

    Looking takes the lock shared for an instant: others may look meanwhile.
    """
    try:
        with lock.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
