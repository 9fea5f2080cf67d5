"""Where advocacy begins: what comes next."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition

from .actions import SEE_ADVOCACY
from .frame import advocacy_page
from .overview import work_of


@page(COALITION + "advocacy/", SEE_ADVOCACY)
def start(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Each part of the work, how far it is, and which comes next."""
    lines = work_of(request.about, today=request.today, may=request.may)
    return advocacy_page(request, "advocacy/start.html", {"page_name": _("What comes next"), "lines": lines})
