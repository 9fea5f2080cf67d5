"""Planning a workshop, and its days."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from openupr.coalitions.coalition import languages_to_choose
from openupr.coalitions.models import Coalition, Organisation
from openupr.upr.languages import language
from openupr.web.days import DayField
from openupr.web.languages import in_page_language

from ..models import Day, InLanguages, Workshop
from ..queries.fingerprints import workshop_seen
from ..queries.workshops import agendas_to_start_from
from ..rules.templates import AGENDAS

MOST_DAYS = 14


def likely_first(coalition: Coalition) -> list[tuple[Any, Any]]:
    """All languages, before them those of the coalition, of its workshops and of these pages."""
    held = [code for each in coalition.workshops.all() for code in each.languages]
    return [("", _("no other")), *languages_to_choose([*coalition.languages, *held])]


_LANGUAGE_FIELDS = ("first_language", "second_language", "third_language")
_FIELDS = ("kind", "title", "objective", "place", "follows")


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, each cut to what a name may have."""
    return [line.strip()[:120] for line in text.splitlines() if line.strip()]


def offer_translations(form: forms.Form, names: Sequence[str], workshop: Workshop | None) -> dict[str, tuple[str, str]]:
    """Below each of these fields the same in the workshop's further languages: field -> (language, what it says)."""
    others = workshop.languages[1:] if workshop else []
    found = {f"{name}-{code}": (code, name) for name in names for code in others}
    for key, (code, name) in found.items():
        field = deepcopy(form.fields[name])
        field.required, field.help_text = False, ""
        told = {"name": field.label, "language": in_page_language(language(code).name)}
        field.label = now("%(name)s (%(language)s)") % told
        field.widget.attrs["lang"] = code
        form.fields[key] = field
    by_name = [[name, *(key for key, (_code, of) in found.items() if of == name)] for name in list(form.fields)]
    form.order_fields([key for keys in by_name for key in keys if key not in found or keys[0] != key])
    return found


def translations_in(
    given: dict[str, Any], found: Mapping[str, tuple[str, str]], before: InLanguages | None
) -> dict[str, dict[str, str]]:
    """What was typed in these fields, which are taken out of `given`, as InLanguages keeps it.

    What was there `before` in a language that is none of the workshop's any more stays.
    """
    codes = {code for code, _name in found.values()}
    said = {code: dict(there) for code, there in (before.translations if before else {}).items() if code not in codes}
    for key, (code, name) in found.items():
        if text := (given.pop(key, "") or "").strip():
            said.setdefault(code, {})[name] = text
    return said


def translations_of(about: InLanguages) -> dict[str, str]:
    """What these fields hold."""
    return {f"{name}-{code}": text for code, said in about.translations.items() for name, text in said.items()}


class WorkshopForm(forms.Form):
    """What a workshop is; when it is planned, its first day and how many there are."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Workshop.Kind)
    title = forms.CharField(label=_("Title"), max_length=200)
    objective = forms.CharField(
        label=_("Objective"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    first_day = DayField(label=_("First day"))
    days = forms.IntegerField(label=_("How many days"), min_value=1, max_value=MOST_DAYS, initial=2)
    agenda = forms.ChoiceField(
        label=_("Agenda to start from"),
        required=False,
        help_text=_("Sessions and hours as a template has them; change them afterwards."),
    )
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("As exactly as is safe: it is printed.")
    )
    first_language = forms.ChoiceField(label=_("Language"), required=False)
    second_language = forms.ChoiceField(label=_("Second language"), required=False)
    third_language = forms.ChoiceField(label=_("Third language"), required=False)
    organisations = forms.ModelMultipleChoiceField(
        label=_("Co-organisers of the coalition"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
    )
    other_organisers = forms.CharField(
        label=_("Other co-organisers"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: a UN office, a partner abroad."),
    )
    follows = forms.ModelChoiceField(
        label=_("It follows"),
        queryset=Workshop.objects.none(),
        required=False,
        empty_label=_("none: it is the first of its series"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, *args: Any, coalition: Coalition, workshop: Workshop | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition).distinct()
        self.fields["organisations"].queryset = ours  # type: ignore[attr-defined]
        for name in _LANGUAGE_FIELDS:
            self.fields[name].choices = likely_first(coalition)  # type: ignore[attr-defined]
        others = [each.pk for each in coalition.workshops.all() if each != workshop]
        self.fields["follows"].queryset = coalition.workshops.filter(pk__in=others)  # type: ignore[attr-defined]
        if workshop:
            del self.fields["first_day"], self.fields["days"], self.fields["agenda"]
        else:
            del self.fields["seen"]
            self.starts = {each.key: each for each in agendas_to_start_from(coalition)}
            offered = [(key, each.name) for key, each in self.starts.items()]
            self.fields["agenda"].choices = [("", _("an empty one")), *offered]  # type: ignore[attr-defined]
        self.workshop = workshop
        self.others = offer_translations(self, ("title", "place"), workshop)

    def clean_other_organisers(self) -> list[str]:
        return lines_of(self.cleaned_data["other_organisers"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen = [given.pop(name, "") for name in _LANGUAGE_FIELDS]
        translations = {"translations": translations_in(given, self.others, self.workshop)} if self.others else {}
        if key := given.pop("agenda", ""):
            given["agenda"] = self.starts[key].rows
            self._ask_for_days(given)
        return given | {"languages": list(dict.fromkeys(code for code in chosen if code))} | translations

    def _ask_for_days(self, given: dict[str, Any]) -> None:
        needed = max((row.day for row in given["agenda"]), default=0)
        if given.get("days") and given["days"] < needed:
            told = ngettext("This agenda has %(n)s day.", "This agenda has %(n)s days.", needed) % {"n": needed}
            self.add_error("days", told + " " + now("Write so many, or choose another agenda."))

    @staticmethod
    def languages_chosen(languages: list[str]) -> dict[str, str]:
        """What the fields of languages hold for these codes."""
        return dict(zip(_LANGUAGE_FIELDS, languages, strict=False))

    @staticmethod
    def begun_with(kind: str) -> dict[str, Any]:
        """What the fields hold for a new workshop of this kind: the first agenda that comes for it, and its days."""
        agenda = next((each for each in AGENDAS if each.of == kind), None)
        return {"kind": kind} | ({"agenda": agenda.key, "days": agenda.days} if agenda else {})

    @staticmethod
    def initial_of(workshop: Workshop) -> dict[str, Any]:
        """What the fields hold for a workshop."""
        given = {name: getattr(workshop, name) for name in _FIELDS}
        return (
            given
            | translations_of(workshop)
            | WorkshopForm.languages_chosen(workshop.languages)
            | {
                "organisations": list(workshop.organisations.all()),
                "other_organisers": "\n".join(workshop.other_organisers),
                "seen": workshop_seen(workshop),
            }
        )


class DayForm(forms.Form):
    """The date of one day."""

    to = DayField(label=_("Date"))

    def __init__(self, data: Any = None, *, day: Day) -> None:
        super().__init__(data, initial={"to": day.date}, auto_id=f"day-{day.pk}-%s")
