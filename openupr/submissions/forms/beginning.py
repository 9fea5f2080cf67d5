"""Beginning a submission, what its cover says, its sections."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Decision, Group, Organisation
from openupr.coalitions.queries.decisions import tallies_of
from openupr.conformance.queries.rule_sets import rules_for
from openupr.upr.languages import language

from ..models import Section, Submission


class BeginForm(forms.Form):
    """Which kind, of which groups or which organisation, from which decision."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Submission.Kind, widget=forms.RadioSelect(attrs={"class": "one-of"})
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups that write it"),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=_("What they have adopted, followed up and outlined flows into their sections."),
    )
    outline = forms.ChoiceField(
        label=_("Order of the sections"),
        choices=[("theme", _("by theme")), ("chapter", _("by chapter"))],
        required=False,
        initial="theme",
        widget=forms.RadioSelect(attrs={"class": "one-of"}),
        help_text=_("By theme, the sections of each group follow each other. By chapter, each part has all groups."),
    )
    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("none: it is of several"),
        help_text=_("Only for the submission of one group; those ticked above do not count then."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none: it is a joint one"),
        help_text=_("Only for the submission of one organisation."),
    )
    decision = forms.ModelChoiceField(
        label=_("Decision behind it"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("none that was recorded"),
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition).distinct()
        valid = [each.decision.pk for each in tallies_of(coalition) if each.stands]
        for name in ("groups", "group"):
            self.fields[name].queryset = coalition.groups.all()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]
        self.fields["decision"].queryset = coalition.decisions.filter(pk__in=valid)  # type: ignore[attr-defined]
        codes = rules_for(coalition.review.cycle).languages
        self.fields["language"].choices = [(code, language(code).name) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind, one = given.get("kind"), given.pop("group", None)
        if kind == Submission.Kind.BY_GROUP and one:
            given["groups"] = [one]
        given["by_theme"] = given.pop("outline", "") != "chapter"
        groups = list(given.get("groups") or [])
        if kind == Submission.Kind.BY_GROUP and len(groups) != 1:
            self.add_error("group", _t("Choose the group whose submission it is."))
        if kind == Submission.Kind.JOINT and not groups:
            self.add_error("groups", _t("Tick the groups whose parts it has."))
        if kind == Submission.Kind.OWN and not given.get("organisation"):
            self.add_error("organisation", _t("Choose the organisation whose submission it is."))
        return given


class CoverForm(forms.Form):
    """What the cover says besides the organisations."""

    title = forms.CharField(label=_("Title"), max_length=200)
    key_words = forms.CharField(
        label=_("Key words"), max_length=300, required=False, help_text=_("Divided by commas; OHCHR sorts by them.")
    )
    contact = forms.CharField(
        label=_("Contact"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Printed on the cover of a public document. An office, not a person, where that is safer."),
    )
    asks_again_from = forms.IntegerField(
        label=_("Share of words changed"),
        help_text=_("In per cent. When more has changed, organisations are asked to sign again."),
        min_value=0,
        max_value=100,
    )


class SectionForm(forms.Form):
    """A section's heading, whose part it is, its share of the words."""

    heading = forms.CharField(label=_("Heading"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=Section.Kind)
    group = forms.ModelChoiceField(
        label=_("Whose part it is"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("everybody's"),
    )
    weight = forms.IntegerField(label=_("Weight"), min_value=0, max_value=100, initial=1)
    budget = forms.IntegerField(
        label=_("Words, set by hand"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Empty: it shares what is left by its weight."),
    )

    def __init__(self, *args: Any, coalition: Coalition, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = coalition.groups.all()  # type: ignore[attr-defined]
        for name in ("weight", "budget") if is_new else ("kind",):
            del self.fields[name]


class DivideForm(forms.Form):
    """How the words are divided over all sections at once."""

    how = forms.ChoiceField(
        label=_("Divide the words"),
        choices=[
            ("equal", _("equally")),
            ("weighted", _("by the template's weights")),
            ("as-used", _("as they are")),
        ],
        help_text=_("Words that were set by hand are given up."),
    )
