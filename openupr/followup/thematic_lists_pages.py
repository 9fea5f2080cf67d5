"""The pages of OHCHR's thematic lists."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, coalition_page
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.uploads import choose_file, chosen_file_of, is_another, leave_file
from openupr.conformance.check import IntoMemory
from openupr.files.rebuilding import Rebuilt
from openupr.files.refusal import RefusedFile
from openupr.recommendations.actions import may_import
from openupr.recommendations.demo import demo_rows
from openupr.recommendations.edition import somebody_imports
from openupr.recommendations.file_import import import_list
from openupr.recommendations.incoming_files import ListInRecord, file_of_list, is_in_record, lists_in_record
from openupr.recommendations.tasks import count_decisions
from openupr.undocs.fetching import refuse_what_fetches
from openupr.undocs.reading import read_document
from openupr.undocs.values import ThematicList
from openupr.web.downloads import FILE_TYPES, attachment
from openupr.web.file_forms import WordFileForm

from .actions import FILL_MATRIX, TAKE_MATRIX
from .models import Matrix
from .own_thematic_lists import own_matrix_as_word, own_matrix_as_workbook, sessions_without_list
from .rules import ImportRuns, ListOfAnotherState, NotADocx, NoThematicList
from .thematic_lists import (
    add_matrix,
    filled_file,
    list_changes,
    matrix_with_lines,
    remove_matrix,
    remove_row,
    row_losses,
    same_file,
)


class ThematicListForm(WordFileForm):
    """OHCHR's list. Unlike other Word files it is kept, to be filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text = gettext_lazy(
            "OHCHR's file as .docx, at most 10 MB; no other kind. It is kept, to be filled in."
        )


# The kind of a list that waits for an answer; pages for chosen files never show it.
WAITING_LIST = "list"


@page(COALITION + "follow-up/thematic-lists/", TAKE_MATRIX)
def matrices(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The lists there are, and the form to bring one in."""
    return _page(request, ThematicListForm())


def _page(request: Request[Coalition], form: ThematicListForm, *, status: int = 200) -> HttpResponse:
    context = {
        "page_name": _("OHCHR's thematic list"),
        "matrices": request.about.matrices.all(),
        "without": sessions_without_list(request.about),
        "form": form,
        "in_record": _in_record(request.about),
        "enters_record": may_import(request) and not demo_rows(),
    }
    return coalition_page(request, "followup/matrices.html", context, status=status)


def _in_record(coalition: Coalition) -> list[ListInRecord]:
    """The lists in the record that the coalition has not brought in yet."""
    here = set(coalition.matrices.values_list("sha256", flat=True))
    return [list_ for list_ in lists_in_record(coalition.review.iso3) if list_.sha256 not in here]


@page(COALITION + "follow-up/thematic-lists/add/", FILL_MATRIX, methods="POST")
@csrf_exempt  # only until the way in is set: `_add` checks, and in doing so reads the request
@never_cache
def matrix_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Bring a list in: read in a process of its own, kept as it is."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _add(request, way_in)


@csrf_protect
def _add(request: Request[Coalition], way_in: IntoMemory) -> HttpResponse:
    if sha256 := request.POST.get("from_record", ""):
        return _add_from_record(request, sha256)
    form = ThematicListForm(request.POST, request.FILES, trouble=way_in.trouble)
    if form.is_valid():
        try:
            return _take(request, form.data_of_file)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _page(request, form, status=way_in.status if way_in.trouble else 422)


def _add_from_record(request: Request[Coalition], sha256: str) -> HttpResponse:
    """The same with a list that is in the record: nobody uploads it twice."""
    data = file_of_list(sha256, request.about.review.iso3)
    if data is None:
        messages.error(request, _("This list is not kept any more. Choose its Word file."))
        return redirect("followup:matrices", request.about.key)
    try:
        return _take(request, data)
    except (RefusedFile, Refused) as refusal:
        messages.error(request, str(refusal))
        return redirect("followup:matrices", request.about.key)


def _take(request: Request[Coalition], data: bytes) -> HttpResponse:
    """Import a list, or ask first if it would change something.

    Raises RefusedFile, Refused.
    """
    # Every .docx is a ZIP with such a folder.
    if not (data.startswith(b"PK") and b"word/" in data):
        raise NotADocx
    document = read_document(data)
    if not isinstance(document, ThematicList):
        raise NoThematicList
    if document.state != request.about.review.iso3:
        raise ListOfAnotherState
    refuse_what_fetches(data)
    if there := same_file(request.about, data):
        messages.info(request, _("This list is here already."))
        return redirect("followup:matrix", request.about.key, there.pk)
    changes = list_changes(request.about, document)
    if changes.to_ask and not request.POST.get("sure"):
        choose_file(by=request.actor, coalition=request.about, rebuilt=Rebuilt(WAITING_LIST, data), now=request.now)
        return redirect("followup:matrix-replace", request.about.key)
    _enter_record(request, data, document)
    new_matrix = add_matrix(
        by=request.actor, coalition=request.about, data=data, document=document, today=request.today
    )
    leave_file(by=request.actor, coalition=request.about)
    return redirect("followup:matrix", request.about.key, new_matrix.pk)


def _enter_record(request: Request[Coalition], data: bytes, document: ThematicList) -> None:
    """Import the list into the record, too, before the follow-up list takes its recommendations
    there.

    Only for people who may import, and never in place of the demo record. Raises Refused during
    another import.
    """
    if is_in_record(hashlib.sha256(data).hexdigest()):
        return
    if not may_import(request):
        messages.info(request, _("The record does not have this list. Ask who runs OpenUPR to import the file too."))
        return
    if document.has_notes:
        messages.info(request, _("Your assessments stay here: the record takes OHCHR’s list only where it is empty."))
        return
    if demo_rows():
        messages.info(request, _("The demo record stays. To search this list in the record, import the file there."))
        return
    if somebody_imports():
        raise ImportRuns
    name = f"thematic-list-session-{document.session or 'unknown'}.docx"
    report = import_list(data=data, name=name, iso3=document.state, now=request.now)
    if report.reason:
        messages.warning(request, report.reason)
        return
    count_decisions()
    messages.success(request, _("The list is in the record too: search it there in a moment."))
    if report.refused:
        sentence = ngettext(
            "%(n)s row has a problem and stays out of the record. Settle it on the page “Import”.",
            "%(n)s rows have problems and stay out of the record. Settle them on the page “Import”.",
            len(report.refused),
        )
        messages.warning(request, sentence % {"n": len(report.refused)})


@page(COALITION + "follow-up/thematic-lists/replace/", FILL_MATRIX, methods="GET POST")
@never_cache
def matrix_replace(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What a list would change; it is taken once a person agrees."""
    chosen = chosen_file_of(request.actor, request.about, kinds=[WAITING_LIST])
    if chosen is None:
        return redirect("followup:matrices", coalition)
    data = bytes(chosen.data)
    if request.POST.get("sure"):
        try:
            if is_another(chosen, request.POST.get("chosen")):
                messages.error(request, _("You chose another file meanwhile. Look at it first."))
                return redirect("followup:matrix-replace", coalition)
            return _take(request, data)
        except (RefusedFile, Refused) as refusal:
            messages.error(request, str(refusal))
            return redirect("followup:matrices", coalition)
    try:
        document = read_document(data)
    except RefusedFile as refusal:
        messages.error(request, str(refusal))
        return redirect("followup:matrices", coalition)
    assert isinstance(document, ThematicList)  # it was looked at before it was kept
    changes = list_changes(request.about, document)
    context = {
        "page_name": _("Replace the list?") if changes.earlier else _("Bring this list in?"),
        "changes": changes,
        "chosen": chosen.pk,
        "session": document.session or "?",
    }
    return coalition_page(request, "followup/matrix_replace.html", context)


@page(COALITION + "follow-up/<int:number>/remove/", FILL_MATRIX, methods="POST")
def row_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take a recommendation that the record does not have out of the list, once that was asked."""
    listed = request.about.follow_up_list.filter(pk=number, ask_key="", ask=None).first()
    if listed is None:
        raise Http404
    if not request.POST.get("sure"):
        return ask_first(
            request,
            _("Remove this recommendation?"),
            losses=[listed.text, *row_losses(listed)],
            send=_("Remove recommendation"),
            back=reverse("followup:recommendation", args=[coalition, number]),
        )
    remove_row(by=request.actor, coalition=request.about, listed=listed)
    messages.success(request, _("Removed."))
    return redirect("followup:list", coalition)


@page(COALITION + "follow-up/thematic-lists/<int:number>/", TAKE_MATRIX)
def matrix(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Each recommendation of the list, and what its cell will say."""
    filled = matrix_with_lines(request.about, _matrix(request, number))
    context = {"page_name": _("Thematic list, session %(n)s") % {"n": filled.matrix.session or "?"}, "found": filled}
    return coalition_page(request, "followup/matrix.html", context)


@page(COALITION + "follow-up/thematic-lists/<int:number>/thematic-list.docx", TAKE_MATRIX)
def matrix_file(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """The Word file, filled in."""
    filled = matrix_with_lines(request.about, _matrix(request, number))
    try:
        file = filled_file(filled)
    except RefusedFile as refusal:
        messages.error(request, str(refusal))
        return redirect("followup:matrix", coalition, number)
    return attachment(f"thematic-list-session-{filled.matrix.session or 'unknown'}.docx", file.data, FILE_TYPES["docx"])


@page(COALITION + "follow-up/thematic-lists/session-<int:session>.<slug:kind>", TAKE_MATRIX)
def own_matrix(request: Request[Coalition], coalition: str, session: int, kind: str) -> HttpResponse:
    """A matrix made from the record, where OHCHR has none."""
    writer = {"docx": own_matrix_as_word, "xlsx": own_matrix_as_workbook}.get(kind)
    if writer is None or session not in dict(sessions_without_list(request.about)):
        raise Http404
    data = writer(request.about, session, today=request.today)
    return attachment(f"recommendations-session-{session}.{kind}", data, FILE_TYPES[kind])


@page(COALITION + "follow-up/thematic-lists/<int:number>/remove/", FILL_MATRIX, methods="POST")
def matrix_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take the file away, once that was asked."""
    listed_matrix = _matrix(request, number)
    if not request.POST.get("sure"):
        return ask_first(
            request,
            _("Remove this list?"),
            losses=[_("OHCHR's file of session %(n)s") % {"n": listed_matrix.session or "?"}],
            send=_("Remove this list"),
            back=reverse("followup:matrix", args=[coalition, number]),
            instead=_("What was assessed stays on the follow-up list."),
        )
    remove_matrix(by=request.actor, coalition=request.about, matrix=listed_matrix)
    messages.success(request, _("Removed."))
    return redirect("followup:matrices", coalition)


def _matrix(request: Request[Coalition], number: int) -> Matrix:
    matrix = request.about.matrices.filter(pk=number).first()
    if matrix is None:
        raise Http404
    return matrix
