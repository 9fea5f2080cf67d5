"""The page of the mid-term report, and its file."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.web.downloads import attachment

from .actions import TAKE_MATRIX
from .mid_term import mid_term_report
from .mid_term_advice import check_mid_term


@page(COALITION + "follow-up/mid-term-report/", TAKE_MATRIX)
def mid_term(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What the report does about each piece of advice, and the file."""
    context = {
        "page_name": _("Mid-term report"),
        "advice": check_mid_term(request.about),
        "any": request.about.follow_up_list.exists(),
    }
    return coalition_page(request, "followup/mid_term.html", context)


@page(COALITION + "follow-up/mid-term-report.docx", TAKE_MATRIX)
def mid_term_file(request: Request[Coalition], coalition: str) -> HttpResponse:
    """To go on writing in Word."""
    data = word.write_word(mid_term_report(request.about, today=request.today))
    return attachment("mid-term-report.docx", data, word.CONTENT_TYPE)
