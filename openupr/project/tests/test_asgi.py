"""The server's entrance, spoken to as a server speaks to it."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path

from openupr.project.asgi import OneThread

seen: list[str] = []


def plain(request: HttpRequest) -> HttpResponse:
    seen.append(threading.current_thread().name)
    return HttpResponse(f"{request.method} {request.body.decode()}")


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[bytes]:
        for number in range(3):
            seen.append(threading.current_thread().name)
            yield f"piece {number};".encode()

    response = StreamingHttpResponse(pieces(), status=206, content_type="text/x-pieces")
    response.set_cookie("taken", "yes")
    return response


urlpatterns = [path("plain", plain), path("streamed", streamed)]


def call(address: str, *arriving: dict[str, Any], cookie: str = "", **options: Any) -> list[dict[str, Any]]:
    """Everything that is sent for one request to `address`; the options are the handler's."""
    messages = iter(arriving or ({"type": "http.request", "body": b"", "more_body": False},))
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST" if arriving else "GET",
        "scheme": "http",
        "path": address,
        "query_string": b"",
        "headers": [(b"host", b"localhost")] + [(b"cookie", cookie.encode())] * bool(cookie),
    }
    asyncio.run(OneThread(**options)(scope, receive, send))
    return sent


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    seen.clear()
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        yield


def test_a_body_that_comes_in_pieces_arrives_whole() -> None:
    pieces = [{"type": "http.request", "body": b"a b", "more_body": True}, {"type": "http.request", "body": b" c"}]
    start, body = call("/plain", *pieces)
    assert (start["status"], body["body"]) == (200, b"POST a b c")


def test_a_streamed_answer_keeps_its_status_headers_cookies_and_every_piece() -> None:
    start, body = call("/streamed")
    assert (start["status"], body["body"]) == (206, b"piece 0;piece 1;piece 2;")
    assert (b"Content-Type", b"text/x-pieces") in start["headers"]
    assert any(name == b"Set-Cookie" and value.startswith(b"taken=yes") for name, value in start["headers"])


def test_a_request_ends_in_the_thread_that_began_it() -> None:
    def ended(**_: Any) -> None:
        seen.append(threading.current_thread().name)

    request_finished.connect(ended)
    try:
        call("/streamed")
    finally:
        request_finished.disconnect(ended)
    assert len(seen) == 4
    assert len(set(seen)) == 1
    assert seen[0] != threading.current_thread().name


def test_of_a_client_that_leaves_before_it_has_asked_nothing_is_answered() -> None:
    leaving = [{"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.disconnect"}]
    assert call("/plain", *leaving) == []
    assert seen == []


def test_what_is_quick_is_answered_on_the_spot_but_not_for_who_may_be_signed_in() -> None:
    start, body = call("/plain", at_once={"/plain"})
    assert (start["status"], body["body"]) == (200, b"GET ")
    assert seen.pop() == threading.current_thread().name
    call("/plain", at_once={"/plain"}, cookie="sessionid=x")
    call("/plain", at_once={"/other"})
    assert not {threading.current_thread().name} & set(seen)
    assert len(seen) == 2
