"""The boxes of a coalition: opened, changed, given a link, closed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.accounts.qr_codes import qr_picture, ways_to
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition
from openupr.web.page_versions import VersionedForm
from openupr.web.this_machine import host_for_phones, is_near_only, server_address

from .actions import KEEP_BOX, REVIEW, SEE_BOXES
from .box_frame_pages import address_for_phones, sent_in
from .boxes import boxes_of, change_box, close_box, filling_of, make_link, open_box, title_in, titled
from .models import Box
from .rules.questions import QUESTIONS, USUAL, asked_of_box

MOST_SLIPS = 40


class BoxForm(VersionedForm):
    """What a box is called and what it collects."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, help_text=gettext_lazy("As people see it: the workshop's name.")
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Questions of the evaluation"),
        required=False,
        choices=[(question.key, question.label["en"]) for question in QUESTIONS.values()],
        initial=list(USUAL),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Few questions get more answers. None asks who somebody is. Take all out for no evaluation."
        ),
    )
    takes_testimonies = forms.BooleanField(label=gettext_lazy("Collect testimonies"), required=False, initial=True)


class SlipsForm(forms.Form):
    """How many slips are printed."""

    number = forms.IntegerField(label=gettext_lazy("How many slips"), min_value=1, max_value=MOST_SLIPS, initial=12)


@page(COALITION + "boxes/", SEE_BOXES)
def boxes(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All boxes, with how full they are."""
    reads = REVIEW.open_to(request.roles)
    named = titled(list(boxes_of(request.about)), get_language() or "")
    filled = [(box, title, filling_of(box, box.told, reads=reads)) for box, title in named]  # type: ignore[attr-defined]
    context = {
        "boxes": filled,
        "any_open": any(box.is_open for box, _title in named),
        "page_name": _("Evaluations and testimonies"),
    }
    return coalition_page(request, "testimonies/boxes.html", context)


@page(COALITION + "boxes/open/", KEEP_BOX, name="open", methods="GET POST", in_english=True)
def open_(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Open one."""
    form = BoxForm(sent_in(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            box = open_box(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
            messages.success(request, _("The box is open. Phones in the room see it."))
            return redirect("testimonies:box", coalition, box.pk)
    context = {"form": form, "page_name": _("Collect evaluations")}
    return coalition_page(request, "testimonies/box_form.html", context)


@page(COALITION + "boxes/<int:box>/", SEE_BOXES)
def box(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """What it collects, how to get things in, how full it is."""
    about = request.about
    testimonies, reader = about.testimonies.count(), get_language() or ""
    context = {
        "page_name": title_in(about, reader),
        "filling": filling_of(about, testimonies, reads=REVIEW.open_to(request.roles)),
        "questions": [
            question.label.get(get_language() or "", question.label["en"]) for question in asked_of_box(about.questions)
        ],
        "slips_form": SlipsForm(),
        "withdraw_address": address_for_phones(request, "testimonies:withdraw"),
        "is_near_only": is_near_only(request),
        "is_reached": bool(server_address(request)),
    }
    return coalition_page(request, "testimonies/box.html", context)


@page(COALITION + "boxes/<int:box>/change/", KEEP_BOX, methods="GET POST")
def change(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """Change its title and questions."""
    about = request.about
    initial = {name: getattr(about, name) for name in ("title", "questions", "takes_testimonies")}
    form = BoxForm(sent_in(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_box(by=request.actor, box=about, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("testimonies:box", coalition, box)
    context = {"form": form, "page_name": _("Change the box")}
    return coalition_page(request, "testimonies/box_form.html", context)


@page(COALITION + "boxes/<int:box>/close/", KEEP_BOX, methods="GET POST")
def close(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """Ask whether it is meant, then close it for good."""
    about = request.about
    if request.method != "POST":
        return coalition_page(request, "testimonies/close.html", {"page_name": _("Close the box")})
    with refusals_on(request):
        closed = close_box(by=request.actor, box=about, today=request.today)
        messages.success(request, _closed(closed))
    return redirect("testimonies:box", coalition, box)


def _closed(box: Box) -> str:
    """What became of what was in a box, by what it asked for."""
    if not box.questions or box.sheets:
        return _("Closed. What is in it can be read now.")
    sentence = _("Closed. Fewer than five people had given an evaluation, so the evaluations are deleted.")
    return (
        f"{sentence} {_('Testimonies are kept; coordinators can read them now.')}"
        if box.takes_testimonies
        else sentence
    )


@page(COALITION + "boxes/<int:box>/link/", KEEP_BOX, methods="POST")
def link(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """A new link, shown once."""
    with refusals_on(request):
        secret = make_link(by=request.actor, box=request.about)
        address = address_for_phones(request, "testimonies:link-opened", secret)
        label = _("The same address, to be scanned with a phone")
        context = {
            "page_name": _("A link to the box"),
            "address": address,
            "picture": qr_picture(address, label),
            "ways": ways_to(address, request, label),
            "is_reached": bool(host_for_phones(request)),
            "is_near_only": is_near_only(request),
        }
        response = coalition_page(request, "testimonies/link.html", context)
        response.headers["Cache-Control"] = "no-store, private"
        return response
    return redirect("testimonies:box", coalition, box)
