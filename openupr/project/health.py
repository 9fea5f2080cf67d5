"""Whether the server lives, and whether it is ready: asked by what watches it, under any name and
without https.
"""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from openupr.index.locks import WORKER_LOCK, is_held
from openupr.recommendations.dimension_values import open_the_index
from openupr.recommendations.the_index import index_version


class Health:
    """The first middleware: /healthz and /readyz say nothing about anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return _told(200, ["ok"])
        if request.path == "/readyz":
            faults = list(_faults())
            return _told(503, faults) if faults else _told(200, ["ok"])
        return self.get_response(request)


def _faults() -> Iterator[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations")
        standing = open_the_index()
        if standing is None or standing.version != index_version():
            yield "index: is being made for the record as it is now"
    except DatabaseError:
        yield "database: does not answer"
    if not is_held(settings.OPENUPR_HOME / WORKER_LOCK):
        yield "worker: does not run"


def _told(status: int, lines: list[str]) -> HttpResponse:
    text = "\n".join(lines) + "\n"
    return HttpResponse(text, "text/plain; charset=utf-8", status, headers={"Cache-Control": "no-store"})
