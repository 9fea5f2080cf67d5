"""How much freed memory a process of many threads keeps for itself."""

import ctypes
import sys
from contextlib import suppress

_M_ARENA_MAX = -8  # malloc.h of the GNU C library
_ARENAS = 2


def share_arenas() -> bool:
    """Let all threads take memory from the same few places; say whether that could be done.

    Called before any thread.

    Else each of the server's threads gets a place of its own, and keeps there what its largest page
    needed. Only the GNU C library, on Linux, has such places.
    """
    if sys.platform != "linux":
        return False
    try:
        return bool(ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, _ARENAS))
    except (OSError, AttributeError):
        return False


def give_back() -> None:
    """Give what is free between what is used back to the system.

    The GNU C library does so by itself only at the end of a place; others have no such function.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)
