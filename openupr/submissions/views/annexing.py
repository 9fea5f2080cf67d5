"""Annexes that are files of their own: chosen, looked at, taken, listed, taken away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.uploads import choose_file, chosen_file_of, is_another, leave_file, shown
from openupr.conformance.check import IntoMemory
from openupr.files.rebuilding import Rebuilt, rebuild
from openupr.files.refusal import RefusedFile
from openupr.web.downloads import FILE_TYPES, attachment
from openupr.web.file_forms import FileToRebuildForm

from ..actions.drafting import ADD_ANNEX, REMOVE_ANNEX, SEE_SUBMISSION
from ..addresses import SUBMISSION
from ..forms.annexing import AnnexFileForm
from ..models import AnnexFile, Submission
from ..services.annexing import add_annex_file, remove_annex_file
from ..services.open_for_writing import check_open


@page(SUBMISSION + "annexes/", SEE_SUBMISSION)
def annexes(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The list, and the form to choose a further file."""
    return _page(request, FileToRebuildForm())


def _page(request: Request[Submission], form: FileToRebuildForm, *, status: int = 200) -> HttpResponse:
    files = request.about.annex_files.select_related("added_by", "evidence")
    given = {"page_name": _("Annexes"), "files": files, "form": form}
    return coalition_page(request, "submissions/annexes.html", given, status=status)


@page(SUBMISSION + "annexes/add/", ADD_ANNEX, methods="POST")
@csrf_exempt  # only until the way in is set: `_choose` checks, and in doing so reads the request
@never_cache
def annex_add(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Choose a file; as it came it is in memory only, and what is kept is built again."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _choose(request, way_in)


@csrf_protect
def _choose(request: Request[Submission], way_in: IntoMemory) -> HttpResponse:
    given = request.POST, request.FILES
    form = FileToRebuildForm(*given, trouble=way_in.trouble)
    if form.is_valid():
        try:
            check_open(request.about)
            rebuilt = rebuild(form.data_of_file, name=form.name_of_file)
            choose_file(by=request.actor, coalition=request.about.coalition, rebuilt=rebuilt, now=request.now)
            return redirect("submissions:annex-look", request.about.coalition.key, request.about.pk)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _page(request, form, status=way_in.status if way_in.trouble else 422)


@page(SUBMISSION + "annexes/look/", ADD_ANNEX, methods="GET POST")
@never_cache
def annex_look(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Look at the rebuilt file, then take it or not."""
    chosen = chosen_file_of(request.actor, request.about.coalition)
    if chosen is None:
        return _back(request)
    whose = {"by": request.actor, "coalition": request.about.coalition}
    if request.POST.get("do") == "leave":
        leave_file(**whose)
        return _back(request)
    if is_another(chosen, request.POST.get("chosen")):
        messages.error(request, _("You chose another file meanwhile. Look at it first."))
        return redirect("submissions:annex-look", coalition, submission)
    form = AnnexFileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            rebuilt = Rebuilt(chosen.kind, bytes(chosen.data))
            title, today = form.cleaned_data["title"], request.today
            made = add_annex_file(by=request.actor, submission=request.about, title=title, rebuilt=rebuilt, today=today)
            leave_file(**whose)
            messages.success(request, _("Added as “%(name)s”.") % {"name": made.file_name})
            return _back(request)
    given = {"page_name": _("Look at the file"), "shown": shown(chosen), "form": form}
    return coalition_page(request, "submissions/annex_look.html", given, status=422 if form.errors else 200)


@page(SUBMISSION + "annexes/<int:number>/", SEE_SUBMISSION)
def annex_file(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """One file, under the name that the list in the Word file says."""
    found = _found(request, number)
    return attachment(found.file_name, bytes(found.data), FILE_TYPES[found.kind])


@page(SUBMISSION + "annexes/<int:number>/remove/", REMOVE_ANNEX, methods="POST")
def annex_remove(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Take one away."""
    found = _found(request, number)
    with refusals_on(request):
        remove_annex_file(by=request.actor, annex=found)
        messages.success(request, _("Removed: “%(title)s”.") % {"title": found.title})
    return _back(request)


def _found(request: Request[Submission], number: int) -> AnnexFile:
    found = request.about.annex_files.filter(pk=number).first()
    if found is None:
        raise Http404
    found.submission = request.about
    return found


def _back(request: Request[Submission]) -> HttpResponse:
    return redirect("submissions:annexes", request.about.coalition.key, request.about.pk)
