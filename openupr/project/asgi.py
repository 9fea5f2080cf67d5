"""The server's entrance."""

import asyncio
import io
import os
import tempfile
from collections import deque
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import IO, Any

from django import setup
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import set_script_prefix

from .arenas import give_back, share_arenas
from .bodies import LimitedBodies, Scope, refuse
from .connections import CONNECTIONS
from .sending import SentInParts

# Requests that may be answered at once. Searching takes milliseconds; it is long exports that hold
# a thread.
_THREADS = 8
_NO_ROOM = b"Many large pages are being sent at this moment. Try again in a minute."
# After so many answers of threads what they freed is given back to the system: some ten
# milliseconds of one thread.
_ANSWERS_BETWEEN = 250


class OneThread(ASGIHandler):
    """Answers each request in one thread, from the first middleware to the last byte.

    Nothing of ours is asynchronous, and Django's own handler would make a thread for each request,
    then hand it there and back before and after every middleware: a dozen times, which takes longer
    than searching the record.
    """

    def __init__(self, *, at_once: Collection[str] = ()) -> None:
        """`at_once`: paths whose views read the index, for some milliseconds, and nothing else.

        To hand them to another thread and back takes a fifth of that again, so they are answered on
        the spot; but not where a cookie comes along, because whose it is may have to be looked up
        in the database.
        """
        self._at_once = frozenset(at_once)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="request")
        # A thread begins nothing new before its answer is on its way: else answers heap up.
        self._turns = asyncio.Semaphore(_THREADS)
        self._answers = count(1)

    async def handle(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        try:
            body = await (_into_memory(receive) if scope.get("openupr.in_memory") else self.read_body(receive))
        except RequestAborted:
            return
        with body:
            if self._is_at_once(scope):
                response = self._answer(scope, body)
            else:
                loop = asyncio.get_running_loop()
                async with self._turns:
                    response = await loop.run_in_executor(self._threads, self._answer, scope, body)
                if next(self._answers) % _ANSWERS_BETWEEN == 0:
                    loop.run_in_executor(self._threads, give_back)
        size = len(response.content) if isinstance(response, HttpResponse) else 0
        try:
            with CONNECTIONS.holding(scope.get("client"), size) as has_room:
                if has_room:
                    await self.send_response(response, send)
                else:
                    await refuse(send, 503, _NO_ROOM)
        finally:
            if isinstance(response, SentInParts):
                response.close()

    def _is_at_once(self, scope: dict[str, Any]) -> bool:
        if scope["path"] not in self._at_once or scope["method"] != "GET":
            return False
        return all(name != b"cookie" for name, _ in scope["headers"])

    def _answer(self, scope: dict[str, Any], body: IO[bytes]) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response = self.get_response(request) if request else refusal
        assert response is not None  # Django gives one or the other
        response._handler_class = self.__class__  # type: ignore[attr-defined]
        try:
            return _whole(response)
        finally:
            if not isinstance(response, SentInParts):
                response.close()


async def _into_memory(receive: Any) -> IO[bytes]:
    """The body of a request that must not touch the disk; Django's own way in writes all but small
    ones there.
    """
    parts: deque[memoryview] = deque()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestAborted
        parts.append(memoryview(message.get("body", b"")))
        more = message.get("more_body", False)
    return io.BufferedReader(_ReadOnce(parts))


class _ReadOnce(io.RawIOBase):
    """The parts of a body; what is read is kept here no longer."""

    def __init__(self, parts: deque[memoryview]) -> None:
        self._parts = parts

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._parts:
            part = self._parts.popleft()
            taken = min(len(part), len(buffer))
            buffer[:taken] = part[:taken]
            if rest := part[taken:]:
                self._parts.appendleft(rest)
            if taken:
                return taken
        return 0


def _whole(response: HttpResponseBase) -> HttpResponseBase:
    """The response with all its content at hand: exports and WhiteNoise's files are small enough, a
    backup is not.
    """
    if not isinstance(response, StreamingHttpResponse) or isinstance(response, SentInParts):
        return response
    whole = HttpResponse(b"".join(response), status=response.status_code, headers=response.headers)
    whole.cookies = response.cookies
    return whole


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
share_arenas()
setup(set_prefix=False)

# These need Django to be set up.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from openupr.coalitions.actions import may_send_what_came_back  # noqa: E402
from openupr.conformance.actions import MOST_BYTES as MOST_TO_CHECK  # noqa: E402
from openupr.conformance.actions import may_have_a_file_checked  # noqa: E402
from openupr.followup.actions import may_send_evidence  # noqa: E402
from openupr.recommendations.actions import may_send_files  # noqa: E402
from openupr.recommendations.incoming_files import MOST_BYTES, incoming_folder  # noqa: E402
from openupr.roadmaps.actions import may_send_a_roadmap  # noqa: E402
from openupr.submissions.actions import may_send_a_file  # noqa: E402
from openupr.workshops.actions import may_send_a_material  # noqa: E402

# What arrives never leaves the user's folder; and elsewhere /tmp may be memory.
tempfile.tempdir = str(incoming_folder())


def _stays_in_memory(scope: Scope) -> bool:
    """Whether a file may come that never lies on the disk as it came."""
    ways_in = (
        may_have_a_file_checked, may_send_a_file, may_send_a_material, may_send_evidence, may_send_a_roadmap,
        may_send_what_came_back,
    )  # fmt: skip
    return any(may_send(scope) for may_send in ways_in)


def _most(scope: Scope) -> int:
    """How many bytes of a request are taken: files only where they are checked, or imported by
    whoever may.
    """
    if _stays_in_memory(scope):
        return MOST_TO_CHECK + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        return MOST_BYTES if may_send_files(scope) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    finally:
        connection.close()  # this thread is not a request's


application = LimitedBodies(
    OneThread(at_once={"/api/search"}),
    folder=incoming_folder(),
    usual=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    most=_most,
    in_memory=_stays_in_memory,
)
