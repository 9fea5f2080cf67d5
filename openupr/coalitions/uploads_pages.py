"""The file that somebody chose, as pictures, and the page for every file that comes back."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.conformance.check import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.web.downloads import FILE_TYPES, attachment
from openupr.web.file_forms import FileForm

from .actions.coalition import CHOOSE_FILE, SORT_FILE
from .addresses import COALITION
from .frame import Request, coalition_page
from .models import ChosenFile, Coalition
from .uploads import FileCameBack, chosen_file_of, where_it_belongs


class CameBackForm(FileForm):
    """The file and from whom it is, under the names that the pages know that take it over."""

    document = forms.FileField(
        label=gettext_lazy("Changed file"),
        help_text=gettext_lazy("The Word or Excel file, at most 10 MB. It is read in memory; the file is not kept."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )
    sender = forms.CharField(
        label=gettext_lazy("From whom it is"),
        help_text=gettext_lazy("Change this if another person made the changes. Only members see it."),
        max_length=60,
        error_messages={"required": gettext_lazy("Say from whom it is.")},
    )


@page(COALITION + "chosen-file/", CHOOSE_FILE)
@never_cache
def chosen_file(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The rebuilt file."""
    file = _chosen(request)
    is_picture = file.kind in {"png", "jpg"}
    return attachment(str(file), bytes(file.data), FILE_TYPES[file.kind], inline=is_picture)


@page(COALITION + "chosen-file/<int:number>.png", CHOOSE_FILE)
@never_cache
def chosen_page(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """One of its pages."""
    page = _chosen(request).pictures.filter(number=number).first()
    if page is None:
        raise Http404
    return attachment(f"page-{number}.png", bytes(page.data), FILE_TYPES["png"], inline=True)


def _chosen(request: Request[Coalition]) -> ChosenFile:
    chosen = chosen_file_of(request.actor, request.about)
    if chosen is None:
        raise Http404
    return chosen


@page(COALITION + "came-back/", SORT_FILE, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_came_back` checks, and in doing so reads the request
@never_cache
def came_back(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The form; the file goes on to the page that it belongs to and is not stored."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _came_back(request, way_in)


@csrf_protect
def _came_back(request: Request[Coalition], way_in: IntoMemory) -> HttpResponse:
    form = CameBackForm(initial={"sender": str(request.actor)})
    if request.method == "POST":
        form = CameBackForm(request.POST, request.FILES, trouble=way_in.trouble)
        if form.is_valid() and (belongs := _belongs(request, form)):
            return _sent_on(belongs)
    status = way_in.status if way_in.trouble else 422 if form.errors else 200
    what = _(
        "Choose a file that somebody changed: a draft, a roadmap, or a group's part of the follow-up list. "
        "You can also choose OHCHR's list of recommendations by theme."
    )
    context = {"page_name": _("Upload a changed file"), "form": form, "what": what}
    return coalition_page(request, "coalitions/came_back.html", context, status=status)


def _belongs(request: Request[Coalition], form: CameBackForm) -> FileCameBack | None:
    try:
        file = where_it_belongs(request.about, form.data_of_file)
    except RefusedFile as refusal:
        form.add_error("document", str(refusal))
        return None
    if file is None:
        form.add_error("document", _("OpenUPR does not know this file. Choose one that was taken from this coalition."))
    return file


def _sent_on(file: FileCameBack) -> HttpResponse:
    """Temporary Redirect (307): the browser sends the same form, with its file, to the other
    page.
    """
    if file.takes_file:
        return HttpResponse(status=307, headers={"Location": file.address})
    return redirect(file.address)
