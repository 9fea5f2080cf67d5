"""One page for every file that came back: it leads to the page that shows what is in it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.conformance.check import IntoMemory
from openupr.files.refusal import RefusedFile

from ..actions.coalition import SORT_FILE
from ..addresses import COALITION
from ..forms.came_back import CameBackForm
from ..frame import Request, coalition_page
from ..models import Coalition
from ..queries.came_back import FileCameBack, where_it_belongs


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
        if form.is_valid() and (found := _belongs(request, form)):
            return _sent_on(found)
    status = way_in.status if way_in.trouble else 422 if form.errors else 200
    what = _(
        "Choose a file that somebody changed: a draft, a roadmap, or a group's part of the follow-up list. "
        "You can also choose OHCHR's list of recommendations by theme."
    )
    given = {"page_name": _("Upload a changed file"), "form": form, "what": what}
    return coalition_page(request, "coalitions/came_back.html", given, status=status)


def _belongs(request: Request[Coalition], form: CameBackForm) -> FileCameBack | None:
    try:
        found = where_it_belongs(request.about, form.data_of_file)
    except RefusedFile as refusal:
        form.add_error("document", str(refusal))
        return None
    if found is None:
        form.add_error("document", _("OpenUPR does not know this file. Choose one that was taken from this coalition."))
    return found


def _sent_on(found: FileCameBack) -> HttpResponse:
    """Temporary Redirect (307): the browser sends the same form, with its file, to the other page."""
    if found.takes_file:
        return HttpResponse(status=307, headers={"Location": found.address})
    return redirect(found.address)
