"""What is asked about dates and events."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from openupr.timeline.dates_in_words import place_of
from openupr.timeline.models import Calendar, Milestone
from openupr.upr.local_time import GENEVA
from openupr.upr.phases import PHASES
from openupr.web.days import DayField
from openupr.web.languages import in_page_language

from ..models import ExternalEvent
from ..queries.date_owners import DateOwners
from ..services.dates import WhenGiven

# So begins the value of a person among the owners to choose.
_PERSON = "person-"


class _Hour(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class _WhenForm(forms.Form):
    """A day, perhaps a last day, perhaps an hour by the clock of one of two places."""

    day = DayField(label=_("Day"))
    until = DayField(label=_("Last day"), required=False, help_text=_("Only if it lasts several days."))
    hour = forms.TimeField(label=_("Hour"), widget=_Hour, required=False)
    zone = forms.ChoiceField(label=_("By the clock of"), required=False)

    def __init__(self, *args: Any, time_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = dict.fromkeys((time_zone, GENEVA))
        self.fields["zone"].choices = [(zone, place_of(zone)) for zone in zones]  # type: ignore[attr-defined]

    def when(self) -> WhenGiven:
        """What was given, for a service."""
        given = self.cleaned_data
        return WhenGiven(given["day"], given.get("until"), given["hour"], given["zone"] if given["hour"] else "")


class _Owner(forms.ChoiceField):
    """The owner of a date: a person, by the key, or the words that the date stores for a role or an organisation."""

    def __init__(self) -> None:
        super().__init__(label=_("Owner"), required=False, help_text=_("It comes into this owner's list, “For me”."))


class _OwnedForm(_WhenForm):
    """A date with an owner to choose. What an earlier date has as its owner in words can stay."""

    whose = _Owner()

    def __init__(self, *args: Any, owners: DateOwners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {f"{_PERSON}{each.pk}": each for each in owners.people}
        held, person = self.initial.get("whose", ""), self.initial.get("person")
        if person:
            held = self.initial["whose"] = f"{_PERSON}{person.pk}"
            self._people.setdefault(held, person)
        roles = [(each, capfirst(in_page_language(each))) for each in owners.roles]
        people = [(key, str(each)) for key, each in self._people.items()]
        organisations = [(each, each) for each in owners.organisations]
        known = {value for value, _said in (*roles, *people, *organisations)}
        as_it_is = [(held, in_page_language(held))] if held and held not in known else []
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("", _("no one yet")),
            *as_it_is,
            *roles,
            *([(_("People"), people)] if people else []),
            *([(_("Organisations"), organisations)] if organisations else []),
        ]

    def owner(self) -> dict[str, Any]:
        """Who was chosen, for a service: a person, or the words for a role or an organisation."""
        chosen = self.cleaned_data["whose"]
        person = self._people.get(chosen)
        return {"whose": "" if person else chosen, "person": person}


class NewDateForm(_OwnedForm):
    """A date of one's own."""

    title = forms.CharField(label=_("What"), max_length=200)
    field_order = ("title", "day", "until", "hour", "zone", "whose")


class GiveForm(NewDateForm):
    """A date of one's own that somebody is to do: who is asked right after what."""

    field_order = ("title", "whose", "day", "until", "hour", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["whose"]
        who.label, who.required = _("Who"), True
        who.choices = [("", _("Choose somebody")), *who.choices[1:]]  # type: ignore[attr-defined]


class MoveDateForm(_OwnedForm):
    """Another day for something that we decide ourselves, or another owner."""

    reason = forms.CharField(
        label=_("Why it moves"), max_length=200, required=False, help_text=_("The earlier date stays readable.")
    )


class PublishDateForm(_WhenForm):
    """The date that the United Nations published for a phase."""

    source = forms.CharField(
        label=_("Where it is published"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A page, a letter or a document where others can check."),
    )


class DeadlineForm(PublishDateForm):
    """The day on which submissions are due: one day."""

    day = DayField(label=_("Deadline"))
    until = None  # type: ignore[assignment]


class PublishPhaseForm(PublishDateForm):
    """The published date of any phase, of those too of which nothing could be estimated."""

    phase = forms.ChoiceField(label=_("What was published"), choices=[(each.key, _(each.label)) for each in PHASES])
    field_order = ("phase", "day", "until", "hour", "zone", "source")


def dated(milestone: Milestone) -> dict[str, Any]:
    """What the fields hold for a date that is there."""
    if milestone.status == Milestone.Status.ESTIMATE:
        # Nobody is to publish an estimate by leaving the fields as they were.
        return {"zone": _zone_meant(milestone)}
    return {
        "day": milestone.day,
        "until": milestone.until,
        "hour": milestone.hour,
        "zone": milestone.zone or _zone_meant(milestone),
        "whose": milestone.whose,
        "person": milestone.person,
        "source": milestone.source if milestone.status == Milestone.Status.PUBLISHED else "",
    }


def _zone_meant(milestone: Milestone) -> str:
    """Geneva's clock tells the hours of the review, the country's all others."""
    calendar: Calendar = milestone.calendar
    return GENEVA if milestone.kind == Milestone.Kind.PHASE else calendar.time_zone


class EventForm(forms.ModelForm):  # type: ignore[type-arg]
    """What happens outside, what it changes for us, and what it puts at risk."""

    class Meta:
        model = ExternalEvent
        fields = ("title", "day", "until", "effect", "risk")
        field_classes = {"day": DayField, "until": DayField}
        widgets = {
            "effect": forms.Textarea(attrs={"rows": 3}),
            "risk": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("day") and given.get("until") and given["until"] < given["day"]:
            self.add_error("until", _("The last day is before the first."))
        return given


class FollowForm(forms.Form):
    """Which dates go into one's telephone, and what a stranger may read there."""

    whole = forms.BooleanField(
        label=_("Dates of all groups"), required=False, help_text=_("Without this, only dates of your own groups.")
    )
    plain = forms.BooleanField(
        label=_("Name each date"),
        required=False,
        help_text=_(
            "Without this the phone shows only “Due”, “Date” and “Appointment”. A person who finds it learns nothing."
        ),
    )
