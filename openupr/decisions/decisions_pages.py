"""The list of decisions, its files, and the form that puts a question."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.coalitions.actions.roles import coalition_of
from openupr.coalitions.addresses import COALITION, GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.organisations import answered_by_another
from openupr.web.days import DayField
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.languages import in_page_language
from openupr.web.large_numbers import number_in
from openupr.web.parts import Tab

from .actions import (
    ASK_GROUP,
    ASK_ORGANISATIONS,
    SEE_DECISIONS,
)
from .decisions import DecisionTally, ask_group, ask_organisations, rows, tallies_of, tally_of
from .models import Decision, Option
from .ranking import RANKED_THINGS, RankedThings
from .rules.decisions import (
    GROUP_ROUTE_QUESTION,
    GROUP_ROUTES,
    OUR_WORDS,
    RANKING_QUESTION,
    ROUTE_QUESTION,
    ROUTES,
    more_than_half_of,
)
from .voices import members_asked, who_is_missing

_OPTIONS = 6
_LEAST = 2  # with fewer there is nothing to choose between
_Kind = Decision.Kind


def _kept(text: str) -> str:
    """The English of words that are ours, so that each reader sees them in their own language; else
    the text.
    """
    return next((ours for ours in OUR_WORDS if in_page_language(ours) == text.strip()), text)


class AskForm(forms.Form):
    """A question of one kind; `options()` gives (text, route or key) of each that was filled in.

    `group`: whose organisations are asked. `things`: (text, key) of what a ranking can take as its
    options.
    """

    question = forms.CharField(
        label=gettext_lazy("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    quorum = forms.IntegerField(label=gettext_lazy("How many must speak"), min_value=1, max_value=1000)
    closes_on = DayField(label=gettext_lazy("To be closed on"), required=False)
    supersedes = forms.ModelChoiceField(
        label=gettext_lazy("Replaces"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=gettext_lazy("no other decision"),
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
        replaces.label_from_instance = lambda decision: decision.asked[:80]  # type: ignore[attr-defined]
        if kind == _Kind.CHOOSE:
            self._take_options(GROUP_ROUTES if group else ROUTES)
        elif kind == _Kind.RANK:
            self._take_things()
        later = ("quorum", "closes_on", "supersedes")
        self.order_fields([name for name in self.fields if name not in later])

    def _take_options(self, known: Sequence[tuple[str, str]]) -> None:
        """Texts, and which route follows from each: shown only where the question is about
        routes.
        """
        about_routes = any(name.startswith("route-") and route for name, route in self.initial.items())
        widget = forms.Select if about_routes else forms.HiddenInput
        routes = [("", gettext_lazy("nothing of itself")), *((route, in_page_language(text)) for route, text in known)]
        for number in range(1, _OPTIONS + 1):
            label = gettext_lazy("Option %(number)s") % {"number": number}
            self.fields[f"option-{number}"] = forms.CharField(label=label, max_length=200, required=number <= _LEAST)
            self.fields[f"route-{number}"] = forms.ChoiceField(
                label=gettext_lazy("Route if chosen"), choices=routes, required=False, widget=widget
            )

    def _take_things(self) -> None:
        if self.things:
            choices = [(text, in_page_language(text) if key else text) for text, key in self.things]
            self.fields["chosen"] = forms.MultipleChoiceField(
                label=gettext_lazy("To put in order"),
                choices=choices,
                initial=[text for text, _key in self.things],
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
            )
            # The options may also be typed.
            self.fields["chosen"].is_sometimes_needed = True  # type: ignore[attr-defined]
        self.fields["lines"] = forms.CharField(
            label=gettext_lazy("More options") if self.things else gettext_lazy("To put in order"),
            required=not self.things,
            max_length=8000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=gettext_lazy("One a line."),
        )

    def _say_quorum(self, members: int, speaking: int) -> None:
        """Begin with more than half of the organisations, but never more than can speak now; at
        most all.
        """
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
        too_many = gettext_lazy("Only %(n)s organisations are asked: more can never speak.") % {"n": members}
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
        pairs = [(_kept(self.cleaned_data[f"option-{n}"]), self.cleaned_data[f"route-{n}"]) for n in numbers]
        return [(text, route) for text, route in pairs if text.strip()]

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
        """The values of the fields for a question that is asked again: the same, to supersede the
        current one.
        """
        texts = {f"option-{n}": option.said for n, option in enumerate(options, start=1)}
        routes = {f"route-{n}": option.route for n, option in enumerate(options, start=1)}
        same = {"question": earlier.asked, "quorum": earlier.quorum, **texts, **routes}
        return same | {"supersedes": earlier} if supersede else same


_COLUMNS = [
    *("question", "group", "kind", "asked_on", "option", "route", "voices", "points", "room"),
    *("members", "quorum", "closed", "stands", "outcome"),
]


@page(COALITION + "decisions/", SEE_DECISIONS)
def decisions(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All of them, open ones first."""
    return _list(request, tallies_of(request.about, today=request.today))


@page(GROUP + "decisions/", SEE_DECISIONS)
def group_decisions(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Those of one group, open ones first; below, what is open for the whole coalition."""
    tallies = tallies_of(request.about.coalition, today=request.today)
    open_for_all = [tally for tally in tallies if not tally.decision.group_id and not tally.decision.closed_at]
    return _list(request, [tally for tally in tallies if tally.decision.group_id == request.about.pk], open_for_all)


def _list(
    request: Request[Any], tallies: list[DecisionTally], open_for_all: Sequence[DecisionTally] = ()
) -> HttpResponse:
    group = request.about if isinstance(request.about, Group) else None
    may_ask = ("coalitions.ask-group" if group else "coalitions.ask-organisations") in request.may
    own = [tally for tally in tallies if tally.decision.group_id == (group.pk if group else None)]
    other = next(iter(answered_by_another(request.actor, [coalition_of(request.about)])), None)
    context = {
        "page_name": _("Decisions of the group") if group else _("Decisions"),
        "speaker": other.representative if other else None,
        "answered_by_another": [
            tally for tally in (*tallies, *open_for_all) if other and tally.asks(other.organisation_id)
        ],
        "open_for_all": open_for_all,
        "tallies": sorted(tallies, key=lambda tally: tally.decision.closed_at is not None),
        "none_open": all(tally.decision.closed_at for tally in tallies),
        "unasked": who_is_missing(coalition_of(request.about), group),
        "ask": _new_address(request) if may_ask else "",
        "ask_route": may_ask and not any(tally.keeps_the_route for tally in own),
        "ranked": _to_rank(request, besides=own) if may_ask else [],
    }
    return coalition_page(request, "decisions/list.html", context)


def _to_rank(request: Request[Any], *, besides: Sequence[DecisionTally] = ()) -> list[RankedThings]:
    """What can be ranked here in one click, without what an open ranking in `besides` asks
    already.
    """
    coalition, group = coalition_of(request.about), request.about if isinstance(request.about, Group) else None
    rankings = (tally for tally in besides if tally.is_ranking and tally.decision.closed_at is None)
    ranked = {option.key for ranking in rankings for option in ranking.options if option.key}
    by_things = ((thing, {key for _text, key in thing.options(coalition, group)}) for thing in RANKED_THINGS)
    return [thing for thing, keys in by_things if keys and not keys & ranked]


def _new_address(request: Request[Any]) -> str:
    if isinstance(request.about, Group):
        return reverse("decisions:group-decision-new", args=[request.about.coalition.key, request.about.pk])
    return reverse("decisions:decision-new", args=[request.about.key])


@page(COALITION + "decisions/new/", ASK_ORGANISATIONS, methods="GET POST")
@page(GROUP + "decisions/new/", ASK_GROUP, name="group-decision-new", methods="GET POST")
def decision_new(request: Request[Any], coalition: str, group: int | None = None) -> HttpResponse:
    """Put a question. `?kind=`: choose, rank or agree; `?from=`: what a ranking takes as its
    options.

    `?about=route` fills in the one which route to take, `?anew=` one that was closed.
    """
    of = request.about if group else None
    kind, things, initial = _begun(request, of)
    form = AskForm(
        request.POST or None, coalition=coalition_of(request.about), group=of, kind=kind, things=things, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            names = ("question", "quorum", "closes_on", "supersedes")
            values = {name: form.cleaned_data[name] for name in names}
            values |= {"by": request.actor, "kind": kind, "options": form.options(), "today": request.today}
            decision = ask_group(group=of, **values) if of else ask_organisations(coalition=request.about, **values)
            messages.success(request, _("The question is put. Who answers it finds it in “For me”."))
            return redirect("decisions:decision", coalition, decision.pk)
    taken = RANKED_THINGS.get(request.GET.get("from", "")) if things else None
    back = taken.page(coalition_of(request.about), of) if taken and taken.page else ""
    context = {
        "page_name": taken.button if taken else _("Put a question"),
        "form": form,
        "unasked": who_is_missing(coalition_of(request.about), of),
        "kind": kind,
        "kinds": [
            Tab(capfirst(label), f"?kind={value}", current=value == kind) for value, label in Decision.Kind.choices
        ],
        "ranked": _to_rank(request) if kind == Decision.Kind.RANK and not things else [],
        "back": back or _new_address(request).removesuffix("new/"),
    }
    return coalition_page(request, "decisions/new.html", context)


def _begun(request: Request[Any], group: Group | None) -> tuple[str, Sequence[tuple[str, str]], dict[str, Any]]:
    """The kind of question that the address asks for, what it ranks, and what its fields hold."""
    if request.GET.get("about") == "route":
        return Decision.Kind.CHOOSE, (), AskForm.route_question(group)
    coalition = coalition_of(request.about)
    earlier = tally_of(coalition, number_in(request.GET.get("anew", "")), group=group)
    if earlier and (earlier.decision.group_id is not None) == (group is not None):
        ranked = [(option.text, option.key) for option in earlier.options] if earlier.is_ranking else []
        initial = AskForm.put_anew(earlier.decision, earlier.options, supersede=earlier.stands)
        return earlier.decision.kind, ranked, initial
    kind = request.GET.get("kind", "")
    things = RANKED_THINGS.get(request.GET.get("from", ""))
    if things:
        options, ticked = things.options(coalition, group), things.ticked(coalition, group) if things.ticked else ()
        chosen = [text for text, key in options if key in ticked] or [text for text, _key in options]
        return Decision.Kind.RANK, options, {"question": in_page_language(RANKING_QUESTION), "chosen": chosen}
    return kind if kind in Decision.Kind.values else Decision.Kind.CHOOSE, (), {}


@page(COALITION + "decisions/decisions.csv", SEE_DECISIONS)
def decisions_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file, one row an option."""
    return records_as_csv("decisions", _COLUMNS, rows(request.about))


@page(COALITION + "decisions/decisions.json", SEE_DECISIONS)
def decisions_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "decisions": rows(request.about)})
