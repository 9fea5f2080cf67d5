"""The coalition's follow-up list, and one recommendation of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.coalitions.rules.texts import LONGEST
from openupr.upr.ohchr_themes import label_of_theme
from openupr.web.choices import ChooseField
from openupr.web.days import DayField
from openupr.web.file_forms import WordFileForm

from ..models import Assessment, Level, ListedRecommendation
from ..queries.giving import themes_on_list


class FactsForm(forms.Form):
    """What the State committed itself to, and how we would know."""

    commitment = forms.CharField(
        label=_("The State's commitment"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    institution = forms.CharField(label=_("Responsible institution"), required=False, max_length=200)
    deadline = DayField(label=_("The State's own deadline"), required=False)
    indicator = forms.CharField(
        label=_("How we would know"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A sign that anybody can check, such as: the law is published."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_of(listed: ListedRecommendation) -> dict[str, Any]:
        """What the fields hold for a recommendation."""
        return {
            name: getattr(listed, name) for name in ("commitment", "institution", "deadline", "indicator", "version")
        }


class ClaimForm(forms.Form):
    """What the Government says it did."""

    level = ChooseField(
        label=_("The Government says"),
        choices=Level.choices,
        missing=_("Choose which level the Government claims."),
    )
    reason = forms.CharField(
        label=_("In which words"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=_("Where it says so"),
        required=False,
        max_length=2000,
        help_text=_("Such as: national report of 2018, paragraph 12."),
    )


class OrganisationAssessmentForm(forms.Form):
    """How far it was carried out, as an organisation sees it."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    level = ChooseField(
        label=_("Our assessment"), choices=Level.choices, missing=_("Choose how far it is implemented.")
    )
    reason = forms.CharField(
        label=_("Our reason"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    named = forms.BooleanField(
        label=_("Name us in files"),
        required=False,
        help_text=_("Without it, files for others say “an organisation”."),
    )
    quoted = forms.BooleanField(
        label=_("Print our reason"),
        required=False,
        help_text=_("Such files and public pages print it beside your name. You see the line before it is saved."),
    )
    # The printed line that the page showed.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, organisations: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    @property
    def line_not_seen(self) -> str:
        """Of a valid form, the line that files would print with a reason in it, unless the page showed it; else ""."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        said = Assessment(**given, line_seen=True)
        if not said.reason_outside or self.cleaned_data["seen"].split() == said.line_outside.split():
            return ""
        return said.line_outside


class GiveForm(forms.Form):
    """Give recommendations to the groups that work on their issues."""

    only_priorities = forms.BooleanField(label=_("Priorities only"), required=False, initial=True)
    due = DayField(label=_("Due"), required=False)


class GiveThemeForm(forms.Form):
    """Give all of one of OHCHR's themes to a group."""

    theme = forms.ChoiceField(label=_("Theme of OHCHR's list"))
    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), empty_label=_("Choose"))
    due = DayField(label=_("Due"), required=False)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = sorted((translate(label_of_theme(theme)), theme) for theme in themes_on_list(coalition))
        self.any = bool(themes)
        self.fields["theme"].choices = [(theme, label) for label, theme in themes]  # type: ignore[attr-defined]
        self.fields["group"].queryset = coalition.groups.filter(closed=False)  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """A report that the coalition made."""

    title = forms.CharField(label=_("Which report"), max_length=120, help_text=_("Such as: mid-term report."))
    day = DayField(label=_("Its day"))


class ThematicListForm(WordFileForm):
    """OHCHR's list. Unlike other Word files it is kept, to be filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text = _(
            "OHCHR's file as .docx, at most 10 MB; no other kind. It is kept, to be filled in."
        )
