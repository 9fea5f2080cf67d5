"""A workshop's materials: kept by who runs it, taken along by members, and by phones in the room those for them."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from openupr.accounts.models import Guest
from openupr.coalitions.frame import Request, coalition_page, refusals_on
from openupr.coalitions.rules.refusals import Refused
from openupr.files.refusal import RefusedFile
from openupr.files.stripping import MOST_BYTES, stripped
from openupr.web.downloads import File, as_csv_or_json, attachment

from ..forms.materials import MaterialForm
from ..models import Material, Workshop
from ..queries.materials import MATERIALS_HEADER, material_in, materials_as_rows, sheets_of
from ..queries.standard_handouts import in_readers_language, not_yet_in
from ..services.materials import add_material, give_to_room, remove_material
from ..services.standard_handouts import hand_out

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}


class _OnlyInMemory(MemoryFileUploadHandler):
    """As it came a file never lies on the disk: it may still say who made it. How large it is was looked at before."""

    def handle_raw_input(self, *given: Any, **named: Any) -> None:
        self.activated = True


@require_safe
def materials(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """All materials, each language's version beside the others."""
    return _page(request, MaterialForm(workshop=request.about))


def _page(request: Request[Workshop], form: MaterialForm, *, status: int = 200) -> HttpResponse:
    sheets = sheets_of(request.about)
    ready = [(each.key, each.title) for each in not_yet_in(sheets)]
    given = {"page_name": _("Materials"), "sheets": sheets, "ready": ready, "form": form}
    return coalition_page(request, "workshops/materials.html", given, status=status)


@csrf_exempt  # only until the way in is set: `_add` checks, and in doing so reads the request
@require_POST
def material_add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """A further file."""
    cut = getattr(request, "scope", {}).get("openupr.cut", "")
    if cut:
        # What is left of the body is not looked at, and nothing is changed.
        messages.error(request, _too_much(cut))
        return redirect("workshops:materials", coalition, workshop)
    request.upload_handlers = [_OnlyInMemory(request)]
    return _add(request)


def _too_much(cut: str) -> str:
    if cut == "too big":
        return _("This file is larger than %(mb)s MB. Nothing was changed.") % {"mb": MOST_BYTES // 1_000_000}
    return _("Many files are on their way just now. Nothing was changed: try again in a minute.")


@csrf_protect
def _add(request: Request[Workshop]) -> HttpResponse:
    form = MaterialForm(request.POST, request.FILES, workshop=request.about)
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            clean = stripped(given.pop("document").read())
            add_material(by=request.actor, workshop=request.about, clean=clean, **given)
            messages.success(request, _("Added."))
            return redirect("workshops:materials", request.about.coalition.key, request.about.pk)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _page(request, form, status=422)


@require_POST
def material_ready(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Hand out one that comes ready made and is not on the list yet."""
    about, key = request.about, request.POST.get("ready")
    found = next((each for each in not_yet_in(sheets_of(about)) if each.key == key), None)
    if found is None:
        raise Http404
    with refusals_on(request):
        hand_out(by=request.actor, workshop=about, ready=found)
        messages.success(request, _("Added."))
    return redirect("workshops:materials", coalition, workshop)


@require_POST
def material_change(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Give it to phones in the room, or not; take it out: the button says which."""
    found = _found(request, number)
    match request.POST.get("do"):
        case "give" | "keep" as what:
            give_to_room(by=request.actor, material=found, given=what == "give")
        case "remove":
            remove_material(by=request.actor, material=found)
        case _:
            raise Http404
    return redirect("workshops:materials", coalition, workshop)


@require_safe
def material(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """One file; a phone in the room gets those that are meant for it."""
    found = _found(request, number)
    if isinstance(request.actor, Guest) and not found.in_room:
        raise Http404
    return attachment(found.file_name, bytes(found.data), _TYPES[found.ending])


@require_safe
def materials_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The list of materials as CSV or JSON."""
    return as_csv_or_json(kind, "materials", MATERIALS_HEADER, materials_as_rows(request.about))


@require_safe
def phone_materials(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """On a phone: what is meant for the room."""
    about = request.about
    sheets = sheets_of(about, in_room=True, language=get_language() or "")
    given = {"coalition": about.coalition, "workshop": about, "sheets": in_readers_language(sheets)}
    return render(request, "workshops/phone_materials.html", given | {"has_terms": about.terms.exists()})


def _found(request: Request[Workshop], number: int) -> Material:
    found = material_in(request.about, number)
    if found is None:
        raise Http404
    return found
