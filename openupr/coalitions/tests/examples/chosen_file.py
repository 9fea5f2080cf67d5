"""A file that somebody chose."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from openupr.coalitions.uploads import choose_file, leave_file
from openupr.files.rebuilding import Rebuilt

from .cast import Cast

INTERNAL: Mapping[str, str] = {}
A_PDF = Rebuilt("pdf", b"%PDF-1.3", pages=1, pictures=(b"\x89PNG\r\n\x1a\n",))


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address; each who may has chosen one."""
    for each in (cast.sophea, cast.bopha, cast.dara, cast.chan):
        choose_file(by=each, coalition=cast.coalition, rebuilt=A_PDF, now=timezone.now())
    return {
        "coalitions:chosen-file": cast.at_coalition,
        "coalitions:chosen-page": {**cast.at_coalition, "number": 1},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], Mapping[str, Any]]:
    """What each service is about."""
    return {each: {"coalition": cast.coalition} for each in (choose_file, leave_file)}
