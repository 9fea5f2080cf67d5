"""The mid-term report as a Word file."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.web.downloads import attachment

from ..queries.mid_term import mid_term_report


@require_safe
def mid_term(request: Request[Coalition], coalition: str) -> HttpResponse:
    """To go on writing in Word."""
    data = word.write_word(mid_term_report(request.about, today=request.today))
    return attachment("mid-term-report.docx", data, word.CONTENT_TYPE)
