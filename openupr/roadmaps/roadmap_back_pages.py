"""Taking a roadmap's Word file back: what is new in it, to be ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
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
from openupr.proposals.models import Proposal
from openupr.web.file_forms import WordFileForm
from openupr.web.refusing import in_words

from .actions import ANSWER
from .roadmap_back import (
    PlaceDiffers,
    RoadmapBack,
    RoadmapCompared,
    TakenAnswer,
    TakenWording,
    read_roadmap,
    roadmap_compared,
    take_roadmap_back,
)
from .rules.beside import TextStretch, beside


class RoadmapBackForm(WordFileForm):
    """The file that came back and from whom it is, under the names that the page for all files
    sends on.
    """

    sender = forms.CharField(
        label=gettext_lazy("From whom it is"),
        help_text=gettext_lazy("Change this if another person made the changes. Only members see it."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].label = gettext_lazy("Changed Word file")
        self.fields["document"].help_text = gettext_lazy("A .docx of at most 10 MB. The file itself is not kept.")


class TakeRoadmapForm(forms.Form):
    """A tick for each thing of the file that is new. `plan` is what was read of the file,
    signed.
    """

    use_required_attribute = False
    plan = forms.CharField(widget=forms.HiddenInput)
    take = forms.MultipleChoiceField(
        choices=(),
        error_messages={
            "required": gettext_lazy("Nothing is ticked. Tick what the group takes."),
            "invalid_choice": gettext_lazy("Tick only what is on this page."),
        },
    )

    def __init__(self, *args: Any, compared: RoadmapCompared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._differ: Mapping[str, PlaceDiffers] = {place.kept.key: place for place in compared.differ}
        self._new = {f"new-{number}": text for number, text in enumerate(compared.new)}
        self.fields["take"].choices = [(key, key) for key in (*self._differ, *self._new)]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> list[str]:
        """What was ticked when the form was sent."""
        return list(self["take"].value() or ()) if self.is_bound else []

    def taken(self) -> dict[str, Any]:
        """What `take_roadmap_back` saves; of a valid form."""
        ticked = self.cleaned_data["take"]
        answers: dict[int, dict[str, Any]] = {}
        wordings = []
        for place in (self._differ[key] for key in ticked if key in self._differ):
            kept = place.kept
            if kept.wording:
                wordings.append(TakenWording(kept.wording, kept.version, place.text))
            else:
                answer = answers.setdefault(kept.question, {"version": kept.version})
                answer["day" if kept.is_day else "text"] = place.text
        return {
            "answers": {number: TakenAnswer(**answer) for number, answer in answers.items()},
            "wordings": wordings,
            "new": [text for key, text in self._new.items() if key in ticked],
        }


_SALT = "roadmaps.back"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@page(GROUP + "roadmap/back/", ANSWER, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_back` checks, and in doing so reads the request
@never_cache
def roadmap_back(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """What is in the file, in the answer itself, as nothing of it is stored. Without a file, the
    form for it.
    """
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
    context = {
        "page_name": _("Upload a changed file"),
        "form": form,
        "what": _("Choose the group's roadmap as a Word file that somebody changed."),
        "cancel": reverse("roadmaps:roadmap", args=[request.about.coalition.key, request.about.pk]),
    }
    return coalition_page(request, "coalitions/came_back.html", context, status=status)


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
    compared = roadmap_compared(request.about, back)
    if compared.seen != plan["seen"]:
        return _preview(request, back, sender, meanwhile=True)
    form = TakeRoadmapForm(request.POST, compared=compared)
    if form.is_valid():
        try:
            with refusals_in(form):
                taken = form.taken()
                drafts = take_roadmap_back(by=request.actor, group=request.about, now=request.now, **taken)
                messages.success(
                    request,
                    _linked(
                        _taken_sentence(**taken),
                        [*(text.wording.proposal for text in taken["wordings"]), *drafts],
                    ),
                )
                return redirect("roadmaps:roadmap", coalition, group)
        except SavedMeanwhile:
            return _preview(request, back, sender, meanwhile=True)
    return _preview(request, back, sender, form=form)


def _linked(sentence: str, asks: Sequence[Proposal]) -> str:
    """What was taken, with one link to each recommendation, also where it came in two languages."""
    links = (
        (
            reverse("proposals:proposal", args=[proposal.group.coalition.key, proposal.group_id, proposal.number]),
            _("Recommendation %(number)s") % {"number": proposal.number},
        )
        for proposal in dict.fromkeys(asks)
    )
    return format_html("{} {}", sentence, format_html_join(", ", '<a href="{}">{}</a>', links))


def _taken_sentence(*, answers: Mapping[int, TakenAnswer], wordings: Sequence[TakenWording], new: Sequence[str]) -> str:
    """How many answers, dates and recommendations were taken."""
    texts = sum(answer.text is not None for answer in answers.values())
    dates = sum(answer.day is not None for answer in answers.values())
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
    here: list[TextStretch]
    there: list[TextStretch]
    both: bool
    is_ticked: bool


def _cards(compared: RoadmapCompared, ticked: list[str]) -> list[_Card]:
    return [
        _Card(key, place.kept.title, *beside(place.kept.text, place.text), place.both, key in ticked)
        for place in compared.differ
        for key in (place.kept.key,)
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
    compared = roadmap_compared(request.about, back)
    if form is None:
        plan: dict[str, Any] = {
            "group": request.about.pk, "back": back.as_data(), "sender": sender, "seen": compared.seen,
        }  # fmt: skip
        signed = signing.dumps(plan, salt=_SALT, compress=True)
        if len(signed) > _LONGEST_PLAN:
            return _choose(request, _("This file holds too much text to be shown at once. Divide it into two files."))
        form = TakeRoadmapForm(initial={"plan": signed}, compared=compared)
    context = {
        "page_name": _("What came back of the roadmap"),
        "found": compared,
        "back": back,
        "sender": sender,
        "form": form,
        "meanwhile": meanwhile,
        "cards": _cards(compared, form.ticked),
        "new": [(f"new-{at}", text, f"new-{at}" in form.ticked) for at, text in enumerate(compared.new)],
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return coalition_page(request, "roadmaps/roadmap_back.html", context, status=status)
