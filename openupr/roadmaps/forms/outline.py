"""A line of the outline, and to whom a roadmap goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Group

from ..queries.roadmap import possible_owners

_NOBODY = _("no one yet")


@dataclass(frozen=True)
class Finders:
    """Who can be asked to find evidence, fetched once for all forms of a page."""

    people: QuerySet[Person]
    choices: Sequence[tuple[object, str]]


def finders_in(group: Group) -> Finders:
    """The people of a group's outline. One query."""
    people = possible_owners(group)
    return Finders(people, [("", str(_NOBODY)), *((each.pk, str(each)) for each in people)])


class HeadingForm(forms.Form):
    """The words of a heading."""

    text = forms.CharField(label=_("Text"), max_length=2000)


class PointForm(HeadingForm):
    """A point, the evidence that is wanted for it, and who finds that."""

    evidence_wanted = forms.CharField(label=_("Evidence wanted"), required=False, max_length=2000)
    finder = forms.ModelChoiceField(
        label=_("Who finds it"), queryset=Person.objects.none(), required=False, empty_label=_NOBODY
    )

    def __init__(self, *args: Any, finders: Finders, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finder"].queryset = finders.people  # type: ignore[attr-defined]
        # Each form would ask for the people again.
        self.fields["finder"].choices = finders.choices  # type: ignore[attr-defined]


class LineForm(PointForm):
    """A new line: a heading or a point."""

    is_heading = forms.BooleanField(label=_("It is a heading"), required=False)
    field_order = ("text", "is_heading")


class HandOutForm(forms.Form):
    """The partner that a roadmap goes to."""

    partner = forms.CharField(label=_("To which partner"), max_length=200)
