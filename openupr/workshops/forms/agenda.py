"""Sessions: what is printed of them, and their hours."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..models import Day, Session, SessionRole, Workshop
from ..queries.fingerprints import seen_of
from ..rules.templates import PRINTED
from .workshop import lines_of, offer_translations, translations_in, translations_of

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

    day = AgendaDayField(label=_("Day"), queryset=Day.objects.none(), empty_label=None)
    start = forms.TimeField(label=_("From"), widget=_HOUR)
    end = forms.TimeField(label=_("To"), widget=_HOUR)
    shift = forms.BooleanField(
        label=_("What follows moves along"),
        required=False,
        help_text=_("Else it stays, and the agenda says where there is a gap or a clash."),
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].queryset = workshop.days.all()  # type: ignore[attr-defined]


class SwapForm(forms.Form):
    """With which other session of the day one is swapped."""

    other = SessionField(label=_("Swap with"), queryset=Session.objects.none(), empty_label=_("choose one"))

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = session.day.sessions.exclude(pk=session.pk).select_related("continues")
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    """What is printed of a session. People and organisations stand one a line, as they are to be printed."""

    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("Empty where it resumes another session.")
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Session.Kind)
    numbered = forms.BooleanField(label=_("Numbered in the agenda"), required=False)
    continues = SessionField(
        label=_("It resumes"), queryset=Session.objects.none(), required=False, empty_label=_("nothing: it is new")
    )
    objective = forms.CharField(
        label=_("Objective"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    facilitators = _names(_("Facilitators"), help_text=_("One a line; a person or an organisation, as printed."))
    moderators = _names(_("Moderator"))
    speakers = _names(_("Speakers"))
    note_takers = _names(_("Note-taker"))
    interpreters = _names(_("Interpreters"), help_text=_("With their languages, such as: Channary (Khmer, English)."))
    speaker_minutes = forms.IntegerField(
        label=_("Minutes for each speaker"), min_value=1, max_value=480, required=False
    )
    question_minutes = forms.IntegerField(
        label=_("Minutes for questions"),
        min_value=1,
        max_value=480,
        required=False,
        help_text=_("At the end."),
    )
    each_group = forms.BooleanField(
        label=_("Each rapporteur presents"),
        required=False,
        help_text=_("The minutes for each are counted from the number of groups."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    requested = forms.BooleanField(label=_("Participants asked for it"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, *args: Any, workshop: Workshop, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = Session.objects.filter(day__workshop=workshop, continues=None)
        others = whole.exclude(pk=session.pk) if session else whole
        self.fields["continues"].queryset = others  # type: ignore[attr-defined]
        self.session = session
        self.others = offer_translations(self, PRINTED, workshop)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("title") and not given.get("continues") and "continues" not in self.errors:
            self.add_error("title", _("Say what it is called, or which session it resumes."))
        return given

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
            field: "\n".join(each.name for each in session.roles.all() if each.role == role)
            for field, role in _ROLES.items()
        }
        contents = {name: getattr(session, name) for name in _CONTENTS}
        numbered = {"numbered": session.number is not None, "seen": seen_of(session)}
        return contents | translations_of(session) | names | numbered


class TemplateForm(forms.Form):
    """Keeping an agenda as a template."""

    name = forms.CharField(label=_("Name of the template"), max_length=120)
    with_names = forms.BooleanField(
        label=_("With people's names"), required=False, help_text=_("Without this: hours, titles and objectives only.")
    )
