"""OHCHR's thematic list: brought in, looked at, taken filled in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from openupr.coalitions.frame import Request, ask_first, coalition_page
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.queries.in_memory import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.undocs.fetching import refuse_what_fetches
from openupr.undocs.reading import read_document
from openupr.undocs.values import ThematicList
from openupr.web.downloads import FILE_TYPES, attachment

from ..forms.follow_up_list import ThematicListForm
from ..models import Matrix
from ..queries.matrices import filled_file, matrix_with_lines
from ..queries.own_matrix import own_matrix_as_word, own_matrix_as_workbook, sessions_without_list
from ..rules import NoThematicList
from ..services.matrices import add_matrix, remove_matrix


@require_safe
def matrices(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The lists there are, and the form to bring one in."""
    return _page(request, ThematicListForm())


def _page(request: Request[Coalition], form: ThematicListForm, *, status: int = 200) -> HttpResponse:
    given = {
        "page_name": _("OHCHR's thematic list"),
        "matrices": request.about.matrices.all(),
        "without": sessions_without_list(request.about),
        "form": form,
    }
    return coalition_page(request, "followup/matrices.html", given, status=status)


@csrf_exempt  # only until the way in is set: `_add` checks, and in doing so reads the request
@never_cache
@require_POST
def matrix_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Bring a list in: read in a process of its own, kept as it is."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _add(request, way_in)


@csrf_protect
def _add(request: Request[Coalition], way_in: IntoMemory) -> HttpResponse:
    form = ThematicListForm(request.POST, request.FILES, trouble=way_in.trouble)
    if form.is_valid():
        try:
            data = form.data_of_file
            document = read_document(data)
            if not isinstance(document, ThematicList):
                raise NoThematicList
            refuse_what_fetches(data)
            made = add_matrix(
                by=request.actor, coalition=request.about, data=data, document=document, today=request.today
            )
            return redirect("followup:matrix", request.about.key, made.pk)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _page(request, form, status=way_in.status if way_in.trouble else 422)


@require_safe
def matrix(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Each recommendation of the list, and what its cell will say."""
    found = matrix_with_lines(request.about, _found(request, number))
    given = {"page_name": _("Thematic list, session %(n)s") % {"n": found.matrix.session or "?"}, "found": found}
    return coalition_page(request, "followup/matrix.html", given)


@require_safe
def matrix_file(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """The Word file, filled in."""
    found = matrix_with_lines(request.about, _found(request, number))
    try:
        file = filled_file(found)
    except RefusedFile as refusal:
        messages.error(request, str(refusal))
        return redirect("followup:matrix", coalition, number)
    return attachment(f"thematic-list-session-{found.matrix.session or 'unknown'}.docx", file.data, FILE_TYPES["docx"])


@require_safe
def own_matrix(request: Request[Coalition], coalition: str, session: int, kind: str) -> HttpResponse:
    """A matrix made from the record, where OHCHR has none."""
    writer = {"docx": own_matrix_as_word, "xlsx": own_matrix_as_workbook}.get(kind)
    if writer is None or session not in dict(sessions_without_list(request.about)):
        raise Http404
    data = writer(request.about, session, today=request.today)
    return attachment(f"recommendations-session-{session}.{kind}", data, FILE_TYPES[kind])


@require_POST
def matrix_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take the file away, once that was asked."""
    found = _found(request, number)
    if not request.POST.get("sure"):
        return ask_first(
            request,
            _("Remove this list?"),
            losses=[_("OHCHR's file of session %(n)s") % {"n": found.session or "?"}],
            send=_("Remove this list"),
            back=reverse("followup:matrix", args=[coalition, number]),
            instead=_("What was assessed stays on the follow-up list."),
        )
    remove_matrix(by=request.actor, coalition=request.about, matrix=found)
    messages.success(request, _("Removed."))
    return redirect("followup:matrices", coalition)


def _found(request: Request[Coalition], number: int) -> Matrix:
    found = request.about.matrices.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
