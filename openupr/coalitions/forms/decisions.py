"""Putting a question to the organisations, giving a voice, closing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from openupr.web.days import DayField

from ..models import Coalition, Decision, Option, Organisation
from ..rules.decisions import ROUTE_QUESTION, ROUTES, half_of

_OPTIONS = 6
_LEAST = 2  # with fewer there is nothing to choose between


class AskForm(forms.Form):
    """A question with up to six options; `options()` gives (text, route) of each that was filled in."""

    question = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    quorum = forms.IntegerField(label=_("How many must speak"), min_value=1, max_value=1000)
    closes_on = DayField(label=_("To be closed on"), required=False)
    supersedes = forms.ModelChoiceField(
        label=_("Supersedes"), queryset=Decision.objects.none(), required=False, empty_label=_("no other decision")
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say_quorum(coalition.member_organisations.count())
        closed = coalition.decisions.exclude(closed_at=None).filter(superseded_by=None)
        self.fields["supersedes"].queryset = closed  # type: ignore[attr-defined]
        routes = [("", _("nothing of itself")), *((route, text) for route, text in ROUTES)]
        for number in range(1, _OPTIONS + 1):
            label = _("Option %(number)s") % {"number": number}
            self.fields[f"option-{number}"] = forms.CharField(label=label, max_length=200, required=number <= _LEAST)
            self.fields[f"route-{number}"] = forms.ChoiceField(
                label=_("What follows from it"), choices=routes, required=False
            )

    def _say_quorum(self, members: int) -> None:
        """Half of the organisations unless somebody chooses otherwise; more than there are can never speak."""
        quorum = self.fields["quorum"]
        quorum.initial = half_of(members)
        quorum.help_text = _("No organisation belongs to the coalition yet: add them under “People” first.")
        if not members:
            return
        quorum.help_text = ngettext(
            "With fewer voices the outcome does not count. %(n)s organisation belongs to the coalition.",
            "With fewer voices the outcome does not count. %(n)s organisations belong to the coalition; half of them is"
            " %(half)s.",
            members,
        ) % {"n": members, "half": half_of(members)}
        too_many = _("Only %(n)s organisations belong to the coalition: more can never speak.") % {"n": members}
        quorum.validators.append(MaxValueValidator(max(members, 1), too_many))

    def options(self) -> list[tuple[str, str]]:
        """(text, route) of each option that was filled in."""
        numbers = range(1, _OPTIONS + 1)
        given = [(self.cleaned_data[f"option-{n}"], self.cleaned_data[f"route-{n}"]) for n in numbers]
        return [(text, route) for text, route in given if text.strip()]

    @staticmethod
    def route_question() -> dict[str, Any]:
        """What the fields hold for the question which route to take with submissions."""
        options = {f"option-{n}": text for n, (_route, text) in enumerate(ROUTES, start=1)}
        routes = {f"route-{n}": route for n, (route, _text) in enumerate(ROUTES, start=1)}
        return {"question": ROUTE_QUESTION, **options, **routes}

    @staticmethod
    def put_anew(earlier: Decision, options: Sequence[Option], *, supersede: bool) -> dict[str, Any]:
        """What the fields hold for a question that is put anew: the same, to supersede what stands."""
        texts = {f"option-{n}": option.text for n, option in enumerate(options, start=1)}
        routes = {f"route-{n}": option.route for n, option in enumerate(options, start=1)}
        same = {"question": earlier.question, "quorum": earlier.quorum, **texts, **routes}
        return same | {"supersedes": earlier} if supersede else same


class VoiceForm(forms.Form):
    """An organisation's choice, and the dissent that it wants recorded."""

    organisation = forms.ModelChoiceField(label=_("For"), queryset=Organisation.objects.none(), empty_label=None)
    option = forms.ModelChoiceField(
        label=_("Our choice"), queryset=Option.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    dissent = forms.CharField(
        label=_("Dissent, to be recorded"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, decision: Decision, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]
        self.fields["option"].queryset = decision.options.all()  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """The outcome in words."""

    outcome = forms.CharField(
        label=_("Outcome"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Once closed it stays as it is; only another decision can supersede it."),
    )
