"""What is asked of people, each question with its purpose and the day from which the answer is not there any more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from openupr.accounts.rules import tidy_called
from openupr.upr.languages import LANGUAGES, language
from openupr.workshops.models import Workshop

from ..models import Registration
from ..queries.people import ANOTHER_LANGUAGE, dates_of

PURPOSES: Mapping[str, str | Promise] = {
    "name": _("To find you on the list at the door. It need not be your name: any word that you remember will do."),
    "organisation": _("To see who is missing. Leave it out if you come for yourself, or would rather not say."),
    "area": _("Counted to see that the countryside is heard. Only sums of five people or more are ever published."),
    "gender": _("In your own words. Counted in the same way, to see that every gender speaks."),
    "first_time": _("Counted in the same way. Newcomers then find the beginning explained."),
    "language": _("To have enough interpreters. Counted: only sums of five people or more are published."),
    "access": _("To prepare the room: a ramp, large print, sign language, what you can eat, a place to rest."),
}  # fmt: skip
FIELDS = tuple(PURPOSES)


# Signs that Khmer is written with and that nobody sees: a name of these alone is none.
_UNSEEN = "\u200b\u200c\u200d"


def _unsaid(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("I would rather not say")), *choices]


def _languages(workshop: Workshop) -> list[tuple[str, Any]]:
    codes = workshop.languages or [each.code for each in LANGUAGES]
    # By their own names, as far as they are known: who reads no English looks for them.
    own = dict(settings.LANGUAGES)
    return _unsaid([*((code, own.get(code, language(code).name)) for code in codes), (ANOTHER_LANGUAGE, _("another"))])


class RegistrationForm(forms.Form):
    """Only the first field is required, and it takes a pseudonym."""

    name = forms.CharField(label=_("What to call you"), max_length=80)
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language you follow best"), required=False)
    area = forms.ChoiceField(label=_("Your area"), required=False, choices=_unsaid(list(Registration.Area.choices)))
    gender = forms.CharField(label=_("Gender"), max_length=60, required=False)
    first_time = forms.ChoiceField(
        label=_("New to the UPR?"),
        required=False,
        choices=_unsaid([("yes", _("yes")), ("no", _("no"))]),
    )
    access = forms.CharField(
        label=_("Support you need"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, workshop: Workshop, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = _languages(workshop)  # type: ignore[attr-defined]
        dates = dates_of(workshop, today=today)
        for name in FIELDS:
            self.fields[name].help_text = _purpose(name, dates.get(name))

    def clean_name(self) -> str:
        name = tidy_called(self.cleaned_data["name"])
        if not name.strip(_UNSEEN):
            raise forms.ValidationError(_g("Write anything that you will remember."))
        return name

    def clean_first_time(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["first_time"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("organisation", "gender"):
            if name in given:
                given[name] = tidy_called(given[name])
        return given

    def answers(self) -> dict[str, Any]:
        """Fields of Registration."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @staticmethod
    def initial_of(registration: Registration) -> dict[str, Any]:
        """What the fields hold for somebody."""
        given = {name: getattr(registration, name) for name in FIELDS}
        return given | {"first_time": {True: "yes", False: "no", None: ""}[registration.first_time]}


def _purpose(name: str, until: date | None) -> str:
    if until is None:
        return str(PURPOSES[name])
    day = date_format(until, "j F Y")
    return _g("%(purpose)s Deleted on %(day)s.") % {"purpose": PURPOSES[name], "day": day}


class ByLinkForm(RegistrationForm):
    """The same for whoever registers themselves; `secret` tells a form that was sent twice."""

    secret = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)


class AtTheDoorForm(forms.Form):
    """Somebody who came without having registered."""

    name = forms.CharField(label=_("What to call them"), max_length=80)
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)

    def clean_name(self) -> str:
        name = tidy_called(self.cleaned_data["name"])
        if not name.strip(_UNSEEN):
            raise forms.ValidationError(_g("Write a name, or any word for one."))
        return name

    def clean_organisation(self) -> str:
        return tidy_called(self.cleaned_data["organisation"])


class TakeBackForm(forms.Form):
    """The code that was shown when somebody registered."""

    code = forms.CharField(
        label=_("Your code"), max_length=20, widget=forms.TextInput(attrs={"autocapitalize": "characters"})
    )


class PaperForm(forms.Form):
    """A day of the printed list."""

    numbers = forms.CharField(
        label=_("Numbers that are ticked"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "text"}),
        help_text=_(
            "As on the paper, such as: 1-5, 8, 12. Who is not in it did not come that day. "
            "If you type numbers here, the ticks below are not looked at."
        ),
    )


class GendersForm(forms.Form):
    """What each wording is counted as. Fields are numbered: what people wrote is no name for a field."""

    def __init__(self, *args: Any, words: list[tuple[str, str, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = [each for each, _group, _chosen in words]
        choices = [("", _("none of these")), *Registration.GenderGroup.choices]
        for number, (said, group, _chosen) in enumerate(words):
            self.fields[f"words-{number}"] = forms.ChoiceField(
                label=said, choices=choices, required=False, initial=group
            )

    def groups(self) -> dict[str, str]:
        """The chosen group by what was written."""
        return {said: self.cleaned_data[f"words-{number}"] for number, said in enumerate(self.words)}
