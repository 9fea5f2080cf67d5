"""People who ask for a large page and do not take it: the server does not keep it for them."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
import uvicorn
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from openupr.project import connections
from openupr.project.asgi import OneThread
from openupr.project.connections import CONNECTIONS
from openupr.project.serving import configuration

# Over a network; which database there is changes nothing.
pytestmark = pytest.mark.once

SIZE = 6_000_000
MOST = 3 * SIZE


def large(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * SIZE)


def small(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"small")


urlpatterns = [path("large", large), path("small", small)]


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Our server, less patient, with a large page and a small one."""
    monkeypatch.setattr(CONNECTIONS, "seconds", 2)
    monkeypatch.setattr(CONNECTIONS, "most", MOST)
    monkeypatch.setattr(connections, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(connections, "QUIET", 0.5)
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]), socket.create_server(("127.0.0.1", 0)) as listening:
        config = configuration()
        config.app = OneThread()
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


@contextmanager
def asking(port: int, number: int = 1, *, path: str = "large", buffer: int = 4096) -> Iterator[list[socket.socket]]:
    """Connections that ask for a page, and whose own system keeps little of it."""
    with ExitStack() as connected:
        clients = [connected.enter_context(socket.socket()) for _ in range(number)]
        for client in clients:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            client.settimeout(20)
            client.connect(("127.0.0.1", port))
            client.sendall(b"GET /%b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % path.encode())
        yield clients


def taken(client: socket.socket, *, pause: float = 0) -> bytes:
    """What arrives until the connection ends."""
    answer = b""
    with suppress(ConnectionError):
        while part := client.recv(100_000):
            answer += part
            time.sleep(pause)
    return answer


def wait_until_in_memory(least: int, most: int) -> None:
    """Wait until so many bytes wait in the server's connections."""
    until = time.monotonic() + 10
    while not least <= CONNECTIONS.in_memory <= most:
        assert time.monotonic() < until, CONNECTIONS.in_memory
        time.sleep(0.05)


def test_an_answer_that_nobody_takes_is_closed(port: int) -> None:
    with asking(port) as [client]:
        wait_until_in_memory(SIZE, MOST)
        wait_until_in_memory(0, 0)
        assert len(taken(client)) < SIZE


def test_who_takes_a_page_slowly_gets_all_of_it(port: int) -> None:
    began = time.monotonic()
    with asking(port, buffer=65_536) as [client]:
        assert len(taken(client, pause=0.04)) > SIZE
    assert time.monotonic() - began > CONNECTIONS.seconds


def test_many_who_take_nothing_hold_little_together_and_keep_nobody_out(port: int) -> None:
    with asking(port, 12):
        wait_until_in_memory(MOST, MOST + SIZE)
        with asking(port, path="small") as [another]:
            assert b"small" in taken(another)
        time.sleep(2 * connections.QUIET)
        with asking(port, buffer=65_536) as [another]:
            assert len(taken(another)) > SIZE


def test_while_all_room_is_taken_by_living_readers_another_is_told_to_come_again(port: int) -> None:
    with asking(port, 3, buffer=65_536) as living:
        wait_until_in_memory(MOST, MOST + SIZE)
        reading = [threading.Thread(target=taken, args=[client], kwargs={"pause": 0.1}) for client in living]
        for reader in reading:
            reader.start()
        time.sleep(2 * connections.QUIET)
        with asking(port) as [another]:
            assert b" 503 " in taken(another).splitlines()[0]
        for client, reader in zip(living, reading, strict=True):
            client.shutdown(socket.SHUT_RDWR)
            reader.join()


def test_a_connection_that_is_kept_open_holds_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        arrived = 0
        while arrived < SIZE:
            arrived += len(client.recv(100_000))
        wait_until_in_memory(0, 0)
