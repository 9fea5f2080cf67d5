"""The pages on which an agenda is written, and changed on the day."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.web.page_versions import VersionedForm, status_of

from .actions import EDIT_AGENDA
from .addresses import WORKSHOP
from .frame import ask_first
from .models import Day, Session, SessionRole, Workshop
from .rules.refusals import AsksFirst
from .rules.templates import PRINTED
from .sessions import add_session, change_session, move_session, remove_session, swap_sessions
from .workshops_pages import lines_of, offer_translations, translations_in, translations_of

_ROLES = {
    "facilitators": SessionRole.Role.FACILITATOR,
    "moderators": SessionRole.Role.MODERATOR,
    "speakers": SessionRole.Role.SPEAKER,
    "note_takers": SessionRole.Role.NOTE_TAKER,
    "interpreters": SessionRole.Role.INTERPRETER,
}
_CONTENTS = (
    "kind", "title", "objective", "continues", "question_minutes", "speaker_minutes", "each_group", "note", "requested",
)  # fmt: skip
_HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class AgendaDayField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Days are called by their dates."""

    def label_from_instance(self, obj: Any) -> str:
        return date_format(obj.date, "l, j F Y")


class SessionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Sessions are called by their hours and titles."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.start:%H:%M} {obj.continues or obj}"


def _names(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), **more
    )


class HoursForm(forms.Form):
    """On which day, from when to when; whether what follows moves along."""

    day = AgendaDayField(label=gettext_lazy("Day"), queryset=Day.objects.none(), empty_label=None)
    start = forms.TimeField(label=gettext_lazy("From"), widget=_HOUR)
    end = forms.TimeField(label=gettext_lazy("To"), widget=_HOUR)
    shift = forms.BooleanField(
        label=gettext_lazy("What follows moves along"),
        required=False,
        help_text=gettext_lazy("Else it stays, and the agenda says where there is a gap or a clash."),
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].queryset = workshop.days.all()  # type: ignore[attr-defined]


class SwapForm(forms.Form):
    """With which other session of the day one is swapped."""

    other = SessionField(
        label=gettext_lazy("Swap with"), queryset=Session.objects.none(), empty_label=gettext_lazy("choose one")
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = session.day.sessions.exclude(pk=session.pk).select_related("continues")
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class SessionForm(VersionedForm):
    """What is printed of a session. Names of people and organisations: one a line."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty where it resumes another session."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Session.Kind)
    numbered = forms.BooleanField(label=gettext_lazy("Numbered in the agenda"), required=False)
    continues = SessionField(
        label=gettext_lazy("It resumes"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=gettext_lazy("nothing: it is new"),
    )
    objective = forms.CharField(
        label=gettext_lazy("Objective"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    facilitators = _names(
        gettext_lazy("Facilitators"), help_text=gettext_lazy("One a line; a person or an organisation, as printed.")
    )
    moderators = _names(gettext_lazy("Moderator"))
    speakers = _names(gettext_lazy("Speakers"))
    note_takers = _names(gettext_lazy("Note-taker"))
    interpreters = _names(
        gettext_lazy("Interpreters"),
        help_text=gettext_lazy("With their languages, such as: Channary (Khmer, English)."),
    )
    speaker_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each speaker"), min_value=1, max_value=480, required=False
    )
    question_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for questions"),
        min_value=1,
        max_value=480,
        required=False,
        help_text=gettext_lazy("At the end."),
    )
    each_group = forms.BooleanField(
        label=gettext_lazy("Each rapporteur presents"),
        required=False,
        help_text=gettext_lazy("The minutes for each are counted from the number of groups."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    requested = forms.BooleanField(label=gettext_lazy("Participants asked for it"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = Session.objects.filter(day__workshop=workshop, continues=None)
        others = whole.exclude(pk=session.pk) if session else whole
        self.fields["continues"].queryset = others  # type: ignore[attr-defined]
        self.session = session
        self.others = offer_translations(self, PRINTED, workshop)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title") and not cleaned.get("continues") and "continues" not in self.errors:
            self.add_error("title", gettext_lazy("Say what it is called, or which session it resumes."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What the services take: `contents`, `roles`, `numbered`."""
        return {
            "contents": {name: self.cleaned_data[name] for name in _CONTENTS} | self._translations(),
            "roles": {role: lines_of(self.cleaned_data[field]) for field, role in _ROLES.items()},
            "numbered": self.cleaned_data["numbered"],
        }

    def _translations(self) -> dict[str, Any]:
        return (
            {"translations": translations_in(dict(self.cleaned_data), self.others, self.session)} if self.others else {}
        )

    @staticmethod
    def initial_of(session: Session) -> dict[str, Any]:
        """What the fields hold for a session."""
        names = {
            field: "\n".join(session_role.name for session_role in session.roles.all() if session_role.role == role)
            for field, role in _ROLES.items()
        }
        contents = {name: getattr(session, name) for name in _CONTENTS}
        return contents | translations_of(session) | names | {"numbered": session.number is not None}


@page(WORKSHOP + "sessions/add/", EDIT_AGENDA, methods="GET POST")
def session_add(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """A further session; `?day=` and `?from=` of the address fill in where."""
    about = request.about
    hours = HoursForm(request.POST or None, workshop=about, initial=_where(request))
    form = SessionForm(request.POST or None, workshop=about, initial={"numbered": True})
    if request.method == "POST" and hours.is_valid() and form.is_valid():
        with refusals_in(hours):
            day = hours.cleaned_data.pop("day")
            day.workshop = about
            add_session(by=request.actor, day=day, **hours.cleaned_data, **form.given())
            messages.success(request, _("Added."))
            return redirect("workshops:workshop", coalition, workshop)
    context = {"page_name": _("Add a session"), "hours": hours, "form": form}
    return coalition_page(
        request, "workshops/session_add.html", context, status=422 if hours.errors or form.errors else 200
    )


def _where(request: Request[Workshop]) -> dict[str, Any]:
    return {"day": request.GET.get("day"), "start": request.GET.get("from")}


@page(WORKSHOP + "sessions/<int:session>/", EDIT_AGENDA, methods="GET POST")
def session(request: Request[Session], coalition: str, workshop: int, session: int) -> HttpResponse:
    """What is printed of it, its hours, and what it can be swapped with."""
    about = request.about
    form = SessionForm(
        request.POST or None, workshop=about.workshop, session=about, initial=SessionForm.initial_of(about)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_session(by=request.actor, session=about, **form.given())
            messages.success(request, _("Saved."))
            return redirect("workshops:workshop", coalition, workshop)
    return _session_page(request, form=form)


def _session_page(
    request: Request[Session], *, form: SessionForm | None = None, hours: HoursForm | None = None
) -> HttpResponse:
    about = request.about
    before = {"day": about.day, "start": about.start, "end": about.end, "shift": True}
    context = {
        "page_name": str(about.continues or about),
        "session": about,
        "form": form or SessionForm(workshop=about.workshop, session=about, initial=SessionForm.initial_of(about)),
        "hours": hours or HoursForm(workshop=about.workshop, initial=before, auto_id="hours-%s"),
        "swap": SwapForm(session=about, auto_id="swap-%s"),
    }
    return coalition_page(request, "workshops/session.html", context, status=status_of(form or hours))


@page(WORKSHOP + "sessions/<int:session>/move/", EDIT_AGENDA, methods="POST")
def session_move(request: Request[Session], coalition: str, workshop: int, session: int) -> HttpResponse:
    """Give it other hours, swap it, or remove it, by the button."""
    about = request.about
    match request.POST.get("do"):
        case "swap":
            _swap(request, about)
        case "remove":
            return _remove(request)
        case _:
            hours = HoursForm(request.POST, workshop=about.workshop, auto_id="hours-%s")
            if not hours.is_valid():
                return _session_page(request, hours=hours)
            with refusals_in(hours):
                move_session(by=request.actor, session=about, **hours.cleaned_data)
                messages.success(request, _("Moved."))
            if hours.errors:
                about.refresh_from_db(fields=["start", "end"])
                return _session_page(request, hours=hours)
    return redirect("workshops:workshop", coalition, workshop)


def _remove(request: Request[Session]) -> HttpResponse:
    about, sent = request.about, request.POST
    coalition, workshop, called = about.coalition, about.workshop, str(about.continues or about)
    sure, shift, today = bool(sent.get("sure")), bool(sent.get("shift")), request.today
    try:
        remove_session(by=request.actor, session=about, shift=shift, today=today, sure=sure)
    except AsksFirst as asks:
        return ask_first(
            request,
            _("Take out “%(title)s”?") % {"title": called},
            title=_("This goes with it, for good"),
            losses=asks.losses,
            sent=("do", *(["shift"] if shift else [])),
            send=_("Take it out"),
            back=reverse("workshops:session", args=[coalition.key, workshop.pk, about.pk]),
            instead=_("If it is to stay in the agenda although it was not held, say so in its note instead."),
        )
    messages.success(request, _("Taken out: “%(title)s”.") % {"title": called})
    return redirect("workshops:workshop", coalition.key, workshop.pk)


def _swap(request: Request[Session], about: Session) -> None:
    form = SwapForm(request.POST, session=about)
    if not form.is_valid():
        messages.error(request, _("Choose the session to swap with. Nothing was changed."))
        return
    with refusals_on(request):
        swap_sessions(by=request.actor, session=about, other=form.cleaned_data["other"])
        messages.success(request, _("Swapped."))
