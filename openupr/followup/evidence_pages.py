"""The forms and pages of evidence and of its files, of groups and of organisations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION, GROUP
from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.uploads import choose_file, chosen_file_of, is_another, leave_file, shown
from openupr.conformance.check import IntoMemory
from openupr.files.rebuilding import Rebuilt, rebuild
from openupr.files.refusal import RefusedFile
from openupr.web.downloads import FILE_TYPES, attachment
from openupr.web.file_forms import FileForm
from openupr.web.page_versions import Versioned

from .actions import ADD_FILE, CHECK_EVIDENCE, FOLLOW_UP, READ_LIST, REMOVE_FOR_ORGANISATION, SPEAK_FOR_ORGANISATION
from .evidence import (
    add_evidence_file,
    add_organisation_evidence,
    add_organisation_file,
    change_evidence,
    change_organisation_evidence,
    reject_evidence,
    remove_evidence,
    remove_evidence_file,
    remove_organisation_evidence,
    remove_organisation_file,
    verify_evidence,
)
from .follow_up_list import viewer_of
from .group_lines import where_followed_up
from .group_lines_pages import _HELD, EvidenceForm, line_asked_for, to_line
from .models import Evidence, FollowUp, ListedRecommendation
from .recommendation_pages import OrganisationEvidenceForm, back, draw, listed_recommendation, own_organisations


class ChangeEvidenceForm(Versioned, EvidenceForm):
    """The same for a piece of evidence that is there."""

    @staticmethod
    def initial_of(evidence: Evidence) -> dict[str, Any]:
        """What the fields hold for it."""
        values = {name: getattr(evidence, name) for name in _HELD}
        return values | {"personal": evidence.personal_until is not None}


class EvidenceFileForm(FileForm):
    """The file of a piece of evidence."""

    document = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, PNG or JPEG, at most 10 MB. It is kept in every backup."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class TakeFileForm(forms.Form):
    """Nothing more is asked before a file is taken."""


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
    context = {"page_name": _("Change evidence"), "form": form, "source": source, "back": at}
    return coalition_page(request, "followup/change_evidence.html", context)


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
    listed = listed_recommendation(request, number)
    form = OrganisationEvidenceForm(request.POST, organisations=own_organisations(request), prefix="evidence")
    if form.is_valid():
        fields: dict[str, Any] = form.cleaned_data
        with refusals_in(form):
            add_organisation_evidence(by=request.actor, listed=listed, today=request.today, **fields)
            return back(request, listed)
    return draw(request, listed, status=422, evidence=form)


@page(COALITION + "follow-up/<int:number>/evidence/<int:evidence>/change/", SPEAK_FOR_ORGANISATION, methods="GET POST")
def organisation_evidence_change(
    request: Request[Coalition], coalition: str, number: int, evidence: int
) -> HttpResponse:
    """Change a source of one's organisation."""
    listed = listed_recommendation(request, number)
    source = _source_of_organisation(request, listed, evidence)
    form = ChangeEvidenceForm(request.POST or None, initial=ChangeEvidenceForm.initial_of(source))
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = form.cleaned_data
        with refusals_in(form):
            change_organisation_evidence(
                by=request.actor, listed=listed, evidence=source, today=request.today, **fields
            )
            return back(request, listed)
    at = reverse("followup:recommendation", args=[coalition, number])
    context = {"page_name": _("Change evidence"), "form": form, "source": source, "back": at}
    return coalition_page(request, "followup/change_evidence.html", context)


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
    listed = listed_recommendation(request, number)
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
    listed = listed_recommendation(request, number)
    source = listed.evidence.select_related("follow_up__group").filter(pk=evidence).first()
    viewer = viewer_of(request.actor, request.roles, request.about)
    if source is None or not viewer.sees(source):
        raise Http404
    source.listed = listed
    version = request.POST.get("version", "")
    check: dict[str, Any] = {"evidence": source, "today": request.today}
    check["version"] = int(version) if version.isdecimal() and len(version) < 10 else -1
    with refusals_on(request):
        if request.POST.get("do") == "verify":
            verify_evidence(by=request.actor, **check)
        else:
            reject_evidence(by=request.actor, reason=request.POST.get("reason", "")[:2000], **check)
        messages.success(request, _("Saved."))
    return redirect("followup:recommendation", coalition, listed.pk)


@page(COALITION + "follow-up/<int:number>/evidence/<int:evidence>/file/", READ_LIST)
def evidence_file(request: Request[Coalition], coalition: str, number: int, evidence: int) -> HttpResponse:
    """The file, for those who may see its evidence."""
    sources = Evidence.objects.filter(listed=number, listed__coalition=request.about, pk=evidence)
    source = sources.select_related("follow_up", "file").first()
    viewer = viewer_of(request.actor, request.roles, request.about)
    if source is None or not hasattr(source, "file") or not viewer.sees(source):
        raise Http404
    return attachment(source.file.file_name, bytes(source.file.data), FILE_TYPES[source.file.kind])


@dataclass(frozen=True)
class _EvidencePlace:
    """A piece of evidence, the addresses of its pages, and who keeps or removes its file."""

    source: Evidence
    look: str
    back: str
    keep: Callable[[Rebuilt], object]
    remove: Callable[[], object]


def _of_group(request: Request[Group], number: int, evidence: int) -> _EvidencePlace:
    sources = Evidence.objects.filter(follow_up=number, follow_up__group=request.about, pk=evidence)
    source = sources.select_related("follow_up__group", "listed__coalition__review").first()
    if source is None:
        raise Http404
    at = [request.about.coalition.key, request.about.pk]
    values = {"by": request.actor, "evidence": source}
    return _EvidencePlace(
        source,
        look=reverse("followup:evidence-file-look", args=[*at, number, evidence]),
        back=reverse("followup:follow-ups", args=at),
        keep=lambda rebuilt: add_evidence_file(rebuilt=rebuilt, **values),
        remove=lambda: remove_evidence_file(**values),
    )


def _of_organisation(request: Request[Coalition], number: int, evidence: int) -> _EvidencePlace:
    sources = Evidence.objects.filter(listed=number, listed__coalition=request.about, pk=evidence)
    source = sources.exclude(organisation=None).select_related("listed__coalition__review").first()
    viewer = viewer_of(request.actor, request.roles, request.about)
    if source is None or not viewer.sees(source):
        raise Http404
    values = {"by": request.actor, "listed": source.listed, "evidence": source}
    return _EvidencePlace(
        source,
        look=reverse("followup:organisation-file-look", args=[request.about.key, number, evidence]),
        back=reverse("followup:recommendation", args=[request.about.key, number]),
        keep=lambda rebuilt: add_organisation_file(rebuilt=rebuilt, **values),
        remove=lambda: remove_organisation_file(**values),
    )


@page(GROUP + "done-since/<int:number>/evidence/<int:evidence>/file/", ADD_FILE, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_choose` checks, and in doing so reads the request
@never_cache
def evidence_file_add(request: Request[Group], coalition: str, group: int, number: int, evidence: int) -> HttpResponse:
    """Choose a file for a group's evidence."""
    return _in_memory(request, _of_group(request, number, evidence))


@page(
    COALITION + "follow-up/<int:number>/evidence/<int:evidence>/file/add/", SPEAK_FOR_ORGANISATION, methods="GET POST"
)
@csrf_exempt  # the same
@never_cache
def organisation_file_add(request: Request[Coalition], coalition: str, number: int, evidence: int) -> HttpResponse:
    """Choose a file for an organisation's evidence."""
    return _in_memory(request, _of_organisation(request, number, evidence))


def _in_memory(request: Request[Any], place: _EvidencePlace) -> HttpResponse:
    """As it came the file is in memory only, and what is kept is built again."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _choose(request, way_in, place)


@csrf_protect
def _choose(request: Request[Any], way_in: IntoMemory, place: _EvidencePlace) -> HttpResponse:
    if request.method != "POST":
        return _page(request, place, EvidenceFileForm())
    form = EvidenceFileForm(request.POST, request.FILES, trouble=way_in.trouble)
    if form.is_valid():
        try:
            rebuilt = rebuild(form.data_of_file, name=form.name_of_file, pictures_only=True)
            choose_file(by=request.actor, coalition=place.source.coalition, rebuilt=rebuilt, now=request.now)
            return redirect(place.look)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _page(request, place, form, status=way_in.status if way_in.trouble else 422)


def _page(request: Request[Any], place: _EvidencePlace, form: EvidenceFileForm, *, status: int = 200) -> HttpResponse:
    context = {"page_name": _("Add a file"), "source": place.source, "back": place.back, "form": form}
    return coalition_page(request, "followup/add_file.html", context, status=status)


@page(GROUP + "done-since/<int:number>/evidence/<int:evidence>/file/look/", ADD_FILE, methods="GET POST")
@never_cache
def evidence_file_look(request: Request[Group], coalition: str, group: int, number: int, evidence: int) -> HttpResponse:
    """Look at a group's rebuilt file, then take it or not."""
    return _look(request, _of_group(request, number, evidence))


@page(
    COALITION + "follow-up/<int:number>/evidence/<int:evidence>/file/look/", SPEAK_FOR_ORGANISATION, methods="GET POST"
)
@never_cache
def organisation_file_look(request: Request[Coalition], coalition: str, number: int, evidence: int) -> HttpResponse:
    """The same for an organisation's."""
    return _look(request, _of_organisation(request, number, evidence))


def _look(request: Request[Any], place: _EvidencePlace) -> HttpResponse:
    held_in = place.source.coalition
    chosen = chosen_file_of(request.actor, held_in)
    if chosen is None:
        return redirect(place.back)
    form = TakeFileForm(request.POST or None)
    if request.method == "POST":
        if request.POST.get("do") != "leave":
            if is_another(chosen, request.POST.get("chosen")):
                messages.error(request, _("You chose another file meanwhile. Look at it first."))
                return redirect(place.look)
            try:
                place.keep(Rebuilt(chosen.kind, bytes(chosen.data)))
                messages.success(request, _("The file was added."))
            except Refused as refusal:
                messages.error(request, str(refusal))
        leave_file(by=request.actor, coalition=held_in)
        return redirect(place.back)
    context = {"page_name": _("Look at the file"), "shown": shown(chosen), "form": form}
    return coalition_page(request, "followup/look_at_file.html", context)


@page(GROUP + "done-since/<int:number>/evidence/<int:evidence>/file/remove/", ADD_FILE, methods="POST")
def evidence_file_remove(
    request: Request[Group], coalition: str, group: int, number: int, evidence: int
) -> HttpResponse:
    """Take a group's file away; the evidence stays."""
    return _remove(request, _of_group(request, number, evidence))


@page(
    COALITION + "follow-up/<int:number>/evidence/<int:evidence>/file/remove/", REMOVE_FOR_ORGANISATION, methods="POST"
)
def organisation_file_remove(request: Request[Coalition], coalition: str, number: int, evidence: int) -> HttpResponse:
    """The same for an organisation's."""
    return _remove(request, _of_organisation(request, number, evidence))


def _remove(request: Request[Any], place: _EvidencePlace) -> HttpResponse:
    file = getattr(place.source, "file", None)
    if file is None:
        return redirect(place.back)
    if not request.POST.get("sure"):
        size = filesizeformat(file.size)
        goes = [_("The file: %(kind)s, %(size)s") % {"kind": file.kind.upper(), "size": size}]
        if place.source.state == Evidence.State.VERIFIED:
            goes.append(_("That the evidence was verified"))
        return ask_first(
            request,
            _("Remove this file?"),
            losses=goes,
            send=_("Remove the file"),
            back=place.back,
            instead=_("The evidence stays, without its file."),
        )
    with refusals_on(request):
        place.remove()
        messages.success(request, _("Removed."))
    return redirect(place.back)
