"""What is asked about a coalition's people and organisations."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person

from ..models import Coalition, Group, Organisation, Participation
from ..queries.invited_lines import named_lines, read_lines
from ..queries.people import names_in_lines
from ..services.rapporteurs import MAY_LEAD

_ROLES = [
    (Participation.Role.PARTICIPANT, _("Participant: drafts and decides in groups")),
    (
        Participation.Role.FACILITATOR,
        _("Facilitator: supports from outside; sees and comments, does not decide"),
    ),
    (Participation.Role.OBSERVER, _("Observer: sees only")),
    (Participation.Role.COORDINATOR, _("Coordinator: sets up everything, sees who did what")),
]


class _OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Organisations by their full names."""

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.in_full


class _PartForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Takes part as"), choices=_ROLES, widget=forms.RadioSelect(attrs={"class": "one-of"})
    )
    organisation = _OrganisationField(
        label=_("For which organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition)
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]


class InviteForm(_PartForm):
    """What somebody is invited to be."""

    group = forms.ModelChoiceField(
        label=_("Into which group"), queryset=Group.objects.none(), required=False, empty_label=_("none yet")
    )
    leads = forms.BooleanField(label=_("Rapporteur of this group"), required=False)
    speaks = forms.BooleanField(label=_("Speaks for this organisation"), required=False)
    note = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("A reminder that only you see. A hint is better than a name."),
    )
    days = forms.IntegerField(label=_("Days valid"), min_value=1, max_value=90, initial=14)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        groups = coalition.groups.filter(closed=False)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group"], self.fields["leads"]


class InviteManyForm(forms.Form):
    """A line for each person, out of a spreadsheet or typed."""

    lines = forms.CharField(
        label=_("One person a line"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Name; organisation; group; role. Only the name is needed. You can paste from a spreadsheet."),
    )
    adds_organisations = forms.BooleanField(
        label=_("Add missing organisations"),
        required=False,
        help_text=_("Lines may then name organisations that are not in the coalition yet. They join it."),
    )
    days = forms.IntegerField(label=_("Days valid"), min_value=1, max_value=90, initial=14)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = names_in_lines(coalition)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        adds = given.pop("adds_organisations", False)
        if "lines" not in given:
            return given
        found = read_lines(given["lines"], self._known, adds_organisations=adds)
        if found.wrong:
            self.add_error("lines", forms.ValidationError(found.wrong[:20]))
        elif not found.invited:
            self.add_error("lines", _("There is no name in it."))
        return given | {"lines": found.invited}


class PersonForm(_PartForm):
    """What somebody is in the coalition."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Works in these groups"),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=_("Facilitators and observers are in none."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        self.fields["groups"].queryset = coalition.groups.all()  # type: ignore[attr-defined]


class ActForForm(forms.Form):
    """For which of their organisations somebody takes part."""

    organisation = forms.ModelChoiceField(
        label=_("You take part for"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("no organisation"),
        help_text=_("Those of this coalition that you belong to. What you did before stays as it was."),
    )

    def __init__(self, *args: Any, ours: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]


class OrganisationForm(forms.Form):
    """What an organisation is called."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200, help_text=_("At most 200 characters."))
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)

    @property
    def named(self) -> list[tuple[str, str]]:
        """The name and the short name, as `OrganisationsForm` has several."""
        return [(self.cleaned_data["name"], self.cleaned_data["short_name"])]


class OrganisationsForm(forms.Form):
    """A line for each organisation, out of a spreadsheet or typed."""

    lines = forms.CharField(
        label=_("One organisation a line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Only the name is needed. A short name may follow: “River Watch; RW” or “River Watch (RW)”. You can paste "
            "from a spreadsheet."
        ),
    )

    def clean_lines(self) -> list[tuple[str, str]]:
        """Names and short names. Raises ValidationError with what is wrong with which line."""
        named, wrong = named_lines(self.cleaned_data["lines"])
        if wrong:
            raise forms.ValidationError(wrong[:20])
        if not named:
            raise forms.ValidationError(_("There is no name in it."))
        return named

    @property
    def named(self) -> list[tuple[str, str]]:
        """Each with its short name, "" without one."""
        return list(self.cleaned_data["lines"])


class RepresentativeForm(forms.Form):
    """Who speaks for an organisation."""

    person = forms.ModelChoiceField(
        label=_("Speaks for it here"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("no one for now"),
        help_text=_("An organisation has one voice in decisions; this person gives it."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Person.objects.filter(participations__coalition=coalition, participations__role__in=MAY_LEAD)
        self.fields["person"].queryset = who  # type: ignore[attr-defined]


class AboutForm(OrganisationForm):
    """What an organisation is called, and says of itself in one paragraph."""

    about = forms.CharField(
        label=_("About the organisation"),
        help_text=_("One paragraph."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
