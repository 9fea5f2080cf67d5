"""Decisions: asked, voices given, closed, read."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.web.charts import Bar, Part
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.languages import in_page_language
from openupr.web.large_numbers import number_in
from openupr.web.parts import Tab

from ..actions.decision import (
    ASK_GROUP,
    ASK_ORGANISATIONS,
    CLOSE_DECISION,
    CLOSE_GROUP_DECISION,
    GIVE_VOICE,
    SEE_DECISIONS,
    SEE_VOICES,
)
from ..actions.roles import coalition_of, roles_of
from ..addresses import COALITION, GROUP
from ..forms.decisions import AskForm, CloseForm, RoomForm, VoiceForm
from ..frame import Request, coalition_page, refusals_in
from ..models import Coalition, Decision, Group, Option, Organisation
from ..queries.decisions import (
    DecisionTally,
    answered_by_another,
    order_is_hidden,
    rows,
    speaks_for,
    tallies_of,
    tally_of,
    who_is_missing,
    why_no_voice,
)
from ..queries.messages import Message, message_to_copy
from ..queries.ranking import RANKED_THINGS, RankedThings
from ..rules.decisions import RANKING_QUESTION
from ..services.decisions import (
    ask_group,
    ask_organisations,
    close_decision,
    close_group_decision,
    count_room,
    count_room_of_group,
    give_voice,
)

_COLUMNS = [
    *("question", "group", "kind", "asked_on", "option", "route", "voices", "points", "room"),
    *("members", "quorum", "closed", "stands", "outcome"),
]
_TONES = {Option.Stand.AGREE: "yes", Option.Stand.LIVE: "part", Option.Stand.OBJECT: "no"}


@page(COALITION + "decisions/", SEE_DECISIONS)
def decisions(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All of them, open ones first."""
    return _list(request, tallies_of(request.about, today=request.today))


@page(GROUP + "decisions/", SEE_DECISIONS)
def group_decisions(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Those of one group, open ones first; below, what is open for the whole coalition."""
    found = tallies_of(request.about.coalition, today=request.today)
    open_for_all = [each for each in found if not each.decision.group_id and not each.decision.closed_at]
    return _list(request, [each for each in found if each.decision.group_id == request.about.pk], open_for_all)


def _list(
    request: Request[Any], tallies: list[DecisionTally], open_for_all: Sequence[DecisionTally] = ()
) -> HttpResponse:
    group = request.about if isinstance(request.about, Group) else None
    may_ask = ("coalitions.ask-group" if group else "coalitions.ask-organisations") in request.may
    own = [each for each in tallies if each.decision.group_id == (group.pk if group else None)]
    other = next(iter(answered_by_another(request.actor, [coalition_of(request.about)])), None)
    given = {
        "page_name": _("Decisions of the group") if group else _("Decisions"),
        "speaker": other.representative if other else None,
        "answered_by_another": [
            each for each in (*tallies, *open_for_all) if other and each.asks(other.organisation_id)
        ],
        "open_for_all": open_for_all,
        "tallies": sorted(tallies, key=lambda each: each.decision.closed_at is not None),
        "none_open": all(each.decision.closed_at for each in tallies),
        "unasked": who_is_missing(coalition_of(request.about), group),
        "ask": _new_address(request) if may_ask else "",
        "ask_route": may_ask and not any(each.keeps_the_route for each in own),
        "ranked": _to_rank(request, besides=own) if may_ask else [],
    }
    return coalition_page(request, "coalitions/decisions/list.html", given)


def _to_rank(request: Request[Any], *, besides: Sequence[DecisionTally] = ()) -> list[RankedThings]:
    """What there is to put in order here, to be taken in one click; not what an open ranking `besides` asks already."""
    coalition, group = coalition_of(request.about), request.about if isinstance(request.about, Group) else None
    rankings = (each for each in besides if each.is_ranking and each.decision.closed_at is None)
    asked = {option.key for each in rankings for option in each.options if option.key}
    by_things = ((each, {key for _text, key in each.options(coalition, group)}) for each in RANKED_THINGS)
    return [each for each, keys in by_things if keys and not keys & asked]


def _new_address(request: Request[Any]) -> str:
    if isinstance(request.about, Group):
        return reverse("coalitions:group-decision-new", args=[request.about.coalition.key, request.about.pk])
    return reverse("coalitions:decision-new", args=[request.about.key])


@page(COALITION + "decisions/new/", ASK_ORGANISATIONS, methods="GET POST")
@page(GROUP + "decisions/new/", ASK_GROUP, name="group-decision-new", methods="GET POST")
def decision_new(request: Request[Any], coalition: str, group: int | None = None) -> HttpResponse:
    """Put a question. `?kind=`: choose, rank or agree; `?from=`: what a ranking takes as its options.

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
            given = {name: form.cleaned_data[name] for name in names}
            given |= {"by": request.actor, "kind": kind, "options": form.options(), "today": request.today}
            asked = ask_group(group=of, **given) if of else ask_organisations(coalition=request.about, **given)
            messages.success(request, _("The question is put. Who answers it finds it in “For me”."))
            return redirect("coalitions:decision", coalition, asked.pk)
    taken = RANKED_THINGS.get(request.GET.get("from", "")) if things else None
    back = taken.page(coalition_of(request.about), of) if taken and taken.page else ""
    given = {
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
    return coalition_page(request, "coalitions/decisions/new.html", given)


def _begun(request: Request[Any], group: Group | None) -> tuple[str, Sequence[tuple[str, str]], dict[str, Any]]:
    """The kind of question that the address asks for, what it ranks, and what its fields hold."""
    if request.GET.get("about") == "route":
        return Decision.Kind.CHOOSE, (), AskForm.route_question(group)
    coalition = coalition_of(request.about)
    earlier = tally_of(coalition, number_in(request.GET.get("anew", "")), group=group)
    if earlier and (earlier.decision.group_id is not None) == (group is not None):
        ranked = [(each.text, each.key) for each in earlier.options] if earlier.is_ranking else []
        initial = AskForm.put_anew(earlier.decision, earlier.options, supersede=earlier.stands)
        return earlier.decision.kind, ranked, initial
    kind = request.GET.get("kind", "")
    things = RANKED_THINGS.get(request.GET.get("from", ""))
    if things:
        options, ticked = things.options(coalition, group), things.ticked(coalition, group) if things.ticked else ()
        chosen = [text for text, key in options if key in ticked] or [text for text, _key in options]
        return Decision.Kind.RANK, options, {"question": in_page_language(RANKING_QUESTION), "chosen": chosen}
    return kind if kind in Decision.Kind.values else Decision.Kind.CHOOSE, (), {}


@page(COALITION + "decisions/<int:number>/", SEE_DECISIONS)
def decision(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Voices, who has not spoken, dissent, outcome."""
    return _page(request, _asked_for(request, number))


def _asked_for(request: Request[Any], number: int) -> DecisionTally:
    group = request.about if isinstance(request.about, Group) else None
    found = tally_of(coalition_of(request.about), number, group=group, today=request.today)
    if found is None:
        raise Http404
    return found


def _page(
    request: Request[Any], tally: DecisionTally, *, status: int = 200, focus_send: bool = False, **forms: Form
) -> HttpResponse:
    """`focus_send`: every place of a ranking is taken. The list is gone, and its send button comes in sight."""
    asked = tally.decision
    is_open = asked.closed_at is None
    given: dict[str, Any] = {
        "page_name": _("Decision"),
        "tally": tally,
        "decision": asked,
        "focus_send": focus_send,
        "names": SEE_VOICES.open_to(request.roles),
        "all_spoke": bool(tally.voices) and not tally.silent,
    }
    if things := _ranked(tally):
        given |= {"ranked_page": _ranked_page(tally), "ranked_link": things.link}
        if is_open:
            given["texts_changed"] = _as_worded_now(tally, things)
        else:
            _with_readers_numbers(tally, things)
    if order_is_hidden(request.actor, tally):
        given["is_hidden"] = True
    else:
        given |= _pictures(tally)
    may_close = _may_close(request, asked)
    given["may_ask_again"] = may_close and tally.may_be_put_anew
    if is_open and may_close:
        given["close"] = forms.get("close") or CloseForm.of("" if "is_hidden" in given else _order_in_words(tally))
        if tally.is_ranking:
            given["room"] = forms.get("room") or RoomForm(decision=asked)
    if is_open:
        # Once all have spoken it has nothing to ask.
        given["message"] = _message(request, tally) if tally.silent or not tally.voices else None
        given["folded"] = not may_close
        if ours := speaks_for(request.actor, tally):
            given["voice"] = forms.get("voice") or _voice_form(tally, ours)
            given["has_spoken"] = any(each.organisation_id == ours[0].pk for each in tally.voices)
        else:
            given["no_voice"] = why_no_voice(request.actor, tally)
    beside = ""
    if asked.group:
        asked.group.coalition = asked.coalition
        beside = reverse("coalitions:group-decisions", args=[asked.coalition.key, asked.group.pk])
    return coalition_page(
        request, "coalitions/decisions/one.html", given, status=status, group=asked.group, beside=beside
    )


def _may_close(request: Request[Any], asked: Decision) -> bool:
    """Who leads a group closes its decisions, and no other's."""
    if asked.group:
        return CLOSE_GROUP_DECISION.open_to(roles_of(request.actor, asked))
    return CLOSE_DECISION.open_to(request.roles)


def _ranked(tally: DecisionTally) -> RankedThings | None:
    """What it puts in order, where that has a page."""
    found = (each for each in RANKED_THINGS if each.are_in(tally.decision))
    return next(found, None) if tally.is_ranking else None


def _as_worded_now(tally: DecisionTally, things: RankedThings) -> bool:
    """Give the options the texts that the things have now; whether one changed since the ranking began."""
    asked, changed = tally.decision, False
    texts = {key: text for text, key in things.options(asked.coalition, asked.group)}
    for option in tally.options:
        text = texts.get(option.key, option.text)
        # Before the colon is its number, in the reader's language.
        changed = changed or text.partition(":")[2] != option.text.partition(":")[2]
        option.text = text
    return changed


def _with_readers_numbers(tally: DecisionTally, things: RankedThings) -> None:
    """Give the options of a closed ranking their numbers in the reader's language. Their texts stay as ranked."""
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
    """The order of a ranking that its points give: "First: Recommendation 5. Then, with equal points: Recommendation 1;
    Recommendation 2."; "" where none has a point. What has a number is named by it, all else by its text.
    """
    things = _ranked(tally)
    prefix = things.prefix if things else ""

    def name(option: Option) -> str:
        # Before the colon is its number, in the reader's language.
        return option.said.partition(":")[0] if prefix and option.key.startswith(prefix) else option.said

    ranked = [(option, n) for option, n in tally.by_option() if n] if tally.is_ranking else []
    said: list[str] = []
    for _n, equal in groupby(ranked, lambda pair: pair[1]):
        names = [name(each) for each, _points in equal]
        if len(names) > 1:
            place = _("Then, with equal points: %(names)s.") if said else _("First, with equal points: %(names)s.")
        else:
            place = _("Then: %(names)s.") if said else _("First: %(names)s.")
        said.append(place % {"names": "; ".join(names)})
    return " ".join(said)


def _voice_form(tally: DecisionTally, ours: Sequence[Organisation]) -> VoiceForm:
    """It shows what one's organisation said last."""
    last = next((each for each in tally.voices if each.organisation_id == ours[0].pk), None)
    said = VoiceForm.said(last, tally.ranked(last) if last else [])
    return VoiceForm(decision=tally.decision, organisations=ours, initial=said)


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
    asked = tally.decision
    path = reverse("coalitions:decision", args=[asked.coalition.key, asked.pk])
    words = _("A question waits for your organisation's answer.")
    return message_to_copy(request, words, path, until=asked.closes_on, about=asked.question)


@page(COALITION + "decisions/<int:number>/voice/", GIVE_VOICE, methods="POST")
def decision_voice(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Give one's organisation's voice; the last one before closing counts. `pick` and `drop` put a ranking together.

    Who can close it is led to that once all have spoken. A ranking leads others back to what was ranked, where that
    shows the order.
    """
    tally = _asked_for(request, number)
    asked, organisations = tally.decision, speaks_for(request.actor, tally)
    if tally.is_ranking and ("pick" in request.POST or "drop" in request.POST):
        begun = VoiceForm(initial=VoiceForm.begun(request.POST), decision=asked, organisations=organisations)
        return _page(request, tally, voice=begun, focus_send=not begun.left)
    form = VoiceForm(request.POST, decision=asked, organisations=organisations)
    if form.is_valid():
        with refusals_in(form):
            give_voice(by=request.actor, decision=asked, now=request.now, **form.given())
            if _may_close(request, asked) and not _asked_for(request, number).silent:
                messages.success(request, _("All organisations have spoken. Close the decision now."))
                return redirect(reverse("coalitions:decision", args=[asked.coalition.key, number]) + "#close")
            if page := _ranked_page(tally):
                messages.success(request, _("Your organisation's order is saved. Until closing it can be changed."))
                return redirect(page)
            messages.success(request, _("Your organisation's answer is recorded. You can change it until the end."))
            return _back(request, number)
    return _page(request, tally, status=422, voice=form)


@page(COALITION + "decisions/<int:number>/room/", CLOSE_DECISION, methods="POST")
@page(GROUP + "decisions/<int:number>/room/", CLOSE_GROUP_DECISION, name="group-decision-room", methods="POST")
def decision_room(request: Request[Any], coalition: str, number: int, group: int | None = None) -> HttpResponse:
    """Type in how many hands or stickers each option got."""
    tally = _asked_for(request, number)
    form = RoomForm(request.POST, decision=tally.decision)
    if form.is_valid():
        with refusals_in(form):
            count = count_room_of_group if group else count_room
            way, counts = form.cleaned_data["way"], form.counts()
            count(by=request.actor, decision=tally.decision, way=way, counts=counts, today=request.today)
            messages.success(request, _("The numbers are recorded. Until closing they can be changed."))
            return _back(request, number)
    return _page(request, tally, status=422, room=form)


@page(COALITION + "decisions/<int:number>/close/", CLOSE_DECISION, methods="POST")
@page(GROUP + "decisions/<int:number>/close/", CLOSE_GROUP_DECISION, name="group-decision-close", methods="POST")
def decision_close(request: Request[Any], coalition: str, number: int, group: int | None = None) -> HttpResponse:
    """Close it for good with its outcome."""
    tally, form = _asked_for(request, number), CloseForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            close = close_group_decision if group else close_decision
            close(by=request.actor, decision=tally.decision, now=request.now, **form.cleaned_data)
            messages.success(request, _("Closed."))
            return _back(request, number)
    return _page(request, tally, status=422, close=form)


def _back(request: Request[Any], number: int) -> HttpResponseRedirect:
    return redirect("coalitions:decision", coalition_of(request.about).key, number)


@page(COALITION + "decisions/decisions.csv", SEE_DECISIONS)
def decisions_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file, one row an option."""
    return records_as_csv("decisions", _COLUMNS, rows(request.about))


@page(COALITION + "decisions/decisions.json", SEE_DECISIONS)
def decisions_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "decisions": rows(request.about)})
