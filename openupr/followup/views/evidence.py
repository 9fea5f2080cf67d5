"""Evidence: added and changed by groups and organisations, verified or rejected by somebody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION, GROUP
from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition, Group

from ..forms.evidence import ChangeEvidenceForm, OrganisationEvidenceForm
from ..models import Evidence, FollowUp, ListedRecommendation
from ..permissions import CHECK_EVIDENCE, FOLLOW_UP, REMOVE_FOR_ORGANISATION, SPEAK_FOR_ORGANISATION
from ..queries.follow_up_list import viewer_of
from ..queries.lines import where_followed_up
from ..services.evidence import (
    add_organisation_evidence,
    change_evidence,
    change_organisation_evidence,
    reject_evidence,
    remove_evidence,
    remove_organisation_evidence,
    verify_evidence,
)
from .follow_ups import line_asked_for, to_line
from .recommendation import back, draw, found, own_organisations


@page(GROUP + "done-since/<int:number>/evidence/<int:evidence>/change/", FOLLOW_UP, methods="GET POST")
def evidence_change(request: Request[Group], coalition: str, group: int, number: int, evidence: int) -> HttpResponse:
    """Change a source."""
    line = line_asked_for(request, number)
    source = _source(request, line, evidence)
    form = ChangeEvidenceForm(request.POST or None, initial=ChangeEvidenceForm.initial_of(source))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_evidence(by=request.actor, follow_up=line, evidence=source, today=request.today, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return to_line(line)
    at = where_followed_up(request.about, str(number))
    given = {"page_name": _("Change evidence"), "form": form, "source": source, "back": at}
    return coalition_page(request, "followup/change_evidence.html", given, status=422 if form.errors else 200)


@page(GROUP + "done-since/<int:number>/evidence/<int:evidence>/", FOLLOW_UP, methods="POST")
def evidence_remove(request: Request[Group], coalition: str, group: int, number: int, evidence: int) -> HttpResponse:
    """Take a source away, once that was asked."""
    line = line_asked_for(request, number)
    source = _source(request, line, evidence)
    if not request.POST.get("sure"):
        return _sure_first(request, source, back=where_followed_up(request.about, str(number)))
    remove_evidence(by=request.actor, follow_up=line, evidence=source)
    messages.success(request, _("Removed."))
    return to_line(line)


def _sure_first(request: Request[Any], source: Evidence, *, back: str) -> HttpResponse:
    goes = [f"{source.what} ({source.source})"]
    if hasattr(source, "file"):
        goes.append(_("Its file: %(kind)s") % {"kind": source.file.kind.upper()})
    if source.state == Evidence.State.VERIFIED:
        goes.append(_("That it was verified"))
    return ask_first(request, _("Remove this evidence?"), losses=goes, send=_("Remove evidence"), back=back)


def _source(request: Request[Group], line: FollowUp, number: int) -> Evidence:
    source = line.evidence.filter(pk=number).first()
    if source is None or not viewer_of(request.actor, request.roles, request.about.coalition).sees(source):
        raise Http404
    return source


@page(COALITION + "follow-up/<int:number>/evidence/", SPEAK_FOR_ORGANISATION, methods="POST")
def organisation_evidence(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """A source for what an organisation says."""
    listed = found(request, number)
    form = OrganisationEvidenceForm(request.POST, organisations=own_organisations(request), prefix="evidence")
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        with refusals_in(form):
            add_organisation_evidence(by=request.actor, listed=listed, today=request.today, **given)
            return back(request, listed)
    return draw(request, listed, status=422, evidence=form)


@page(COALITION + "follow-up/<int:number>/evidence/<int:evidence>/change/", SPEAK_FOR_ORGANISATION, methods="GET POST")
def organisation_evidence_change(
    request: Request[Coalition], coalition: str, number: int, evidence: int
) -> HttpResponse:
    """Change a source of one's organisation."""
    listed = found(request, number)
    source = _source_of_organisation(request, listed, evidence)
    form = ChangeEvidenceForm(request.POST or None, initial=ChangeEvidenceForm.initial_of(source))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        with refusals_in(form):
            change_organisation_evidence(by=request.actor, listed=listed, evidence=source, today=request.today, **given)
            return back(request, listed)
    at = reverse("followup:recommendation", args=[coalition, number])
    given = {"page_name": _("Change evidence"), "form": form, "source": source, "back": at}
    return coalition_page(request, "followup/change_evidence.html", given, status=422 if form.errors else 200)


def _source_of_organisation(request: Request[Coalition], listed: ListedRecommendation, number: int) -> Evidence:
    source = listed.evidence.filter(pk=number).exclude(organisation=None).first()
    if source is None or not viewer_of(request.actor, request.roles, request.about).sees(source):
        raise Http404
    return source


@page(COALITION + "follow-up/<int:number>/evidence/<int:evidence>/remove/", REMOVE_FOR_ORGANISATION, methods="POST")
def organisation_evidence_remove(
    request: Request[Coalition], coalition: str, number: int, evidence: int
) -> HttpResponse:
    """Take a source of an organisation away, once that was asked."""
    listed = found(request, number)
    source = _source_of_organisation(request, listed, evidence)
    if not request.POST.get("sure"):
        return _sure_first(request, source, back=reverse("followup:recommendation", args=[coalition, number]))
    with refusals_on(request):
        remove_organisation_evidence(by=request.actor, listed=listed, evidence=source)
        messages.success(request, _("Removed."))
    return redirect("followup:recommendation", coalition, number)


@page(COALITION + "follow-up/<int:number>/evidence/<int:evidence>/check/", CHECK_EVIDENCE, methods="POST")
def evidence_check(request: Request[Coalition], coalition: str, number: int, evidence: int) -> HttpResponse:
    """Verify a source, or reject it with a reason."""
    listed = found(request, number)
    source = listed.evidence.select_related("follow_up__group").filter(pk=evidence).first()
    viewer = viewer_of(request.actor, request.roles, request.about)
    if source is None or not viewer.sees(source):
        raise Http404
    source.listed = listed
    version = request.POST.get("version", "")
    given: dict[str, Any] = {"evidence": source, "today": request.today}
    given["version"] = int(version) if version.isdecimal() and len(version) < 10 else -1
    with refusals_on(request):
        if request.POST.get("do") == "verify":
            verify_evidence(by=request.actor, **given)
        else:
            reject_evidence(by=request.actor, reason=request.POST.get("reason", "")[:2000], **given)
        messages.success(request, _("Saved."))
    return redirect("followup:recommendation", coalition, listed.pk)
