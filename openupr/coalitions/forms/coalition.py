"""Founding and changing a coalition."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.reviews.models import Review
from openupr.upr.states import STATES
from openupr.web.days import DayField
from openupr.web.languages import by_name, in_page_language

from ..queries.carry_over import Offered
from ..queries.reviews import review_in_words, reviews_to_prepare
from .languages import LanguagesForm

_NAME_HELP = _("Only its own people see it. At most 120 characters.")


class ChooseState(forms.Form):
    """Which State: the first question, since the reviews to choose from are its own."""

    state = forms.ChoiceField(label=_("State under Review"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [(each.iso3, in_page_language(each.name)) for each in by_name(STATES) if each.un_member]
        self.fields["state"].choices = [("", _("Choose a State")), *members]  # type: ignore[attr-defined]


class _ReviewField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return review_in_words(obj)


class CoalitionForm(LanguagesForm):
    """A coalition's review, name and languages."""

    review = _ReviewField(
        label=_("Which review"),
        queryset=Review.objects.none(),
        empty_label=None,
        help_text=_("The calendar is published cycle by cycle: the next review may have no date yet."),
    )
    name = forms.CharField(label=_("Name of the coalition"), max_length=120, help_text=_NAME_HELP)
    field_order = ("review", "name")

    def __init__(self, *args: Any, iso3: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset = reviews_to_prepare(iso3=iso3)  # type: ignore[attr-defined]


class FoundForm(CoalitionForm):
    """The same, with the deadline where it is known."""

    due = DayField(
        label=_("Submissions are due on"),
        required=False,
        help_text=_("Leave it empty if the day is not published yet. You can enter it later."),
    )
    source = forms.CharField(
        label=_("Where it is published"),
        required=False,
        help_text=_("Needed if you enter the day: a page, a letter, or who told you."),
    )
    source.is_sometimes_needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("due") and not given.get("source"):
            self.add_error("source", _("Say where this day is published."))
        return given


class NextCoalitionForm(LanguagesForm):
    """What the next review's coalition is called, and what it takes along."""

    name = forms.CharField(label=_("Name of the coalition"), max_length=120, help_text=_NAME_HELP)
    take = forms.MultipleChoiceField(
        label=_("What is copied"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    field_order = ("name",)

    def __init__(self, *args: Any, offered: Sequence[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = [(each.what.key, each.what.label) for each in offered]  # type: ignore[attr-defined]


class ForgetForm(forms.Form):
    """Whether it is meant; before anything is lodged, also whether people are in danger."""

    in_danger = forms.BooleanField(
        label=_("Forget it now"),
        required=False,
        help_text=_("Tick this if people are in danger. It is possible because nothing is lodged yet."),
    )
    meant = forms.BooleanField(label=_("I want this"), help_text=_("It cannot be undone."))

    def __init__(self, *arguments: Any, lodged: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if lodged:
            del self.fields["in_danger"]
