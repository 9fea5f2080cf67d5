"""What was done in a coalition, and having it forgotten by whom."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.accounts.queries.audit import audit_log as audit_log_of
from openupr.accounts.queries.audit import pages_of_audit_log
from openupr.timeline.dates_in_words import place_of
from openupr.web.parts import Pages

from ..actions.coalition import FORGET_AUTHORSHIP, SEE_AUDIT_LOG
from ..addresses import COALITION
from ..forms.coalition import ForgetForm
from ..frame import Request, coalition_page
from ..models import Coalition
from ..queries.clock import clock_of
from ..queries.lodging import is_anything_lodged
from ..rules.refusals import Refused
from ..services.forgetting import forget_authorship

# Lines on a page. There is no file of them: names in a file could not be forgotten.
_A_PAGE = 60


@page(COALITION + "trail/", SEE_AUDIT_LOG)
def audit_log(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Who did what, when: never what it said."""
    last = pages_of_audit_log(request.about.key, most=_A_PAGE)
    asked = request.GET.get("page", "1")
    number = min(int(asked), last) if asked.isdecimal() and asked.isascii() and len(asked) < 9 and int(asked) else 1
    given = {
        "acts": audit_log_of(request.about.key, most=_A_PAGE, page=number),
        "pages": Pages(number, last, request.GET),
        "place": place_of(clock_of(request.about)),
        "page_name": _("What was done"),
    }
    return coalition_page(request, "coalitions/audit_log.html", given)


@page(COALITION + "trail/forget/", FORGET_AUTHORSHIP, methods="GET POST")
def forget(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Names go, texts stay."""
    form = ForgetForm(request.POST or None, lodged=is_anything_lodged(request.about))
    if request.method == "POST" and form.is_valid():
        try:
            in_danger = form.cleaned_data.get("in_danger", False)
            forget_authorship(by=request.actor, coalition=request.about, now=request.now, in_danger=in_danger)
        except Refused as reason:
            form.add_error("in_danger", str(reason))
        else:
            messages.success(request, _("The names are deleted from the history. Texts stay."))
            return redirect("coalitions:audit-log", coalition)
    return coalition_page(
        request, "coalitions/forget.html", {"form": form, "page_name": _("Delete names from history")}
    )
