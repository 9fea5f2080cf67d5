"""Fetches pages of UPR Info's present database and saves them as a file that `upr_info_api` reads.

Polite to the database and careful with what it answers: one page at a time with a pause between,
https only (http for this machine alone), no page from another site than the one asked, and limits
of size and time. Pages that have come stay beside the file until it is whole: a fetch that was
stopped, killed or cut off goes on from there.
"""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing.labels import labels
from openupr.upr.names import UnknownName
from openupr.upr.places import upr_info_ids
from openupr.upr.states import by_iso3, find_state

PAGE = 300
PAUSE = 1.0
"""Seconds between two pages."""
TIMEOUT = 60.0
MAX_PAGE_BYTES = 64 * 1024 * 1024
_SLOWEST_PAGE = 5
"""A page may take so many times the timeout, if something comes all the while."""
_PAUSES_BEFORE_ANOTHER_TRY = (2, 10)
"""In pauses."""
_MOST_ROUNDS = 3
"""So often all pages are asked for, where the database changes meanwhile."""
_MOST_STATES = 400
_WINDOW = 10_000  # Uwazi searches with Elasticsearch, which hands out no result beyond this one
_LOCAL = ("localhost", "127.0.0.1", "::1")
_INTERFACE = "Its interface may have changed: bring a file instead."
_AGENT = "OpenUPR (civil society and the Universal Periodic Review)"
Progress = Callable[[int, int], None]


class OutOfReach(RefusedFile):
    """The database does not answer now; what has come of a search is kept."""


class _Changed(Exception):
    """The database announced another number of rows than before."""


def search_of_state(iso3: str, *, home: str, timeout: float = TIMEOUT, pause: float = PAUSE) -> str:
    """The address of a search for all that was recommended to a State; asks the database for its id
    of the State.

    `home` is the database's address without a path. Raises RefusedFile, or OutOfReach where it does
    not answer.
    """
    ids = upr_info_ids()
    place = f"{home}/api/search?"
    url = _checked(place + urlencode({"types": json.dumps([ids["states"]]), "order": "asc", "sort": "title"}))
    for row in _answer(url, 0, _MOST_STATES, timeout, pause)["rows"]:
        shared = row.get("sharedId") if isinstance(row, dict) else None
        if isinstance(shared, str) and shared and _iso3(row) == iso3:
            chosen = json.dumps({ids["filter"]: {"values": [shared]}}, separators=(",", ":"))
            return place + urlencode(
                {
                    "types": json.dumps([ids["recommendations"]]),
                    "filters": chosen,
                    "order": "asc",
                    "sort": "creationDate",
                }
            )
    raise RefusedFile(
        f"UPR Info's database names no State that is {by_iso3(iso3).name}. Its interface may have changed."
    )


def _iso3(row: dict[str, Any]) -> str:
    """The State that an entity of the database is: by the code of its flag, else by its title; ""
    for none.
    """
    icon = row.get("icon")
    for name in (icon.get("_id") if isinstance(icon, dict) else None, row.get("title")):
        with suppress(UnknownName):
            if isinstance(name, str):
                return find_state(name).iso3
    return ""


def save_pages(
    url: str,
    to: Path,
    *,
    iso3: str = "",
    page: int = PAGE,
    pause: float = PAUSE,
    timeout: float = TIMEOUT,
    progress: Progress = lambda rows, total: None,
) -> int:
    """Saves every page that the search at `url` has as JSON lines in the file `to`; returns the
    number of rows.

    `url` is a search of the database, with any filters it has ("https://.../api/search?types=...");
    its own `from` and `limit` are replaced. With `iso3`, a row about another State refuses all.
    `progress` is told the rows that have come and the rows announced. Raises RefusedFile; nothing
    is left then, except after OutOfReach the pages that have come, from which the same call goes
    on.
    """
    target = _checked(url)
    partial = to.with_name(f"{to.name}.part")
    try:
        for _round in range(_MOST_ROUNDS):
            try:
                count = _Pages(target, partial, iso3=iso3, page=page, pause=pause, timeout=timeout).fetch(progress)
                break
            except _Changed:
                partial.unlink(missing_ok=True)
        else:
            raise RefusedFile("The database is being changed while it is read. Try again later.")
    except OutOfReach:
        raise
    except RefusedFile:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(to)
    return count


class _Pages:
    """The pages of one search, those in the file `partial` first."""

    def __init__(self, url: str, partial: Path, *, iso3: str, page: int, pause: float, timeout: float) -> None:
        self.url, self.partial, self.iso3 = url, partial, iso3
        self.page, self.pause, self.timeout = page, pause, timeout
        self.total: int | None = None
        self.seen: set[str] = set()
        self.count = 0

    def fetch(self, progress: Progress) -> int:
        self._go_on()
        if self.count:
            progress(self.count, self.total or 0)
        while self.total is None or self.count < self.total:
            rows = self._next_page()
            if not rows:
                break
            self._keep(rows)
            progress(self.count, self.total or 0)
        if not self.total:
            raise RefusedFile("The database has no recommendation for this search.")
        if self.count != self.total:
            raise RefusedFile(
                f"The database announced {self.total:,} rows and gave {self.count:,} different ones. Try again later."
            )
        return self.count

    def _go_on(self) -> None:
        """Take up the pages of an earlier try at the same search; a line that was cut off is
        dropped.
        """
        whole = 0
        with suppress(OSError), self.partial.open("rb") as file:
            for line in file:
                kept = _kept_page(line, self.url)
                if kept is None:
                    break
                whole += len(line)
                self._count(kept["rows"], kept["totalRows"])
        if whole:
            with self.partial.open("r+b") as file:
                file.truncate(whole)
        else:
            self.partial.unlink(missing_ok=True)

    def _next_page(self) -> list[Any]:
        """The rows of the next page that have not come yet; a page that has is asked for once
        more.
        """
        for _try in range(2):
            if self.count:
                time.sleep(self.pause)
            answer = _answer(self.url, self.count, self.page, self.timeout, self.pause)
            total = _total(answer)
            if self.total not in (None, total):
                raise _Changed
            self.total = total
            fresh = self._fresh(answer["rows"])
            if fresh or not answer["rows"]:
                self._check(fresh)
                return fresh
        raise RefusedFile("The database gives the same page again and again. Try again later.")

    def _fresh(self, rows: list[Any]) -> list[Any]:
        seen, fresh = set(self.seen), []
        for row in rows:
            name = _identity(row)
            if not name or name not in seen:
                seen.add(name)
                fresh.append(row)
        return fresh

    def _check(self, rows: list[Any]) -> None:
        if self.iso3 and any(_state_of(row) not in ("", self.iso3) for row in rows):
            sentence = f"The database answers with other States than {by_iso3(self.iso3).name}."
            raise RefusedFile(f"{sentence} {_INTERFACE}")

    def _keep(self, rows: list[Any]) -> None:
        total = self.total or 0
        line = json.dumps({"search": self.url, "totalRows": total, "rows": rows}, ensure_ascii=True)
        with self.partial.open("a", encoding="ascii") as file:
            file.write(line + "\n")
        self._count(rows, total)

    def _count(self, rows: list[Any], total: int) -> None:
        self.total = total
        self.seen.update(name for row in rows if (name := _identity(row)))
        self.count += len(rows)


def _kept_page(line: bytes, url: str) -> dict[str, Any] | None:
    with suppress(ValueError, RecursionError):
        page = json.loads(line)
        whole = isinstance(page, dict) and isinstance(page.get("rows"), list) and isinstance(page.get("totalRows"), int)
        if whole and line.endswith(b"\n") and page.get("search") == url:
            return dict(page)
    return None


def _identity(row: Any) -> str:
    """What makes a row different from others; "" where it has nothing."""
    name = row.get("sharedId") if isinstance(row, dict) else None
    return name if isinstance(name, str) else ""


def _state_of(row: Any) -> str:
    """The State under Review of a row, "" where it names none that is known: its reader says so."""
    metadata = row.get("metadata") if isinstance(row, dict) else None
    named = labels(metadata.get(upr_info_ids()["filter"])) if isinstance(metadata, dict) else ()
    with suppress(UnknownName):
        return find_state(named[0]).iso3 if named else ""
    return ""


def _total(answer: dict[str, Any]) -> int:
    total = answer.get("totalRows")
    if not isinstance(total, int) or isinstance(total, bool) or total < 0:
        raise RefusedFile("The database's answer does not say how many rows there are.")
    if total >= _WINDOW or answer.get("relation") == "gte":
        raise RefusedFile(
            f"This search finds {_WINDOW:,} rows or more, and the database hands out no more than that. "
            "Narrow it, to one session for example, and fetch several times."
        )
    return total


def _answer(url: str, start: int, page: int, timeout: float, pause: float) -> dict[str, Any]:
    """A page; where the database does not answer it is asked again, twice."""
    for wait in (*_PAUSES_BEFORE_ANOTHER_TRY, None):
        try:
            answer = _json(_download(_with_place(url, start, page), timeout))
            break
        except OutOfReach:
            if wait is None:
                raise
            time.sleep(wait * pause)
    if not isinstance(answer, dict) or not isinstance(answer.get("rows"), list):
        raise RefusedFile("This address does not answer with UPR Info's JSON.")
    return answer


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        if data.lstrip()[:1] == b"<":
            raise RefusedFile("The database answers with a web page in place of data. Try again later.") from error
        raise RefusedFile("This address does not answer with JSON.") from error


def _download(url: str, timeout: float) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "application/json"})  # noqa: S310 - _checked
    opener = urllib.request.build_opener(_SameSite())
    try:
        with opener.open(request, timeout=timeout) as answer:
            return b"".join(_parts(answer, until=time.monotonic() + _SLOWEST_PAGE * timeout))
    except RefusedFile:
        raise
    except urllib.error.HTTPError as error:
        sentence = f"The database answers {error.code}{_in_words(error.code)}."
        raise (OutOfReach if error.code >= 500 or error.code == 429 else RefusedFile)(sentence) from error
    except TimeoutError as error:
        raise OutOfReach(f"The database does not answer within {timeout:g} seconds.") from error
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        sentence = f"The database cannot be reached ({getattr(reason, 'strerror', None) or reason})."
        raise OutOfReach(f"{sentence} Is this computer connected to the internet?") from error


def _in_words(code: int) -> str:
    """What a status means; the phrase that the server sends with it may hold anything."""
    try:
        return f" ({HTTPStatus(code).phrase})"
    except ValueError:
        return ""


def _parts(answer: Any, *, until: float) -> Iterator[bytes]:
    size = 0
    while part := answer.read1(1 << 20):
        size += len(part)
        if size > MAX_PAGE_BYTES:
            raise RefusedFile(f"The database's answer is larger than {MAX_PAGE_BYTES // 1024**2} MB.")
        if time.monotonic() > until:
            raise TimeoutError
        yield part


def _with_place(url: str, start: int, page: int) -> str:
    parts = urlsplit(url)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in ("from", "limit")]
    return urlunsplit(parts._replace(query=urlencode([*pairs, ("from", start), ("limit", page)])))


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
