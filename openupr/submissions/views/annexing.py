"""Annexes that are files of their own: listed, added, taken away and taken along."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from openupr.coalitions.frame import Request, coalition_page, refusals_on
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.queries.in_memory import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.files.stripping import stripped
from openupr.web.downloads import attachment

from ..forms.annexing import AnnexFileForm
from ..models import AnnexFile, Submission
from ..services.annexing import add_annex_file, remove_annex_file

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}
_TAKEN_OUT = {
    "properties": gettext_lazy("properties (author, program, dates)"),
    "position": gettext_lazy("the place where the picture was taken"),
    "thumbnail": gettext_lazy("a small picture of an earlier state"),
    "editing ids": gettext_lazy("numbers of editing sessions"),
    "template": gettext_lazy("the template's place on a disk"),
    "paths": gettext_lazy("names of files on a disk"),
    "printer": gettext_lazy("the printer"),
    "scripts": gettext_lazy("programs and links that run by themselves"),
    "authors of notes": gettext_lazy("who wrote notes"),
}


@require_safe
def annexes(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The list, and the form for a further file."""
    return _page(request, AnnexFileForm())


def _page(request: Request[Submission], form: AnnexFileForm, *, status: int = 200) -> HttpResponse:
    files = request.about.annex_files.select_related("added_by")
    lines = [(each, [_TAKEN_OUT[what] for what in each.taken_out if what in _TAKEN_OUT]) for each in files]
    given = {"page_name": _("Annexes"), "lines": lines, "form": form}
    return coalition_page(request, "submissions/annexes.html", given, status=status)


@csrf_exempt  # only until the way in is set: `_add` checks, and in doing so reads the request
@never_cache
@require_POST
def annex_add(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """A further file; as it came it is in memory only, and what is kept is what may leave."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _add(request, way_in)


@csrf_protect
def _add(request: Request[Submission], way_in: IntoMemory) -> HttpResponse:
    given = request.POST, request.FILES
    form = AnnexFileForm(*given, trouble=way_in.trouble)
    if form.is_valid():
        try:
            clean = stripped(form.data_of_file)
            title, today = form.cleaned_data["title"], request.today
            made = add_annex_file(by=request.actor, submission=request.about, title=title, clean=clean, today=today)
            messages.success(request, _("Added as “%(name)s”.") % {"name": made.file_name})
            return _back(request)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _page(request, form, status=way_in.status if way_in.trouble else 422)


@require_safe
def annex_file(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """One file, under the name that the list in the Word file says."""
    found = _found(request, number)
    return attachment(found.file_name, bytes(found.data), _TYPES[found.kind])


@require_POST
def annex_remove(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Take one away."""
    found = _found(request, number)
    with refusals_on(request):
        remove_annex_file(by=request.actor, annex=found)
        messages.success(request, _("Taken away: “%(title)s”.") % {"title": found.title})
    return _back(request)


def _found(request: Request[Submission], number: int) -> AnnexFile:
    found = request.about.annex_files.filter(pk=number).first()
    if found is None:
        raise Http404
    found.submission = request.about
    return found


def _back(request: Request[Submission]) -> HttpResponse:
    return redirect("submissions:annexes", request.about.coalition.key, request.about.pk)
