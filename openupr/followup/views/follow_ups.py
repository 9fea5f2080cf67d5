"""What was done since about earlier recommendations, with the evidence."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.recommendations.queries.badges import response_badge
from openupr.recommendations.queries.coverage import sessions
from openupr.web.downloads import File, as_csv, as_json

from ..forms.evidence import EvidenceForm
from ..forms.lines import AssessForm, OwnerForm, WriteInForm
from ..models import FollowUp
from ..queries.follow_up_list import Viewer, not_loaded_to_tell, viewer_of
from ..queries.lines import asks_of, earlier_to_take_up, follow_up_rows, follow_ups_of, where_followed_up
from ..services.lines import assess, give_owner, let_go, take_up, write_in

_PAGE = "followup/follow_ups.html"
_COLUMNS = ("recommendation", "from", "session", "response", "done", "note", "evidence")


@require_safe
def follow_ups(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """One line for each earlier recommendation that the group follows up; `open`: the one to work on; `take`: the key
    of one that it could follow up, ticked beforehand.
    """
    asked = request.GET.get("open", "")
    return draw_lines(request, opened=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)


def draw_lines(
    request: Request[Group],
    *,
    opened: int,
    refused: dict[str, Any] | None = None,
    cards: Mapping[int, dict[str, Any]] | None = None,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    """`opened`: the line that has its forms for evidence and owner, where `refused` holds what was sent; `cards`: what
    was sent of lines, by their keys.
    """
    lines = follow_ups_of(request.about)
    known = {each.ask_key for each in lines}
    viewer = viewer_of(request.actor, request.roles, request.about.coalition)
    drawn = [_line(each, viewer) for each in lines]
    for each in drawn:
        if each["follow_up"].pk == opened:
            each.update(_forms(each["follow_up"], request.about) | (refused or {}))
        each.update((cards or {}).get(each["follow_up"].pk, {}))
    take = request.GET.get("take", "")[:48]
    missing = not_loaded_to_tell(request.about.coalition, today=request.today)
    page = {
        "page_name": _("Follow-up"),
        "lines": drawn,
        "earlier": earlier_to_take_up(request.about, known, take),
        "take": take,
        "write_in": WriteInForm(),
        "missing": missing,
        "missing_in_words": sessions(tuple(missing)),
    }
    return coalition_page(request, _PAGE, page | given, status=status)


def _line(each: FollowUp, viewer: Viewer) -> dict[str, Any]:
    record = next(iter(sorted(each.ask.records.all(), key=lambda r: not r.preferred)), None) if each.ask else None
    return {
        "follow_up": each,
        "response": response_badge(record.response) if record else None,
        "assess": AssessForm(line=each),
        "sources": [source for source in each.evidence.all() if viewer.sees(source)],
    }


def _forms(each: FollowUp, group: Group) -> dict[str, Any]:
    return {
        "opened": True,
        "evidence": EvidenceForm(prefix=f"evidence-{each.pk}"),
        "owner": OwnerForm(initial={"owner": each.owner, "due": each.due}, group=group, prefix=f"owner-{each.pk}"),
    }


def line_asked_for(request: Request[Group], number: int) -> FollowUp:
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
            return draw_lines(request, opened=0, status=422, write_in=form)
        line = write_in(by=request.actor, group=request.about, text=form.cleaned_data["text"])
        return to_line(line)
    taken = take_up(by=request.actor, group=request.about, asks=asks_of(request.POST.getlist("ask")[:200]))
    told = ngettext("%(n)s recommendation taken up.", "%(n)s recommendations taken up.", len(taken))
    messages.success(request, told % {"n": len(taken)})
    return to_line(taken[0]) if taken else _back(request)


@require_POST
def follow_up(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Say how far the lines were carried out, or follow this one up no longer."""
    found = line_asked_for(request, number)
    if "let_go" in request.POST:
        if not request.POST.get("sure"):
            return _let_go_first(request, found)
        let_go(by=request.actor, follow_up=found, today=request.today)
        return _back(request)
    return _save_cards(request, found)


def _save_cards(request: Request[Group], pressed: FollowUp) -> HttpResponse:
    """Save every card that was changed; where none was, the one whose button was pressed."""
    lines = [each for each in follow_ups_of(request.about) if f"{AssessForm.prefix_of(each)}-version" in request.POST]
    forms = {each.pk: AssessForm(request.POST, line=each) for each in lines}
    changed = [each for each in lines if forms[each.pk].is_changed] or [pressed]
    forms.setdefault(pressed.pk, AssessForm(request.POST, line=pressed))
    if any(forms[each.pk].errors for each in changed):
        cards = {each.pk: {"assess": forms[each.pk]} for each in changed}
        return draw_lines(request, opened=pressed.pk, status=422, cards=cards)
    refused = {each.pk: card for each in changed if (card := _save_card(request, each, forms[each.pk]))}
    if refused:
        status = 409 if any("meanwhile" in card for card in refused.values()) else 422
        return draw_lines(request, opened=pressed.pk, status=status, cards=refused)
    messages.success(request, _("Saved."))
    return to_line(pressed)


def _save_card(request: Request[Group], line: FollowUp, form: AssessForm) -> dict[str, Any]:
    """Save one card; what to show of it where it cannot be saved."""
    said = {name: form.cleaned_data[name] for name in ("done", "note", "version")}
    try:
        with refusals_in(form):
            assess(by=request.actor, follow_up=line, today=request.today, **said)
            return {}
    except SavedMeanwhile as meanwhile:
        line.refresh_from_db()
        again = AssessForm(line=line, said=said | {"version": meanwhile.version})
        return {"assess": again, "meanwhile": meanwhile}
    return {"assess": form}


def _let_go_first(request: Request[Group], line: FollowUp) -> HttpResponse:
    evidence = line.evidence.count()
    goes = [_("That the group follows this up: %(text)s") % {"text": line.text}]
    if line.is_assessed:
        said = f"{line.get_done_display()}. {line.note}".strip()
        goes.append(_("What the group says, and said before: %(said)s") % {"said": said})
    if evidence:
        told = ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", evidence)
        goes.append(told % {"n": evidence})
    if line.due:
        goes.append(_("Its day in the group's dates"))
    return ask_first(
        request,
        _("Follow it up no longer?"),
        losses=goes,
        sent=["let_go"],
        send=_("Follow it up no longer"),
        back=reverse("followup:follow-ups", args=[request.about.coalition.key, request.about.pk]),
        instead=_("The recommendation stays on the coalition's list, with what others say."),
    )


@require_POST
def owner(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Say who follows it up, and by when."""
    found = line_asked_for(request, number)
    form = OwnerForm(request.POST, group=request.about, prefix=f"owner-{number}")
    if form.is_valid():
        with refusals_in(form):
            give_owner(by=request.actor, follow_up=found, today=request.today, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return to_line(found)
    return draw_lines(request, opened=number, status=422, refused={"owner": form})


@require_safe
def follow_ups_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The lines with their evidence as a table."""
    return as_csv("done-since", _COLUMNS, [[row[name] for name in _COLUMNS] for row in follow_up_rows(request.about)])


@require_safe
def follow_ups_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The same as JSON."""
    return as_json({"group": request.about.name, "followed_up": list(follow_up_rows(request.about))})


def to_line(line: FollowUp) -> HttpResponseRedirect:
    """To a line among those of its group, where the reader was."""
    return redirect(where_followed_up(line.group, str(line.pk)))


def _back(request: Request[Group]) -> HttpResponseRedirect:
    return redirect("followup:follow-ups", request.about.coalition.key, request.about.pk)
