"""The audit log of a coalition, and the page to forget who did what."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.audit_log import audit_log as audit_log_of
from openupr.accounts.audit_log import pages_of_audit_log
from openupr.accounts.pages import page
from openupr.timeline.dates_in_words import place_of
from openupr.web.parts import Pages

from .actions.coalition import FORGET_AUTHORSHIP, SEE_AUDIT_LOG
from .addresses import COALITION
from .audit_log import forget_authorship
from .clock import clock_of
from .frame import Request, coalition_page
from .models import Coalition
from .next_steps import is_anything_lodged
from .rules.refusals import Refused


class ForgetAuthorshipForm(forms.Form):
    """Whether it is meant; before anything is lodged, also whether people are in danger."""

    in_danger = forms.BooleanField(
        label=gettext_lazy("Forget it now"),
        required=False,
        help_text=gettext_lazy("Tick this if people are in danger. It is possible because nothing is lodged yet."),
    )
    meant = forms.BooleanField(label=gettext_lazy("I want this"), help_text=gettext_lazy("It cannot be undone."))

    def __init__(self, *arguments: Any, lodged: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if lodged:
            del self.fields["in_danger"]


# Lines on a page. There is no file of them: names in a file could not be forgotten.
_A_PAGE = 60


@page(COALITION + "trail/", SEE_AUDIT_LOG)
def audit_log(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Who did what, when: never what it said."""
    last = pages_of_audit_log(request.about.key, most=_A_PAGE)
    wanted = request.GET.get("page", "1")
    number = (
        min(int(wanted), last) if wanted.isdecimal() and wanted.isascii() and len(wanted) < 9 and int(wanted) else 1
    )
    context = {
        "acts": audit_log_of(request.about.key, most=_A_PAGE, page=number),
        "pages": Pages(number, last, request.GET),
        "place": place_of(clock_of(request.about)),
        "page_name": _("What was done"),
    }
    return coalition_page(request, "coalitions/audit_log.html", context)


@page(COALITION + "trail/forget/", FORGET_AUTHORSHIP, methods="GET POST")
def forget(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Names go, texts stay."""
    form = ForgetAuthorshipForm(request.POST or None, lodged=is_anything_lodged(request.about))
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
