"""The pages of what was done since, of one group."""

import re
from collections.abc import Container, Mapping
from functools import partial
from typing import Any
from zlib import crc32

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_in
from openupr.coalitions.models import Group, Participation
from openupr.coalitions.rules.texts import LONGEST, plain_line_ends
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.recommendations.coverage import sessions
from openupr.recommendations.recommendation import response_badge, un_number_among
from openupr.web.choices import ChooseField
from openupr.web.days import DayField
from openupr.web.downloads import File, as_csv, as_json

from .actions import FOLLOW_UP, SEE_FOLLOW_UP
from .evidence import add_evidence
from .follow_up_list import Viewer, not_loaded_to_tell, viewer_of
from .group_lines import (
    asks_of,
    assess,
    earlier_to_take_up,
    follow_up_rows,
    follow_ups_of,
    give_owner,
    let_go,
    take_up,
    where_followed_up,
    write_in,
)
from .models import Evidence, FollowUp

_HELD = (
    *("what", "kind", "source", "day", "reliability", "place", "link", "seen_by", "personal_until"),
    "version",
)


class EvidenceForm(forms.Form):
    """What it shows, where it is from, who may see it."""

    what = forms.CharField(
        label=gettext_lazy("What it shows"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = ChooseField(
        label=gettext_lazy("Kind"), choices=Evidence.Kind.choices, missing=gettext_lazy("Choose the kind of evidence.")
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=2000,
        help_text=gettext_lazy(
            "A document, an address, or whose account it is. No name of anybody who could be harmed."
        ),
    )
    day = DayField(label=gettext_lazy("Date"), required=False, since=1900)
    reliability = ChooseField(
        label=gettext_lazy("Reliability"),
        choices=Evidence.Reliability.choices,
        missing=gettext_lazy("Choose how reliable the source is."),
    )
    place = forms.CharField(
        label=gettext_lazy("Where it is kept"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as: in the office, folder 12."),
    )
    link = forms.URLField(label=gettext_lazy("Link"), max_length=2000, required=False, assume_scheme="https")
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=Evidence.SeenBy.choices,
        initial=Evidence.SeenBy.COALITION,
        required=False,
    )
    personal = forms.BooleanField(label=gettext_lazy("It holds personal data"), required=False)
    personal_until = DayField(
        label=gettext_lazy("Then delete it on"),
        required=False,
        help_text=gettext_lazy("The evidence and its file are deleted on that day."),
    )


def send_with_all_lines(form: forms.Form) -> None:
    """Send these fields with the form of the whole page.

    An empty one must not block the browser.
    """
    form.use_required_attribute = False
    for field in form.fields.values():
        field.widget.attrs["form"] = "all-lines"
        field.hidden_widget = partial(forms.HiddenInput, attrs={"form": "all-lines"})  # type: ignore[assignment]


class AssessForm(forms.Form):
    """How far an earlier recommendation was carried out, as the group sees it."""

    done = ChooseField(
        label=gettext_lazy("Done so far"),
        choices=FollowUp.Done.choices,
        missing=gettext_lazy("Choose how far it is implemented."),
    )
    note = forms.CharField(
        label=gettext_lazy("What has been done"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    # A mark of what the page showed. All cards are sent together; only changed ones are saved.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, line: FollowUp, values: dict[str, Any] | None = None) -> None:
        done = line.done if line.is_assessed else ""
        saved = {"done": done, "note": line.note, "version": line.version, "shown": _as_number(done, line.note)}
        super().__init__(data, initial=saved | (values or {}), prefix=self.prefix_of(line))
        send_with_all_lines(self)

    @staticmethod
    def prefix_of(line: FollowUp) -> str:
        return f"line-{line.pk}"

    @property
    def is_changed(self) -> bool:
        """Whether what was sent differs from what the page showed."""
        return bool(_as_number(self["done"].value(), self["note"].value()) != self["shown"].value())


def notes_without_line(data: QueryDict, lines: Container[int]) -> list[str]:
    """What was written on cards whose recommendation is followed up no longer."""
    matches = (re.fullmatch(r"line-([0-9]{1,9})-note", name) for name in data)
    gone = [name for name in matches if name and int(name[1]) not in lines]
    notes = {match[1]: str(data[match[0]]).strip() for match in gone}
    seen = {number: data.get(f"line-{number}-shown") for number in notes}
    done = {number: data.get(f"line-{number}-done") for number in notes}
    return [note for number, note in notes.items() if note and _as_number(done[number], note) != seen[number]]


def _as_number(done: str | None, note: str | None) -> str:
    return str(crc32(f"{done or ''} {plain_line_ends(note or '').strip()}".encode()))


class WriteInForm(forms.Form):
    """An earlier recommendation that the record does not hold."""

    text = forms.CharField(
        label=gettext_lazy("Another earlier recommendation"),
        help_text=gettext_lazy("One that the record does not hold."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OwnerForm(forms.Form):
    """Who in the group follows a recommendation up, and by when.

    It is sent with all cards and what the page showed: only changes of this person are saved.
    """

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"), queryset=Person.objects.none(), required=False, show_hidden_initial=True
    )
    due = DayField(label=gettext_lazy("Due"), required=False, show_hidden_initial=True)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coordinates = Q(participations__coalition=group.coalition, participations__role=Participation.Role.COORDINATOR)
        # Who left the group stays the owner until somebody names another.
        owner = Q(pk=getattr(self.initial.get("owner"), "pk", None))
        people = Person.objects.filter(Q(group_memberships__group=group) | coordinates | owner).distinct()
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def on_top_of(self, line: FollowUp) -> dict[str, Any]:
        """Owner and due day of the line as it is now, with what the person changed."""
        return {name: self.cleaned_data[name] if name in self.changed_data else getattr(line, name)
                for name in self.fields}  # fmt: skip


_PAGE = "followup/follow_ups.html"
_COLUMNS = ("symbol", "number", "recommendation", "from", "session", "response", "done", "note", "evidence")


@page(GROUP + "done-since/", SEE_FOLLOW_UP)
def follow_ups(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The lines of the group. `open`: the line to work on; `take`: the key of a line to tick."""
    number = request.GET.get("open", "")
    return draw_lines(request, opened=int(number) if number.isdecimal() and len(number) < 19 else 0)


def draw_lines(
    request: Request[Group],
    *,
    opened: int,
    refused: Mapping[str, Any] | None = None,
    cards: Mapping[int, dict[str, Any]] | None = None,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """`opened`: the line with forms for evidence and owner; `refused`: what was sent for it.

    `cards`: what was sent for other lines, by key.
    """
    lines = follow_ups_of(request.about)
    known = {line.ask_key for line in lines}
    viewer = viewer_of(request.actor, request.roles, request.about.coalition)
    drawn = [_line(line, viewer) for line in lines]
    for card in drawn:
        if card["follow_up"].pk == opened:
            card.update({**_forms(card["follow_up"], request.about), **(refused or {})})
        card.update((cards or {}).get(card["follow_up"].pk, {}))
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
    return coalition_page(request, _PAGE, page | extra, status=status)


def _line(line: FollowUp, viewer: Viewer) -> dict[str, Any]:
    records = sorted(line.ask.records.all(), key=lambda r: not r.preferred) if line.ask else []
    record = records[0] if records else None
    return {
        "follow_up": line,
        "un_number": un_number_among(records),
        "response": response_badge(record.response) if record else None,
        "assess": AssessForm(line=line),
        "sources": [source for source in line.evidence.all() if viewer.sees(source)],
    }


def _forms(line: FollowUp, group: Group, data: Any = None) -> dict[str, Any]:
    owned = {"owner": line.owner, "due": line.due}
    owner_form = OwnerForm(data, initial=owned, group=group, prefix=f"owner-{line.pk}")
    evidence_form = EvidenceForm(data, prefix=f"evidence-{line.pk}")
    for form in (evidence_form, owner_form):
        send_with_all_lines(form)
    return {"opened": True, "evidence": evidence_form, "owner": owner_form}


def line_asked_for(request: Request[Group], number: int) -> FollowUp:
    line = request.about.follow_ups.filter(pk=number).first()
    if line is None:
        raise Http404
    line.group = request.about
    return line


@page(GROUP + "done-since/take-up/", FOLLOW_UP, methods="POST")
def follow_up_take_up(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Follow up what was ticked of the record, or what was written in."""
    if "text" in request.POST:
        form = WriteInForm(request.POST)
        if not form.is_valid():
            return draw_lines(request, opened=0, status=422, write_in=form)
        line = write_in(by=request.actor, group=request.about, text=form.cleaned_data["text"])
        return to_line(line)
    taken = take_up(by=request.actor, group=request.about, asks=asks_of(request.POST.getlist("ask")[:200]))
    sentence = ngettext("%(n)s recommendation taken up.", "%(n)s recommendations taken up.", len(taken))
    messages.success(request, sentence % {"n": len(taken)})
    return to_line(taken[0]) if taken else _back(request)


@page(GROUP + "done-since/<int:number>/", FOLLOW_UP, methods="POST")
def follow_up(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Say how far the lines were carried out, open this one, or follow it up no longer."""
    if "let_go" in request.POST:
        line = line_asked_for(request, number)
        if not request.POST.get("sure"):
            return _let_go_first(request, line)
        let_go(by=request.actor, follow_up=line, today=request.today)
        return _back(request)
    return _save_page(request, number, purpose="" if "open" in request.POST else "card")


@page(GROUP + "done-since/<int:number>/evidence/", FOLLOW_UP, methods="POST")
def evidence_add(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """A source for what the group says; saves all else that was typed on the page."""
    line_asked_for(request, number)
    return _save_page(request, number, purpose="evidence")


@page(GROUP + "done-since/<int:number>/owner/", FOLLOW_UP, methods="POST")
def owner(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Say who follows it up, and by when; saves all else that was typed on the page."""
    line_asked_for(request, number)
    return _save_page(request, number, purpose="owner")


def _save_page(request: Request[Group], number: int, *, purpose: str) -> HttpResponse:
    """Save all changed cards, and what was typed for evidence and owner of the open one, or
    nothing.

    `purpose`: what the button is for, "card", "evidence" or "owner", which must be filled in; ""
    where it opens a line.
    """
    lines = {line.pk: line for line in follow_ups_of(request.about)}
    cards = _changed_cards(request, lines)
    gone = notes_without_line(request.POST, lines)
    is_open = (key for key in lines if f"evidence-{key}-what" in request.POST)
    opened = number if purpose in ("evidence", "owner") else next(is_open, number)
    more = _typed_besides(request, lines[opened], purpose) if opened in lines else {}
    if purpose == "card" and not cards and not gone and not more:
        if number not in lines:
            raise Http404
        cards[number] = AssessForm(request.POST, line=lines[number])
    refused: dict[int, dict[str, Any]] = {}
    added, sent = None, (*cards.values(), *more.values())
    with transaction.atomic():
        if all(form.is_valid() for form in sent):
            refused = {key: card for key, form in cards.items() if (card := _save_card(request, lines[key], form))}
            if more and not refused and not gone:
                added = _save_besides(request, lines[opened], more)
        if is_wrong := any(form.errors for form in sent):
            transaction.set_rollback(True)
    if is_wrong:
        typed = {key: {"assess": form} for key, form in cards.items()}
        return draw_lines(request, opened=opened, status=422, refused=more, cards=typed | refused, gone=gone)
    if refused or gone:
        return draw_lines(request, opened=opened, status=409, refused=more, cards=refused, gone=gone)
    if cards or more:
        messages.success(request, _("The evidence is added.") if added and purpose == "evidence" else _("Saved."))
    return _where_next(request, lines, number, purpose, added)


def _changed_cards(request: Request[Group], lines: Mapping[int, FollowUp]) -> dict[int, AssessForm]:
    forms = {key: AssessForm(request.POST, line=line) for key, line in lines.items() if _was_sent(request, line)}
    return {key: form for key, form in forms.items() if form.is_changed}


def _typed_besides(request: Request[Group], line: FollowUp, purpose: str) -> dict[str, EvidenceForm | OwnerForm]:
    """Forms for evidence and owner of a line, if they were asked for or something was typed."""
    forms = _forms(line, request.about, request.POST)
    known = {name: forms[name] for name in ("evidence", "owner")}
    sent = {name: any(field.html_name in request.POST for field in form) for name, form in known.items()}
    return {name: form for name, form in known.items() if name == purpose or (sent[name] and form.has_changed())}


def _save_besides(
    request: Request[Group], line: FollowUp, forms: Mapping[str, EvidenceForm | OwnerForm]
) -> Evidence | None:
    """Save them; the new piece of evidence, if there is one."""
    line.group, added = request.about, None
    values: dict[str, Any] = {"by": request.actor, "follow_up": line, "today": request.today}
    if isinstance(form := forms.get("owner"), OwnerForm):
        with refusals_in(form):
            give_owner(**values, **form.on_top_of(line))
    if form := forms.get("evidence"):
        with refusals_in(form):
            added = add_evidence(**values, **form.cleaned_data)
    return added


def _where_next(
    request: Request[Group], lines: Mapping[int, FollowUp], number: int, purpose: str, added: Evidence | None
) -> HttpResponse:
    """Go to the new evidence, or to the line of the button; opened, if that was asked."""
    page = reverse("followup:follow-ups", args=[request.about.coalition.key, request.about.pk])
    if number not in lines:
        return _back(request)
    if purpose == "evidence" and added:
        return redirect(f"{page}#evidence-{added.pk}")
    return to_line(lines[number]) if purpose else redirect(f"{page}?open={number}#line-{number}")


def _was_sent(request: Request[Group], line: FollowUp) -> bool:
    return f"{AssessForm.prefix_of(line)}-version" in request.POST


def _save_card(request: Request[Group], line: FollowUp, form: AssessForm) -> dict[str, Any]:
    """Save one card; what to show of it where it cannot be saved."""
    values = {name: form.cleaned_data[name] for name in ("done", "note", "version")}
    try:
        with refusals_in(form):
            assess(by=request.actor, follow_up=line, today=request.today, **values)
            return {}
    except SavedMeanwhile as meanwhile:
        line.refresh_from_db()
        again = AssessForm(line=line, values=values | {"version": meanwhile.version})
        return {"assess": again, "meanwhile": meanwhile}
    return {"assess": form}


def _let_go_first(request: Request[Group], line: FollowUp) -> HttpResponse:
    evidence = line.evidence.count()
    goes = [_("That the group follows this up: %(text)s") % {"text": line.text}]
    if line.is_assessed:
        assessment = f"{line.get_done_display()}. {line.note}".strip()
        goes.append(_("What the group says, and said before: %(said)s") % {"said": assessment})
    if evidence:
        sentence = ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", evidence)
        goes.append(sentence % {"n": evidence})
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


@page(GROUP + "done-since/done-since.csv", SEE_FOLLOW_UP)
def follow_ups_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The lines with their evidence as a table."""
    return as_csv("done-since", _COLUMNS, [[row[name] for name in _COLUMNS] for row in follow_up_rows(request.about)])


@page(GROUP + "done-since/done-since.json", SEE_FOLLOW_UP)
def follow_ups_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The same as JSON."""
    return as_json({"group": request.about.name, "followed_up": list(follow_up_rows(request.about))})


def to_line(line: FollowUp) -> HttpResponseRedirect:
    """To a line among those of its group, where the reader was."""
    return redirect(where_followed_up(line.group, str(line.pk)))


def _back(request: Request[Group]) -> HttpResponseRedirect:
    return redirect("followup:follow-ups", request.about.coalition.key, request.about.pk)
