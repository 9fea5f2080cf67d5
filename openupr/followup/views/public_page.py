"""The public page, its preview, and what it shows."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.web.clock import TimedRequest

from ..forms.public_page import PublicPageForm
from ..models import PublicPage
from ..permissions import PUBLISH, READ_PUBLIC
from ..queries.public_page import public_follow_up
from ..services.public_page import choose_public


@page("coalitions/published-follow-up/<slug:key>/", READ_PUBLIC)
@never_cache  # once it is off, no browser shows it from before
def public(request: TimedRequest, key: str) -> HttpResponse:
    """What the coalition chose, for everybody, while it is on."""
    page = PublicPage.objects.filter(key=key, on=True).select_related("coalition__review").first()
    if page is None:
        raise Http404
    return _draw(request, page)


@page(COALITION + "follow-up/public/preview/", PUBLISH)
def public_preview(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What others see, or would see, below a line that says so."""
    page = PublicPage.objects.filter(coalition=request.about).select_related("coalition__review").first()
    if page is None:
        return redirect("followup:public-edit", coalition)
    return _draw(request, page, preview=True)


def _draw(request: TimedRequest, page: PublicPage, *, preview: bool = False) -> HttpResponse:
    follow_up = public_follow_up(page)
    given = {
        "page": page,
        "preview": preview,
        "lines": follow_up.lines,
        "assessed": follow_up.assessed,
        "state": page.coalition.state.name,
    }
    return render(request, "followup/public.html", given)


@page(COALITION + "follow-up/public/", PUBLISH, methods="GET POST")
def public_edit(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose what the page shows; switch it on and off."""
    page = PublicPage.objects.filter(coalition=request.about).first()
    form = PublicPageForm(request.POST or None, coalition=request.about, page=page)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            choose_public(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("followup:public-edit", coalition)
    address = request.build_absolute_uri(reverse("followup:public", args=[page.key])) if page else ""
    given = {"page_name": _("Public page"), "form": form, "page": page, "address": address}
    return coalition_page(request, "followup/public_edit.html", given, status=422 if form.errors else 200)
