"""The pages where a group hands in its roadmap and says what it needs, and offers are matched."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, read_again, refusals_in
from openupr.web.large_numbers import number_in
from openupr.web.page_versions import VersionedForm, is_of_now

from .actions import CONFIRM_MATCH, HAND_IN, NEED_SUPPORT, GroupAtWorkshop
from .addresses import WORKSHOP
from .models import Need, Offer, Support, Workshop
from .support import (
    change_need,
    confirm_match,
    drop_need,
    hand_in_roadmap,
    missing_in,
    need_support,
    roadmap_version,
    say_what_came,
    undo_match,
)
from .write_up_pages import words_field


class NeedForm(VersionedForm):
    """What a group needs."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Support)
    text = words_field(gettext_lazy("What for"))


class OutcomeForm(VersionedForm):
    """What came of an offer that was to meet a need."""

    outcome = words_field(
        gettext_lazy("Outcome"),
        required=False,
        help_text=gettext_lazy(
            "Such as: two days of training in May, 14 people. Or: nothing, and why. No names of people."
        ),
    )


@page(WORKSHOP + "after/groups/<int:group>/hand-in/", HAND_IN, methods="POST")
def hand_in(request: Request[GroupAtWorkshop], coalition: str, workshop: int, group: int) -> HttpResponse:
    """Hand in the group's roadmap as it is now."""
    about = request.about
    if not is_of_now(request, roadmap_version(missing_in(about.group))):
        return read_again(request, reverse("workshops:after", args=[coalition, workshop]))
    handed = hand_in_roadmap(by=request.actor, group=about.group, workshop=about.workshop, today=request.today)
    sentence = _("The roadmap of “%(group)s” is handed in.") % {"group": about.group}
    if missing := len(handed.missing):
        open_ones = ngettext("%(n)s question is open.", "%(n)s questions are open.", missing) % {"n": missing}
        messages.warning(request, f"{sentence} {open_ones}")
    else:
        messages.success(request, sentence)
    return redirect("workshops:after", coalition, workshop)


@page(WORKSHOP + "after/groups/<int:group>/needs/add/", NEED_SUPPORT, methods="GET POST")
def need_add(request: Request[GroupAtWorkshop], coalition: str, workshop: int, group: int) -> HttpResponse:
    """A further need of a group."""
    about = request.about
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            need_support(by=request.actor, group=about.group, workshop=about.workshop, **form.cleaned_data)
            return _noted(request)
    return _form(request, form, None)


@page(WORKSHOP + "after/groups/<int:group>/needs/<int:number>/", NEED_SUPPORT, methods="GET POST")
def need(request: Request[GroupAtWorkshop], coalition: str, workshop: int, group: int, number: int) -> HttpResponse:
    """Change a need, or delete it, by the button."""
    about = request.about
    need = _need(about.workshop.needs.filter(group=about.group), number)
    need.group, need.workshop = about.group, about.workshop
    form = NeedForm(request.POST or None, initial={"kind": need.kind, "text": need.text})
    if request.POST.get("do") == "drop":
        drop_need(by=request.actor, need=need)
        return _noted(request)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_need(by=request.actor, need=need, **form.cleaned_data)
            return _noted(request)
    return _form(request, form, need)


@page(WORKSHOP + "after/match/", CONFIRM_MATCH, methods="POST")
def match(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Confirm that an offer meets a need, or take that back: the button says which."""
    about = request.about
    need = _need(about.needs, number_in(request.POST.get("need", "")))
    offer: Offer | None = about.offers.filter(pk=number_in(request.POST.get("offer", ""))).first()
    if offer is None:
        raise Http404
    offer.workshop = about
    back = reverse("workshops:after", args=[coalition, workshop])
    if request.POST.get("do") == "undo":
        undo_match(by=request.actor, offer=offer, need=need)
    elif not is_of_now(request, need.version + offer.version):
        return read_again(request, back)
    else:
        confirm_match(by=request.actor, offer=offer, need=need, today=request.today)
    return redirect(back)


@page(WORKSHOP + "after/groups/<int:group>/needs/<int:number>/offers/<int:offer>/", NEED_SUPPORT, methods="GET POST")
def outcome(
    request: Request[GroupAtWorkshop], coalition: str, workshop: int, group: int, number: int, offer: int
) -> HttpResponse:
    """What came of an offer that was confirmed to meet a need."""
    about = request.about
    need = _need(about.workshop.needs.filter(group=about.group), number)
    match = need.matches.filter(offer=offer).select_related("offer").first()
    if match is None:
        raise Http404
    need.group, need.workshop = about.group, about.workshop
    form = OutcomeForm(request.POST or None, initial={"outcome": match.outcome})
    if request.method == "POST" and form.is_valid():
        say_what_came(by=request.actor, need=need, match=match, today=request.today, **form.cleaned_data)
        return _noted(request)
    title = _("What came of the offer of %(partner)s to “%(group)s”") % {
        "partner": match.offer.partner,
        "group": about.group,
    }
    context = {"page_name": title, "form": form, "existing": None}
    return coalition_page(request, "workshops/noted.html", context)


def _need(among: object, number: int) -> Need:
    need: Need | None = among.filter(pk=number).first()  # type: ignore[attr-defined]
    if need is None:
        raise Http404
    return need


def _noted(request: Request[GroupAtWorkshop]) -> HttpResponse:
    messages.success(request, _("Noted."))
    return redirect("workshops:after", request.about.coalition.key, request.about.workshop.pk)


def _form(request: Request[GroupAtWorkshop], form: NeedForm, need: Need | None) -> HttpResponse:
    title = _("What “%(group)s” needs") % {"group": request.about.group}
    context = {"page_name": title, "form": form, "existing": need}
    return coalition_page(request, "workshops/noted.html", context)
