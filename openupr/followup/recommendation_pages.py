"""One recommendation of the list: who says what, with which evidence, and the forms for it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.actions import Role, is_paired
from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.group_members import groups_of_person
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.rules.texts import LONGEST
from openupr.web.charts import Part
from openupr.web.choices import ChooseField
from openupr.web.days import DayField
from openupr.web.page_versions import VersionedForm, status_of
from openupr.web.parts import Tab

from .actions import READ_LIST, SPEAK_FOR_ORGANISATION, WRITE_FACTS
from .arranging import write_facts
from .assessments import assess_for_organisation, choose_printed, unanswered, write_claim
from .evidence_counts import uncounted_in_words
from .follow_up_list import FollowUpLine, lines_of, viewer_of
from .group_lines_pages import EvidenceForm
from .models import Assessment, FollowUp, Level, ListedRecommendation


class OrganisationEvidenceForm(EvidenceForm):
    """Evidence that an organisation gives; the others are of a group (`EvidenceForm`)."""

    organisation = forms.ModelChoiceField(label=gettext_lazy("Organisation"), queryset=Organisation.objects.none())
    field_order = ("organisation",)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class RejectForm(forms.Form):
    """Why a piece of evidence does not hold."""

    reason = forms.CharField(label=gettext_lazy("Reason to reject"), max_length=2000, required=False)


class RecommendationFactsForm(VersionedForm):
    """What the State committed itself to, and how we would know."""

    commitment = forms.CharField(
        label=gettext_lazy("The State's commitment"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    institution = forms.CharField(label=gettext_lazy("Responsible institution"), required=False, max_length=200)
    deadline = DayField(label=gettext_lazy("The State's own deadline"), required=False)
    indicator = forms.CharField(
        label=gettext_lazy("How we would know"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A sign that anybody can check, such as: the law is published."),
    )

    def clean_institution(self) -> str:
        """Without doubled blanks: the list is filtered by its name."""
        return " ".join(self.cleaned_data["institution"].split())

    @staticmethod
    def initial_of(listed: ListedRecommendation) -> dict[str, Any]:
        """What the fields hold for a recommendation."""
        return {name: getattr(listed, name) for name in ListedRecommendation.FACTS}


class GovernmentClaimForm(forms.Form):
    """What the Government says it did."""

    level = ChooseField(
        label=gettext_lazy("The Government says"),
        choices=Level.choices,
        missing=gettext_lazy("Choose which level the Government claims."),
    )
    reason = forms.CharField(
        label=gettext_lazy("In which words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=gettext_lazy("Where it says so"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Such as: national report of 2018, paragraph 12."),
    )


class OrganisationAssessmentForm(forms.Form):
    """How far it was carried out, as an organisation sees it."""

    organisation = forms.ModelChoiceField(label=gettext_lazy("Organisation"), queryset=Organisation.objects.none())
    level = ChooseField(
        label=gettext_lazy("Our assessment"),
        choices=Level.choices,
        missing=gettext_lazy("Choose how far it is implemented."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Our reason"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    named = forms.BooleanField(
        label=gettext_lazy("Name us in files"),
        required=False,
        help_text=gettext_lazy("Without it, files for others say “an organisation”."),
    )
    quoted = forms.BooleanField(
        label=gettext_lazy("Print our reason"),
        required=False,
        help_text=gettext_lazy(
            "Such files and public pages print it beside your name. You see the line before it is saved."
        ),
    )
    # The printed line that the page showed.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, organisations: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    @property
    def line_not_seen(self) -> str:
        """Of a valid form: the line that files would print, if the page did not show it; else
        "".
        """
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        assessment = Assessment(**values, line_seen=True)
        if not assessment.reason_outside or self.cleaned_data["seen"].split() == assessment.line_outside.split():
            return ""
        return assessment.line_outside


@page(COALITION + "follow-up/<int:number>/", READ_LIST)
def recommendation(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Everything about one recommendation."""
    return draw(request, listed_recommendation(request, number))


def listed_recommendation(request: Request[Coalition], number: int) -> ListedRecommendation:
    """The recommendation of the coalition's list with this number. Raises Http404."""
    listed = request.about.follow_up_list.filter(pk=number).first()
    if listed is None:
        raise Http404
    listed.coalition = request.about
    return listed


def own_organisations(request: Request[Coalition]) -> Any:
    """The organisations for which the person speaks here."""
    return Organisation.objects.filter(memberships__coalition=request.about, memberships__representative=request.actor)


def draw(request: Request[Coalition], listed: ListedRecommendation, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of one recommendation, with the forms that were refused."""
    viewer = viewer_of(request.actor, request.roles, request.about)
    [line] = lines_of(request.about, viewer, only=[listed.pk], history=True)
    ours = own_organisations(request) if "followup.speak" in request.may else Organisation.objects.none()
    voices = {voice.organisation_id: voice for voice in line.voices}
    mine = next((voices[organisation.pk] for organisation in ours if organisation.pk in voices), None)
    first = ours.first()
    context = {
        "page_name": _("Recommendation: %(origin)s") % {"origin": line.origin},
        "crumbs": [Tab(_("Follow-up"), reverse("followup:list", args=[request.about.key]))],
        "line": line,
        "uncounted": uncounted_in_words(line.evidence),
        "ours_to_write": _ours_to_write(request, line),
        "listed": line.listed,
        "along": line.listed.judged_along.count(),
        "parts": [Part(str(level.label), count, level.tone) for level, count in line.levels],
        "index": _index(line),
        "earlier": [assessment for assessment in line.listed.assessments.all() if not assessment.current],
        "facts": RecommendationFactsForm(initial=RecommendationFactsForm.initial_of(line.listed), prefix="facts"),
        "claim": GovernmentClaimForm(initial=_initial(line.claim, "level", "reason", "source"), prefix="claim"),
        "mine": mine,
        "assess": OrganisationAssessmentForm(
            organisations=ours,
            initial=_as_assessed(mine) if mine else {"organisation": first},
            prefix="assess",
        ),
        "evidence": OrganisationEvidenceForm(organisations=ours, initial={"organisation": first}, prefix="evidence"),
        "reject": RejectForm(),
        "who_assesses": "" if "followup.speak" in request.may else _who_assesses(request),
        "me": request.actor.pk,
        "speaks_for": {organisation.pk for organisation in ours},
        "removable": {evidence.organisation_id for evidence in line.evidence if evidence.organisation_id}
        if Role.COORDINATOR in request.roles
        else {organisation.pk for organisation in ours},
    }
    return coalition_page(request, "followup/recommendation.html", context | forms, status=status)


def _ours_to_write(request: Request[Coalition], line: FollowUpLine) -> list[FollowUp]:
    """Those of the groups that the person works in or leads."""
    groups = {group.pk for group in groups_of_person(request.actor, request.about)}
    return [follow_up for follow_up in line.follow_ups if follow_up.group_id in groups]


def _who_assesses(request: Request[Coalition]) -> str:
    """For people who speak for no organisation: who does for theirs; "" on a device paired in the
    room.
    """
    if is_paired(request.actor):
        return ""
    part = request.about.participations.filter(person=request.actor).select_related("organisation").first()
    if part is None or part.organisation is None:
        return _(
            "Only the person who speaks for an organisation can assess for it. You belong to no organisation here."
        )
    members = request.about.member_organisations.filter(organisation=part.organisation)
    member = members.exclude(representative=None).select_related("representative").first()
    words = {"organisation": part.organisation, "person": member.representative if member else ""}
    if member is None:
        sentence = _(
            "Assess for your organisation: only the person who speaks for it can. %(organisation)s has no such person "
            "yet; a coordinator names one."
        )
    else:
        sentence = _(
            "Assess for your organisation: only the person who speaks for it can. That is %(person)s for "
            "%(organisation)s."
        )
    return sentence % words


def _initial(source: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(source, name) for name in names} if source else {}


def _as_assessed(mine: Assessment) -> dict[str, Any]:
    return _initial(mine, "organisation", "level", "reason", "named") | {"quoted": mine.line_seen}


def _index(line: FollowUpLine) -> str:
    return f"{float(line.spread.index):.2f}" if line.spread.index is not None else ""


@page(COALITION + "follow-up/<int:number>/facts/", WRITE_FACTS, methods="POST")
def facts(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Write what is known of how it is carried out."""
    listed = listed_recommendation(request, number)
    form = RecommendationFactsForm(request.POST, initial=RecommendationFactsForm.initial_of(listed), prefix="facts")
    if form.is_valid():
        with refusals_in(form):
            write_facts(by=request.actor, listed=listed, facts=form.cleaned_data)
            return back(request, listed)
    return draw(request, listed, status=status_of(form), facts=form)


@page(COALITION + "follow-up/<int:number>/claim/", WRITE_FACTS, methods="POST")
def claim(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Write what the Government says."""
    listed = listed_recommendation(request, number)
    form = GovernmentClaimForm(request.POST, prefix="claim")
    if form.is_valid():
        with refusals_in(form):
            write_claim(by=request.actor, listed=listed, today=request.today, **form.cleaned_data)
            return back(request, listed)
    return draw(request, listed, status=422, claim=form)


@page(COALITION + "follow-up/<int:number>/assess/", SPEAK_FOR_ORGANISATION, methods="POST")
def assess(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Say what one's organisation thinks of it."""
    listed = listed_recommendation(request, number)
    ours = own_organisations(request)
    form = OrganisationAssessmentForm(request.POST, organisations=ours, prefix="assess")
    if form.is_valid() and (line := form.line_not_seen):
        sent = request.POST.copy()
        sent["assess-seen"] = " ".join(line.split())
        organisation_assessment_form = OrganisationAssessmentForm(sent, organisations=ours, prefix="assess")
        return draw(request, listed, assess=organisation_assessment_form, printed=line)
    if form.is_valid():
        del form.cleaned_data["seen"]
        with refusals_in(form):
            assess_for_organisation(by=request.actor, listed=listed, today=request.today, **form.cleaned_data)
            return back(request, listed)
    return draw(request, listed, status=422, assess=form)


def back(request: Request[Coalition], listed: ListedRecommendation) -> HttpResponseRedirect:
    """To the recommendation's page, with a word that it was saved."""
    messages.success(request, _("Saved."))
    return redirect("followup:recommendation", request.about.key, listed.pk)


@page(COALITION + "follow-up/printed/", SPEAK_FOR_ORGANISATION, methods="GET POST")
def printed(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The lines that would be printed, with reasons ticked before the line was shown."""
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
