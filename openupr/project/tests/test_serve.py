"""`openupr serve` as a user runs it: a process of its own, with a home of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from openupr.project.management.commands.serve import AddressTaken, listen, pause_before_another

OPENUPR = Path(sys.executable).with_name("openupr")
SECONDS = 60


def eventually(ask: Callable[[], object]) -> None:
    until = time.monotonic() + SECONDS
    while not ask():
        assert time.monotonic() < until, "It did not happen in time."
        time.sleep(0.05)


def children(pid: int) -> set[int]:
    """The living processes whose parent is `pid` (field 4 of /proc/PID/stat; field 3 is Z for one that has ended)."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.add(int(stat.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def serving(
    environment: dict[str, str], *more: str, begun_by: Sequence[str] = ()
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server on a free port, and the address that it prints. `begun_by`: the command that begins it."""
    # Without this the output is buffered, as it is for most people.
    environment.pop("PYTHONUNBUFFERED", None)
    process = subprocess.Popen(
        [*begun_by, OPENUPR, "serve", "--port", "0", *more],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        # A server that never says where it is fails the test instead of stopping all tests.
        silence = threading.Timer(SECONDS, process.kill)
        silence.start()
        # Before it says where it is, a server may say how far it has prepared the record.
        where = next((line for line in process.stdout if line.startswith("OpenUPR is at")), "")
        address = where.split()[3]
        silence.cancel()
        # By number: a bare machine may not know the name localhost.
        yield process, address.replace("localhost", "127.0.0.1")
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def _ctrl_c_is_heard() -> Iterator[None]:
    """A shell lets what it runs in the background ignore Ctrl+C, and so would a server that is begun by it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.thorough("on PostgreSQL")  # other tests there make a home's tables; processes end alike
@pytest.mark.usefixtures("_ctrl_c_is_heard")
def test_a_fresh_home_is_served_and_ctrl_c_stops_server_and_worker(fresh_home: dict[str, str]) -> None:
    with serving(fresh_home) as (process, address):
        with urlopen(f"{address}/static/web/page.css") as answer:
            assert answer.headers["Content-Type"].startswith("text/css")
        (worker,) = children(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(SECONDS)
        assert not is_alive(worker)
        assert process.stderr
        assert process.stderr.read() == "Stopped.\n"


@pytest.mark.thorough("on PostgreSQL")  # processes end alike
def test_the_worker_dies_with_a_killed_server(own_home: dict[str, str]) -> None:
    with serving(own_home) as (process, _):
        eventually(lambda: children(process.pid))
        (worker,) = children(process.pid)
        process.kill()
        process.wait()
        eventually(lambda: not is_alive(worker))


@pytest.mark.thorough("on PostgreSQL")  # processes end alike
def test_a_worker_that_dies_is_replaced(own_home: dict[str, str]) -> None:
    with serving(own_home) as (process, _):
        eventually(lambda: children(process.pid))
        (worker,) = children(process.pid)
        os.kill(worker, signal.SIGKILL)
        eventually(lambda: children(process.pid) - {worker})


def test_workers_that_cannot_start_are_tried_ever_more_rarely() -> None:
    pauses = [0]
    for _ in range(8):
        pauses.append(pause_before_another(lived=1, last=pauses[-1]))
    assert pauses == [0, 2, 4, 8, 16, 32, 64, 120, 120]
    assert pause_before_another(lived=3600, last=120) == 2


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"Cannot listen on 127.0.0.1 port {port}: Address already in use"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 8000), ("127.0.0.1", 70000)])
def test_an_impossible_address_is_told(host: str, port: int) -> None:
    with pytest.raises(AddressTaken, match="Cannot listen on"):
        listen(host, port)
