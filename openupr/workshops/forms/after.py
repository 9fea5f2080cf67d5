"""What comes of a workshop, written down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.upr.issues import ISSUES
from openupr.web.days import DayField

from ..models import Lesson, Support
from ..rules.after import LONGEST


def _words(label: Any, *, required: bool = True, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=widget, **more)


class SessionNoteForm(forms.Form):
    """What was said in a session."""

    text = _words(
        _("What was said"),
        required=False,
        rows=8,
        help_text=_("A few sentences for the report. Organisations may be named; participants are not."),
    )
    # The fingerprint of the text that was open.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)


class AchievementForm(forms.Form):
    """Something that was reached."""

    text = _words(_("What was reached"))


class LessonForm(forms.Form):
    """Something to do otherwise."""

    topic = forms.ChoiceField(label=_("Topic"), choices=Lesson.Topic)
    text = _words(_("What was seen"))
    next_time = _words(
        _("Next time"), required=False, help_text=_("It is asked again when the next workshop is planned.")
    )


class OfferForm(forms.Form):
    """What a partner can give."""

    partner = forms.CharField(
        label=_("Partner"), max_length=120, help_text=_("An organisation, an office or an embassy, not a person.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Support)
    text = _words(_("What is offered"), required=False)
    issues = forms.MultipleChoiceField(
        label=_("For these issues"),
        required=False,
        choices=[(each.key, _(each.label)) for each in ISSUES],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=_("None chosen: for any."),
    )


class NeedForm(forms.Form):
    """What a group needs."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Support)
    text = _words(_("What for"))


class OutcomeForm(forms.Form):
    """What came of an offer that was to meet a need."""

    outcome = _words(
        _("Outcome"),
        required=False,
        help_text=_("Such as: two days of training in May, 14 people. Or: nothing, and why. No names of people."),
    )


class StepForm(forms.Form):
    """What is to be done."""

    text = forms.CharField(label=_("What to do"), max_length=200)
    more = _words(_("More about it"), required=False)
    owner = forms.CharField(
        label=_("Owner"),
        max_length=120,
        required=False,
        help_text=_("A role or an organisation. The timeline and the report show it."),
    )
    day = DayField(
        label=_("Due"),
        required=False,
        help_text=_("With a day it becomes a date in the coalition's timeline."),
    )


FORMS: dict[str, type[forms.Form]] = {"achievement": AchievementForm, "lesson": LessonForm, "offer": OfferForm}
"""By what the address calls it."""
