"""A process that stays while it is used, and ends when it was not for a while: with it goes all
memory that its libraries took.

    drawing = StayingProcess(needs=("weasyprint",))
    data = drawing.call("openupr.documents.printing:drawn", html, seconds=120)

The first call starts the process and loads the libraries. It does one thing at a time.
"""

import importlib
import importlib.util
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import Any

IDLE = 60.0
"""Seconds without a call after which a process ends."""

_START = "import sys; sys.path += sys.argv[1:]; from openupr.processes.staying import answer; answer()"


class TookTooLong(RuntimeError):
    """The process was ended: it took longer than allowed, or more memory than there is."""


class FailedThere(RuntimeError):
    """The function failed; the text is its traceback."""


class StayingProcess:
    """At most one process at a time, started by the first call and again after it ended."""

    def __init__(self, *, needs: Sequence[str], idle: float = IDLE) -> None:
        """`needs`: packages that its functions import, beside the standard library."""
        self._needs, self._idle = needs, idle
        self._one_at_a_time = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: Timer | None = None

    def call(self, where: str, *arguments: Any, seconds: float) -> Any:
        """What the function `where` ("package.module:name") returns there.

        Raises TookTooLong, FailedThere.
        """
        with self._one_at_a_time:
            if self._ending:
                self._ending.cancel()
            process = self._running()
            limit = Timer(seconds, process.kill)
            limit.daemon = True
            limit.start()
            try:
                traced, result = _asked(process, (where, arguments))
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._end()
                raise TookTooLong(where) from error
            except BaseException:
                # Interrupted: its answer would be taken for that of the next call.
                self._end()
                raise
            finally:
                limit.cancel()
            self._ending = Timer(self._idle, self.end, [process])
            self._ending.daemon = True
            self._ending.start()
        if traced:
            raise FailedThere(traced)
        return result

    def end(self, process: "subprocess.Popen[bytes] | None" = None) -> None:
        """End the process, or only if it is still this one; the next call starts another."""
        with self._one_at_a_time:
            if process in (None, self._process):
                self._end()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            # -I and -S: nothing of the user's settings, and half the time to start.
            self._process = subprocess.Popen(  # noqa: S603 - no argument is the user's
                [sys.executable, "-I", "-S", "-c", _START, *folders_of(("openupr", *self._needs))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _asked(process: "subprocess.Popen[bytes]", call: tuple[str, Sequence[Any]]) -> tuple[str, Any]:
    assert process.stdin
    assert process.stdout
    pickle.dump(call, process.stdin)
    process.stdin.flush()
    # It runs as this user, like this process: whoever took it over needs no pickle.
    return pickle.load(process.stdout)  # type: ignore[no-any-return]  # noqa: S301


def folders_of(packages: Sequence[str]) -> list[str]:
    """Where these packages are installed."""
    specs = (importlib.util.find_spec(name) for name in packages)
    return sorted({str(Path(spec.origin).parents[1]) for spec in specs if spec and spec.origin})


def answer() -> None:
    """In the new process: answer until the other one closes the pipe, which happens however it
    ends.
    """
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints does not print between the answers.
    os.dup2(2, 1)
    while True:
        try:
            where, arguments = pickle.load(calls)  # noqa: S301 - the process that started this one wrote it
        except EOFError:
            return
        module, _colon, name = where.partition(":")
        try:
            done = ("", getattr(importlib.import_module(module), name)(*arguments))
        except Exception:
            done = (traceback.format_exc(), None)
        pickle.dump(done, answers)
        answers.flush()
