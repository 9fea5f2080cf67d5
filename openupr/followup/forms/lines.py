"""What was done since, as a group sees it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Group, Participation
from openupr.coalitions.rules.texts import LONGEST
from openupr.web.choices import ChooseField
from openupr.web.days import DayField

from ..models import FollowUp


class AssessForm(forms.Form):
    """How far an earlier recommendation was carried out, as the group sees it."""

    done = ChooseField(
        label=_("Done so far"), choices=FollowUp.Done.choices, missing=_("Choose how far it is implemented.")
    )
    note = forms.CharField(
        label=_("What has been done"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WriteInForm(forms.Form):
    """An earlier recommendation that the record does not hold."""

    text = forms.CharField(
        label=_("Another earlier recommendation"),
        help_text=_("One that the record does not hold."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OwnerForm(forms.Form):
    """Who in the group follows a recommendation up, and by when."""

    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False)
    due = DayField(label=_("Due"), required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coordinates = Q(participations__coalition=group.coalition, participations__role=Participation.Role.COORDINATOR)
        people = Person.objects.filter(Q(group_memberships__group=group) | coordinates).distinct()
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
