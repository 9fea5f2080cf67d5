"""The validation meeting on the projector: the section that is validated now, and who says what, as it is recorded."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Submission
from ..queries.validation import on_projector
from .asked import AskedOfOne
from .reading_out import read_out
from .showing import show

MANY = 6  # above this many voices their letters are smaller, so that all stay on the screen


@require_safe
def validation_projector(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """What everybody in the room sees, to be read from the last row."""
    given = {"page_name": _("Validation meeting"), **_now(request.about)}
    return show(request, "submissions/projector.html", given)


@require_safe
def validation_stage(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """The part of it that changes, asked for every few seconds."""
    return show(request, "submissions/stage.html", _now(request.about))


def _now(submission: Submission) -> dict[str, Any]:
    now = on_projector(submission)
    if now is None:
        return {"now": None}
    now.heard.section.submission = submission
    given = {"now": now, "paragraphs": read_out(now.heard.section)}
    return given | {"many_spoke": len(now.heard.stances) > MANY}
