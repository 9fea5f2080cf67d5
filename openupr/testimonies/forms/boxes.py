"""Opening a box and choosing what it asks; slips; the part of a coordinator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Testimony
from ..rules.phrase import LONGEST
from ..rules.questions import QUESTIONS, USUAL

LONGEST_TEXT = 6000
MOST_SLIPS = 40


class BoxForm(forms.Form):
    """What a box is called and what it collects."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("As people see it: the workshop's name."))
    questions = forms.MultipleChoiceField(
        label=_("Questions of the evaluation"),
        required=False,
        choices=[(question.key, question.label["en"]) for question in QUESTIONS.values()],
        initial=list(USUAL),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Few questions get more answers. None asks who somebody is. Take all out for no evaluation."),
    )
    takes_testimonies = forms.BooleanField(label=_("Collect testimonies"), required=False, initial=True)


class SlipsForm(forms.Form):
    """How many slips are printed."""

    number = forms.IntegerField(label=_("How many slips"), min_value=1, max_value=MOST_SLIPS, initial=12)


class ReviewForm(forms.Form):
    """What leaves, and, to release it, that somebody has read it."""

    # What a release needs must not keep the other buttons from working.
    use_required_attribute = False

    leaving = forms.CharField(
        label=_("What is published"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Take out or write more generally what tells who it is. The author's own text stays as it is."),
    )
    phrase = forms.CharField(
        label=_("Words in bold"),
        max_length=LONGEST,
        required=False,
        help_text=_("Its author chose these. Choose others only where they tell too much."),
    )
    fewer_than_five = forms.ChoiceField(
        label=_("Fewer than five authors?"),
        help_text=_("Could fewer than five people have written this?"),
        choices=[("yes", _("Yes, perhaps")), ("no", _("No: many could have"))],
        widget=forms.RadioSelect,
    )
    looked_at = forms.BooleanField(
        label=_("I checked the text"),
        help_text=_("I have read what is published and checked each marked word."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("do") != "release":
            self.fields["fewer_than_five"].required = self.fields["looked_at"].required = False

    @property
    def answer(self) -> bool | None:
        """The answer to the question about five; None where it was not answered."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("fewer_than_five", ""))

    @staticmethod
    def initial_of(testimony: Testimony) -> dict[str, Any]:
        """The version that was kept, or its author's words."""
        if testimony.leaving:
            return {"leaving": testimony.leaving, "phrase": testimony.leaving_phrase}
        return {"leaving": testimony.text, "phrase": testimony.phrase}
