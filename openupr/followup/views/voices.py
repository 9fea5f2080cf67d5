"""Which reasons of an organisation are printed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition

from ..permissions import SPEAK_FOR_ORGANISATION
from ..queries.voices import unanswered
from ..services.voices import choose_printed


@page(COALITION + "follow-up/printed/", SPEAK_FOR_ORGANISATION, methods="GET POST")
def printed(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The lines that would be printed with a reason that somebody ticked before the line was shown."""
    if request.method == "POST":
        numbers = {name: _numbers(request, name) for name in ("chosen", "shown")}
        n = choose_printed(by=request.actor, coalition=request.about, **numbers)
        sentence = ngettext("%(n)s reason is printed.", "%(n)s reasons are printed.", n)
        messages.success(request, sentence % {"n": n})
        return redirect("followup:list", coalition)
    lines = unanswered(request.about, request.actor).select_related("listed", "organisation").order_by("listed", "pk")
    for line in lines:
        line.named = line.line_seen = True
    return coalition_page(
        request, "followup/printed.html", {"page_name": _("Choose what is printed"), "lines": list(lines)}
    )


def _numbers(request: Request[Coalition], name: str) -> list[int]:
    return [int(number) for number in request.POST.getlist(name)[:2000] if number.isdecimal() and len(number) < 19]
