"""Fetches pages of UPR Info's present database and saves them as a file that `upr_info_api` reads.

Polite to the database and careful with what it answers: one page at a time with a pause between, https only (http
for this machine alone), no page from another site than the one asked, and limits of size and time.
"""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from openupr.files.refusal import RefusedFile

PAGE = 300
PAUSE = 1.0
"""Seconds between two pages."""
TIMEOUT = 60.0
MAX_PAGE_BYTES = 64 * 1024 * 1024
MAX_ROWS = 300_000
_WINDOW = 10_000  # Uwazi searches with Elasticsearch, which hands out no result beyond this one
_LOCAL = ("localhost", "127.0.0.1", "::1")
_AGENT = "OpenUPR (civil society and the Universal Periodic Review)"


def save_pages(
    url: str,
    to: Path,
    *,
    page: int = PAGE,
    pause: float = PAUSE,
    timeout: float = TIMEOUT,
    progress: Callable[[int], None] = lambda rows: None,
) -> int:
    """Saves every page that the search at `url` has as JSON lines in the file `to`; returns the number of rows.

    `url` is a search of the database, with any filters it has ("https://.../api/search?types=..."); its own `from`
    and `limit` are replaced. Nothing is left at `to` where the search fails: raises RefusedFile.
    """
    target = _checked(url)
    partial = to.with_name(f"{to.name}.part")
    try:
        with partial.open("w", encoding="utf-8") as file:
            count = 0
            for answer in _pages(target, page, pause, timeout):
                file.write(json.dumps(answer, ensure_ascii=True) + "\n")
                count += len(answer["rows"])
                progress(count)
        if count == 0:
            raise RefusedFile("The database has no recommendation for this search.")
        partial.replace(to)
        return count
    finally:
        partial.unlink(missing_ok=True)


def _pages(url: str, page: int, pause: float, timeout: float) -> Iterator[dict[str, Any]]:
    start, total = 0, None
    while total is None or start < total:
        if start:
            time.sleep(pause)
        answer = _answer(url, start, page, timeout)
        rows = answer["rows"]
        if total is None:
            total = _total(answer)
        if not rows:
            break
        yield answer
        start += len(rows)
    if total and start < total:
        raise RefusedFile(f"The database announced {total:,} rows and gave {start:,}. Try again later.")


def _total(answer: dict[str, Any]) -> int:
    total = answer.get("totalRows")
    if not isinstance(total, int) or isinstance(total, bool) or total < 0:
        raise RefusedFile("The database's answer does not say how many rows there are.")
    if total >= _WINDOW or answer.get("relation") == "gte":
        raise RefusedFile(
            f"This search finds {_WINDOW:,} rows or more, and the database hands out no more than that. "
            "Narrow it, to one session for example, and fetch several times."
        )
    return min(total, MAX_ROWS)


def _answer(url: str, start: int, page: int, timeout: float) -> dict[str, Any]:
    answer = _json(_download(_with_place(url, start, page), timeout))
    if not isinstance(answer, dict) or not isinstance(answer.get("rows"), list):
        raise RefusedFile("This address does not answer with UPR Info's JSON.")
    return answer


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RefusedFile("This address does not answer with JSON.") from error


def _download(url: str, timeout: float) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "application/json"})  # noqa: S310 - _checked
    opener = urllib.request.build_opener(_SameSite())
    try:
        with opener.open(request, timeout=timeout) as answer:
            data: bytes = answer.read(MAX_PAGE_BYTES + 1)
    except RefusedFile:
        raise
    except urllib.error.HTTPError as error:
        raise RefusedFile(f"The database answers {error.code} ({error.reason}).") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise RefusedFile(f"The database cannot be reached ({reason}).") from error
    if len(data) > MAX_PAGE_BYTES:
        raise RefusedFile(f"The database's answer is larger than {MAX_PAGE_BYTES // 1024**2} MB.")
    return data


def _with_place(url: str, start: int, page: int) -> str:
    parts = urlsplit(url)
    asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in ("from", "limit")]
    return urlunsplit(parts._replace(query=urlencode([*asked, ("from", start), ("limit", page)])))


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedFile("This is not the address of a database.") from error
    if not host or parts.username or parts.password:
        raise RefusedFile("This is not the address of a database.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL):
        raise RefusedFile("The address must begin with https://.")
    return url


class _SameSite(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only within the site that was asked."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(_checked(newurl))[:2] != urlsplit(req.full_url)[:2]:
            raise RefusedFile("The database sends us on to another site; that was not followed.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
