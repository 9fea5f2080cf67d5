"""A submission taken away: only organisations that consented stand in any of these files."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.web.downloads import attachment

from ..actions.drafting import TAKE_FILE
from ..addresses import SUBMISSION
from ..models import Edition, Submission
from ..queries.document import document_of
from ..queries.editions import lodged_edition
from ..queries.public_version import WRITERS, as_lodged

_CONTENT_TYPES = {
    "docx": word.CONTENT_TYPE,
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


@page(SUBMISSION + "submission.<slug:kind>", TAKE_FILE)
def file(request: Request[Submission], coalition: str, submission: int, kind: str) -> HttpResponse:
    """The submission as it stands; once it is lodged, each file as it was then, the Word file byte by byte."""
    about = request.about
    if kind not in WRITERS:
        raise Http404
    edition = lodged_edition(about) if about.is_locked else None
    return answer_or_sorry(lambda: as_lodged(about, kind) or WRITERS[kind](document_of(about)), about, kind, edition)


def answer_or_sorry(
    read: Callable[[], bytes | str], about: Submission, kind: str, edition: Edition | None
) -> HttpResponse:
    """The file that `read` gives, or a sentence where this machine cannot print it."""
    try:
        return answer_with(read(), about, kind, edition)
    except CannotPrint:
        told = _("PDF cannot be made on this machine: a library is missing. Take the Word or HTML file.")
        return HttpResponse(told, "text/plain; charset=utf-8", 503)


def answer_with(data: bytes | str, about: Submission, kind: str, edition: Edition | None) -> HttpResponse:
    """A file to be saved, under a name that says nothing of anybody; without an `edition` it is a draft."""
    return attachment(_name(about, kind, edition), data, _CONTENT_TYPES[kind])


def _name(submission: Submission, kind: str, edition: Edition | None) -> str:
    """A name that says nothing about anybody: the State, the edition and the kind, no organisation, no title."""
    state, which = slugify(submission.coalition.state.name), f"edition-{edition.number}" if edition else "draft"
    return f"submission-{state}-{submission.pk}-{which}.{kind}"
