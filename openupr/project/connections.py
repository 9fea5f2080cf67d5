"""What waits in connections for people who do not take it: it lies in the server's memory."""

import asyncio
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

LOOK_EVERY = 1  # seconds
# A connection of which nothing was taken for so many seconds may be closed to make room for others.
QUIET = 5
# A smaller answer is not held: it fits into what each connection holds on its way to the network.
SMALL = 64 * 1024


class Connection:
    """An open connection. `held`: bytes of the answer that is being sent on it."""

    def __init__(self, transport: asyncio.Transport, now: float) -> None:
        self.transport, self.held = transport, 0
        peer = transport.get_extra_info("peername")
        self.client = tuple(peer[:2]) if peer else None  # as uvicorn names it to the application
        self.taken_at, self._left = now, 0

    @property
    def in_memory(self) -> int:
        """Bytes of this process that wait to be taken."""
        return self.held + self.transport.get_write_buffer_size()

    def look(self, now: float) -> None:
        """Note whether something was taken since the last look, or nothing waits."""
        left = self.transport.get_write_buffer_size() + _in_system(self.transport.get_extra_info("socket"))
        if not left or left < self._left:
            self.taken_at = now
        self._left = left


def _in_system(sock: Any) -> int:
    """Bytes that the system keeps until they arrive at the other side; 0 where it does not say."""
    if sys.platform == "win32":
        return 0
    import fcntl
    import termios

    try:
        return int(struct.unpack("i", fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, bytes(4)))[0])
    except OSError:
        return 0


class Connections:
    """All open connections of this process.

    One of which nothing was taken for `seconds` is closed. Where all together hold `most` bytes,
    those are closed first of which nothing was taken for the longest time.
    """

    def __init__(self, *, seconds: float = 30, most: int = 64_000_000) -> None:
        self.seconds, self.most = seconds, most
        self._open: dict[asyncio.Transport, Connection] = {}
        self._looking = False

    def opened(self, transport: asyncio.Transport) -> None:
        """Watch a connection from now on."""
        loop = asyncio.get_running_loop()
        self._open[transport] = Connection(transport, loop.time())
        if not self._looking:
            self._looking = True
            loop.call_later(LOOK_EVERY, self._look)

    def lost(self, transport: asyncio.Transport) -> None:
        """Watch it no longer."""
        self._open.pop(transport, None)

    @property
    def in_memory(self) -> int:
        """Bytes of this process that wait in all connections."""
        return sum(connection.in_memory for connection in self._open.values())

    @contextmanager
    def holding(self, client: tuple[str, int] | None, size: int) -> Iterator[bool]:
        """Count an answer of so many bytes while it is sent; whether there was room for it."""
        connections = [connection for connection in self._open.values() if client and connection.client == client]
        if size <= SMALL or not connections:
            yield True
        elif self._has_room():
            connections[0].held = size
            try:
                yield True
            finally:
                connections[0].held = 0
        else:
            yield False

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        for connection in list(self._open.values()):
            connection.look(loop.time())
            if loop.time() - connection.taken_at >= self.seconds:
                self._close(connection)
        self._has_room()
        self._looking = bool(self._open)
        if self._looking:
            loop.call_later(LOOK_EVERY, self._look)

    def _has_room(self) -> bool:
        """Whether less than `most` waits, once those were closed of which nothing is taken."""
        waiting, now = self.in_memory, asyncio.get_running_loop().time()
        for connection in sorted(self._open.values(), key=lambda connection: connection.taken_at):
            if waiting < self.most or now - connection.taken_at < QUIET:
                break
            waiting -= connection.in_memory
            self._close(connection)
        return waiting < self.most

    def _close(self, connection: Connection) -> None:
        self.lost(connection.transport)
        connection.transport.abort()


CONNECTIONS = Connections()


class WatchedProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Uvicorn's own, with each connection watched."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        CONNECTIONS.opened(transport)

    def connection_lost(self, error: Exception | None) -> None:
        CONNECTIONS.lost(self.transport)
        super().connection_lost(error)
