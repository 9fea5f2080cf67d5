"""The page of one decision: voices, who has not spoken, a room's count, the outcome."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.actions.roles import coalition_of, roles_of
from openupr.coalitions.addresses import COALITION, GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.messages import Message, message_to_copy
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.web.charts import Bar, Part

from .actions import (
    CLOSE_DECISION,
    CLOSE_GROUP_DECISION,
    GIVE_VOICE,
    SEE_DECISIONS,
    SEE_VOICES,
)
from .decisions import (
    DecisionTally,
    close_decision,
    close_group_decision,
    count_room,
    count_room_of_group,
    tally_of,
)
from .models import Decision, Option, Voice
from .ranking import RANKED_THINGS, RankedThings
from .rules.decisions import (
    places_for,
)
from .voices import give_voice, order_is_hidden, speaks_for, why_no_voice


class VoiceForm(forms.Form):
    """An organisation's choice or ranking, and the dissent or reason that it wants recorded.

    A ranking is put together by buttons, one place after the other: `begun` has the places so far.
    """

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Organisation.objects.none(), empty_label=None
    )
    option = forms.ModelChoiceField(
        label=gettext_lazy("Our choice"), queryset=Option.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    dissent = forms.CharField(
        label=gettext_lazy("What you disagree with"),
        help_text=gettext_lazy("It is written down with your voice."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, decision: Decision, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0].pk
            self.fields["organisation"].widget = forms.HiddenInput()
        self._options = {str(option.pk): option for option in decision.options.all()}
        if decision.kind == Decision.Kind.RANK:
            self._take_places()
        else:
            self.fields["option"].queryset = decision.options.all()  # type: ignore[attr-defined]
        if decision.kind == Decision.Kind.AGREE:
            self.fields["dissent"].label = gettext_lazy("Reason, if you object")
            self.fields["dissent"].help_text = ""

    def _take_places(self) -> None:
        del self.fields["option"]
        choices = [(key, str(option)) for key, option in self._options.items()]
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
        return [] if is_full else [option for option in self._options.values() if option not in picked]

    @staticmethod
    def begun(sent: QueryDict) -> dict[str, Any]:
        """The values of the fields after the option of `pick` got the next place, or that of `drop`
        lost its place.
        """
        places = [value for name, value in sorted(sent.items()) if name.startswith("place-") and value]
        kept = [key for key in [*places, sent.get("pick", "")] if key and key != sent.get("drop")]
        numbered = {f"place-{place}": key for place, key in enumerate(kept, start=1)}
        return {"organisation": sent.get("organisation"), "dissent": sent.get("dissent", ""), **numbered}

    @staticmethod
    def initial_of(voice: Voice | None, ranked: Sequence[Option]) -> dict[str, Any]:
        """What the fields hold of the voice that was given last."""
        if voice is None:
            return {}
        places = {f"place-{place}": option.pk for place, option in enumerate(ranked, start=1)}
        return {"organisation": voice.organisation_id, "option": voice.option_id, "dissent": voice.dissent, **places}

    def answer(self) -> dict[str, Any]:
        """What the service is given."""
        values = {name: value for name, value in self.cleaned_data.items() if not name.startswith("place-")}
        places = [self.cleaned_data[name] for name in self.fields if name.startswith("place-")]
        return values | {"ranking": [self._options[key] for key in places if key]}


class CountRoomForm(forms.Form):
    """How many hands or stickers each option got."""

    way = forms.ChoiceField(label=gettext_lazy("Counted by"), choices=Decision.RoomWay)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].initial = decision.room_way or Decision.RoomWay.HANDS
        self._options = list(decision.options.all())
        for option in self._options:
            self.fields[f"room-{option.pk}"] = forms.IntegerField(
                label=str(option), min_value=0, max_value=10_000, required=False, initial=option.room
            )

    def counts(self) -> dict[int, int]:
        """Hands or stickers by the key of the option."""
        return {option.pk: self.cleaned_data[f"room-{option.pk}"] or 0 for option in self._options}


class CloseDecisionForm(forms.Form):
    """The outcome in words."""

    outcome = forms.CharField(
        label=gettext_lazy("Outcome"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Once closed it stays as it is; only another decision can supersede it."),
    )

    @classmethod
    def of(cls, order: str) -> "CloseDecisionForm":
        """With the order that the points give, to be changed; "" where there is none."""
        form = cls(initial={"outcome": order})
        if order:
            words = form.fields["outcome"].help_text, gettext_lazy("Change it if you agreed otherwise.")
            form.fields["outcome"].help_text = " ".join(str(word) for word in reversed(words))
        return form


_TONES = {Option.Stand.AGREE: "yes", Option.Stand.LIVE: "part", Option.Stand.OBJECT: "no"}


@page(COALITION + "decisions/<int:number>/", SEE_DECISIONS)
def decision(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Voices, who has not spoken, dissent, outcome."""
    return _page(request, _asked_for(request, number))


def _asked_for(request: Request[Any], number: int) -> DecisionTally:
    group = request.about if isinstance(request.about, Group) else None
    tally = tally_of(coalition_of(request.about), number, group=group, today=request.today)
    if tally is None:
        raise Http404
    return tally


def _page(
    request: Request[Any], tally: DecisionTally, *, status: int = 200, focus_send: bool = False, **forms: Form
) -> HttpResponse:
    """Show one decision. `focus_send`: every place of a ranking is filled, so its send button comes
    in sight.
    """
    decision = tally.decision
    is_open = decision.closed_at is None
    context: dict[str, Any] = {
        "page_name": _("Decision"),
        "tally": tally,
        "decision": decision,
        "focus_send": focus_send,
        "names": SEE_VOICES.open_to(request.roles),
        "all_spoke": bool(tally.voices) and not tally.silent,
    }
    if things := _ranked(tally):
        context |= {"ranked_page": _ranked_page(tally), "ranked_link": things.link}
        if is_open:
            context["texts_changed"] = _as_worded_now(tally, things)
        else:
            _with_readers_numbers(tally, things)
    if order_is_hidden(request.actor, tally):
        context["is_hidden"] = True
    else:
        context |= _pictures(tally)
    may_close = _may_close(request, decision)
    context["may_ask_again"] = may_close and tally.may_be_put_anew
    if is_open and may_close:
        order = "" if "is_hidden" in context else _order_in_words(tally)
        context["close"] = forms.get("close") or CloseDecisionForm.of(order)
        if tally.is_ranking:
            context["room"] = forms.get("room") or CountRoomForm(decision=decision)
    if is_open:
        # Once all have spoken it has nothing to ask.
        context["message"] = _message(request, tally) if tally.silent or not tally.voices else None
        context["folded"] = not may_close
        if ours := speaks_for(request.actor, tally):
            context["voice"] = forms.get("voice") or _voice_form(tally, ours)
            context["has_spoken"] = any(voice.organisation_id == ours[0].pk for voice in tally.voices)
        else:
            context["no_voice"] = why_no_voice(request.actor, tally)
    beside = ""
    if decision.group:
        decision.group.coalition = decision.coalition
        beside = reverse("decisions:group-decisions", args=[decision.coalition.key, decision.group.pk])
    return coalition_page(request, "decisions/one.html", context, status=status, group=decision.group, beside=beside)


def _may_close(request: Request[Any], decision: Decision) -> bool:
    """Who leads a group closes its decisions, and no other's."""
    if decision.group:
        return CLOSE_GROUP_DECISION.open_to(roles_of(request.actor, decision))
    return CLOSE_DECISION.open_to(request.roles)


def _ranked(tally: DecisionTally) -> RankedThings | None:
    """What it puts in order, where that has a page."""
    matches = (thing for thing in RANKED_THINGS if thing.are_in(tally.decision))
    return next(matches, None) if tally.is_ranking else None


def _as_worded_now(tally: DecisionTally, things: RankedThings) -> bool:
    """Give the options the present texts of the things; return whether one changed since the
    ranking began.
    """
    decision, changed = tally.decision, False
    texts = {key: text for text, key in things.options(decision.coalition, decision.group)}
    for option in tally.options:
        text = texts.get(option.key, option.text)
        # Before the colon is its number, in the reader's language.
        changed = changed or text.partition(":")[2] != option.text.partition(":")[2]
        option.text = text
    return changed


def _with_readers_numbers(tally: DecisionTally, things: RankedThings) -> None:
    """Give the options of a closed ranking their numbers in the reader's language. Their texts stay
    as ranked.
    """
    numbers = {
        key: text.partition(":")[0] for text, key in things.options(tally.decision.coalition, tally.decision.group)
    }
    for option in tally.options:
        number, colon, text = option.text.partition(":")
        option.text = f"{numbers.get(option.key, number)}{colon}{text}"


def _ranked_page(tally: DecisionTally) -> str:
    """Where the order is shown; "" where there is no such page."""
    things = _ranked(tally)
    return things.page(tally.decision.coalition, tally.decision.group) if things and things.page else ""


def _order_in_words(tally: DecisionTally) -> str:
    """The order of a ranking that its points give: "First: Recommendation 5. Then, with equal
    points: Recommendation 1; Recommendation 2."; "" where none has a point. What has a number is
    named by it, all else by its text.
    """
    things = _ranked(tally)
    prefix = things.prefix if things else ""

    def name(option: Option) -> str:
        # Before the colon is its number, in the reader's language.
        return option.said.partition(":")[0] if prefix and option.key.startswith(prefix) else option.said

    ranked = [(option, n) for option, n in tally.by_option() if n] if tally.is_ranking else []
    parts: list[str] = []
    for _n, equal in groupby(ranked, lambda pair: pair[1]):
        names = [name(option) for option, _points in equal]
        if len(names) > 1:
            place = _("Then, with equal points: %(names)s.") if parts else _("First, with equal points: %(names)s.")
        else:
            place = _("Then: %(names)s.") if parts else _("First: %(names)s.")
        parts.append(place % {"names": "; ".join(names)})
    return " ".join(parts)


def _voice_form(tally: DecisionTally, ours: Sequence[Organisation]) -> VoiceForm:
    """It shows what one's organisation said last."""
    last = next((voice for voice in tally.voices if voice.organisation_id == ours[0].pk), None)
    initial = VoiceForm.initial_of(last, tally.ranked(last) if last else [])
    return VoiceForm(decision=tally.decision, organisations=ours, initial=initial)


def _pictures(tally: DecisionTally) -> dict[str, Any]:
    """The bars of the organisations' voices or points, and of the room."""
    if tally.is_agreement:
        parts = [Part(option.said, n, _TONES[Option.Stand(option.key)]) for option, n in tally.by_option()]
        unheard = _("Not heard") if tally.decision.closed_at else _("Not heard yet")
        return {"parts": [*parts, Part(unheard, len(tally.silent), "wait")]}
    bars = [Bar(option.said, n) for option, n in tally.by_option() if n or not tally.is_ranking]
    room = [Bar(option.said, n) for option, n in tally.in_the_room]
    without = [option.said for option, n in tally.by_option() if not n] if tally.is_ranking else []
    return {"bars": bars if tally.voices or not tally.is_ranking else [], "room_bars": room, "without": without}


def _message(request: Request[Any], tally: DecisionTally) -> Message:
    """What to paste for those who have not spoken."""
    decision = tally.decision
    path = reverse("decisions:decision", args=[decision.coalition.key, decision.pk])
    words = _("A question waits for your organisation's answer.")
    return message_to_copy(request, words, path, until=decision.closes_on, about=decision.question)


@page(COALITION + "decisions/<int:number>/voice/", GIVE_VOICE, methods="POST")
def decision_voice(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Give one's organisation's voice; the last one before closing counts. `pick` and `drop` put a
    ranking together.

    Once all have spoken, a person who can close it is led to that. A ranking leads others back to
    what was ranked, if that page shows the order.
    """
    tally = _asked_for(request, number)
    decision, organisations = tally.decision, speaks_for(request.actor, tally)
    if tally.is_ranking and ("pick" in request.POST or "drop" in request.POST):
        begun = VoiceForm(initial=VoiceForm.begun(request.POST), decision=decision, organisations=organisations)
        return _page(request, tally, voice=begun, focus_send=not begun.left)
    form = VoiceForm(request.POST, decision=decision, organisations=organisations)
    if form.is_valid():
        with refusals_in(form):
            give_voice(by=request.actor, decision=decision, now=request.now, **form.answer())
            if _may_close(request, decision) and not _asked_for(request, number).silent:
                messages.success(request, _("All organisations have spoken. Close the decision now."))
                return redirect(reverse("decisions:decision", args=[decision.coalition.key, number]) + "#close")
            if page := _ranked_page(tally):
                messages.success(request, _("Your organisation's order is saved. Until closing it can be changed."))
                return redirect(page)
            messages.success(request, _("Your organisation's answer is recorded. You can change it until the end."))
            return _back(request, number)
    return _page(request, tally, status=422, voice=form)


@page(COALITION + "decisions/<int:number>/room/", CLOSE_DECISION, methods="POST")
@page(
    GROUP + "decisions/<int:number>/room/",
    CLOSE_GROUP_DECISION,
    name="group-decision-room",
    methods="POST",
    form_levels=2,
)
def decision_room(request: Request[Any], coalition: str, number: int, group: int | None = None) -> HttpResponse:
    """Type in how many hands or stickers each option got."""
    tally = _asked_for(request, number)
    form = CountRoomForm(request.POST, decision=tally.decision)
    if form.is_valid():
        with refusals_in(form):
            count = count_room_of_group if group else count_room
            way, counts = form.cleaned_data["way"], form.counts()
            count(by=request.actor, decision=tally.decision, way=way, counts=counts, today=request.today)
            messages.success(request, _("The numbers are recorded. Until closing they can be changed."))
            return _back(request, number)
    return _page(request, tally, status=422, room=form)


@page(COALITION + "decisions/<int:number>/close/", CLOSE_DECISION, methods="POST")
@page(
    GROUP + "decisions/<int:number>/close/",
    CLOSE_GROUP_DECISION,
    name="group-decision-close",
    methods="POST",
    form_levels=2,
)
def decision_close(request: Request[Any], coalition: str, number: int, group: int | None = None) -> HttpResponse:
    """Close it for good with its outcome."""
    tally, form = _asked_for(request, number), CloseDecisionForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            close = close_group_decision if group else close_decision
            close(by=request.actor, decision=tally.decision, now=request.now, **form.cleaned_data)
            messages.success(request, _("Closed."))
            return _back(request, number)
    return _page(request, tally, status=422, close=form)


def _back(request: Request[Any], number: int) -> HttpResponseRedirect:
    return redirect("decisions:decision", coalition_of(request.about).key, number)
