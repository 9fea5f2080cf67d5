"""Publishing figures: from the list, and typed in from paper."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from openupr.workshops.models import Workshop

from ..rules.publishing import Publication, publication_of, typed_in
from ..rules.questions import AREA, FIRST_TIME, GENDER

MOST_PEOPLE = 100_000
_TOLD = {"women": (GENDER, "women"), "rural": (AREA, "rural"), "newcomers": (FIRST_TIME, "yes")}


def _count(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, **more)


class PublishForm(forms.Form):
    """One tick, for what cannot be undone."""

    meant = forms.BooleanField(
        label=_("I checked these figures"),
        help_text=_("They are published once, and not changed again."),
    )


class WithdrawForm(forms.Form):
    """The same."""

    meant = forms.BooleanField(label=_("Withdraw these figures"))


class ByHandForm(forms.Form):
    """Counts from paper; what was not counted stays empty."""

    total = _count(_("Participants altogether"))
    approximate = forms.BooleanField(label=_("Approximate number"), required=False, help_text=_("Shown as “some 70”."))
    women = _count(_("Women among them"), required=False)
    rural = _count(_("From the countryside"), required=False)
    newcomers = _count(_("New to the UPR"), required=False)
    registered = _count(_("Had registered"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days: dict[str, date] = {}
        for number, day in enumerate(workshop.days.all(), start=1):
            name = f"day-{number}"
            self.days[name] = day.date
            label = _("Came on %(day)s") % {"day": date_format(day.date, "l, j F Y")}
            self.fields[name] = _count(label, required=False)
        self.fields["meant"] = forms.BooleanField(
            label=_("I checked these figures"),
            help_text=_("Later no number is changed by fewer than five."),
        )

    def told(self) -> Publication:
        """What would be told of them. Raises MoreThanAll."""
        typed = {name: value for name, value in self.given().items() if name != "approximate"}
        return publication_of(typed_in(**typed))

    def is_meant_beside_others(self) -> bool:
        """Ask whether they are to be published beside nearly the same figures of another workshop; say the answer."""
        self.fields["beside"] = forms.BooleanField(
            label=_("Publish them anyway"),
            help_text=_("I have read which workshop has nearly the same figures."),
            required=False,
        )
        return bool(self["beside"].value())

    @staticmethod
    def initial_of(told: Publication, workshop: Workshop) -> dict[str, Any]:
        """What the fields hold for figures that were published before, as far as they were."""
        found: dict[str, Any] = {"total": told.total, "registered": told.registered}
        for name, (question, group) in _TOLD.items():
            found[name] = told.answers.get(question, {}).get(group)
        for number, day in enumerate(workshop.days.all(), start=1):
            found[f"day-{number}"] = told.days.get(day.date.isoformat())
        return found

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        found = self.cleaned_data
        days = {day: found[name] for name, day in self.days.items() if found[name] is not None}
        answers = {
            question: {group: found[name]} for name, (question, group) in _TOLD.items() if found[name] is not None
        }
        return {
            "total": found["total"],
            "approximate": found["approximate"],
            "registered": found["registered"],
            "days": days,
            "answers": answers,
        }
