"""Wishes for a group, and adjusting who goes where."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Group

_WISHES = (("first", _("First choice")), ("second", _("Second choice")), ("third", _("Third choice")))


class WishForm(forms.Form):
    """Up to three groups."""

    def __init__(self, *args: Any, groups: Sequence[Group], ranked: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names of the starting set exist in Khmer; a group's own name is what its coalition calls it.
        choices = [(str(each.pk), gettext(each.name)) for each in groups]
        for place, (name, label) in enumerate(_WISHES):
            none = _("choose a group") if place == 0 else _("none")
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("", none), *choices],
                required=place == 0,
                initial=str(ranked[place]) if place < len(ranked) else "",
                error_messages={"required": _("Choose at least a first choice.")},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name, _label in _WISHES:
            group = given.get(name)
            if group and group in seen:
                self.add_error(name, gettext("You chose this group already: choose another one, or none."))
            seen.add(group or "")
        return given

    def ranked(self) -> list[int]:
        """The numbers of the groups, the first wish first."""
        return [int(self.cleaned_data[name]) for name, _label in _WISHES if self.cleaned_data.get(name)]


class SlipForm(WishForm):
    """The same from a slip of paper."""

    slip = forms.CharField(label=_("Number on the slip"), max_length=10)
    replaces = forms.BooleanField(label=_("Corrects an earlier slip"), required=False)


class MoveForm(forms.Form):
    """So many of one group into another."""

    how_many = forms.IntegerField(label=_("How many"), min_value=1, max_value=500, initial=1)
    origin = forms.ModelChoiceField(label=_("Out of"), queryset=Group.objects.none(), empty_label=None)
    to = forms.ModelChoiceField(label=_("Into"), queryset=Group.objects.none(), empty_label=None)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Group.objects.filter(pk__in=[each.pk for each in groups])
        for name in ("origin", "to"):
            self.fields[name].queryset = ours  # type: ignore[attr-defined]
        self.fields["to"].initial = next((each.pk for each in groups[1:2]), None)
