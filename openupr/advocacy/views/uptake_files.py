"""Uptake as files; the workbook of lobbying impact goes out and comes back: shown first, then taken
over.
"""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.check import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.web.downloads import XLSX, File, as_csv_or_json, attachment

from ..actions import CONFIRM_UPTAKE, SEE_UPTAKE
from ..forms import WorkbookForm
from ..queries.uptake_workbook import (
    WorkbookBack,
    column_names,
    read_workbook,
    table_of_uptake,
    workbook_compared,
    workbook_of,
)
from ..services.uptake import take_workbook
from .frame import advocacy_page

_SALT = "advocacy.workbook"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@page(COALITION + "advocacy/uptake.<slug:kind>", SEE_UPTAKE)
def uptake_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The workbook; or the same rows as CSV or JSON."""
    if kind == "xlsx":
        return attachment("uptake.xlsx", workbook_of(request.about, today=request.today), XLSX)
    return as_csv_or_json(kind, "uptake", ["group", *column_names()], table_of_uptake(request.about))


@page(COALITION + "advocacy/uptake/workbook/", CONFIRM_UPTAKE, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_workbook` checks, and in doing so reads the request
@never_cache
def workbook(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Take the workbook, bring it back; what is in it is shown first."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _workbook(request, way_in)


@csrf_protect
def _workbook(request: Request[Coalition], way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES, trouble=way_in.trouble)
    if form.is_valid():
        try:
            return _preview(request, read_workbook(request.about, form.data_of_file))
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _ask(request, form, status=way_in.status if way_in.trouble else 422)


def _ask(request: Request[Coalition], form: WorkbookForm, *, status: int = 200) -> HttpResponse:
    given = {"page_name": _("Workbook of lobbying impact"), "form": form}
    return advocacy_page(request, "advocacy/workbook.html", given, status=status)


def _preview(request: Request[Coalition], back: WorkbookBack, *, meanwhile: bool = False) -> HttpResponse:
    """What the workbook would change. Nothing of it is stored: the form carries it, signed."""
    found = workbook_compared(request.about, back)
    plan = {"coalition": request.about.pk, "back": back.as_data(), "seen": found.seen}
    signed = signing.dumps(plan, salt=_SALT, compress=True)
    if len(signed) > _LONGEST_PLAN:
        messages.error(request, _("This file holds too much text to be shown at once. Divide it into two files."))
        return redirect("advocacy:workbook", request.about.key)
    given = {"page_name": _("What came back"), "found": found, "plan": signed, "meanwhile": meanwhile}
    return advocacy_page(request, "advocacy/workbook_back.html", given, status=409 if meanwhile else 200)


@page(COALITION + "advocacy/uptake/workbook/take/", CONFIRM_UPTAKE, methods="POST")
@never_cache
def workbook_take(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Take over what was shown."""
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("coalition") != request.about.pk:
        messages.error(request, _("This preview is too old. Choose the file again; nothing was changed."))
        return redirect("advocacy:workbook", coalition)
    back = WorkbookBack.from_data(plan["back"])
    found = workbook_compared(request.about, back)
    if found.seen != plan["seen"]:
        return _preview(request, back, meanwhile=True)
    n = take_workbook(by=request.actor, coalition=request.about, changes=found.changes, today=request.today)
    messages.success(request, ngettext("Taken over: %(n)s row.", "Taken over: %(n)s rows.", n) % {"n": n})
    return redirect("advocacy:uptake", coalition)
