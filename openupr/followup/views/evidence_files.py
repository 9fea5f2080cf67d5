"""The file of a piece of evidence: chosen, looked at, taken, read, taken away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.queries.chosen_file import chosen_file_of, is_another, shown
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.services.chosen_file import choose_file, leave_file
from openupr.conformance.queries.in_memory import IntoMemory
from openupr.files.rebuilding import Rebuilt, rebuild
from openupr.files.refusal import RefusedFile
from openupr.web.downloads import FILE_TYPES, attachment

from ..forms.evidence import EvidenceFileForm, TakeFileForm
from ..models import Evidence
from ..queries.follow_up_list import viewer_of
from ..services.evidence_files import add_evidence_file, remove_evidence_file


@require_safe
def evidence_file(request: Request[Coalition], coalition: str, number: int, evidence: int) -> HttpResponse:
    """The file, for those who may see its evidence."""
    sources = Evidence.objects.filter(listed=number, listed__coalition=request.about, pk=evidence)
    source = sources.select_related("follow_up", "file").first()
    viewer = viewer_of(request.actor, request.roles, request.about)
    if source is None or not hasattr(source, "file") or not viewer.sees(source):
        raise Http404
    return attachment(source.file.file_name, bytes(source.file.data), FILE_TYPES[source.file.kind])


@csrf_exempt  # only until the way in is set: `_choose` checks, and in doing so reads the request
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_file_add(request: Request[Group], coalition: str, group: int, number: int, evidence: int) -> HttpResponse:
    """Choose a file; as it came it is in memory only, and what is kept is built again."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _choose(request, way_in, _found(request, number, evidence))


@csrf_protect
def _choose(request: Request[Group], way_in: IntoMemory, source: Evidence) -> HttpResponse:
    if request.method != "POST":
        return _page(request, source, EvidenceFileForm())
    form = EvidenceFileForm(request.POST, request.FILES, trouble=way_in.trouble)
    if form.is_valid():
        try:
            rebuilt = rebuild(form.data_of_file, name=form.name_of_file)
            choose_file(by=request.actor, coalition=request.about.coalition, rebuilt=rebuilt, now=request.now)
            return redirect("followup:evidence-file-look", *_at(request, source))
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _page(request, source, form, status=way_in.status if way_in.trouble else 422)


def _page(request: Request[Group], source: Evidence, form: EvidenceFileForm, *, status: int = 200) -> HttpResponse:
    given = {"page_name": _("Add a file"), "source": source, "form": form}
    return coalition_page(request, "followup/add_file.html", given, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_file_look(request: Request[Group], coalition: str, group: int, number: int, evidence: int) -> HttpResponse:
    """Look at the rebuilt file, then take it or not."""
    source = _found(request, number, evidence)
    chosen = chosen_file_of(request.actor, request.about.coalition)
    if chosen is None:
        return _back(request)
    form = TakeFileForm(request.POST or None)
    if request.method == "POST":
        if request.POST.get("do") != "leave":
            if is_another(chosen, request.POST.get("chosen")):
                messages.error(request, _("You chose another file meanwhile. Look at it first."))
                return redirect("followup:evidence-file-look", *_at(request, source))
            try:
                rebuilt = Rebuilt(chosen.kind, bytes(chosen.data))
                add_evidence_file(by=request.actor, evidence=source, rebuilt=rebuilt)
                messages.success(request, _("The file was added."))
            except Refused as refusal:
                messages.error(request, str(refusal))
        leave_file(by=request.actor, coalition=request.about.coalition)
        return _back(request)
    given = {"page_name": _("Look at the file"), "shown": shown(chosen), "form": form}
    return coalition_page(request, "followup/look_at_file.html", given)


@require_POST
def evidence_file_remove(
    request: Request[Group], coalition: str, group: int, number: int, evidence: int
) -> HttpResponse:
    """Take the file away; the evidence stays."""
    remove_evidence_file(by=request.actor, evidence=_found(request, number, evidence))
    return _back(request)


def _found(request: Request[Group], number: int, evidence: int) -> Evidence:
    sources = Evidence.objects.filter(follow_up=number, follow_up__group=request.about, pk=evidence)
    source = sources.select_related("follow_up__group", "listed__coalition__review").first()
    if source is None:
        raise Http404
    return source


def _at(request: Request[Group], source: Evidence) -> tuple[object, ...]:
    return request.about.coalition.key, request.about.pk, source.follow_up_id, source.pk


def _back(request: Request[Group]) -> HttpResponse:
    return redirect("followup:follow-ups", request.about.coalition.key, request.about.pk)
