"""Beginning a submission, what its cover says, its sections."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.conformance.rule_sets import rules_for
from openupr.upr.languages import language
from openupr.web.languages import in_page_language

from ..models import Section, Submission
from ..queries.beginning import Route, groups_of_joint, proposed_title


class BeginForm(forms.Form):
    """Whose it is, in which language, its title. The rest has defaults, and is changed in the draft.

    `cleaned_data` is what `begin_submission` takes.
    """

    whose = forms.ChoiceField(
        label=_("Whose it is"),
        help_text=_("A joint one has a part for each group. Change parts and their order later, in the draft."),
    )
    language = forms.ChoiceField(label=_("Language"))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("This is a proposal. You can change it later, on the cover. At most 200 characters."),
    )

    def __init__(self, *args: Any, coalition: Coalition, routes: Sequence[Route] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coalition, self.routes = coalition, routes
        self.groups = list(coalition.groups.filter(closed=False))
        self.organisations = list(Organisation.objects.filter(memberships__coalition=coalition).distinct())
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("joint", _("the whole coalition's: a joint submission")),
            (_("One group's"), [(f"group-{each.pk}", str(each)) for each in self.groups]),
            (_("One organisation's"), [(f"organisation-{each.pk}", each.name) for each in self.organisations]),
        ]
        codes = rules_for(coalition.review.cycle).languages
        self.fields["language"].choices = [(code, in_page_language(language(code).name)) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        what, _dash, key = given.pop("whose", "").partition("-")
        group = next((each for each in self.groups if what == "group" and str(each.pk) == key), None)
        own = next((each for each in self.organisations if what == "organisation" and str(each.pk) == key), None)
        given["kind"] = Submission.Kind.BY_GROUP if group else Submission.Kind.OWN if own else Submission.Kind.JOINT
        given["groups"] = [group] if group else [] if own else groups_of_joint(self.groups, self.routes)
        given["organisation"] = own
        if given.get("title", "") in {"", self.initial.get("title")}:
            given["title"] = proposed_title(self.coalition, given["kind"], group)
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
