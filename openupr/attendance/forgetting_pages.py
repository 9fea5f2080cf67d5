"""Have the names of a past workshop forgotten."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import FORGET_NAMES
from .forgetting import forget_names, names_to_forget


class ForgetNamesForm(forms.Form):
    """One tick, for what cannot be undone."""

    meant = forms.BooleanField(
        label=gettext_lazy("Forget these names"), help_text=gettext_lazy("They cannot be restored.")
    )


@page(WORKSHOP + "attendance/forget/", FORGET_NAMES, methods="GET POST")
def forget(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What goes and what stays; then for good."""
    about = request.about
    form = ForgetNamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            forget_names(by=request.actor, workshop=about, today=request.today)
            messages.success(request, _("Forgotten. Backups made before still hold the names: destroy them."))
            return redirect("workshops:workshop", coalition, workshop)
    context = {"page_name": _("Forget the names"), "form": form, "names": names_to_forget(about)}
    return coalition_page(request, "attendance/forget.html", context)
