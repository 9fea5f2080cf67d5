"""A roadmap that came back as a Word file: what is new in it is shown beside what is here, then taken by ticks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.actions import is_paired
from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.conformance.check import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.web.refusing import in_words

from ..actions import ANSWER
from ..forms.roadmap_back import RoadmapBackForm, TakeRoadmapForm
from ..models import Proposal
from ..queries.roadmap_back import RoadmapBack, RoadmapCompared, read_roadmap, roadmap_compared
from ..rules.beside import Stretch, beside
from ..services.roadmap_back import TakenAnswer, TakenWording, take_roadmap_back

_SALT = "roadmaps.back"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@page(GROUP + "roadmap/back/", ANSWER, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_back` checks, and in doing so reads the request
@never_cache
def roadmap_back(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """What is in the file, in the answer itself, as nothing of it is stored. Without a file, the form for it."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _back(request, way_in)


@csrf_protect
def _back(request: Request[Group], way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _upload(request, RoadmapBackForm(initial={"sender": _oneself(request)}))
    form = RoadmapBackForm(request.POST, request.FILES, trouble=way_in.trouble)
    if not form.is_valid():
        return _upload(request, form, status=422)
    try:
        back = read_roadmap(request.about, form.data_of_file)
    except (RefusedFile, Refused) as refusal:
        form.add_error("document", in_words(refusal))
        return _upload(request, form, status=422)
    return _preview(request, back, form.cleaned_data["sender"] or _oneself(request))


def _upload(request: Request[Group], form: RoadmapBackForm, *, status: int = 200) -> HttpResponse:
    given = {
        "page_name": _("Upload a changed file"),
        "form": form,
        "what": _("Choose the group's roadmap as a Word file that somebody changed."),
        "cancel": reverse("roadmaps:roadmap", args=[request.about.coalition.key, request.about.pk]),
    }
    return coalition_page(request, "coalitions/came_back.html", given, status=status)


def _oneself(request: Request[Group]) -> str:
    """The reader's name; none on a paired device, which others may hold."""
    return "" if is_paired(request.actor) else str(request.actor)


def _choose(request: Request[Group], trouble: str) -> HttpResponse:
    """The form for a file, with one sentence on what was wrong with this one."""
    messages.error(request, trouble)
    return redirect("roadmaps:roadmap-back", request.about.coalition.key, request.about.pk)


@page(GROUP + "roadmap/back/take/", ANSWER, methods="POST")
@never_cache
def roadmap_back_take(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Save what was ticked."""
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("group") != request.about.pk:
        return _choose(
            request, _("What was read of the file is no longer at hand. Choose it again; nothing was changed.")
        )
    back, sender = RoadmapBack.from_data(plan["back"]), plan["sender"]
    found = roadmap_compared(request.about, back)
    if found.seen != plan["seen"]:
        return _preview(request, back, sender, meanwhile=True)
    form = TakeRoadmapForm(request.POST, found=found)
    if form.is_valid():
        try:
            with refusals_in(form):
                taken = form.taken()
                drafts = take_roadmap_back(by=request.actor, group=request.about, now=request.now, **taken)
                messages.success(
                    request, _linked(_told(**taken), [*(each.wording.proposal for each in taken["wordings"]), *drafts])
                )
                return redirect("roadmaps:roadmap", coalition, group)
        except SavedMeanwhile:
            return _preview(request, back, sender, meanwhile=True)
    return _preview(request, back, sender, form=form)


def _linked(told: str, asks: Sequence[Proposal]) -> str:
    """What was taken, with one link to each recommendation, also where it came in two languages."""
    links = (
        (
            reverse("roadmaps:proposal", args=[each.group.coalition.key, each.group_id, each.number]),
            _("Recommendation %(number)s") % {"number": each.number},
        )
        for each in dict.fromkeys(asks)
    )
    return format_html("{} {}", told, format_html_join(", ", '<a href="{}">{}</a>', links))


def _told(*, answers: Mapping[int, TakenAnswer], wordings: Sequence[TakenWording], new: Sequence[str]) -> str:
    """How many answers, dates and recommendations were taken."""
    texts = sum(each.text is not None for each in answers.values())
    dates = sum(each.day is not None for each in answers.values())
    asks = len(wordings) + len(new)
    counted = [
        (texts, ngettext("%(n)s answer", "%(n)s answers", texts)),
        (dates, ngettext("%(n)s date", "%(n)s dates", dates)),
        (asks, ngettext("%(n)s recommendation", "%(n)s recommendations", asks)),
    ]
    what = ", ".join(words % {"n": n} for n, words in counted if n)
    return _("Taken from the file: %(what)s.") % {"what": what}


@dataclass(frozen=True, slots=True)
class _Card:
    """One thing that can be taken. `here`, `there`: both texts, with what differs."""

    key: str
    title: str
    here: list[Stretch]
    there: list[Stretch]
    both: bool
    is_ticked: bool


def _cards(found: RoadmapCompared, ticked: list[str]) -> list[_Card]:
    return [
        _Card(key, each.kept.title, *beside(each.kept.text, each.text), each.both, key in ticked)
        for each in found.differ
        for key in (each.kept.key,)
    ]


def _preview(
    request: Request[Group],
    back: RoadmapBack,
    sender: str,
    *,
    form: TakeRoadmapForm | None = None,
    meanwhile: bool = False,
) -> HttpResponse:
    """What the file says, beside what is here, with a tick for each thing."""
    found = roadmap_compared(request.about, back)
    if form is None:
        plan: dict[str, Any] = {
            "group": request.about.pk, "back": back.as_data(), "sender": sender, "seen": found.seen,
        }  # fmt: skip
        signed = signing.dumps(plan, salt=_SALT, compress=True)
        if len(signed) > _LONGEST_PLAN:
            return _choose(request, _("This file holds too much text to be shown at once. Divide it into two files."))
        form = TakeRoadmapForm(initial={"plan": signed}, found=found)
    given = {
        "page_name": _("What came back of the roadmap"),
        "found": found,
        "back": back,
        "sender": sender,
        "form": form,
        "meanwhile": meanwhile,
        "cards": _cards(found, form.ticked),
        "new": [(f"new-{at}", text, f"new-{at}" in form.ticked) for at, text in enumerate(found.new)],
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return coalition_page(request, "roadmaps/roadmap_back.html", given, status=status)
