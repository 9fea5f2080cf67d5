"""A file of the follow-up list comes back: what is in it is shown, then taken over as a person decided."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.conformance.queries.in_memory import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.returning.rows import RowBack, SentRow, row_mark
from openupr.web.parts import Tab

from ..forms.group_part import Decided, PartBackForm, TakePartForm
from ..queries.filled_elsewhere import PartBack, PartCompared

_SALT = "followup.part"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@dataclass(frozen=True)
class FileBack:
    """Whose file comes back, and what is done with it.

    `owner` is signed with what was read. `take` writes what was decided, all or nothing, and says how much. `page`:
    where the file is chosen; `take_page`: where what was shown is confirmed; `after`: the page that shows it then.
    """

    owner: str
    read: Callable[[PartBackForm], PartBack]
    compare: Callable[[PartBack], PartCompared]
    take: Callable[[Sequence[Decided]], int]
    page: str
    take_page: str
    after: Tab
    stays: str
    gone: tuple[str, str]
    may_add: bool = True


def upload(
    request: Request[Any], at: FileBack, form: PartBackForm, way_in: IntoMemory, ask: Callable[..., HttpResponse]
) -> HttpResponse:
    """What is in the file that was sent; where it is refused, the page that asks for it."""
    if form.is_valid():
        try:
            back = at.read(form)
            return _preview(request, at, back, at.compare(back))
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return ask(request, form, status=way_in.status if way_in.trouble else 422)


def take(request: Request[Any], at: FileBack) -> HttpResponse:
    """Take over what was shown, as it was decided."""
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("owner") != at.owner:
        messages.error(
            request, _("What was read of the file is no longer at hand. Choose it again; nothing was changed.")
        )
        return redirect(at.page)
    back = PartBack.from_data(plan["back"])
    try:
        found = at.compare(back)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(at.page)
    if _seen(found) != plan["seen"]:
        return _preview(request, at, back, found, meanwhile=True)
    form = TakePartForm(request.POST, found=found, may_add=at.may_add)
    if form.is_valid():
        try:
            with refusals_in(form):
                n = at.take(form.taken())
                told = ngettext("Taken over: %(n)s row.", "Taken over: %(n)s rows.", n) % {"n": n}
                messages.success(request, told)
                return redirect(at.after.url)
        except SavedMeanwhile:
            return _preview(request, at, back, at.compare(back), meanwhile=True)
    return _preview(request, at, back, found, form=form)


def _left(at: FileBack, found: PartCompared) -> list[tuple[str, str, Sequence[SentRow | RowBack]]]:
    """Rows with which nothing happens: a title, what that means, and the rows."""
    groups: list[tuple[str, str, Sequence[SentRow | RowBack]]] = [
        (_("Empty in the file"), at.stays, [found.lines[key] for key in found.rows.emptied]),
        (_("Not in the file"), at.stays, found.missing),
        (*at.gone, found.gone),
    ]
    return [each for each in groups if each[2]]


def _seen(found: PartCompared) -> str:
    """What the lines that are asked about say here, in a few letters."""
    asked = {each.key for each in found.rows.differ} | {key for each in found.rows.unsure for key in each.candidates}
    marks = sorted((key, row_mark(found.lines[key].cells)) for key in asked)
    return hashlib.sha256(repr(marks).encode()).hexdigest()


def _preview(
    request: Request[Any],
    at: FileBack,
    back: PartBack,
    found: PartCompared,
    *,
    form: TakePartForm | None = None,
    meanwhile: bool = False,
) -> HttpResponse:
    """What the file says, beside what is here, and the questions."""
    if form is None:
        plan: dict[str, Any] = {"owner": at.owner, "back": back.as_data(), "seen": _seen(found)}
        signed = signing.dumps(plan, salt=_SALT, compress=True)
        if len(signed) > _LONGEST_PLAN:
            messages.error(request, _("This file holds too much text to be shown at once. Divide it into two files."))
            return redirect(at.page)
        form = TakePartForm(initial={"plan": signed}, found=found, may_add=at.may_add)
    given = {
        "page_name": _("What came back"),
        "found": found,
        "form": form,
        "meanwhile": meanwhile,
        "left": _left(at, found),
        "asks": form.settled or form.conflicts or form.unplaced,
        "at": at,
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return coalition_page(request, "followup/part_back.html", given, status=status)
