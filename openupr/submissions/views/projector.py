"""The validation meeting on the projector: the section that is validated now, and who says what, as it is recorded."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page

from ..actions.drafting import SEE_SUBMISSION
from ..addresses import SUBMISSION
from ..models import Submission
from ..queries.validation import on_projector
from .reading_out import read_out

MANY = 6  # above this many voices their letters are smaller, so that all stay on the screen


@page(SUBMISSION + "validation/projector/", SEE_SUBMISSION)
def validation_projector(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """What everybody in the room sees, to be read from the last row."""
    given = {"page_name": _("Validation meeting"), **_now(request.about)}
    return coalition_page(request, "submissions/projector.html", given)


@page(SUBMISSION + "validation/projector/stage/", SEE_SUBMISSION)
def validation_stage(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The part of it that changes, asked for every few seconds."""
    return coalition_page(request, "submissions/stage.html", _now(request.about))


def _now(submission: Submission) -> dict[str, Any]:
    now = on_projector(submission)
    if now is None:
        return {"now": None}
    now.answers.section.submission = submission
    given = {"now": now, "paragraphs": read_out(now.answers.section)}
    return given | {"many_spoke": len(now.answers.stances) > MANY}
