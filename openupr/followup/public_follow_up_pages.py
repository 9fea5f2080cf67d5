"""The public page, and the form that says what it shows."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.clock import TimedRequest
from openupr.web.languages import in_page_language
from openupr.web.page_versions import VersionedForm

from .actions import PUBLISH, READ_PUBLIC
from .follow_up_list import un_numbers_of
from .models import ListedRecommendation, PublicPage
from .public_follow_up import choose_public, public_follow_up
from .rules import PUBLIC_FIELDS

_LABELS = {
    "from": gettext_lazy("who recommended it"),
    "response": gettext_lazy("the State's answer"),
    "claim": gettext_lazy("the Government's claim"),
    "levels": gettext_lazy("how many chose each level"),
    "organisations": gettext_lazy("organisations that agreed to be named, with reasons"),
    "institution": gettext_lazy("the responsible institution"),
    "commitment": gettext_lazy("the State's commitment"),
    "evidence": gettext_lazy("sources that are verified and for everyone"),
}


class PublicPageForm(VersionedForm):
    """The page's words, its fields, its recommendations."""

    on = forms.BooleanField(label=gettext_lazy("Show it to everyone"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("Show beside each recommendation"),
        required=False,
        choices=[(key, _LABELS[key]) for key in PUBLIC_FIELDS],
        widget=forms.CheckboxSelectMultiple,
    )
    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Recommendations"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, coalition: Coalition, page: PublicPage | None) -> None:
        values: dict[str, Any] = {}
        if page:
            values = {"on": page.on, "title": page.title, "introduction": page.introduction, "shown": page.fields}
        listed = list(coalition.follow_up_list.order_by("-priority", "-session", "pk"))
        chosen = [row.pk for row in listed if row.published]
        super().__init__(data, initial=values | {"chosen": chosen})
        # Those that come first, and those that are shown already.
        offered = [row for row in listed if row.priority or row.published]
        numbers = un_numbers_of(offered)
        choices = [(row.pk, _named(row, numbers.get(row.pk, NO_NUMBER))) for row in offered]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


def _named(listed: ListedRecommendation, un_number: UnNumber) -> str:
    """Its number, State and session with the text: several may have the same words."""
    who = gettext("The State itself") if listed.is_pledge else in_page_language(listed.from_name)
    session = gettext("session %(number)s") % {"number": listed.session} if listed.session else ""
    named = ", ".join(filter(None, [str(un_number), who, session]))
    return f"{named}: {listed.shown}" if named else listed.shown


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
    context = {
        "page": page,
        "preview": preview,
        "lines": follow_up.lines,
        "assessed": follow_up.assessed,
        "state": page.coalition.state.name,
    }
    return render(request, "followup/public.html", context)


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
    context = {"page_name": _("Public page"), "form": form, "page": page, "address": address}
    return coalition_page(request, "followup/public_edit.html", context)
