"""Pre-sessions, strategies and partners."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.coalition import languages_to_choose
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.roadmaps.roadmap import possible_owners
from openupr.upr.issues import ISSUES
from openupr.upr.states import STATES
from openupr.web.days import DayField
from openupr.web.languages import by_name, in_page_language
from openupr.workshops.models import Support

from ..models import InvitedState, Partner
from ..queries.pre_session import owners_in

_MANY = {"class": "many"}
_BY_FUNCTION = _("A function, such as second secretary. Never a person's name.")


def _words(label: Any, *, most: int, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class OwnedForm(forms.Form):
    """A task with its owner, one of the coalition."""

    text = forms.CharField(label=_("What to do"), max_length=200)
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_in(coalition)  # type: ignore[attr-defined]


class ChecklistForm(OwnedForm):
    """Something to prepare."""

    days_before = forms.IntegerField(
        label=_("Days before"),
        min_value=0,
        max_value=730,
        help_text=_("Before the pre-session begins. The date moves with it."),
    )


class SpeakerForm(forms.Form):
    """Which organisation speaks on what."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    theme = forms.CharField(label=_("Speaks on"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, required=False)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition).distinct()
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]


class InvitedForm(forms.Form):
    """A State that is invited, and whether its diplomats came."""

    iso3 = forms.ChoiceField(label=_("State"))
    answer = forms.ChoiceField(label=_("Answer"), choices=InvitedState.Answer.choices)
    function = forms.CharField(label=_("Who, by function"), max_length=120, required=False, help_text=_BY_FUNCTION)

    def __init__(self, *args: Any, coalition: Coalition, taken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = {coalition.review.iso3, *taken}
        states = [(each.iso3, in_page_language(each.name)) for each in by_name(STATES) if each.iso3 not in left_out]
        self.fields["iso3"].choices = [("", _("Choose a State")), *states]  # type: ignore[attr-defined]


class DiplomatQuestionForm(OwnedForm):
    """What a diplomat asked, and who owes the answer."""

    iso3 = forms.ChoiceField(label=_("Asked by"), required=False)
    due = DayField(label=_("Answer due"))
    field_order = ("text", "iso3", "owner", "due")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        self.fields["text"].label = _("Question")
        states = [
            (each.iso3, in_page_language(each.name)) for each in by_name(STATES) if each.iso3 != coalition.review.iso3
        ]
        self.fields["iso3"].choices = [("", _("No State")), *states]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer to a diplomat's question."""

    answer = _words(_("Answer"), most=4000, rows=6, required=False)
    done = forms.BooleanField(label=_("The diplomat was answered"), required=False)


class StrategyForm(forms.Form):
    """What the group wants, and with whom."""

    goal = _words(_("Goal"), most=600, required=False, help_text=_("What is different after mid-term?"))
    at_home = _words(
        _("Targets at home"),
        most=1000,
        rows=4,
        required=False,
        help_text=_("Such as a ministry, the parliament, a newspaper. One a line."),
    )
    abroad = _words(
        _("Targets abroad"),
        most=1000,
        rows=4,
        required=False,
        help_text=_("Such as an embassy, a mission in Geneva, a UN office. One a line."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ActivityForm(OwnedForm):
    """Something that the group does."""

    due = DayField(label=_("Due"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, coalition=group.coalition, **kwargs)
        field: Any = self.fields["owner"]
        held = self.initial.get("owner")
        theirs = possible_owners(group).order_by().values("pk")
        field.queryset = Person.objects.filter(Q(pk__in=theirs) | Q(pk=held.pk if held else None))
        field.empty_label = _("no owner yet")


class RiskForm(forms.Form):
    """What may go wrong, and what is done about it."""

    text = forms.CharField(label=_("Risk"), max_length=300)
    response = forms.CharField(label=_("Our response"), max_length=300, required=False)


class PartnerForm(forms.Form):
    """An organisation that helps."""

    name = forms.CharField(label=_("Name"), max_length=120)
    scope = forms.ChoiceField(label=_("Where it works"), choices=Partner.Scope.choices)
    offers = forms.MultipleChoiceField(
        label=_("Offers"), choices=Support.choices, required=False, widget=forms.CheckboxSelectMultiple(attrs=_MANY)
    )
    note = forms.CharField(label=_("More about it"), max_length=300, required=False)
    contact = forms.CharField(
        label=_("How to reach it"),
        max_length=300,
        required=False,
        help_text=_("An office or a function, with its address. Never a person's name."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=languages_to_choose,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    issues = forms.MultipleChoiceField(
        label=_("Issues"),
        choices=[(each.key, _(each.label)) for each in ISSUES],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=_MANY),
        help_text=_("None chosen: for any."),
    )


class PutInTouchForm(forms.Form):
    """Which organisation was put in touch with a partner, and that both agree that this is kept."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    day = DayField(label=_("Date"))
    about = forms.CharField(label=_("What for"), max_length=300, required=False)
    organisation_agrees = forms.BooleanField(label=_("The organisation agrees"), required=False)
    partner_agrees = forms.BooleanField(label=_("The partner agrees"), required=False)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]

    def noted(self) -> dict[str, Any]:
        """What is to be kept; of a valid form."""
        data = self.cleaned_data
        both = data["organisation_agrees"] and data["partner_agrees"]
        return {name: data[name] for name in ("organisation", "day", "about")} | {"both_agree": both}
