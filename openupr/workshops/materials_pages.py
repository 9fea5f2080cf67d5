"""The pages of a workshop's materials and term list, for members and for phones in the room."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.models import Guest
from openupr.accounts.pages import page
from openupr.coalitions.coalition import languages_to_choose
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.uploads import choose_file, chosen_file_of, is_another, leave_file, shown
from openupr.conformance.check import IntoMemory
from openupr.files.rebuilding import Rebuilt, rebuild
from openupr.files.refusal import RefusedFile
from openupr.web.downloads import FILE_TYPES, File, as_csv_or_json, attachment
from openupr.web.file_forms import FileToRebuildForm

from .actions import KEEP_MATERIALS, READ_MATERIALS, SEE_MATERIALS
from .addresses import WORKSHOP
from .materials import (
    MATERIALS_HEADER,
    TERMS_HEADER,
    add_material,
    give_to_room,
    material_in,
    materials_as_rows,
    remove_material,
    remove_term,
    sheets_of,
    term_in,
    terms_as_rows,
    words_to_begin_with,
    write_terms,
)
from .models import Material, Workshop
from .standard_handouts import hand_out, in_readers_language, not_yet_in


class MaterialForm(forms.Form):
    """What the file is, and in which language."""

    use_required_attribute = False
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, help_text=gettext_lazy("It becomes the file's name.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Material.Kind)
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    translates = forms.ModelChoiceField(
        label=gettext_lazy("Translation of"),
        queryset=Material.objects.none(),
        required=False,
        empty_label=gettext_lazy("nothing: an original"),
    )
    in_room = forms.BooleanField(label=gettext_lazy("Show on phones"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages_to_choose(workshop.languages)  # type: ignore[attr-defined]
        self.fields["language"].initial = next(iter(workshop.languages), "en")
        self.fields["translates"].queryset = workshop.materials.filter(translates=None)  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """Pairs, one a line."""

    text = forms.CharField(
        label=gettext_lazy("Terms"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "One a line: English; Khmer; a note if there is one. Two columns pasted from a spreadsheet do too."
        ),
    )


@page(WORKSHOP + "materials/", SEE_MATERIALS)
def materials(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """All materials, with the versions in all languages side by side."""
    return _materials_page(request, FileToRebuildForm())


def _materials_page(request: Request[Workshop], form: FileToRebuildForm, *, status: int = 200) -> HttpResponse:
    sheets = sheets_of(request.about)
    ready = [(handout.key, _(handout.title)) for handout in not_yet_in(sheets)]
    context = {"page_name": _("Materials"), "sheets": in_readers_language(sheets), "ready": ready, "form": form}
    return coalition_page(request, "workshops/materials.html", context, status=status)


@page(WORKSHOP + "materials/add/", KEEP_MATERIALS, methods="POST")
@csrf_exempt  # only until the way in is set: `_choose` checks, and in doing so reads the request
def material_add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Choose a file. The original stays in memory only; OpenUPR keeps a rebuilt copy."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _choose(request, way_in)


@csrf_protect
def _choose(request: Request[Workshop], way_in: IntoMemory) -> HttpResponse:
    posted = request.POST, request.FILES
    form = FileToRebuildForm(*posted, trouble=way_in.trouble)
    about = request.about
    if form.is_valid():
        try:
            rebuilt = rebuild(form.data_of_file, name=form.name_of_file)
            choose_file(by=request.actor, coalition=about.coalition, rebuilt=rebuilt, now=request.now)
            return redirect("workshops:material-look", about.coalition.key, about.pk)
        except RefusedFile as refusal:
            form.add_error("document", str(refusal))
    return _materials_page(request, form, status=way_in.status if way_in.trouble else 422)


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
    context = {"page_name": _("Look at the file"), "shown": shown(chosen), "form": form}
    return coalition_page(request, "workshops/material_look.html", context)


@page(WORKSHOP + "materials/ready/", KEEP_MATERIALS, methods="POST")
def material_ready(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Hand out one that comes ready made and is not on the list yet."""
    about, key = request.about, request.POST.get("ready")
    ready = next((handout for handout in not_yet_in(sheets_of(about)) if handout.key == key), None)
    if ready is None:
        raise Http404
    with refusals_on(request):
        hand_out(by=request.actor, workshop=about, ready=ready)
        messages.success(request, _("Added."))
    return redirect("workshops:materials", coalition, workshop)


@page(WORKSHOP + "materials/<int:number>/change/", KEEP_MATERIALS, methods="POST")
def material_change(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Give it to phones in the room, or not; take it out: the button says which."""
    material = _material_or_404(request, number)
    match request.POST.get("do"):
        case "give" | "keep" as what:
            give_to_room(by=request.actor, material=material, given=what == "give")
        case "remove":
            remove_material(by=request.actor, material=material)
        case _:
            raise Http404
    return redirect("workshops:materials", coalition, workshop)


@page(WORKSHOP + "materials/<int:number>/", READ_MATERIALS)
def material(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """One file; a phone in the room gets those that are meant for it."""
    material = _material_or_404(request, number)
    if isinstance(request.actor, Guest) and not material.in_room:
        raise Http404
    return attachment(material.file_name, bytes(material.data), FILE_TYPES[material.ending])


@page(WORKSHOP + "materials.<slug:kind>", SEE_MATERIALS)
def materials_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The list of materials as CSV or JSON."""
    return as_csv_or_json(kind, "materials", MATERIALS_HEADER, materials_as_rows(request.about))


@page(WORKSHOP + "phone/materials/", READ_MATERIALS)
def phone_materials(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """On a phone: what is meant for the room."""
    about = request.about
    sheets = sheets_of(about, in_room=True)
    context = {"coalition": about.coalition, "workshop": about, "sheets": in_readers_language(sheets)}
    return render(request, "workshops/phone_materials.html", context | {"has_terms": about.terms.exists()})


def _material_or_404(request: Request[Workshop], number: int) -> Material:
    material = material_in(request.about, number)
    if material is None:
        raise Http404
    return material


@page(WORKSHOP + "terms/", SEE_MATERIALS)
def terms(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The term list. Organisers add rows; `?from=words` fills in the word list of the lessons."""
    text = words_to_begin_with(request.about) if request.GET.get("from") == "words" else ""
    return _terms_page(request, TermsForm(initial={"text": text}))


def _terms_page(request: Request[Workshop], form: TermsForm, *, status: int = 200) -> HttpResponse:
    context = {"page_name": _("Khmer and English words"), "terms": list(request.about.terms.all()), "form": form}
    return coalition_page(request, "workshops/terms.html", context, status=status)


@page(WORKSHOP + "terms/write/", KEEP_MATERIALS, methods="POST")
def terms_write(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Add rows, take one out: the button says which."""
    about = request.about
    if request.POST.get("do") == "remove":
        term = term_in(about, request.POST.get("term", ""))
        if term is None:
            raise Http404
        remove_term(by=request.actor, term=term)
        return redirect("workshops:terms", coalition, workshop)
    form = TermsForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            rows = write_terms(by=request.actor, workshop=about, text=form.cleaned_data["text"])
            messages.success(request, ngettext("%(n)s row noted.", "%(n)s rows noted.", rows) % {"n": rows})
            return redirect("workshops:terms", coalition, workshop)
    return _terms_page(request, form, status=422)


@page(WORKSHOP + "terms.<slug:kind>", READ_MATERIALS)
def terms_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The list as CSV or JSON."""
    return as_csv_or_json(kind, "terms", TERMS_HEADER, terms_as_rows(request.about.terms.all()))


@page(WORKSHOP + "phone/terms/", READ_MATERIALS)
def phone_terms(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """On a phone."""
    about = request.about
    terms, is_khmer_first = list(about.terms.all()), get_language() == "km"
    if is_khmer_first:
        terms.sort(key=lambda term: term.khmer or term.english)
    context = {"coalition": about.coalition, "workshop": about, "terms": terms, "is_khmer_first": is_khmer_first}
    return render(request, "workshops/phone_terms.html", context)
