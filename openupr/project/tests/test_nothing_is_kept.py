"""A file that is checked without an account never touches the disk, also when the power goes while it arrives."""

import asyncio
import os
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from openupr.project.bodies import KEPT_OF_A_CUT_ONE, MOST_IN_MEMORY, LimitedBodies
from openupr.project.tests.test_serve import eventually, serving

# A file that is checked is kept in no database.
pytestmark = pytest.mark.once

CANARY = b"Sophea-was-here-" * 64
BOUNDARY = b"----boundary"


def form(size: int) -> bytes:
    """A form with a file of so many bytes."""
    head = b'Content-Disposition: form-data; name="document"; filename="a.docx"\r\nContent-Type: x/y\r\n\r\n'
    filled = (CANARY * (size // len(CANARY) + 1))[:size]
    return b"--" + BOUNDARY + b"\r\n" + head + filled + b"\r\n--" + BOUNDARY + b"--\r\n"


def open_files(pid: int, folder: Path) -> set[str]:
    """What a process holds open under a folder, files without a name included."""
    found = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(each)
        except OSError:
            continue
        if target.startswith(str(folder)):
            found.add(target)
    return found


def on_the_disk(folder: Path, what: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and what in path.read_bytes()]


def begin(address: str, path: str, size: int) -> socket.socket:
    """Send all of a form but its last bytes, and keep the connection."""
    place = urlsplit(address)
    body = form(size)
    line = socket.create_connection((place.hostname, place.port or 80), timeout=20)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost:{place.port}\r\nContent-Length: {len(body)}\r\n"
    head += f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}\r\n\r\n"
    line.sendall(head.encode() + body[:-10])
    return line


def test_a_file_to_check_stays_in_memory_and_a_killed_server_leaves_nothing(own_home: dict[str, str]) -> None:
    folder = Path(own_home["OPENUPR_HOME"])
    with serving(own_home) as (server, address):
        # An import does go to the disk: this is how the watch is known to see.
        with begin(address, "/import/", 6_000_000):
            eventually(lambda: open_files(server.pid, folder / "incoming"))
        eventually(lambda: not open_files(server.pid, folder / "incoming"))
        before = {path.name for path in folder.rglob("*")}
        with begin(address, "/conform/", 6_000_000) as line:
            time.sleep(0.3)  # the import's body was on the disk sooner
            assert open_files(server.pid, folder / "incoming") == set()
            line.sendall(form(6_000_000)[-10:])
            assert line.recv(100).startswith(b"HTTP/1.1 403")  # it came without the page's signature
            assert open_files(server.pid, folder / "incoming") == set()
        with begin(address, "/conform/", 6_000_000):
            server.kill()
            server.wait()
        assert {path.name for path in folder.rglob("*")} - {"worker.lock"} == before - {"worker.lock"}
        assert on_the_disk(folder, CANARY) == []


async def _silent(message: Any) -> None:
    """Whoever asked has gone."""


class Slow:
    """Holds every body that it is handed until all have come."""

    def __init__(self, bodies: int) -> None:
        self.come, self.scopes = asyncio.Barrier(bodies), []  # type: ignore[var-annotated]
        self.sizes: list[int] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        size = 0
        more = True
        while more:
            message = await receive()
            size, more = size + len(message["body"]), message["more_body"]
        self.sizes.append(size)
        self.scopes.append(scope)
        await self.come.wait()


def test_of_all_files_at_once_no_more_is_held_than_memory_is_meant_for_it(tmp_path: Path) -> None:
    each, bodies = MOST_IN_MEMORY // 4, 6

    async def all_at_once() -> Slow:
        inner = Slow(bodies)
        limited = LimitedBodies(
            inner, folder=tmp_path, usual=1000, most=lambda scope: 2 * each, in_memory=lambda scope: True
        )

        async def one() -> None:
            pieces = [b"x" * (each // 4)] * 4

            async def receive() -> dict[str, Any]:
                await asyncio.sleep(0)
                return {"type": "http.request", "body": pieces.pop(), "more_body": bool(pieces)}

            headers = [(b"content-length", str(each).encode())]
            await limited({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive, _silent)

        await asyncio.gather(*(one() for _ in range(bodies)))
        # Once they have been answered there is room again.
        inner.come = asyncio.Barrier(1)
        await one()
        return inner

    inner = asyncio.run(all_at_once())
    refused = sum(scope.get("openupr.cut") == "busy" for scope in inner.scopes[:bodies])
    assert sum(inner.sizes[:bodies]) <= MOST_IN_MEMORY + refused * KEPT_OF_A_CUT_ONE
    assert {scope.get("openupr.cut") for scope in inner.scopes[:bodies]} >= {"busy"}
    assert (inner.sizes[-1], inner.scopes[-1].get("openupr.cut")) == (each, None)
    assert all(scope["openupr.in_memory"] for scope in inner.scopes)
