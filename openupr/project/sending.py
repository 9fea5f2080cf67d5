"""A large file on its way to a browser."""

from collections.abc import AsyncIterator
from functools import partial
from typing import IO

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse

_PART = 64 * 1024


class SentInParts(StreamingHttpResponse):
    """A file that is not to be in memory as a whole: each part is read when it is sent, in a
    thread.
    """

    def __init__(self, file: IO[bytes], *, name: str) -> None:
        size = file.tell()
        file.seek(0)
        super().__init__(iter(partial(file.read, _PART), b""), content_type="application/octet-stream")
        self["Content-Length"] = str(size)
        self["Content-Disposition"] = f'attachment; filename="{name}"'
        # What is encrypted cannot be compressed; without this it would be tried.
        self["Content-Encoding"] = "identity"
        self._resource_closers.append(file.close)  # type: ignore[attr-defined]  # the stubs do not know it

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = iter(self)
        while part := await sync_to_async(lambda: next(parts, b""))():
            yield part
