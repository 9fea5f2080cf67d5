"""Pre-sessions: the list, one of them, and each entry of its four lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition, Organisation
from openupr.learning.rules.practices import suggested_practice
from openupr.upr.states import STATES
from openupr.web.days import DayField
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.languages import by_name, in_page_language
from openupr.web.page_versions import VersionedForm
from openupr.workshops.models import Workshop

from .actions import ARRANGE_PRE_SESSION, SEE_CONTACTS, SEE_PRE_SESSIONS, TICK_PRE_SESSION
from .contact_book import diplomats_until
from .frame import advocacy_page
from .models import ChecklistItem, DiplomatQuestion, InvitedState, OfAPreSession, Speaker
from .pre_sessions import (
    COLUMNS,
    answer_question,
    drop_entry,
    finish_entry,
    invite_carriers,
    owners_in,
    pre_session_at,
    pre_session_of,
    pre_sessions_of,
    rows_of,
    save_entry,
    start_checklist,
)

_BY_FUNCTION = gettext_lazy("A function, such as second secretary. Never a person's name.")


def text_area(label: Any, *, most: int, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class OwnedForm(VersionedForm):
    """A task with its owner, one of the coalition."""

    text = forms.CharField(label=gettext_lazy("What to do"), max_length=200)
    owner = forms.ModelChoiceField(label=gettext_lazy("Owner"), queryset=Person.objects.none(), required=False)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_in(coalition)  # type: ignore[attr-defined]


class ChecklistForm(OwnedForm):
    """Something to prepare."""

    days_before = forms.IntegerField(
        label=gettext_lazy("Days before"),
        min_value=0,
        max_value=730,
        help_text=gettext_lazy("Before the pre-session begins. The date moves with it."),
    )


class SpeakerForm(VersionedForm):
    """Which organisation speaks on what."""

    organisation = forms.ModelChoiceField(label=gettext_lazy("Organisation"), queryset=Organisation.objects.none())
    theme = forms.CharField(label=gettext_lazy("Speaks on"), max_length=200)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=240, required=False)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition).distinct()
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]


class InvitedForm(VersionedForm):
    """A State that is invited, and whether its diplomats came."""

    iso3 = forms.ChoiceField(label=gettext_lazy("State"))
    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=InvitedState.Answer.choices)
    function = forms.CharField(
        label=gettext_lazy("Who, by function"), max_length=120, required=False, help_text=_BY_FUNCTION
    )

    def __init__(self, *args: Any, coalition: Coalition, taken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = {coalition.review.iso3, *taken}
        states = [(state.iso3, in_page_language(state.name)) for state in by_name(STATES) if state.iso3 not in left_out]
        self.fields["iso3"].choices = [("", gettext_lazy("Choose a State")), *states]  # type: ignore[attr-defined]


class DiplomatQuestionForm(OwnedForm):
    """What a diplomat asked, and who owes the answer."""

    iso3 = forms.ChoiceField(label=gettext_lazy("Asked by"), required=False)
    due = DayField(label=gettext_lazy("Answer due"))
    field_order = ("text", "iso3", "owner", "due")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        self.fields["text"].label = gettext_lazy("Question")
        states = [
            (state.iso3, in_page_language(state.name))
            for state in by_name(STATES)
            if state.iso3 != coalition.review.iso3
        ]
        self.fields["iso3"].choices = [("", gettext_lazy("No State")), *states]  # type: ignore[attr-defined]


class AnswerForm(VersionedForm):
    """The answer to a diplomat's question."""

    answer = text_area(gettext_lazy("Answer"), most=4000, rows=6, required=False)
    done = forms.BooleanField(label=gettext_lazy("The diplomat was answered"), required=False)


@dataclass(frozen=True)
class PreSessionList:
    """One of the lists of a pre-session: what it holds, and the form for it."""

    model: type[OfAPreSession]
    form: Any
    title: str | Promise


_ENTRIES: Mapping[str, PreSessionList] = {
    "checklist": PreSessionList(ChecklistItem, ChecklistForm, gettext_lazy("Item of the checklist")),
    "speakers": PreSessionList(Speaker, SpeakerForm, gettext_lazy("Speaker")),
    "invited": PreSessionList(InvitedState, InvitedForm, gettext_lazy("Invited State")),
    "questions": PreSessionList(DiplomatQuestion, DiplomatQuestionForm, gettext_lazy("A diplomat's question")),
}


@page(COALITION + "advocacy/pre-sessions/", SEE_PRE_SESSIONS)
def pre_sessions(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Those of the coalition, with how much is prepared."""
    context = {
        "page_name": _("Pre-sessions"),
        "lines": pre_sessions_of(request.about),
        "practice": suggested_practice(step="pre-session", today=request.today),
    }
    return advocacy_page(request, "advocacy/pre_sessions.html", context)


@page(COALITION + "advocacy/pre-sessions/<int:number>/", SEE_PRE_SESSIONS)
def pre_session(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Its checklist, speakers, invited States, questions."""
    workshop = _workshop(request, number)
    context = {
        "page_name": str(workshop),
        "workshop": workshop,
        "pre_session": pre_session_at(workshop, today=request.today, with_states=_sees_states(request)),
        "kinds": ("csv", "json"),
        "kept_until": diplomats_until(request.about),
        "practice": suggested_practice(step="pre-session", theme="states", today=request.today),
    }
    return advocacy_page(request, "advocacy/pre_session.html", context)


@page(COALITION + "advocacy/pre-sessions/<int:number>/<slug:what>.<slug:kind>", SEE_PRE_SESSIONS)
def pre_session_file(request: Request[Coalition], coalition: str, number: int, what: str, kind: str) -> File:
    """One of its lists as `csv` or `json`."""
    with_states = _sees_states(request)
    if what not in _ENTRIES or (what == "invited" and not with_states):
        raise Http404
    prepared = pre_session_at(_workshop(request, number), today=request.today, with_states=with_states)
    return as_csv_or_json(kind, what, COLUMNS[what], rows_of(prepared, what))


@page(COALITION + "advocacy/pre-sessions/<int:number>/do/", ARRANGE_PRE_SESSION, methods="POST", in_english=True)
def pre_session_do(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Start the checklist, or invite the States that carry something: the button says which."""
    workshop = _workshop(request, number)
    if request.POST.get("do") == "invite":
        invite_carriers(by=request.actor, workshop=workshop)
    else:
        start_checklist(by=request.actor, workshop=workshop)
    messages.success(request, _("Added. Change what does not fit."))
    return redirect("advocacy:pre-session", coalition, number)


@page(COALITION + "advocacy/pre-sessions/<int:number>/<slug:what>/add/", ARRANGE_PRE_SESSION, methods="GET POST")
def pre_session_add(request: Request[Coalition], coalition: str, number: int, what: str) -> HttpResponse:
    """Add to one of its lists."""
    workshop, entry = _workshop(request, number), _entry(what)
    form = entry.form(request.POST or None, **_form_values(what, workshop))
    if request.method == "POST" and form.is_valid():
        return _saved(request, workshop, entry.model(), form)
    return _form(request, workshop, form, entry.title)


@page(COALITION + "advocacy/pre-sessions/<int:number>/<slug:what>/<int:row>/", ARRANGE_PRE_SESSION, methods="GET POST")
def pre_session_change(request: Request[Coalition], coalition: str, number: int, what: str, row: int) -> HttpResponse:
    """Change an entry, or take it out: the button says which."""
    workshop, entry = _workshop(request, number), _entry(what)
    kept = _kept_entry(entry, workshop, row)
    if request.POST.get("do") == "drop":
        drop_entry(by=request.actor, workshop=workshop, entry=kept)
        messages.success(request, _("Removed."))
        return redirect("advocacy:pre-session", coalition, number)
    initial = {name: getattr(kept, name) for name in entry.form.base_fields}
    form = entry.form(request.POST or None, initial=initial, **_form_values(what, workshop, kept))
    if request.method == "POST" and form.is_valid():
        return _saved(request, workshop, kept, form)
    return _form(request, workshop, form, entry.title, kept=kept)


@page(COALITION + "advocacy/pre-sessions/<int:number>/<slug:what>/<int:row>/done/", TICK_PRE_SESSION, methods="POST")
def pre_session_tick(request: Request[Coalition], coalition: str, number: int, what: str, row: int) -> HttpResponse:
    """An item of the checklist is done, or not after all."""
    if what != "checklist":
        raise Http404
    workshop = _workshop(request, number)
    item: Any = _kept_entry(_ENTRIES[what], workshop, row)
    done = request.POST.get("done") == "yes"
    finish_entry(by=request.actor, workshop=workshop, entry=item, done=done, today=request.today)
    messages.success(request, _("Done.") if done else _("Taken back: this is to be done."))
    return redirect("advocacy:pre-session", coalition, number)


@page(
    COALITION + "advocacy/pre-sessions/<int:number>/questions/<int:row>/answer/", TICK_PRE_SESSION, methods="GET POST"
)
def pre_session_answer(request: Request[Coalition], coalition: str, number: int, row: int) -> HttpResponse:
    """Write the answer to a diplomat's question."""
    workshop = _workshop(request, number)
    question: Any = _kept_entry(_ENTRIES["questions"], workshop, row)
    form = AnswerForm(request.POST or None, initial={"answer": question.answer, "done": question.done_on is not None})
    if request.method == "POST" and form.is_valid():
        answer_question(
            by=request.actor, workshop=workshop, question=question, today=request.today, **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("advocacy:pre-session", coalition, number)
    return _form(request, workshop, form, question.text)


def _sees_states(request: Request[Coalition]) -> bool:
    """Which embassies came and what they asked is seen by those who see contacts."""
    return SEE_CONTACTS.name in request.may


def _workshop(request: Request[Coalition], number: int) -> Workshop:
    workshop = pre_session_of(request.about, number)
    if workshop is None:
        raise Http404
    workshop.coalition = request.about
    return workshop


def _entry(what: str) -> PreSessionList:
    if what not in _ENTRIES:
        raise Http404
    return _ENTRIES[what]


def _kept_entry(entry: PreSessionList, workshop: Workshop, row: int) -> OfAPreSession:
    kept: OfAPreSession | None = entry.model._default_manager.filter(workshop=workshop, pk=row).first()
    if kept is None:
        raise Http404
    kept.workshop = workshop
    return kept


def _form_values(what: str, workshop: Workshop, kept: Any = None) -> dict[str, Any]:
    """What the form of a list is given besides: States that are invited are not offered again."""
    values: dict[str, Any] = {"coalition": workshop.coalition}
    if what == "invited":
        others = InvitedState.objects.filter(workshop=workshop).exclude(pk=kept.pk if kept else 0)
        values["taken"] = list(others.values_list("iso3", flat=True))
    return values


def _saved(request: Request[Coalition], workshop: Workshop, entry: OfAPreSession, form: forms.Form) -> HttpResponse:
    for name, value in form.cleaned_data.items():
        setattr(entry, name, value)
    save_entry(by=request.actor, workshop=workshop, entry=entry)
    messages.success(request, _("Saved."))
    return redirect("advocacy:pre-session", workshop.coalition.key, workshop.pk)


def _form(
    request: Request[Coalition], workshop: Workshop, form: forms.Form, title: object, *, kept: Any = None
) -> HttpResponse:
    context = {"page_name": str(title), "form": form, "entry": kept, "workshop": workshop}
    return advocacy_page(request, "advocacy/pre_session_entry.html", context)
