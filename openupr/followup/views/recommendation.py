"""One recommendation of the follow-up list: who says what of it, and on what that rests."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.accounts.permissions import Role, is_paired
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.queries.groups import groups_of_person
from openupr.web.charts import Part
from openupr.web.parts import Tab

from ..forms.evidence import OrganisationEvidenceForm, RejectForm
from ..forms.follow_up_list import ClaimForm, FactsForm, OrganisationAssessmentForm
from ..models import Assessment, FollowUp, ListedRecommendation
from ..permissions import READ_LIST, SPEAK_FOR_ORGANISATION, WRITE_FACTS
from ..queries.follow_up_list import FollowUpLine, lines_of, viewer_of
from ..services.listing import write_facts
from ..services.voices import assess_for_organisation, write_claim


@page(COALITION + "follow-up/<int:number>/", READ_LIST)
def recommendation(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Everything about one recommendation."""
    return draw(request, found(request, number))


def found(request: Request[Coalition], number: int) -> ListedRecommendation:
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
    said = {each.organisation_id: each for each in line.voices}
    mine = next((said[each.pk] for each in ours if each.pk in said), None)
    first = ours.first()
    given = {
        "page_name": _("Recommendation: %(origin)s") % {"origin": line.origin},
        "crumbs": [Tab(_("Follow-up"), reverse("followup:list", args=[request.about.key]))],
        "line": line,
        "ours_to_write": _ours_to_write(request, line),
        "listed": line.listed,
        "along": line.listed.judged_along.count(),
        "parts": [Part(str(level.label), count, level.tone) for level, count in line.levels],
        "index": _index(line),
        "earlier": [each for each in line.listed.assessments.all() if not each.current],
        "facts": FactsForm(initial=FactsForm.initial_of(line.listed), prefix="facts"),
        "claim": ClaimForm(initial=_initial(line.claim, "level", "reason", "source"), prefix="claim"),
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
        "speaks_for": {each.pk for each in ours},
        "removable": {each.organisation_id for each in line.evidence if each.organisation_id}
        if Role.COORDINATOR in request.roles
        else {each.pk for each in ours},
    }
    return coalition_page(request, "followup/recommendation.html", given | forms, status=status)


def _ours_to_write(request: Request[Coalition], line: FollowUpLine) -> list[FollowUp]:
    """Those of the groups that the person works in or leads."""
    groups = {each.pk for each in groups_of_person(request.actor, request.about)}
    return [each for each in line.follow_ups if each.group_id in groups]


def _who_assesses(request: Request[Coalition]) -> str:
    """To somebody who speaks for no organisation here: who does for theirs; "" on a device paired in the room."""
    if is_paired(request.actor):
        return ""
    part = request.about.participations.filter(person=request.actor).select_related("organisation").first()
    if part is None or part.organisation is None:
        return _(
            "Only the person who speaks for an organisation can assess for it. You belong to no organisation here."
        )
    members = request.about.member_organisations.filter(organisation=part.organisation)
    member = members.exclude(representative=None).select_related("representative").first()
    given = {"organisation": part.organisation, "person": member.representative if member else ""}
    if member is None:
        told = _(
            "Assess for your organisation: only the person who speaks for it can. %(organisation)s has no such person "
            "yet; a coordinator names one."
        )
    else:
        told = _(
            "Assess for your organisation: only the person who speaks for it can. That is %(person)s for "
            "%(organisation)s."
        )
    return told % given


def _initial(source: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(source, name) for name in names} if source else {}


def _as_assessed(mine: Assessment) -> dict[str, Any]:
    return _initial(mine, "organisation", "level", "reason", "named") | {"quoted": mine.line_seen}


def _index(line: FollowUpLine) -> str:
    return f"{float(line.spread.index):.2f}" if line.spread.index is not None else ""


@page(COALITION + "follow-up/<int:number>/facts/", WRITE_FACTS, methods="POST")
def facts(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Write commitment, institution, deadline and indicator."""
    listed = found(request, number)
    form = FactsForm(request.POST, prefix="facts")
    if form.is_valid():
        with refusals_in(form):
            write_facts(by=request.actor, listed=listed, **form.cleaned_data)
            return back(request, listed)
    return draw(request, listed, status=422, facts=form)


@page(COALITION + "follow-up/<int:number>/claim/", WRITE_FACTS, methods="POST")
def claim(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Write what the Government says."""
    listed = found(request, number)
    form = ClaimForm(request.POST, prefix="claim")
    if form.is_valid():
        with refusals_in(form):
            write_claim(by=request.actor, listed=listed, today=request.today, **form.cleaned_data)
            return back(request, listed)
    return draw(request, listed, status=422, claim=form)


@page(COALITION + "follow-up/<int:number>/assess/", SPEAK_FOR_ORGANISATION, methods="POST")
def assess(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Say what one's organisation thinks of it."""
    listed = found(request, number)
    ours = own_organisations(request)
    form = OrganisationAssessmentForm(request.POST, organisations=ours, prefix="assess")
    if form.is_valid() and (line := form.line_not_seen):
        sent = request.POST.copy()
        sent["assess-seen"] = " ".join(line.split())
        shown = OrganisationAssessmentForm(sent, organisations=ours, prefix="assess")
        return draw(request, listed, assess=shown, printed=line)
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
