"""The pages on which the list goes to the Government and its answers come back."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition
from openupr.conformance.check import IntoMemory
from openupr.web.downloads import FILE_TYPES, attachment
from openupr.web.parts import Tab

from .actions import TAKE_ANSWERS
from .assessments import GovernmentClaim, take_claims
from .counts import NONE
from .filled_elsewhere_pages import AnswersBackForm, Decided, FileBack, PartBackForm, take, upload
from .follow_up_list import Viewer, short_lines
from .follow_up_list_pages import narrowed
from .government import (
    answers_as_word,
    answers_as_workbook,
    answers_compared,
    institutions_of,
    listed_by_row,
    read_answers,
)

_WRITERS = {"docx": answers_as_word, "xlsx": answers_as_workbook}


@page(COALITION + "follow-up/government.<slug:kind>", TAKE_ANSWERS)
def government_file(request: Request[Coalition], coalition: str, kind: str) -> HttpResponse:
    """The list, as the address narrows it, as a file with columns for the Government's answer."""
    only = [line.listed.pk for line in narrowed(request).matching]
    if kind not in _WRITERS or not only:
        raise Http404
    data = _WRITERS[kind](request.about, only, today=request.today)
    return attachment(f"for-the-government.{kind}", data, FILE_TYPES[kind])


@page(COALITION + "follow-up/government/", TAKE_ANSWERS, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_page` checks, and in doing so reads the request
@never_cache
def government(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Download the file of each institution and bring it back; nothing is kept before you
    confirm.
    """
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _page(request, way_in)


@csrf_protect
def _page(request: Request[Coalition], way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, AnswersBackForm())
    form = AnswersBackForm(request.POST, request.FILES, trouble=way_in.trouble)
    return upload(request, _file_back(request), form, way_in, _ask)


def _ask(request: Request[Coalition], form: PartBackForm, *, status: int = 200) -> HttpResponse:
    lines = short_lines(request.about, Viewer())
    context = {
        "page_name": _("For the Government"),
        "crumbs": [Tab(_("Follow-up"), reverse("followup:list", args=[request.about.key]))],
        "form": form,
        "institutions": [(institution, institution.name or NONE) for institution in institutions_of(lines)],
        "priorities": sum(line.listed.priority for line in lines),
    }
    return coalition_page(request, "followup/government.html", context, status=status)


@page(COALITION + "follow-up/government/take/", TAKE_ANSWERS, methods="POST")
@never_cache
def government_take(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Take over what was shown, as it was decided."""
    return take(request, _file_back(request))


def _file_back(request: Request[Coalition]) -> FileBack:
    about = request.about
    at = [about.key]

    def write(decided: Sequence[Decided]) -> int:
        listed = listed_by_row(about)
        claims = [GovernmentClaim(listed[key], *cells) for key, _text, cells in decided if key and any(cells)]
        number: int = take_claims(by=request.actor, coalition=about, claims=claims, today=request.today)
        return number

    return FileBack(
        owner=f"government {about.pk}",
        read=lambda form: read_answers(about, form.data_of_file, source=form.cleaned_data["source"]),
        compare=lambda back: answers_compared(about, back),
        take=write,
        page=reverse("followup:government", args=at),
        take_page=reverse("followup:government-take", args=at),
        after=Tab(_("Back to the list"), reverse("followup:list", args=at)),
        stays=_("What the Government said of these stays."),
        gone=(_("Not on the list"), _("These rows are left out. Put the recommendation on the list first.")),
        may_add=False,
    )
