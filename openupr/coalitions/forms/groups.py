"""What is asked about thematic groups."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.upr.issues import ISSUES
from openupr.upr.populations import POPULATIONS
from openupr.web.large_numbers import number_in

from ..models import Coalition, Group, Organisation
from ..services.rapporteurs import MAY_LEAD


class GroupForm(forms.Form):
    """What a group is called, works on, and which organisations belong to it."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("At most 120 characters."))
    focus = forms.CharField(
        label=_("Focus"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences about what the group works on."),
    )
    meets_at = forms.CharField(
        label=_("Place in workshops"),
        required=False,
        max_length=100,
        help_text=_("A table or a room."),
    )
    issues = forms.MultipleChoiceField(
        label=_("Issues of the record"),
        choices=[(each.key, _(each.label)) for each in ISSUES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Past recommendations on these issues are shown to the group."),
    )
    populations = forms.MultipleChoiceField(
        label=_("Population groups"),
        choices=[(each.key, _(each.label)) for each in POPULATIONS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations of this group"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An organisation may belong to several groups."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition)
        self.fields["organisations"].queryset = ours  # type: ignore[attr-defined]
        if not ours:
            del self.fields["organisations"]
        for name in ("issues", "populations", "organisations"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "many"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        return {"organisations": (), **given}


class NewGroupForm(GroupForm):
    """The same, with who is to be rapporteur."""

    rapporteur = forms.ModelChoiceField(
        label=_("Rapporteur"), queryset=Person.objects.none(), required=False, empty_label=_("no one yet")
    )
    field_order = ("name", "focus", "rapporteur")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        who = Person.objects.filter(participations__coalition=coalition, participations__role__in=MAY_LEAD)
        self.fields["rapporteur"].queryset = who  # type: ignore[attr-defined]


class AddPeopleForm(forms.Form):
    """Who of the coalition comes into a group."""

    people = forms.ModelMultipleChoiceField(
        label=_("People to add"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=_("Facilitators and observers belong to no group."),
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Person.objects.filter(participations__coalition=group.coalition, participations__role__in=MAY_LEAD)
        self.fields["people"].queryset = who.exclude(group_memberships__group=group)  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    """Who is to be rapporteur, and what the present one hands over."""

    person = forms.ModelChoiceField(
        label=_("Rapporteur from today"), queryset=Person.objects.none(), empty_label=_("Choose somebody")
    )
    handed_over = forms.CharField(
        label=_("What is handed over"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Papers, promises, contacts, what is half done. It stays in the group's history."),
    )

    def __init__(self, *args: Any, group: Group, present: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Person.objects.filter(participations__coalition=group.coalition, participations__role__in=MAY_LEAD)
        self.fields["person"].queryset = who.exclude(pk=present.pk) if present else who  # type: ignore[attr-defined]
        if present is None:
            del self.fields["handed_over"]


class RapporteursForm(forms.Form):
    """A rapporteur for each of these groups, which have none; each field is named `group-` and the group's key."""

    def __init__(self, *args: Any, coalition: Coalition, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Person.objects.filter(participations__coalition=coalition, participations__role__in=MAY_LEAD)
        self._people = {str(each.pk): each for each in found}
        self._groups = {f"group-{each.pk}": each for each in groups}
        choices = [("", _("no one yet")), *((key, str(each)) for key, each in self._people.items())]
        for name, group in self._groups.items():
            # The form itself follows the table in which its fields are shown.
            attrs = {"form": "rapporteurs", "aria-label": _("Rapporteur of %(group)s") % {"group": group}}
            self.fields[name] = forms.ChoiceField(choices=choices, required=False, widget=forms.Select(attrs=attrs))

    def shown_of(self, group: Group) -> object:
        """The field of a group; None for a group that has a rapporteur."""
        name = f"group-{group.pk}"
        return self[name] if name in self.fields else None

    def chosen(self) -> list[tuple[Group, Person]]:
        """Whom to appoint where."""
        given = ((group, self.cleaned_data.get(name)) for name, group in self._groups.items())
        return [(group, self._people[key]) for group, key in given if key]


class PreferencesForm(forms.Form):
    """Three choices, the first of which counts most."""

    first = forms.ChoiceField(label=_("First choice"), required=False)
    second = forms.ChoiceField(label=_("Second choice"), required=False)
    third = forms.ChoiceField(label=_("Third choice"), required=False)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {str(group.pk): group for group in groups}
        choices = [("", _("no choice")), *((key, str(group)) for key, group in self._groups.items())]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = [key for key in given.values() if key]
        if twice := next((key for key in chosen if chosen.count(key) > 1), None):
            said = _("“%(group)s” is chosen twice. Choose another group or “no choice”. Nothing was changed.")
            raise forms.ValidationError(said, params={"group": self._groups[twice]})
        return given

    def ranking(self) -> list[Group]:
        """The groups chosen, the first choice first."""
        keys = (self.cleaned_data[name] for name in ("first", "second", "third"))
        return [self._groups[key] for key in keys if key]


def order_sent(sent: QueryDict) -> list[int]:
    """The order of groups that a list asks for: as it was shown in `order`, with the one of `up` or `down` moved."""
    shown = [number_in(each) for each in sent.getlist("order")]
    for name, step in (("up", -1), ("down", 1)):
        at = next((place for place, pk in enumerate(shown) if str(pk) == sent.get(name)), None)
        if at is not None and 0 <= at + step < len(shown):
            shown[at], shown[at + step] = shown[at + step], shown[at]
    return shown
