"""What was done since about earlier recommendations, with the evidence."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.recommendations.queries.badges import response_badge
from openupr.web.downloads import File, as_csv, as_json

from ..forms import AssessForm, EvidenceForm, WriteInForm
from ..models import FollowUp
from ..queries import asks_of, earlier_on_our_issues, follow_up_rows, follow_ups_of
from ..services import add_evidence, assess, let_go, remove_evidence, take_up, write_in

_PAGE = "followup/follow_ups.html"
_COLUMNS = ("recommendation", "from", "session", "response", "done", "note", "evidence")


@require_safe
def follow_ups(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """One line for each earlier recommendation that the group follows up."""
    return _page(request)


def _page(request: Request[Group], *, status: int = 200, **given: Any) -> HttpResponse:
    lines = follow_ups_of(request.about)
    refused: dict[int, dict[str, Any]] = given.pop("refused", {})
    known = {each.ask_key for each in lines}
    page = {
        "page_name": _("Done since"),
        "lines": [_line(each) | refused.get(each.pk, {}) for each in lines],
        "earlier": [each for each in earlier_on_our_issues(request.about) if each.fields["id"] not in known],
        "write_in": WriteInForm(),
    }
    return coalition_page(request, _PAGE, page | given, status=status)


def _line(each: FollowUp) -> dict[str, Any]:
    record = next(iter(sorted(each.ask.records.all(), key=lambda r: not r.preferred)), None) if each.ask else None
    return {
        "follow_up": each,
        "response": response_badge(record.response) if record else None,
        "assess": AssessForm(
            initial={"done": each.done, "note": each.note, "version": each.version}, prefix=f"line-{each.pk}"
        ),
        "evidence": EvidenceForm(prefix=f"evidence-{each.pk}"),
    }


def _asked_for(request: Request[Group], number: int) -> FollowUp:
    found = request.about.follow_ups.filter(pk=number).first()
    if found is None:
        raise Http404
    found.group = request.about
    return found


@require_POST
def follow_up_take_up(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Follow up what was ticked of the record, or what was written in."""
    if "text" in request.POST:
        form = WriteInForm(request.POST)
        if not form.is_valid():
            return _page(request, status=422, write_in=form)
        write_in(by=request.actor, group=request.about, text=form.cleaned_data["text"])
        return _back(request)
    taken = take_up(by=request.actor, group=request.about, asks=asks_of(request.POST.getlist("ask")[:200]))
    told = ngettext("%(n)s recommendation taken up.", "%(n)s recommendations taken up.", len(taken))
    messages.success(request, told % {"n": len(taken)})
    return _back(request)


@require_POST
def follow_up(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Say how far it was carried out, or follow it up no longer."""
    found = _asked_for(request, number)
    if "let_go" in request.POST:
        let_go(by=request.actor, follow_up=found)
        return _back(request)
    form = AssessForm(request.POST, prefix=f"line-{number}")
    if form.is_valid():
        try:
            with refusals_in(form):
                assess(by=request.actor, follow_up=found, **form.cleaned_data)
                messages.success(request, _("Saved."))
                return _back(request)
        except SavedMeanwhile as meanwhile:
            again = AssessForm(initial=form.cleaned_data | {"version": meanwhile.version}, prefix=f"line-{number}")
            return _page(request, status=409, refused={number: {"assess": again, "meanwhile": meanwhile}})
    return _page(request, status=422, refused={number: {"assess": form}})


@require_POST
def evidence_add(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """A source for what is said."""
    found = _asked_for(request, number)
    form = EvidenceForm(request.POST, prefix=f"evidence-{number}")
    if form.is_valid():
        with refusals_in(form):
            add_evidence(by=request.actor, follow_up=found, **form.cleaned_data)
            return _back(request)
    return _page(request, status=422, refused={number: {"evidence": form}})


@require_POST
def evidence_remove(request: Request[Group], coalition: str, group: int, number: int, evidence: int) -> HttpResponse:
    """Take a source away."""
    found = _asked_for(request, number)
    source = found.evidence.filter(pk=evidence).first()
    if source is None:
        raise Http404
    remove_evidence(by=request.actor, follow_up=found, evidence=source)
    return _back(request)


@require_safe
def follow_ups_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The lines with their evidence as a table."""
    return as_csv("done-since", _COLUMNS, [[row[name] for name in _COLUMNS] for row in follow_up_rows(request.about)])


@require_safe
def follow_ups_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The same as JSON."""
    return as_json({"group": request.about.name, "followed_up": list(follow_up_rows(request.about))})


def _back(request: Request[Group]) -> HttpResponseRedirect:
    return redirect("followup:follow-ups", request.about.coalition.key, request.about.pk)
