"""Does a Word file keep the rules? For anyone, without an account; nothing of the file is kept."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from openupr.files.refusal import RefusedFile
from openupr.files.word import read_word
from openupr.upr.limits import rule_set

from .forms import FileToCheckForm
from .queries.in_memory import IntoMemory
from .queries.pages import shown_findings
from .rules.conformance import Conformance, conformance


@csrf_exempt  # only until the way in is set: `_conform` checks, and in doing so reads the request
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conform(request: HttpRequest) -> HttpResponse:
    """The form; and what was found, in the answer itself: there is no address to lead to, as nothing is stored."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""), by_command=True)
    request.upload_handlers = [way_in]
    return _conform(request, way_in)


@csrf_protect
def _conform(request: HttpRequest, way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _page(request, FileToCheckForm(initial={"rules": rule_set().version}), status=200)
    given = request.POST, request.FILES
    form = FileToCheckForm(*given, trouble=way_in.trouble)
    found = _found(form) if form.is_valid() else None
    if request.GET.get("format") == "json":
        return _as_json(form, found, way_in)
    if found is None:
        return _page(request, form, status=way_in.status if way_in.trouble else 400)
    name = form.cleaned_data["document"].name or _("The file")
    return _page(request, form, status=200, shown=shown_findings(found, name))


def _found(form: FileToCheckForm) -> Conformance | None:
    """What the checks found; None, with the reason in the form, where the file is refused."""
    try:
        file = read_word(form.data_of_file)
    except RefusedFile as refusal:
        form.add_error("document", str(refusal))
        return None
    return conformance(file, kind=form.cleaned_data["kind"] or None, rules=rule_set(form.cleaned_data["rules"]))


def _page(request: HttpRequest, form: FileToCheckForm, *, status: int, **context: object) -> HttpResponse:
    return render(request, "conformance/conform.html", {"form": form, **context}, status=status)


def _as_json(form: FileToCheckForm, found: Conformance | None, way_in: IntoMemory) -> HttpResponse:
    """As the command answers with --json."""
    if found is None:
        reasons = [str(reason) for listed in form.errors.values() for reason in listed]
        document: dict[str, object] = {"error": " ".join(reasons)}
    else:
        document = found.document()
    status = 200 if found else way_in.status if way_in.trouble else 400
    return HttpResponse(json.dumps(document, ensure_ascii=False, indent=2), "application/json", status)
