"""People who never finish what they send: they cost a connection each, and keep nobody out."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from openupr.project.tests.test_serve import serving

# Over a network; which database there is changes nothing.
pytestmark = pytest.mark.once

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (
    b"POST /account/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000000\r\n\r\nlogin="
)
UPLOAD = (
    b"POST /conform/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    b"Content-Length: 20000000\r\n\r\n--x\r\n"
    b'Content-Disposition: form-data; name="document"; filename="a.docx"\r\n\r\n'
)


@contextmanager
def unfinished(address: str, *begun: bytes) -> Iterator[list[socket.socket]]:
    """Connections that each have sent the beginning of a request."""
    server = urlsplit(address)
    with ExitStack() as connected:
        clients = []
        for each in begun:
            client = connected.enter_context(socket.create_connection((server.hostname, server.port), timeout=10))
            client.sendall(each)
            clients.append(client)
        yield clients


def seconds_for_a_page(address: str) -> float:
    began = time.monotonic()
    with urlopen(f"{address}/learn/", timeout=20) as answer:
        assert answer.status == 200
    return time.monotonic() - began


def few_files(number: int) -> list[str]:
    """Begins a program that may open so many files, and more if it asks."""
    return ["sh", "-c", f'ulimit -Sn {number} && exec "$@"', "sh"]


def test_more_connections_than_a_program_usually_may_open_keep_nobody_out(own_home: dict[str, str]) -> None:
    with serving(own_home, begun_by=few_files(128)) as (_server, address), unfinished(address, *[HEAD] * 300):
        seconds_for_a_page(address)


@pytest.mark.thorough  # the test above finds that the server lets nobody else in
@pytest.mark.parametrize("begun", [HEAD, BODY, UPLOAD], ids=["headers", "form", "file"])
def test_a_thousand_who_send_a_byte_now_and_then_make_no_page_wait(own_home: dict[str, str], begun: bytes) -> None:
    with serving(own_home) as (_server, address):
        alone = max(seconds_for_a_page(address) for _ in range(5))
        with unfinished(address, *[begun] * 1_000) as slow:
            beside = []
            for _ in range(10):
                for each in slow:
                    each.sendall(b"a")
                beside.append(seconds_for_a_page(address))
    assert sorted(beside)[5] < max(2 * alone, 1)
