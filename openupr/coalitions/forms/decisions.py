"""Putting a question to the organisations, giving a voice, counting a room, closing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from openupr.web.days import DayField
from openupr.web.languages import in_page_language

from ..models import Coalition, Decision, Group, Option, Organisation, Voice
from ..queries.decisions import members_asked
from ..rules.decisions import (
    GROUP_ROUTE_QUESTION,
    GROUP_ROUTES,
    OUR_WORDS,
    ROUTE_QUESTION,
    ROUTES,
    more_than_half_of,
    places_for,
)

_OPTIONS = 6
_LEAST = 2  # with fewer there is nothing to choose between
_Kind = Decision.Kind


def _kept(text: str) -> str:
    """The English of words that are ours: each reader is shown them in their own language."""
    return next((ours for ours in OUR_WORDS if in_page_language(ours) == text.strip()), text)


class AskForm(forms.Form):
    """A question of one kind; `options()` gives (text, route or key) of each that was filled in.

    `group`: whose organisations are asked. `things`: (text, key) of what a ranking can take as its options.
    """

    question = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    quorum = forms.IntegerField(label=_("How many must speak"), min_value=1, max_value=1000)
    closes_on = DayField(label=_("To be closed on"), required=False)
    supersedes = forms.ModelChoiceField(
        label=_("Replaces"), queryset=Decision.objects.none(), required=False, empty_label=_("no other decision")
    )

    def __init__(
        self,
        *args: Any,
        coalition: Coalition,
        group: Group | None = None,
        kind: str = _Kind.CHOOSE,
        things: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.things = kind, things
        self._say_quorum(members_asked(coalition, group), members_asked(coalition, group, can_speak=True))
        closed = coalition.decisions.filter(group=group).exclude(closed_at=None).filter(superseded_by=None)
        replaces = self.fields["supersedes"]
        replaces.queryset = closed  # type: ignore[attr-defined]
        replaces.label_from_instance = lambda each: each.asked[:80]  # type: ignore[attr-defined]
        if kind == _Kind.CHOOSE:
            self._take_options(GROUP_ROUTES if group else ROUTES)
        elif kind == _Kind.RANK:
            self._take_things()
        later = ("quorum", "closes_on", "supersedes")
        self.order_fields([name for name in self.fields if name not in later])

    def _take_options(self, known: Sequence[tuple[str, str]]) -> None:
        """Texts, and which route follows from each: shown only where the question is about routes."""
        about_routes = any(name.startswith("route-") and route for name, route in self.initial.items())
        shown = forms.Select if about_routes else forms.HiddenInput
        routes = [("", _("nothing of itself")), *((route, in_page_language(text)) for route, text in known)]
        for number in range(1, _OPTIONS + 1):
            label = _("Option %(number)s") % {"number": number}
            self.fields[f"option-{number}"] = forms.CharField(label=label, max_length=200, required=number <= _LEAST)
            self.fields[f"route-{number}"] = forms.ChoiceField(
                label=_("Route if chosen"), choices=routes, required=False, widget=shown
            )

    def _take_things(self) -> None:
        if self.things:
            choices = [(text, in_page_language(text) if key else text) for text, key in self.things]
            self.fields["chosen"] = forms.MultipleChoiceField(
                label=_("To put in order"),
                choices=choices,
                initial=[text for text, _key in self.things],
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
            )
            # The options may also be typed.
            self.fields["chosen"].is_sometimes_needed = True  # type: ignore[attr-defined]
        self.fields["lines"] = forms.CharField(
            label=_("More options") if self.things else _("To put in order"),
            required=not self.things,
            max_length=8000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("One a line."),
        )

    def _say_quorum(self, members: int, speaking: int) -> None:
        """First more than half of the organisations, but never more than can speak now; at most all."""
        quorum = self.fields["quorum"]
        quorum.initial = min(more_than_half_of(members), max(speaking, 1))
        if (preset := self.initial.get("quorum")) is not None:  # of a question that is put anew
            self.initial["quorum"] = min(preset, max(speaking, 1))
        if not members:
            return
        quorum.help_text = ngettext(
            "If fewer speak, the outcome does not count. %(n)s organisation is asked.",
            "If fewer speak, the outcome does not count. %(n)s organisations are asked.",
            members,
        ) % {"n": members}
        if speaking < members:
            someone = ngettext(
                "%(n)s of them has somebody who speaks.", "%(n)s of them have somebody who speaks.", speaking
            )
            quorum.help_text = f"{quorum.help_text} {someone % {'n': speaking}}"
        too_many = _("Only %(n)s organisations are asked: more can never speak.") % {"n": members}
        quorum.validators.append(MaxValueValidator(max(members, 1), too_many))

    def clean_question(self) -> str:
        """In English where it is ours."""
        return _kept(self.cleaned_data["question"])

    def options(self) -> list[tuple[str, str]]:
        """(text, route) of each option that was filled in; of a ranking (text, key)."""
        if self.kind == _Kind.RANK:
            taken = self.cleaned_data.get("chosen", [])
            chosen = [(text, key) for text, key in self.things if text in taken]
            return [*chosen, *((line.strip(), "") for line in self.cleaned_data["lines"].splitlines())]
        if self.kind == _Kind.AGREE:
            return []
        numbers = range(1, _OPTIONS + 1)
        given = [(_kept(self.cleaned_data[f"option-{n}"]), self.cleaned_data[f"route-{n}"]) for n in numbers]
        return [(text, route) for text, route in given if text.strip()]

    @staticmethod
    def route_question(group: Group | None = None) -> dict[str, Any]:
        """What the fields hold for the question which route to take with submissions."""
        known = GROUP_ROUTES if group else ROUTES
        options = {f"option-{n}": in_page_language(text) for n, (_route, text) in enumerate(known, start=1)}
        routes = {f"route-{n}": route for n, (route, _text) in enumerate(known, start=1)}
        question = GROUP_ROUTE_QUESTION if group else ROUTE_QUESTION
        return {"question": in_page_language(question), **options, **routes}

    @staticmethod
    def put_anew(earlier: Decision, options: Sequence[Option], *, supersede: bool) -> dict[str, Any]:
        """What the fields hold for a question that is put anew: the same, to supersede what counts now."""
        texts = {f"option-{n}": option.said for n, option in enumerate(options, start=1)}
        routes = {f"route-{n}": option.route for n, option in enumerate(options, start=1)}
        same = {"question": earlier.asked, "quorum": earlier.quorum, **texts, **routes}
        return same | {"supersedes": earlier} if supersede else same


class VoiceForm(forms.Form):
    """An organisation's choice or ranking, and the dissent or reason that it wants recorded.

    A ranking is put together by buttons, one place after the other: `begun` has the places so far.
    """

    organisation = forms.ModelChoiceField(label=_("For"), queryset=Organisation.objects.none(), empty_label=None)
    option = forms.ModelChoiceField(
        label=_("Our choice"), queryset=Option.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    dissent = forms.CharField(
        label=_("What you disagree with"),
        help_text=_("It is written down with your voice."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, decision: Decision, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0].pk
            self.fields["organisation"].widget = forms.HiddenInput()
        self._options = {str(each.pk): each for each in decision.options.all()}
        if decision.kind == _Kind.RANK:
            self._take_places()
        else:
            self.fields["option"].queryset = decision.options.all()  # type: ignore[attr-defined]
        if decision.kind == _Kind.AGREE:
            self.fields["dissent"].label = _("Reason, if you object")
            self.fields["dissent"].help_text = ""

    def _take_places(self) -> None:
        del self.fields["option"]
        choices = [(key, str(each)) for key, each in self._options.items()]
        for place in range(1, places_for(len(self._options)) + 1):
            self.fields[f"place-{place}"] = forms.ChoiceField(choices=choices, required=False, widget=forms.HiddenInput)

    @property
    def picked(self) -> list[Option]:
        """The options that have a place, the first choice first."""
        places = [str(self[name].value() or "") for name in self.fields if name.startswith("place-")]
        return [self._options[key] for key in dict.fromkeys(places) if key in self._options]

    @property
    def left(self) -> list[Option]:
        """The options that can take the next place."""
        picked = self.picked
        is_full = len(picked) == places_for(len(self._options))
        return [] if is_full else [each for each in self._options.values() if each not in picked]

    @staticmethod
    def begun(sent: QueryDict) -> dict[str, Any]:
        """What the fields hold once the option of `pick` has the next place, or that of `drop` has none."""
        places = [value for name, value in sorted(sent.items()) if name.startswith("place-") and value]
        kept = [each for each in [*places, sent.get("pick", "")] if each and each != sent.get("drop")]
        numbered = {f"place-{place}": key for place, key in enumerate(kept, start=1)}
        return {"organisation": sent.get("organisation"), "dissent": sent.get("dissent", ""), **numbered}

    @staticmethod
    def said(voice: Voice | None, ranked: Sequence[Option]) -> dict[str, Any]:
        """What the fields hold of the voice that was given last."""
        if voice is None:
            return {}
        places = {f"place-{place}": each.pk for place, each in enumerate(ranked, start=1)}
        return {"organisation": voice.organisation_id, "option": voice.option_id, "dissent": voice.dissent, **places}

    def given(self) -> dict[str, Any]:
        """What the service is given."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith("place-")}
        places = [self.cleaned_data[name] for name in self.fields if name.startswith("place-")]
        return said | {"ranking": [self._options[key] for key in places if key]}


class RoomForm(forms.Form):
    """How many hands or stickers each option got."""

    way = forms.ChoiceField(label=_("Counted by"), choices=Decision.RoomWay)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].initial = decision.room_way or Decision.RoomWay.HANDS
        self._options = list(decision.options.all())
        for each in self._options:
            self.fields[f"room-{each.pk}"] = forms.IntegerField(
                label=str(each), min_value=0, max_value=10_000, required=False, initial=each.room
            )

    def counts(self) -> dict[int, int]:
        """Hands or stickers by the key of the option."""
        return {each.pk: self.cleaned_data[f"room-{each.pk}"] or 0 for each in self._options}


class CloseForm(forms.Form):
    """The outcome in words."""

    outcome = forms.CharField(
        label=_("Outcome"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Once closed it stays as it is; only another decision can supersede it."),
    )

    @classmethod
    def of(cls, order: str) -> "CloseForm":
        """With the order that the points give, to be changed; "" where there is none."""
        form = cls(initial={"outcome": order})
        if order:
            words = form.fields["outcome"].help_text, _("Change it if you agreed otherwise.")
            form.fields["outcome"].help_text = " ".join(str(each) for each in reversed(words))
        return form
