"""What comes of a workshop: its page, the lists as files, and what is written down."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.actions import Role
from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.upr.issues import ISSUES
from openupr.web.days import DayField
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.page_versions import VersionedForm

from .actions import AGREE_NEXT_STEPS, SEE_AFTER, WRITE_UP
from .addresses import WORKSHOP
from .models import Lesson, Session, SessionNote, Support, Workshop
from .rules.after import LONGEST
from .support import groups_led, groups_of_workshop, needs_of, offers_of, roadmaps_of
from .write_up import (
    LISTS,
    agree_next_step,
    change_next_step,
    change_noted,
    drop_next_step,
    drop_noted,
    learn_lesson,
    note_achievement,
    note_session,
    offer_support,
    rows,
    steps_of,
)


def words_field(label: Any, *, required: bool = True, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, **more)


class SessionNoteForm(VersionedForm):
    """What was said in a session."""

    text = words_field(
        gettext_lazy("What was said"),
        required=False,
        rows=8,
        help_text=gettext_lazy("A few sentences for the report. Organisations may be named; participants are not."),
    )


class AchievementForm(VersionedForm):
    """Something that was reached."""

    text = words_field(gettext_lazy("What was reached"))


class LessonForm(VersionedForm):
    """Something to do otherwise."""

    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=Lesson.Topic)
    text = words_field(gettext_lazy("What was seen"))
    next_time = words_field(
        gettext_lazy("Next time"),
        required=False,
        help_text=gettext_lazy("It is asked again when the next workshop is planned."),
    )


class OfferForm(VersionedForm):
    """What a partner can give."""

    partner = forms.CharField(
        label=gettext_lazy("Partner"),
        max_length=120,
        help_text=gettext_lazy("An organisation, an office or an embassy, not a person."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Support)
    text = words_field(gettext_lazy("What is offered"), required=False)
    issues = forms.MultipleChoiceField(
        label=gettext_lazy("For these issues"),
        required=False,
        choices=[(issue.key, gettext_lazy(issue.label)) for issue in ISSUES],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=gettext_lazy("None chosen: for any."),
    )


class StepForm(VersionedForm):
    """A next step."""

    text = forms.CharField(label=gettext_lazy("What to do"), max_length=200)
    more = words_field(gettext_lazy("More about it"), required=False)
    owner = forms.CharField(
        label=gettext_lazy("Owner"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A role or an organisation. The timeline and the report show it."),
    )
    day = DayField(
        label=gettext_lazy("Due"),
        required=False,
        help_text=gettext_lazy("With a day it becomes a date in the coalition's timeline."),
    )


FORMS: dict[str, type[forms.Form]] = {"achievement": AchievementForm, "lesson": LessonForm, "offer": OfferForm}
"""By what the address calls it."""


_WHAT = {
    "achievement": ("achievements", note_achievement, gettext_lazy("An achievement")),
    "lesson": ("lessons", learn_lesson, gettext_lazy("A lesson learnt")),
    "offer": ("offers", offer_support, gettext_lazy("What a partner offers")),
}


@page(WORKSHOP + "after/", SEE_AFTER)
def after(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Roadmaps handed in, the way forward, needs and offers, achievements and lessons."""
    about, led = request.about, groups_led(request.actor, request.about)
    roadmaps, needs = roadmaps_of(about), needs_of(about)
    everywhere = {roadmap.group.pk for roadmap in roadmaps} | {line.need.group_id for line in needs}
    coordinates = Role.COORDINATOR in request.roles
    context = {
        "page_name": _("After the workshop"),
        "roadmaps": roadmaps,
        # Keys of the groups whose roadmap the reader may hand in or whose needs they may state.
        "hands_in": everywhere if coordinates else led,
        "says_needs": everywhere if coordinates else led | groups_of_workshop(request.actor, about),
        "steps": steps_of(about),
        "needs": needs,
        "offers": offers_of(about),
        "lessons": list(about.lessons.all()),
        "achievements": list(about.achievements.all()),
    }
    return coalition_page(request, "workshops/after.html", context)


@page(WORKSHOP + "after/<slug:name>.<slug:kind>", SEE_AFTER)
def after_file(request: Request[Workshop], coalition: str, workshop: int, name: str, kind: str) -> File:
    """One of the lists as `csv` or `json`."""
    if name not in LISTS:
        raise Http404
    return as_csv_or_json(kind, name, LISTS[name], rows(request.about, name))


@page(WORKSHOP + "sessions/<int:session>/notes/", WRITE_UP, methods="GET POST")
def session_notes(request: Request[Session], coalition: str, workshop: int, session: int) -> HttpResponse:
    """What was said in a session; the report quotes it."""
    about = request.about
    note = SessionNote.objects.filter(session=about).first()
    title = _("What was said: %(title)s") % {"title": about.continues or about}
    form = SessionNoteForm(request.POST or None, initial={"text": note.text if note else ""})
    if request.method == "POST" and form.is_valid():
        note_session(by=request.actor, session=about, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("workshops:workshop", coalition, workshop)
    return _form(request, form, title)


@page(WORKSHOP + "after/note/<slug:what>/", WRITE_UP, methods="GET POST")
def noted_add(request: Request[Workshop], coalition: str, workshop: int, what: str) -> HttpResponse:
    """A further achievement, lesson or offer."""
    _several, service, title = _note_kind(what)
    form = FORMS[what](request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            service(by=request.actor, workshop=request.about, **form.cleaned_data)
            return _noted(request)
    return _form(request, form, str(title))


@page(WORKSHOP + "after/note/<slug:what>/<int:number>/", WRITE_UP, methods="GET POST")
def noted(request: Request[Workshop], coalition: str, workshop: int, what: str, number: int) -> HttpResponse:
    """Change one of them, or delete it, by the button."""
    several, _service, title = _note_kind(what)
    note = _row_or_404(getattr(request.about, several), number)
    form = FORMS[what](request.POST or None, initial=_initial(note, FORMS[what]))
    if request.POST.get("do") == "drop":
        drop_noted(by=request.actor, noted=note)
        return _noted(request)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_noted(by=request.actor, noted=note, **form.cleaned_data)
            return _noted(request)
    return _form(request, form, str(title), existing=note)


@page(WORKSHOP + "after/next-steps/add/", AGREE_NEXT_STEPS, methods="GET POST")
def step_add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Something to be done."""
    about = request.about
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            agree_next_step(by=request.actor, workshop=about, today=request.today, **form.cleaned_data)
            return _noted(request)
    return _form(request, form, _("Something to be done"))


@page(WORKSHOP + "after/next-steps/<int:number>/", AGREE_NEXT_STEPS, methods="GET POST")
def step(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Change a next step, or delete it, by the button."""
    about = request.about
    step, today = _row_or_404(about.wayforwards, number), request.today
    form = StepForm(request.POST or None, initial=_initial(step, StepForm))
    if request.POST.get("do") == "drop":
        drop_next_step(by=request.actor, step=step, today=today)
        return _noted(request)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_next_step(by=request.actor, step=step, today=today, **form.cleaned_data)
            return _noted(request)
    return _form(request, form, _("Something to be done"), existing=step)


def _note_kind(what: str) -> Any:
    if what not in _WHAT:
        raise Http404
    return _WHAT[what]


def _row_or_404(among: Any, number: int) -> Any:
    row = among.filter(pk=number).first() if number < 2**63 else None
    if row is None:
        raise Http404
    row.workshop = among.instance
    return row


def _initial(row: Model, form: type[forms.Form]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}


def _noted(request: Request[Workshop]) -> HttpResponse:
    messages.success(request, _("Noted."))
    return redirect("workshops:after", request.about.coalition.key, request.about.pk)


def _form(request: Any, form: forms.Form, title: str, *, existing: Model | None = None) -> HttpResponse:
    context = {"page_name": title, "form": form, "existing": existing}
    return coalition_page(request, "workshops/noted.html", context)
