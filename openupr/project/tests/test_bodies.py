"""No more of a request is kept than is taken, whatever it announces."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from openupr.project.bodies import KEPT_OF_A_CUT_ONE, LimitedBodies

USUAL, MOST = 1_000, 500_000


class Inner:
    """What stands behind: remembers what it was given."""

    def __init__(self) -> None:
        self.scope: dict[str, Any] = {}
        self.body: bytes | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scope, self.body = scope, b""
        more = True
        while more:
            message = await receive()
            self.body += message["body"]
            more = message["more_body"]


def sent(
    folder: Path,
    *,
    path: str = "/import/",
    size: int,
    announced: int | None = None,
    most: int = MOST,
    method: str = "POST",
    kind: str = "multipart/form-data; boundary=x",
) -> tuple[Inner, list[int]]:
    """What arrives of a request of `size` bytes in pieces of 10,000, and the statuses that were answered instead."""
    inner, statuses = Inner(), []
    pieces = [b"x" * min(10_000, size - at) for at in range(0, size, 10_000)] or [b""]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        statuses.append(message.get("status", 0))

    def taken(scope: Any) -> int:
        return most if scope["path"] == "/import/" else USUAL

    headers = [] if announced == -1 else [(b"content-length", str(announced or size).encode())]
    headers.append((b"content-type", kind.encode()))
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    application = LimitedBodies(inner, folder=folder, usual=USUAL, most=taken)
    asyncio.run(application(scope, receive, send))
    return inner, statuses


def test_what_fits_arrives_whole(tmp_path: Path) -> None:
    inner, _ = sent(tmp_path, size=MOST)
    assert inner.body is not None
    assert (len(inner.body), inner.scope.get("openupr.cut")) == (MOST, None)


def test_what_announces_too_much_arrives_cut_with_the_fields_at_its_beginning(tmp_path: Path) -> None:
    inner, _ = sent(tmp_path, size=MOST + 1)
    assert inner.body is not None
    assert (len(inner.body), inner.scope["openupr.cut"]) == (KEPT_OF_A_CUT_ONE, "too big")


def test_what_announces_nothing_is_cut_when_it_is_too_much(tmp_path: Path) -> None:
    inner, _ = sent(tmp_path, size=MOST + 20_000, announced=-1)
    assert inner.body is not None
    assert (len(inner.body), inner.scope["openupr.cut"]) == (MOST, "too big")


def test_what_the_disk_has_no_room_for_is_not_kept(tmp_path: Path) -> None:
    inner, _ = sent(tmp_path, size=200_000, announced=10**17, most=10**18)
    assert inner.body is not None
    assert (len(inner.body), inner.scope["openupr.cut"]) == (KEPT_OF_A_CUT_ONE, "no room")


@pytest.mark.parametrize(("path", "method"), [("/", "POST"), ("/similar/", "POST"), ("/", "GET"), ("/", "HEAD")])
def test_elsewhere_a_large_body_is_refused_before_it_is_read(tmp_path: Path, path: str, method: str) -> None:
    inner, statuses = sent(tmp_path, path=path, size=USUAL + 1, method=method)
    assert (inner.body, statuses[0]) == (None, 413)
    inner, statuses = sent(tmp_path, path=path, size=USUAL, method=method)
    assert (inner.body, statuses) == (b"x" * USUAL, [])


@pytest.mark.parametrize(
    "kind",
    [
        # Codecs of Python that are none of text; names it does not have; what Django refuses in forms.
        "multipart/form-data; boundary=x; charset=hex",
        "application/x-www-form-urlencoded;charset=UTF-16",
        'text/plain; Charset = "latin-1"',
        "text/plain; charset*=nope''%ED",
        "text/plain; a*0*=nope''%ED",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_written_in_another_encoding_is_refused_and_no_fault(tmp_path: Path, kind: str, method: str) -> None:
    inner, statuses = sent(tmp_path, size=10, method=method, kind=kind)
    assert (inner.body, statuses[0]) == (None, 415)


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded; charset=UTF-8",
        'text/plain; charset="utf-8"',
        "multipart/form-data; boundary=a*b=c",
    ],
)
def test_what_is_written_in_utf_8_arrives(tmp_path: Path, kind: str) -> None:
    assert sent(tmp_path, size=10, kind=kind)[0].body == b"x" * 10
