"""A submission taken away: only organisations that consented stand in any of these files."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openupr.coalitions.frame import Request
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.web.downloads import attachment

from ..models import Submission
from ..queries.document import document_of
from ..queries.editions import lodged_edition
from ..queries.public_version import as_lodged

_KINDS: dict[str, tuple[str, Callable[[word.Document], bytes | str]]] = {
    "docx": (word.CONTENT_TYPE, word.write_word),
    "pdf": ("application/pdf", word.write_pdf),
    "html": ("text/html; charset=utf-8", word.write_html),
    "md": ("text/markdown; charset=utf-8", word.write_markdown),
}


@require_safe
def file(request: Request[Submission], coalition: str, submission: int, kind: str) -> HttpResponse:
    """The submission as it stands; once it is lodged, each file as it was then, the Word file byte by byte."""
    about = request.about
    if kind not in _KINDS:
        raise Http404
    write = _KINDS[kind][1]
    if kept := as_lodged(about, kind):
        return answer_with(kept, about, kind)
    try:
        # Where none was kept, it is made of what was lodged, though something else stands there now.
        lodged = lodged_edition(about) if about.is_locked else None
        return answer_with(write(document_of(about, lodged.content if lodged else None)), about, kind)
    except CannotPrint:
        told = _("PDF cannot be made on this machine: a library is missing. Take the Word or HTML file.")
        return HttpResponse(told, "text/plain; charset=utf-8", 503)


def answer_with(data: bytes | str, about: Submission, kind: str) -> HttpResponse:
    """A file to be saved, under a name that says nothing of anybody."""
    return attachment(_name(about, kind), data, _KINDS[kind][0])


def _name(submission: Submission, kind: str) -> str:
    """A name that says nothing about anybody: the State and the kind, no organisation, no title."""
    state = slugify(submission.coalition.state.name)
    return f"submission-{state}-{submission.pk}.{kind}"
