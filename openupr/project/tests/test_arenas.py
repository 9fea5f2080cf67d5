"""A server's threads do not each keep the memory that their largest page once needed."""

import subprocess
import sys

import pytest

from openupr.project.arenas import share_arenas

# Of no database.
pytestmark = pytest.mark.once

THREADS = """
import ctypes, sys, threading
from openupr.project.arenas import share_arenas
if sys.argv[1] == "shared":
    share_arenas()
libc = ctypes.CDLL("libc.so.6")
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(8)
def work():
    libc.malloc(ctypes.c_size_t(50_000))
    together.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc.malloc_stats()
"""


@pytest.mark.skipif(not share_arenas(), reason="Only the GNU C library has arenas.")
def test_eight_threads_share_two_places_of_memory() -> None:
    assert arenas("shared") <= 2 < arenas("alone")


def arenas(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", THREADS, how], capture_output=True, text=True, check=True)
    return done.stderr.count("Arena ")
