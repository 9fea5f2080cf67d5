"""What was done since, as a group sees it."""

import re
from collections.abc import Container
from functools import partial
from typing import Any
from zlib import crc32

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Group, Participation
from openupr.coalitions.rules.texts import LONGEST, plain_line_ends
from openupr.web.choices import ChooseField
from openupr.web.days import DayField

from ..models import FollowUp


def send_with_all_lines(form: forms.Form) -> None:
    """Send its fields with all that is typed on the page. One that is empty must not keep a browser from sending it."""
    form.use_required_attribute = False
    for each in form.fields.values():
        each.widget.attrs["form"] = "all-lines"
        each.hidden_widget = partial(forms.HiddenInput, attrs={"form": "all-lines"})  # type: ignore[assignment]


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

    def __init__(self, data: Any = None, *, line: FollowUp, said: dict[str, Any] | None = None) -> None:
        done = line.done if line.is_assessed else ""
        saved = {"done": done, "note": line.note, "version": line.version, "shown": _as_number(done, line.note)}
        super().__init__(data, initial=saved | (said or {}), prefix=self.prefix_of(line))
        send_with_all_lines(self)

    @staticmethod
    def prefix_of(line: FollowUp) -> str:
        return f"line-{line.pk}"

    @property
    def is_changed(self) -> bool:
        """Whether what was sent differs from what the page showed."""
        return bool(_as_number(self["done"].value(), self["note"].value()) != self["shown"].value())


def notes_without_line(data: QueryDict, lines: Container[int]) -> list[str]:
    """What was written on cards whose recommendation is followed up no longer."""
    found = (re.fullmatch(r"line-([0-9]{1,9})-note", name) for name in data)
    gone = [name for name in found if name and int(name[1]) not in lines]
    notes = {each[1]: str(data[each[0]]).strip() for each in gone}
    shown = {number: data.get(f"line-{number}-shown") for number in notes}
    done = {number: data.get(f"line-{number}-done") for number in notes}
    return [note for number, note in notes.items() if note and _as_number(done[number], note) != shown[number]]


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
    """Who in the group follows a recommendation up, and by when.

    It is sent with all cards, and with what the page showed: only what the person changed there is saved.
    """

    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=Person.objects.none(), required=False, show_hidden_initial=True
    )
    due = DayField(label=_("Due"), required=False, show_hidden_initial=True)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coordinates = Q(participations__coalition=group.coalition, participations__role=Participation.Role.COORDINATOR)
        # Who left the group stays the owner until somebody names another.
        owner = Q(pk=getattr(self.initial.get("owner"), "pk", None))
        people = Person.objects.filter(Q(group_memberships__group=group) | coordinates | owner).distinct()
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def on_top_of(self, line: FollowUp) -> dict[str, Any]:
        """Owner and due day of the line as it is now, with what the person changed."""
        return {name: self.cleaned_data[name] if name in self.changed_data else getattr(line, name)
                for name in self.fields}  # fmt: skip
