"""A circulated draft goes out as Word and comes back: what was recognised in it is shown, then taken over."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.check import IntoMemory
from openupr.documents import word
from openupr.files.refusal import RefusedFile
from openupr.files.word.with_changes import read_returned_apart
from openupr.returning.outcomes import Compared
from openupr.returning.sent_draft import Sent
from openupr.returning.units import MOST_UNITS, Returned, returned_of
from openupr.web.downloads import attachment

from ..actions.drafting import BRING_BACK, CIRCULATE, TAKE_FILE
from ..addresses import SUBMISSION
from ..forms.returning import ReturnedFileForm, TakeBackForm
from ..models import Circulation, Submission
from ..queries.returning import compared_with, for_comments, members_named, taken_back
from ..queries.round_of_file import elsewhere
from ..rules.refusals import TakenBackAlready, TooMuchReturned
from ..services.returning import bring_back, check_is_of, take_back
from .comparison import shown

_SALT = "submissions.returned"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@page(SUBMISSION + "rounds/<int:number>/word/", TAKE_FILE)
def comments_file(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """The draft as it was circulated, as the Word file that is to come back with comments."""
    found = _round(request, number)
    state = slugify(request.about.coalition.state.name)
    name = f"draft-{number}-{state}-{submission}-for-comments.docx"
    data = word.write_word(for_comments(found))
    return attachment(name, data, word.CONTENT_TYPE)


@page(SUBMISSION + "rounds/<int:number>/returned/", BRING_BACK, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_returned` checks, and in doing so reads the request
@never_cache
def returned(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """The form; and what is recognised in a file, in the answer itself, as nothing of it is stored yet."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _returned(request, _round(request, number), way_in)


@csrf_protect
def _returned(request: Request[Submission], found: Circulation, way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST" and found.submission.is_locked:
        return redirect("submissions:rounds", found.coalition.key, found.submission_id)
    if request.method != "POST":
        return _ask(request, found, ReturnedFileForm(is_own=_is_own(request)), status=200)
    given = request.POST, request.FILES
    form = ReturnedFileForm(*given, trouble=way_in.trouble, is_own=_is_own(request))
    if form.is_valid():
        try:
            plan = _plan(request, form, found)
            return _preview(request, found, plan, None, status=200)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _ask(request, found, form, status=way_in.status if way_in.trouble else 422)


@page(SUBMISSION + "rounds/<int:number>/returned/take/", BRING_BACK, methods="POST")
@never_cache
def returned_take(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Take over what was shown, as it was decided."""
    found = _round(request, number)
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("round") != found.pk:
        messages.error(
            request, _("What was read of the file is no longer at hand. Choose it again; nothing was added.")
        )
        return redirect("submissions:returned", coalition, submission, number)
    back = Returned.from_data(plan["returned"])
    draft, compared = compared_with(found, back)
    form = TakeBackForm(request.POST, unsure=compared.unsure, members=_members(request, found, back))
    if form.is_valid():
        choices = form.choices(plan["sender"])
        file = {"circulation": found, "returned": back, "sha256": plan["sha256"], "now": request.now}
        with refusals_in(form):
            if _is_own(request):
                copy = bring_back(by=request.actor, placed=choices.placed, **file)
            else:
                copy = take_back(by=request.actor, choices=choices, **file)
            messages.success(request, _added(copy.counts))
            return redirect("submissions:rounds", coalition, submission)
    return _preview(request, found, plan, form, status=422, known=(draft, compared, back))


def _added(counts: Mapping[str, int]) -> str:
    n, m = counts["suggestions"], counts["comments"]
    suggestions = ngettext("%(n)s suggestion", "%(n)s suggestions", n) % {"n": n}
    comments = ngettext("%(n)s comment", "%(n)s comments", m) % {"n": m}
    told = _("Added from the file: %(suggestions)s, %(comments)s.")
    return told % {"suggestions": suggestions, "comments": comments}


def _is_own(request: Request[Submission]) -> bool:
    """Whether the reader brings only a file of their own: a coordinator also brings those of others."""
    return not CIRCULATE.open_to(request.roles)


def _members(request: Request[Submission], found: Circulation, back: Returned) -> dict[str, Person]:
    """Who may be meant by names in the file, for whom a coordinator says so."""
    return {} if _is_own(request) else members_named(found, back.names)


def _plan(request: Request[Submission], form: ReturnedFileForm, found: Circulation) -> dict[str, Any]:
    """What is carried from the preview to the decision. Raises RefusedFile, TakenBackAlready, TooMuchReturned."""
    data = form.data_of_file
    sha256 = hashlib.sha256(data).hexdigest()
    if taken_back(found, sha256):
        raise TakenBackAlready
    back = returned_of(read_returned_apart(data))
    if len(back.units) > MOST_UNITS:
        raise TooMuchReturned
    return {
        "round": found.pk, "sha256": sha256, "returned": back.as_data(),
        "sender": str(request.actor) if _is_own(request) else form.cleaned_data["sender"],
    }  # fmt: skip


def _preview(
    request: Request[Submission], found: Circulation, plan: dict[str, Any], form: TakeBackForm | None, *, status: int,
    known: tuple[Sent, Compared, Returned] | None = None,
) -> HttpResponse:  # fmt: skip
    """What was recognised, and the questions. Raises NotThatDraft, TooMuchReturned."""
    back = known[2] if known else Returned.from_data(plan["returned"])
    draft, compared = known[:2] if known else compared_with(found, back)
    check_is_of(compared)
    if form is None:
        signed = signing.dumps(plan, salt=_SALT, compress=True)
        if len(signed) > _LONGEST_PLAN:
            raise TooMuchReturned
        members = _members(request, found, back)
        form = TakeBackForm(initial={"plan": signed}, unsure=compared.unsure, members=members)
    given = {
        "page_name": _("What came back of edition %(number)s") % {"number": found.edition.number},
        "round": found,
        "form": form,
        "sender": plan["sender"],
        "is_own": _is_own(request),
        "shown": shown(draft, compared, back),
        "elsewhere": elsewhere(found, back, plan["sha256"]),
    }
    return coalition_page(request, "submissions/returning_preview.html", given, status=status)


def _ask(request: Request[Submission], found: Circulation, form: ReturnedFileForm, *, status: int) -> HttpResponse:
    given = {
        "page_name": _("Upload changed edition %(number)s") % {"number": found.edition.number},
        "round": found,
        "form": form,
        "copies": list(found.returned_copies.select_related("brought_by")),
    }
    return coalition_page(request, "submissions/returning.html", given, status=status)


def _round(request: Request[Submission], number: int) -> Circulation:
    found = request.about.circulations.select_related("edition").filter(number=number).first()
    if found is None:
        raise Http404
    found.submission = request.about
    return found
