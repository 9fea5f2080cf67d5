"""How much of what a request sends is kept. Django itself writes every body to the disk before it looks at it."""

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

# Of a request that is cut this much arrives: enough for the fields before its first file, the form's signature too.
KEPT_OF_A_CUT_ONE = 64 * 1024
_TOO_LARGE = b"This is more than OpenUPR takes here. Nothing was changed."


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
    """An ASGI application that hands on no more of a body than `most(scope)` bytes, and than `folder` has room for.

    Where files may be sent (`most` is above `usual`) a body that does not fit is received but not kept, and the
    scope's "openupr.cut" tells the page why ("too big" or "no room"), so that it can say so. Elsewhere whoever
    sends more than `usual` is answered 413.
    """

    def __init__(self, inner: Application, *, folder: Path, usual: int, most: Callable[[Scope], int]) -> None:
        self.inner, self.folder, self.usual, self.most = inner, folder, usual, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self.inner(scope, receive, send)
            return
        body = _Body(most=self.most(scope), scope=scope)
        announced = _announced(scope)
        if body.most <= self.usual and announced > self.usual:
            await _refuse(send)
            return
        if announced > body.most:
            body.mark("too big")
        elif announced > self.usual and shutil.disk_usage(self.folder).free < 2 * announced:
            body.mark("no room")

        async def received() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                message = {**message, "body": body.keep(message.get("body", b""))}
            return message

        await self.inner(scope, received, send)


def _announced(scope: Scope) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _TOO_LARGE})
