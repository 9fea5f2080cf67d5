"""What was done since, as a group sees it."""

from typing import Any
from zlib import crc32

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Group, Participation
from openupr.coalitions.rules.texts import LONGEST, plain_line_ends
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
    # What the page showed, as a number: the cards of a page are sent together, and only those changed are saved.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    # A card that is left empty must not keep the browser from sending the others.
    use_required_attribute = False

    def __init__(self, data: Any = None, *, line: FollowUp, said: dict[str, Any] | None = None) -> None:
        done = line.done if line.is_assessed else ""
        saved = {"done": done, "note": line.note, "version": line.version, "shown": _as_number(done, line.note)}
        super().__init__(data, initial=saved | (said or {}), prefix=self.prefix_of(line))
        for each in self.fields.values():
            each.widget.attrs["form"] = "all-lines"

    @staticmethod
    def prefix_of(line: FollowUp) -> str:
        return f"line-{line.pk}"

    @property
    def is_changed(self) -> bool:
        """Whether what was sent differs from what the page showed."""
        return bool(_as_number(self["done"].value(), self["note"].value()) != self["shown"].value())


def _as_number(done: str | None, note: str | None) -> str:
    return str(crc32(f"{done or ''} {plain_line_ends(note or '').strip()}".encode()))


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
