"""Importing without a command: choose files, watch them enter, read the report."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv
from openupr.web.parts import Pages
from openupr.web.this_machine import is_this_machine

from ..forms import AddressForm, FilesForm
from ..permissions import may_import
from ..queries.import_jobs import batch_report, imported_file, imported_files, unfinished_batches
from ..services.import_jobs import choose_address, choose_files
from ..tasks import import_waiting_file
from . import import_pages
from .arriving import ArrivedFile, IntoIncoming
from .asking import whole_number

PER_PAGE = 20
View = Callable[..., HttpResponse | StreamingHttpResponse]


def for_importers(view: View) -> View:
    """Whoever may not import finds nothing here."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse | StreamingHttpResponse:
        if not may_import(request):
            raise Http404(_("Files are imported on the computer that OpenUPR runs on."))
        return view(request, *args, **kwargs)

    return answered


@csrf_exempt  # only until the way in is set: `_importing` checks, and in doing so reads the request
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def importing(request: TimedRequest) -> HttpResponse | StreamingHttpResponse:
    """Choose files; what was imported before."""
    way_in = IntoIncoming(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _importing(request, way_in)


@csrf_protect
def _importing(request: TimedRequest, way_in: IntoIncoming) -> HttpResponse:
    given = [request.POST, request.FILES] if request.method == "POST" else []
    form = FilesForm(*given, trouble=way_in.trouble, left=way_in.left, initial={"token": uuid.uuid4().hex})
    if given and form.is_valid() and _taken(form):
        return redirect("recommendations:import-batch", token=form.cleaned_data["token"])
    return _page(request, files=form, status=way_in.status if way_in.trouble else 400 if given else 200)


@never_cache
@require_http_methods(["POST"])
@for_importers
def import_address(request: TimedRequest) -> HttpResponse:
    """Fetch a search of UPR Info's database: only for this machine's own user, whose network it reaches."""
    if not is_this_machine(request):
        raise Http404
    form = AddressForm(request.POST)
    if form.is_valid() and _taken(form):
        return redirect("recommendations:import-batch", token=form.cleaned_data["token"])
    return _page(request, address=form, status=400)


@never_cache
@require_safe
@for_importers
def import_batch(request: TimedRequest, token: str) -> HttpResponse:
    """How far the chosen files are, then what became of them."""
    report = batch_report(token, now=request.now)
    if report is None:
        raise Http404(_("Nothing was chosen under this address."))
    response = render(request, "recommendations/import_batch.html", import_pages.batch(report, now=request.now))
    if report.is_over and request.headers.get("HX-Request") == "true":
        # The whole page changes: its heading, and the banner over a demo that has made way.
        response.headers["HX-Refresh"] = "true"
    return response


@never_cache
@require_safe
@for_importers
def import_refusals(request: HttpRequest, number: int) -> File:
    """The refused rows of a file, to mend them: row, value, reason."""
    file = imported_file(number)
    if file is None or not file.refusals:
        raise Http404(_("No refused rows are kept of this file."))
    rows = ((refused["row"], refused["value"], refused["reason"]) for refused in file.refusals)
    return as_csv(f"refused-rows-{file.pk}", [_("row"), _("value"), _("reason")], rows)


def _page(
    request: TimedRequest, *, status: int, files: FilesForm | None = None, address: AddressForm | None = None
) -> HttpResponse:
    page = whole_number(request, "page", default=1, least=1, most=100_000)
    shown, total = imported_files(offset=(page - 1) * PER_PAGE, limit=PER_PAGE)
    fresh = {"token": uuid.uuid4().hex}
    context = {
        "form": files or FilesForm(initial=fresh),
        "address": (address or AddressForm(initial=fresh)) if is_this_machine(request) else None,
        "batches": unfinished_batches(),
        "imported": [import_pages.line(file, now=request.now) for file in shown],
        "pages": Pages(page, max(1, -(-total // PER_PAGE)), request.GET),
        "sources": import_pages.sources_told(),
    }
    return render(request, "recommendations/import.html", context, status=status)


def _taken(form: FilesForm | AddressForm) -> bool:
    """Queue what was chosen; False, with the reason in the form, where the record is busy."""
    given = form.cleaned_data
    try:
        if isinstance(form, AddressForm):
            choose_address(token=given["token"], url=given["url"], queue=import_waiting_file.enqueue)
        else:
            _claim(given["chosen"], token=given["token"], source=given["source"], left=given["left"])
    except OperationalError:
        form.add_error(None, _("The record is busy with another import. Nothing was changed: try again in a minute."))
        return False
    return True


def _claim(chosen: list[ArrivedFile], *, token: str, source: str, left: list[str]) -> None:
    files = [file.arrived() for file in chosen]
    if choose_files(token=token, files=files, source=source, passed_over=left, queue=import_waiting_file.enqueue):
        for file in chosen:
            file.claimed = True
