"""Looking for a recommendation to cite."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page

from ..actions.drafting import SEE_SUBMISSION
from ..addresses import SECTION
from ..models import Section
from ..queries.citing import citable

_LONGEST = 200


@page(SECTION + "cite/", SEE_SUBMISSION)
def cite(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """What was recommended to the State, found by words; each with what is typed to cite it."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
    given = {
        "page_name": _("Cite a recommendation"),
        "cite_words": words,
        "found": citable(words, submission=request.about.submission) if words else [],
        "cite_base": "web/fragment.html" if request.headers.get("HX-Request") else "submissions/submission_base.html",
    }
    return coalition_page(request, "submissions/cite.html", given)
