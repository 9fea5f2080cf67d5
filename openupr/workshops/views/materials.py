"""A workshop's materials: kept by who runs it, taken along by members, and by phones in the room those for them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.models import Guest
from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.uploads import choose_file, chosen_file_of, is_another, leave_file, shown
from openupr.conformance.check import IntoMemory
from openupr.files.rebuilding import Rebuilt, rebuild
from openupr.files.refusal import RefusedFile
from openupr.web.downloads import FILE_TYPES, File, as_csv_or_json, attachment
from openupr.web.file_forms import FileToRebuildForm

from ..actions.materials import KEEP_MATERIALS, READ_MATERIALS, SEE_MATERIALS
from ..addresses import WORKSHOP
from ..forms.materials import MaterialForm
from ..models import Material, Workshop
from ..queries.materials import MATERIALS_HEADER, material_in, materials_as_rows, sheets_of
from ..queries.standard_handouts import in_readers_language, not_yet_in
from ..services.materials import add_material, give_to_room, remove_material
from ..services.standard_handouts import hand_out


@page(WORKSHOP + "materials/", SEE_MATERIALS)
def materials(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """All materials, each language's version beside the others."""
    return _page(request, FileToRebuildForm())


def _page(request: Request[Workshop], form: FileToRebuildForm, *, status: int = 200) -> HttpResponse:
    sheets = sheets_of(request.about)
    ready = [(each.key, _(each.title)) for each in not_yet_in(sheets)]
    given = {"page_name": _("Materials"), "sheets": in_readers_language(sheets), "ready": ready, "form": form}
    return coalition_page(request, "workshops/materials.html", given, status=status)


@page(WORKSHOP + "materials/add/", KEEP_MATERIALS, methods="POST")
@csrf_exempt  # only until the way in is set: `_choose` checks, and in doing so reads the request
def material_add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Choose a file; as it came it is in memory only, and what is kept is built again."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _choose(request, way_in)


@csrf_protect
def _choose(request: Request[Workshop], way_in: IntoMemory) -> HttpResponse:
    given = request.POST, request.FILES
    form = FileToRebuildForm(*given, trouble=way_in.trouble)
    about = request.about
    if form.is_valid():
        try:
            rebuilt = rebuild(form.data_of_file, name=form.name_of_file)
            choose_file(by=request.actor, coalition=about.coalition, rebuilt=rebuilt, now=request.now)
            return redirect("workshops:material-look", about.coalition.key, about.pk)
        except RefusedFile as refusal:
            form.add_error("document", str(refusal))
    return _page(request, form, status=way_in.status if way_in.trouble else 422)


@page(WORKSHOP + "materials/look/", KEEP_MATERIALS, methods="GET POST")
@never_cache
def material_look(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Look at the rebuilt file, then take it or not."""
    about = request.about
    chosen = chosen_file_of(request.actor, about.coalition)
    if chosen is None:
        return redirect("workshops:materials", coalition, workshop)
    whose = {"by": request.actor, "coalition": about.coalition}
    if request.POST.get("do") == "leave":
        leave_file(**whose)
        return redirect("workshops:materials", coalition, workshop)
    if is_another(chosen, request.POST.get("chosen")):
        messages.error(request, _("You chose another file meanwhile. Look at it first."))
        return redirect("workshops:material-look", coalition, workshop)
    form = MaterialForm(request.POST or None, workshop=about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            rebuilt = Rebuilt(chosen.kind, bytes(chosen.data))
            add_material(by=request.actor, workshop=about, rebuilt=rebuilt, **form.cleaned_data)
            leave_file(**whose)
            messages.success(request, _("Added."))
            return redirect("workshops:materials", coalition, workshop)
    given = {"page_name": _("Look at the file"), "shown": shown(chosen), "form": form}
    return coalition_page(request, "workshops/material_look.html", given, status=422 if form.errors else 200)


@page(WORKSHOP + "materials/ready/", KEEP_MATERIALS, methods="POST")
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


@page(WORKSHOP + "materials/<int:number>/change/", KEEP_MATERIALS, methods="POST")
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


@page(WORKSHOP + "materials/<int:number>/", READ_MATERIALS)
def material(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """One file; a phone in the room gets those that are meant for it."""
    found = _found(request, number)
    if isinstance(request.actor, Guest) and not found.in_room:
        raise Http404
    return attachment(found.file_name, bytes(found.data), FILE_TYPES[found.ending])


@page(WORKSHOP + "materials.<slug:kind>", SEE_MATERIALS)
def materials_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The list of materials as CSV or JSON."""
    return as_csv_or_json(kind, "materials", MATERIALS_HEADER, materials_as_rows(request.about))


@page(WORKSHOP + "phone/materials/", READ_MATERIALS)
def phone_materials(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """On a phone: what is meant for the room."""
    about = request.about
    sheets = sheets_of(about, in_room=True)
    given = {"coalition": about.coalition, "workshop": about, "sheets": in_readers_language(sheets)}
    return render(request, "workshops/phone_materials.html", given | {"has_terms": about.terms.exists()})


def _found(request: Request[Workshop], number: int) -> Material:
    found = material_in(request.about, number)
    if found is None:
        raise Http404
    return found
