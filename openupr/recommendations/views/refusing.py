"""A refusal in the shape of what was asked for: JSON for a program, a line of text in place of a file, else a page."""

from pathlib import PurePosixPath

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openupr.upr.names import UnknownName

from ..queries.count import DimensionTwice
from ..queries.disaggregate import SameDimension

NOT_UNDERSTOOD = (UnknownName, SameDimension, DimensionTwice)
"""What an address may ask for that cannot be answered; each says why."""


def _of_states(reason: Exception) -> bool:
    """Whether a list of all States helps."""
    return isinstance(reason, UnknownName) and reason.kind == "State"


def refused(request: HttpRequest, reason: Exception, *, status: int = 400) -> HttpResponse:
    """The reason as an answer with this status; what would have been a file is not called one."""
    told = str(reason)
    ending = PurePosixPath(request.path).suffix if not request.path.endswith("/") else ""
    if ending == ".json":
        return HttpResponse(orjson.dumps({"error": told}), content_type="application/json", status=status)
    if ending:
        return HttpResponse(f"{told}\n", content_type="text/plain; charset=utf-8", status=status)
    page = "not_ready" if status == 503 else "not_understood"
    return render(
        request, f"recommendations/{page}.html", {"reason": told, "of_states": _of_states(reason)}, status=status
    )
