"""`openupr` commands as processes of their own, to be killed: twenty of them for the price of one start of Python.

As a program this module loads the product, then forks a process for each line of arguments (JSON) it reads; it
answers with the number of the process, and when that has ended with its exit code.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Commands:
    """Starts one command after another."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._answer() == "ready"

    def start(self, *arguments: str) -> int:
        """Returns the number of the new process."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        return int(self._answer())

    def run(self, *arguments: str) -> float:
        """Run one to its good end; how many seconds it took."""
        began = time.monotonic()
        self.start(*arguments)
        assert self._answer() == "0"
        return time.monotonic() - began

    def kill(self, pid: int, *, after: float) -> bool:
        """SIGKILL it after so many seconds; False if it had ended by then."""
        assert self._process.stdout
        # Not select.select, which knows no file beyond the thousandth.
        answers = select.poll()
        answers.register(self._process.stdout, select.POLLIN)
        if not answers.poll(after * 1000):
            os.kill(pid, signal.SIGKILL)
        return self._answer() == str(-signal.SIGKILL)

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@contextmanager
def commands(environment: dict[str, str]) -> Iterator[Commands]:
    """Commands with this environment."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Commands(process)
    finally:
        process.kill()
        process.communicate()


def _serve() -> None:
    import django

    from openupr.project import command

    os.environ["DJANGO_SETTINGS_MODULE"] = "openupr.project.settings"
    django.setup()
    from django.core.management import load_command_class

    from openupr.text.words import stem

    # What each would load by itself.
    load_command_class("openupr.recommendations", "import")
    stem("land")
    _say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(["openupr", *json.loads(line)], command.main)
        _say(pid)
        _, status = os.waitpid(pid, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _become(arguments: list[str], main: object) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    code = 70
    try:
        assert callable(main)
        main(arguments)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
