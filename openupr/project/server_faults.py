"""What a reader gets when the server cannot answer: why, what they had typed, and what to do
next.
"""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from enum import StrEnum

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from openupr.files.own_process import ManyFiles

from .expired_forms import KEEP_NOTHING, page_of, texts_typed

# What a form carries that the browser gets anew, or that must not be written into a page.
_NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken"})
_RETRY_AFTER = "5"


class Fault(StrEnum):
    """Why a request could not be answered."""

    BUSY = "busy"
    FULL = "full"
    DAMAGED = "damaged"
    OURS = "ours"


# SQLite's primary result codes, and the beginnings of PostgreSQL's SQLSTATE.
_SQLITE = {
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
}
_POSTGRESQL = {
    "55P03": Fault.BUSY,  # a lock was not to be had in time
    "40": Fault.BUSY,  # deadlock, serialization
    "57": Fault.BUSY,  # cancelled, shutting down, starting up
    "08": Fault.BUSY,  # the connection was lost
    "53100": Fault.FULL,
    "53": Fault.BUSY,  # too many connections, out of memory
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
}


def fault_of(error: BaseException | None) -> Fault:
    """What kind of fault an error is, by itself or by what caused it."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT):
            return Fault.FULL
        if isinstance(cause, ManyFiles):
            return Fault.BUSY
        code = getattr(cause, "sqlite_errorcode", None)
        if code is not None and (code & 0xFF) in _SQLITE:
            return _SQLITE[code & 0xFF]
        state = getattr(cause, "sqlstate", None) or ""
        known_fault = next((fault for begins, fault in _POSTGRESQL.items() if state.startswith(begins)), None)
        if known_fault:
            return known_fault
        # PostgreSQL says nothing at all where it is not there, or was killed in the middle of an
        # answer.
        if isinstance(cause, OperationalError | InterfaceError) and getattr(cause.__cause__, "sqlstate", "") is None:
            return Fault.BUSY
    return Fault.OURS


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def server_fault(request: HttpRequest) -> HttpResponse:
    """Django's handler500.

    The form can be sent again as it was; files and passwords have to be given once more.

    What another site sends is not repeated: it would put its words on a page of ours.
    """
    fault = fault_of(sys.exc_info()[1])
    if fault is Fault.OURS:
        return HttpResponseServerError(render_to_string("500.html"))
    ours = bool(page_of(request))
    has_files_or_secrets = bool(request.FILES) or any("password" in name for name in request.POST)
    context = {
        "posted": request.method == "POST",
        "path": request.get_full_path(),
        "csrf_token": get_token(request),
        "fault": fault.value,
        "texts": texts_typed(request) if ours else [],
        "came_from": page_of(request),
        "again": _fields(request) if ours and not has_files_or_secrets else None,
    }
    # Without the request: what usually surrounds a page asks the database.
    page = render_to_string("project/cannot_answer.html", context)
    answer = HttpResponse(page, status=507 if fault is Fault.FULL else 503)
    answer.headers["Cache-Control"] = KEEP_NOTHING
    if fault is Fault.BUSY:
        answer.headers["Retry-After"] = _RETRY_AFTER
    return answer


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() if name not in _NOT_SENT_AGAIN for value in values]
