"""The page that checks a submission."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pace import sender, too_fast
from openupr.accounts.pages import page
from openupr.files.own_process import ManyFiles
from openupr.files.refusal import RefusedFile

from .actions import CHECK_A_FILE
from .check import IntoMemory, shown_findings
from .rule_sets import find_rules, listed_rules, rules_in_force
from .rule_sets_pages import FileToCheckForm
from .rules.conformance import Conformance
from .rules.own_process import checked_apart

# A room of people often shares one address.
MOST_A_MINUTE = 30


@page("conform/", CHECK_A_FILE, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_conform` checks, and in doing so reads the request
@never_cache
def conform(request: HttpRequest) -> HttpResponse:
    """The form, and the findings in the answer itself: nothing is stored, so there is no
    address.
    """
    if request.method == "POST" and too_fast("check", sender(request), most=MOST_A_MINUTE, seconds=60):
        # No page and nothing read: a flood of requests must cost little.
        sentence = _(
            "Many files were checked from here in this minute. Nothing was read. Go back and try again in a minute."
        )
        return HttpResponse(sentence, "text/plain; charset=utf-8", 429, headers={"Retry-After": "60"})
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""), by_command=True)
    request.upload_handlers = [way_in]
    return _conform(request, way_in)


@csrf_protect
def _conform(request: HttpRequest, way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _page(request, FileToCheckForm(initial={"rules": rules_in_force().version}), status=200)
    sent = request.POST, request.FILES
    form = FileToCheckForm(*sent, trouble=way_in.trouble)
    checked, status = None, way_in.status if way_in.trouble else 400
    if form.is_valid():
        checked, status = _findings(form)
    if request.GET.get("format") == "json":
        return _as_json(form, checked, status)
    if checked is None:
        return _page(request, form, status=status)
    name = form.cleaned_data["document"].name or _("The file")
    return _page(request, form, status=200, shown=shown_findings(checked, name))


def _findings(form: FileToCheckForm) -> tuple[Conformance | None, int]:
    """The findings and HTTP's status; None, with the reason in the form, for a refused file."""
    kind, version = form.cleaned_data["kind"] or None, form.cleaned_data["rules"]
    rules = find_rules(version) if version else rules_in_force()
    try:
        return checked_apart(form.data_of_file, kind=kind, rules=rules), 200
    except RefusedFile as refusal:
        form.add_error("document", str(refusal))
        return None, 503 if isinstance(refusal, ManyFiles) else 400


def _page(request: HttpRequest, form: FileToCheckForm, *, status: int, **context: object) -> HttpResponse:
    used = listed_rules()[0] if status == 200 and "shown" not in context else None
    return render(request, "conformance/conform.html", {"form": form, "used": used, **context}, status=status)


def _as_json(form: FileToCheckForm, checked: Conformance | None, status: int) -> HttpResponse:
    """As the command answers with --json."""
    if checked is None:
        reasons = [str(reason) for listed in form.errors.values() for reason in listed]
        document: dict[str, object] = {"error": " ".join(reasons)}
    else:
        document = checked.document()
    return HttpResponse(json.dumps(document, ensure_ascii=False, indent=2), "application/json", status)
