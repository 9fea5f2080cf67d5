"""A group's part of the list goes out as a file and comes back: what is in it is shown, then taken over."""

import hashlib
from collections.abc import Sequence
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.conformance.queries.in_memory import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.returning.rows import RowBack
from openupr.web.downloads import FILE_TYPES, attachment

from ..forms.group_part import PartBackForm, TakePartForm
from ..models import FollowUp
from ..queries.group_part import (
    PartBack,
    PartCompared,
    part_as_word,
    part_as_workbook,
    part_compared,
    read_part,
)
from ..services.group_part import take_part_back

_SALT = "followup.part"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited
_WRITERS = {"docx": part_as_word, "xlsx": part_as_workbook}


@require_safe
def part_file(request: Request[Group], coalition: str, group: int, kind: str) -> HttpResponse:
    """The part as a file to be filled in elsewhere."""
    if kind not in _WRITERS:
        raise Http404
    name = f"part-{slugify(request.about.name) or request.about.pk}.{kind}"
    return attachment(name, _WRITERS[kind](request.about), FILE_TYPES[kind])


@csrf_exempt  # only until the way in is set: `_part` checks, and in doing so reads the request
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Take the file, bring it back; what is in it is shown in the answer itself, as nothing of it is stored yet."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _part(request, way_in)


@csrf_protect
def _part(request: Request[Group], way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, PartBackForm())
    form = PartBackForm(request.POST, request.FILES, trouble=way_in.trouble)
    if form.is_valid():
        try:
            back = read_part(request.about, form.data_of_file)
            return _preview(request, back, part_compared(request.about, back))
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _ask(request, form, status=way_in.status if way_in.trouble else 422)


def _ask(request: Request[Group], form: PartBackForm, *, status: int = 200) -> HttpResponse:
    given = {"page_name": _("Fill in elsewhere"), "form": form, "number": request.about.follow_ups.count()}
    return coalition_page(request, "followup/part.html", given, status=status)


@require_POST
@never_cache
def part_take(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Take over what was shown, as it was decided."""
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("group") != request.about.pk:
        messages.error(
            request, _("What was read of the file is no longer at hand. Choose it again; nothing was changed.")
        )
        return redirect("followup:part", coalition, group)
    back = PartBack.from_data(plan["back"])
    try:
        found = part_compared(request.about, back)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("followup:part", coalition, group)
    if _seen(found) != plan["seen"]:
        return _preview(request, back, found, meanwhile=True)
    form = TakePartForm(request.POST, found=found)
    if form.is_valid():
        try:
            with refusals_in(form):
                n = take_part_back(by=request.actor, group=request.about, rows=form.taken(), today=request.today)
                told = ngettext("Taken over: %(n)s row.", "Taken over: %(n)s rows.", n) % {"n": n}
                messages.success(request, told)
                return redirect("followup:follow-ups", coalition, group)
        except SavedMeanwhile:
            return _preview(request, back, part_compared(request.about, back), meanwhile=True)
    return _preview(request, back, found, form=form)


def _left(found: PartCompared) -> list[tuple[str, str, Sequence[FollowUp | RowBack]]]:
    """Rows with which nothing happens: a title, what that means, and the rows."""
    stays = _("What the group said of these stays.")
    again = _("These rows are left out. Follow them up again first, then bring the file back again.")
    groups: list[tuple[str, str, Sequence[FollowUp | RowBack]]] = [
        (_("Empty in the file"), stays, [found.lines[key] for key in found.rows.emptied]),
        (_("Not in the file"), stays, found.missing),
        (_("No longer followed up"), again, found.gone),
    ]
    return [each for each in groups if each[2]]


def _seen(found: PartCompared) -> str:
    """What the lines that are asked about say here, in a few letters."""
    asked = {each.key for each in found.rows.differ} | {key for each in found.rows.unsure for key in each.candidates}
    versions = sorted((int(key), found.lines[key].version) for key in asked)
    return hashlib.sha256(repr(versions).encode()).hexdigest()


def _preview(
    request: Request[Group],
    back: PartBack,
    found: PartCompared,
    *,
    form: TakePartForm | None = None,
    meanwhile: bool = False,
) -> HttpResponse:
    """What the file says, beside what is here, and the questions."""
    if form is None:
        plan: dict[str, Any] = {"group": request.about.pk, "back": back.as_data(), "seen": _seen(found)}
        signed = signing.dumps(plan, salt=_SALT, compress=True)
        if len(signed) > _LONGEST_PLAN:
            messages.error(request, _("This file holds too much text to be shown at once. Divide it into two files."))
            return redirect("followup:part", request.about.coalition.key, request.about.pk)
        form = TakePartForm(initial={"plan": signed}, found=found)
    given = {
        "page_name": _("What came back"),
        "found": found,
        "form": form,
        "meanwhile": meanwhile,
        "left": _left(found),
        "asks": form.settled or form.conflicts or form.unplaced,
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return coalition_page(request, "followup/part_back.html", given, status=status)
