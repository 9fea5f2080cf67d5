"""Strangers' files are read in processes of their own, as in the product; each is forked from one that has loaded the
reader. To start Python and a reader anew takes a quarter of a second, and several hundred tests read a file. Many read
the same one: a reader knows nothing but what it is given, and what it answered is kept.

As a program this module loads one reader with what it says that it needs and nothing else, then forks for each file.
"""

import importlib
import io
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from openupr.files import own_process

_START = f"import sys; sys.path += sys.argv[2:]; from {__name__} import serve; serve(sys.argv[1])"
# What the product does: for a test that asks what such a process costs.
started_anew = own_process._called
_MOST = 4  # kept ready by each process of the tests
_LARGE = 1_000_000  # bytes of an answer that is not kept


class Readers:
    """Takes the place of `own_process._called`."""

    def __init__(self) -> None:
        self._ready: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
        self._answers: dict[tuple[tuple[str, ...], float, bytes], bytes] = {}
        self._one_at_a_time = threading.Lock()

    def called(self, where: str, given: Sequence[Any], seconds: float, needs: Sequence[str]) -> tuple[str, Any]:
        with self._one_at_a_time:
            which = (where, *own_process.folders_of(("openupr", *needs)))
            asked = pickle.dumps(given)
            known = (which, seconds, sha256(asked).digest())
            if (answer := self._answers.get(known)) is None:
                answer = self._answer(which, asked, seconds)
                if len(answer) < _LARGE:
                    self._answers[known] = answer
        return pickle.loads(answer)

    def _answer(self, which: tuple[str, ...], asked: bytes, seconds: float) -> bytes:
        reader = self._reader(which)
        try:
            code, answer = _asked(reader, asked, seconds)
        except (OSError, subprocess.TimeoutExpired, EOFError):
            self._end(which)
            raise
        if code:
            raise subprocess.CalledProcessError(code, which[0])
        return answer

    def end(self) -> None:
        for which in list(self._ready):
            self._end(which)

    def _reader(self, which: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """A process that has loaded this reader; the ones that were asked last stay."""
        reader = self._ready.pop(which, None) or subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _START, *which],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._ready[which] = reader
        if len(self._ready) > _MOST:
            self._end(next(iter(self._ready)))
        return reader

    def _end(self, which: tuple[str, ...]) -> None:
        reader = self._ready.pop(which)
        os.killpg(reader.pid, signal.SIGKILL)
        reader.communicate()


def _asked(reader: subprocess.Popen[bytes], given: bytes, seconds: float) -> tuple[int, bytes]:
    """How the process for this file ended, and what it answered."""
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write(len(given).to_bytes(8) + given)
    reader.stdin.flush()
    answers = select.poll()
    answers.register(reader.stdout, select.POLLIN)
    if not answers.poll(seconds * 1000):
        raise subprocess.TimeoutExpired(str(reader.args), seconds)
    if not (head := reader.stdout.read(12)):
        raise EOFError
    return int.from_bytes(head[:4], signed=True), reader.stdout.read(int.from_bytes(head[4:]))


def serve(where: str) -> None:
    """In the process that is kept ready."""
    importlib.import_module(where.partition(":")[0])
    while head := sys.stdin.buffer.read(8):
        code, answer = _forked(where, sys.stdin.buffer.read(int.from_bytes(head)))
        sys.stdout.buffer.write(code.to_bytes(4, signed=True) + len(answer).to_bytes(8) + answer)
        sys.stdout.buffer.flush()


def _forked(where: str, given: bytes) -> tuple[int, bytes]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _read(where, given, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        answer = answers.read()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), answer


def _read(where: str, given: bytes, writing: int) -> None:
    """In the process of one file: what the product does there, from the same input to the same output."""
    code = 1
    try:
        sys.stdin = io.TextIOWrapper(io.BytesIO(given))
        sys.stdout = os.fdopen(writing, "w")
        own_process.start(where)
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)
