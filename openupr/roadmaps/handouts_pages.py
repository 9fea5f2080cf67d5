"""The roadmap as a Word file for a named partner, and whether it arrived."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.documents.word import write_word
from openupr.web.downloads import attachment

from .actions import HAND_OUT, SEE_ROADMAP
from .handouts import confirm_receipt, hand_out, handouts_of, roadmap_document
from .models import RoadmapHandout


class HandOutForm(forms.Form):
    """The partner that a roadmap goes to."""

    partner = forms.CharField(label=gettext_lazy("To which partner"), max_length=200)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(GROUP + "roadmap/out/", HAND_OUT, methods="GET POST")
def roadmap_hand_out(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Name the partner; the file then comes by itself, and stands in the list until its receipt is
    confirmed.
    """
    form = HandOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            handout = hand_out(by=request.actor, group=request.about, today=request.today, **form.cleaned_data)
            return redirect(f"{reverse('roadmaps:roadmap-hand-out', args=[coalition, group])}?made={handout.pk}")
    handouts = handouts_of(request.about)
    made_now = next((sent for sent in handouts if str(sent.pk) == request.GET.get("made")), None)
    context = {"page_name": _("Hand the roadmap out"), "form": form, "handouts": handouts, "made": made_now}
    context["file_name"] = _name_for_partner(request.about)
    return coalition_page(request, "roadmaps/hand_out.html", context)


def _file_name(group: Group, *rest: str) -> str:
    """With the group's name in letters that every system keeps; without it where it has none of
    them.
    """
    name = slugify(group.name)[:40].strip("-")
    return "-".join(filter(None, ("roadmap", name, *rest))) + ".docx"


def _name_for_partner(group: Group) -> str:
    """Another name than that of the file to fill in: this one cannot come back."""
    return _file_name(group, "to-read")


def _asked_for(request: Request[Group], number: int) -> RoadmapHandout:
    handout = request.about.handouts.filter(pk=number).first()
    if handout is None:
        raise Http404
    handout.group = request.about
    return handout


@page(GROUP + "roadmap/roadmap.docx", SEE_ROADMAP)
def roadmap_file(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The roadmap as Word, for members who never sign in. It names only the rapporteur and
    organisations.
    """
    document = roadmap_document(request.about, partner="", today=request.today)
    return attachment(_file_name(request.about), write_word(document), _WORD)


@page(GROUP + "roadmap/out/<int:handout>/roadmap.docx", HAND_OUT, in_english=True)
def roadmap_word(request: Request[Group], coalition: str, group: int, handout: int) -> HttpResponse:
    """The roadmap of today, as Word. It names only the group's rapporteur and organisations."""
    out = _asked_for(request, handout)
    file = write_word(roadmap_document(out.group, partner=out.partner, today=request.today))
    return attachment(_name_for_partner(request.about), file, _WORD)


@page(GROUP + "roadmap/out/<int:handout>/received/", HAND_OUT, methods="POST")
def roadmap_received(request: Request[Group], coalition: str, group: int, handout: int) -> HttpResponse:
    """Record that the partner received it."""
    confirm_receipt(by=request.actor, handout=_asked_for(request, handout), today=request.today)
    return redirect("roadmaps:roadmap-hand-out", coalition, group)
