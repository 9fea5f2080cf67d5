"""A process of its own for work on what strangers send: a hostile file ends that process and nothing else.

    answer = run_in_own_process("openupr.files.worksheet", data, seconds=120, needs=("python_calamine",))

The module has a `main()` that reads standard input and writes standard output. Libraries in machine code may run in
circles on hostile bytes, or ask for more memory than there is, which ends a process without asking Python.
"""

import importlib
import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from openupr.files.limits import MAX_PROCESS_MEMORY

_START = "import sys; sys.path += sys.argv[2:]; from openupr.files.own_process import start; start(sys.argv[1])"
_AT_ONCE = threading.BoundedSemaphore(2)
_WAIT = 60


class EndedBadly(Exception):
    """The process took too long, needed too much memory or broke."""


class Busy(Exception):
    """Others are working on files; nothing was begun."""


def run_in_own_process(module: str, data: bytes, *, seconds: int, needs: Sequence[str] = ()) -> bytes:
    """What the module's `main()` writes. `needs`: packages that it imports, beside the standard library.

    At most two run at once, after everybody else on this computer. Raises EndedBadly; Busy after a minute of waiting.
    """
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Busy
    try:
        # -I and -S: nothing of the user's settings, and half the time to start.
        return subprocess.run(  # noqa: S603 - no argument is the user's
            [sys.executable, "-I", "-S", "-c", _START, module, *_folders(("openupr", *needs))],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise EndedBadly from error
    finally:
        _AT_ONCE.release()


def _folders(packages: Sequence[str]) -> list[str]:
    """Where these packages are installed."""
    found = (importlib.util.find_spec(name) for name in packages)
    return sorted({str(Path(spec.origin).parents[1]) for spec in found if spec and spec.origin})


def start(module: str) -> None:
    """In the new process: less memory, behind all others, then the module's `main()`."""
    if importlib.util.find_spec("resource"):  # all but Windows have it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_PROCESS_MEMORY, MAX_PROCESS_MEMORY))
        os.nice(10)
    importlib.import_module(module).main()
