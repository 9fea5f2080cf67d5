"""How much of what a request sends is kept, and where.

Django itself writes larger bodies to the disk.
"""

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# Of a request that is cut this much arrives: enough for the fields before its first file, the
# form's signature too.
KEPT_OF_A_CUT_ONE = 64 * 1024
# Of all bodies that must stay in memory together; further ones are asked to come again.
MOST_IN_MEMORY = 64_000_000
_TOO_LARGE = b"This is more than OpenUPR takes here. Nothing was changed."
_STRANGE = b"OpenUPR reads what is written in UTF-8. Nothing was changed."
# What a request says that it is written in. Forms of ours are UTF-8; some other names make the
# framework fail.
_WRITTEN_IN = re.compile(rb";\s*charset\s*=\s*\"?([^\s;\"]*)")
_UTF_8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
# Parameters in an encoding of their own (RFC 2231), which no browser sends in a header.
_ENCODED_PARAMETER = re.compile(rb";[^=;]*\*[^=;]*=")


@dataclass(slots=True)
class _Body:
    """What has arrived of one body."""

    most: int
    cut: str = ""
    kept: int = 0
    scope: Scope = field(default_factory=dict)

    def keep(self, part: bytes) -> bytes:
        left = (KEPT_OF_A_CUT_ONE if self.cut else self.most) - self.kept
        if len(part) > left and not self.cut:
            self.mark("too big")
        kept = part[: max(left, 0)]
        self.kept += len(kept)
        return kept

    def mark(self, why: str) -> None:
        self.cut = self.scope["openupr.cut"] = why


class LimitedBodies:
    """An ASGI application that hands on no more of a body than `most(scope)` bytes, and than
    `folder` has room for.

    Where files may be sent (`most` is above `usual`) a body that does not fit is received but not
    kept, and the scope's "openupr.cut" tells the page why ("too big", "no room" or "busy"), so that
    it can say so. Elsewhere whoever sends more than `usual` is answered 413.

    What says that it is written in anything but UTF-8 is answered 415.

    Where `in_memory(scope)` the scope's "openupr.in_memory" is set: what stands behind is to keep
    the body from the disk. Of all such bodies at once no more than MOST_IN_MEMORY is taken, and of
    each that is then refused its first 64 KB at most.
    """

    def __init__(
        self,
        inner: Application,
        *,
        folder: Path,
        usual: int,
        most: Callable[[Scope], int],
        in_memory: Callable[[Scope], bool] = lambda scope: False,
    ) -> None:
        self.inner, self.folder, self.usual, self.most = inner, folder, usual, most
        self.in_memory, self._held = in_memory, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_utf_8(scope):
            await refuse(send, 415, _STRANGE)
            return
        if scope["type"] != "http" or (scope["method"] in {"GET", "HEAD"} and not _has_body(scope)):
            await self.inner(scope, receive, send)
            return
        # It may ask the database who sends this.
        body = _Body(most=await asyncio.to_thread(self.most, scope), scope=scope)
        announced = _announced(scope)
        if body.most <= self.usual and announced > self.usual:
            await refuse(send, 413, _TOO_LARGE)
            return
        stays = scope["openupr.in_memory"] = self.in_memory(scope)
        if announced > body.most:
            body.mark("too big")
        elif not stays and announced > self.usual and shutil.disk_usage(self.folder).free < 2 * announced:
            body.mark("no room")

        async def received() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                part = message.get("body", b"")
                message = {**message, "body": self._held_or_cut(body, part) if stays else body.keep(part)}
            return message

        try:
            await self.inner(scope, received, send)
        finally:
            self._held -= body.kept if stays else 0

    def _held_or_cut(self, body: _Body, part: bytes) -> bytes:
        """What is kept of a part of a body that stays in memory."""
        if self._held + len(part) > MOST_IN_MEMORY and not body.cut:
            body.mark("busy")
        kept = body.keep(part)
        self._held += len(kept)
        return kept


def _has_body(scope: Scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def _announced(scope: Scope) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


def _is_utf_8(scope: Scope) -> bool:
    kinds = [value.lower() for name, value in scope["headers"] if name == b"content-type"]
    return not any(
        _ENCODED_PARAMETER.search(kind) or set(_WRITTEN_IN.findall(kind)) - _UTF_8 for kind in kinds if b";" in kind
    )


async def refuse(send: Send, status: int, sentence: bytes) -> None:
    """Answer with a sentence, and close the connection."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
