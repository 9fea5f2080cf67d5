"""A process of its own for work on what strangers send: a hostile file ends that process and
nothing else.

    rows = call("openupr.files.worksheet:rows_of", data, seconds=120, needs=("python_calamine",), badly="This ...")

Libraries in machine code may run in circles on hostile bytes, or ask for more memory than there is,
which ends a process without asking Python. Python's own readers only take long; there, too, other
pages go first.
"""

import importlib
import importlib.util
import os
import pickle
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from openupr.files.limits import MAX_ANSWER_MEMORY, MAX_PROCESS_MEMORY, SMALL_MACHINE
from openupr.files.refusal import RefusedFile
from openupr.processes.staying import folders_of

_START = "import sys; sys.path += sys.argv[2:]; from openupr.files.own_process import start; start(sys.argv[1])"
# Two work at once, two wait; each holds one of the server's eight threads. On a small machine one
# works at a time, of all processes that were told of the same file.
_PLACES = threading.BoundedSemaphore(4)
_AT_ONCE = threading.BoundedSemaphore(2)
_turn: Path | None = None
_TOO_MUCH = "This file holds more than can be read at once. Divide it into several files."
_LOOK_AGAIN = 0.05  # seconds
_patience: ContextVar[float] = ContextVar("seconds to wait for a place", default=0.0)


class ManyFiles(RefusedFile):
    """Others are working on files; nothing was begun."""

    def __init__(self) -> None:
        super().__init__("Many files are being read at this moment. Try again in a minute.")


@contextmanager
def waiting_for_a_place(*, seconds: float) -> Iterator[None]:
    """Within it `call` waits so long for a place before it raises ManyFiles: for what a person is
    at work on.
    """
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


def take_turns(lock: Path, *, memory: int) -> None:
    """On a machine with little memory (bytes), let one process work at a time: whoever holds this
    lock file.
    """
    global _turn
    _turn = lock if memory < SMALL_MACHINE else None


def memory_here() -> int:
    """Bytes of memory that this machine has; where it does not say, as much as is enough."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return SMALL_MACHINE


def _in_turn() -> AbstractContextManager[object]:
    if _turn is None:
        return nullcontext()
    from filelock import FileLock  # not for the new process, which finds the standard library alone

    return FileLock(_turn, poll_interval=_LOOK_AGAIN)


def call(
    where: str,
    *arguments: Any,
    seconds: float,
    badly: str,
    needs: Sequence[str] = (),
    most: int | None = MAX_ANSWER_MEMORY,
) -> Any:
    """What the function `where` ("package.module:name") returns, called with `arguments` in a
    process of its own.

    `needs`: packages that it imports, beside the standard library. `most`: bytes of memory that
    this process needs for the answer. Raises RefusedFile as the function does and where its answer
    needs more, with `badly` where the process took longer than `seconds`, needed too much memory or
    broke; ManyFiles.
    """
    if not _PLACES.acquire(timeout=_patience.get()):
        raise ManyFiles
    try:
        with _AT_ONCE, _in_turn():
            refusal, result = _called(where, (most, *arguments), seconds, needs)
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError, BrokenPipeError) as error:
        raise RefusedFile(badly) from error
    finally:
        _PLACES.release()
    if refusal:
        raise RefusedFile(refusal)
    return result


def _called(where: str, arguments: Sequence[Any], seconds: float, needs: Sequence[str]) -> tuple[str, Any]:
    # -I and -S: nothing of the user's settings, and half the time to start.
    process = subprocess.Popen(  # noqa: S603 - no argument is the user's
        [sys.executable, "-I", "-S", "-c", _START, where, *folders_of(("openupr", *needs))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin
    assert process.stdout
    too_long = threading.Timer(seconds, process.kill)
    with process:
        too_long.start()
        try:
            # Into the pipe and out of it at once: a copy would be as large as the file.
            pickle.dump(arguments, process.stdin)
            process.stdin.close()
            # It runs as this user, like this process: whoever took it over needs no pickle.
            return pickle.load(process.stdout)  # type: ignore[no-any-return]  # noqa: S301
        finally:
            too_long.cancel()
            process.kill()


def start(where: str) -> None:
    """In the new process: less memory, behind all others, then the function."""
    if importlib.util.find_spec("resource"):  # all but Windows have it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_PROCESS_MEMORY, MAX_PROCESS_MEMORY))
        os.nice(5)
    most, *arguments = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - the process that started this one wrote it
    module, _colon, name = where.partition(":")
    try:
        answer = ("", getattr(importlib.import_module(module), name)(*arguments))
        if most is not None and _memory_for(answer) > most:
            raise RefusedFile(_TOO_MUCH)
    except RefusedFile as refusal:
        answer = (str(refusal), None)
    pickle.dump(answer, sys.stdout.buffer)


def _memory_for(answer: object) -> int:
    """Bytes of memory that the server needs for an answer: it is opened here first, to see."""
    pickled = pickle.dumps(answer)
    tracemalloc.start()
    pickle.loads(pickled)  # noqa: S301 - this process wrote it
    return tracemalloc.get_traced_memory()[1]
