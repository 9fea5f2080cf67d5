"""Decisions: what they came to; putting a question, counting a room, closing."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.timeline.dated_things import DatedKind, DatedThing, dated
from openupr.timeline.dates_in_words import days_left_words
from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows

from .actions import ASK_GROUP, ASK_ORGANISATIONS, CLOSE_DECISION, CLOSE_GROUP_DECISION
from .models import Decision, Option, Voice
from .rules.decisions import (
    MOST_RANKED,
    AlreadySuperseded,
    DayIsOver,
    DecisionClosed,
    NoOutcome,
    NotARanking,
    StillOpen,
    TooManyOptions,
    check_question,
    has_quorum,
    leading,
    places_for,
    ranking_points,
)


@dataclass(frozen=True, slots=True)
class DecisionTally:
    """The state of a decision: one voice for each organisation, the last it gave. `members`: how
    many can speak.

    `today`, if given, is needed for the days left.
    """

    decision: Decision
    options: list[Option]
    voices: list[Voice]
    members: int
    silent: list[Organisation]
    today: date | None = None

    def asks(self, organisation: int) -> bool:
        """Whether an organisation, by its key, is one of those that it was put to."""
        return organisation in {member.pk for member in self.silent} | {voice.organisation_id for voice in self.voices}

    @property
    def left(self) -> str:
        """How many days are left until its last day; None if it is closed or has no such day."""
        if self.today is None or self.decision.closes_on is None or self.decision.closed_at is not None:
            return ""
        return days_left_words(self.decision.closes_on, self.today)

    @property
    def closes_on(self) -> date | None:
        """Its last day, while it is open."""
        return None if self.decision.closed_at else self.decision.closes_on

    @property
    def is_ranking(self) -> bool:
        return self.decision.kind == Decision.Kind.RANK

    @property
    def is_open_ranking(self) -> bool:
        """Whether organisations can still put its options in order."""
        return self.is_ranking and self.decision.closed_at is None

    @property
    def is_agreement(self) -> bool:
        return self.decision.kind == Decision.Kind.AGREE

    @property
    def places(self) -> int:
        """How many places a ranking has: the first gives as many points."""
        return places_for(len(self.options))

    @property
    def voices_by_option(self) -> Counter[int]:
        """How many organisations chose each option (its key), or gave it a place."""
        if not self.is_ranking:
            return Counter(voice.option_id for voice in self.voices)
        return Counter(option.pk for voice in self.voices for option in self.ranked(voice))

    @property
    def counts(self) -> dict[int, int]:
        """Voices by the key of each option, also 0. In a ranking: points, or the room's count
        before any voice.
        """
        if not self.is_ranking:
            return {option.pk: self.voices_by_option[option.pk] for option in self.options}
        if self.was_in_a_room and not self.voices:
            return {option.pk: option.room or 0 for option in self.options}
        points = ranking_points((voice.ranking for voice in self.voices), options=len(self.options))
        return {option.pk: points[option.order] for option in self.options}

    @property
    def was_in_a_room(self) -> bool:
        """Whether hands or stickers were typed in."""
        return bool(self.decision.room_way)

    @property
    def in_the_room(self) -> list[tuple[Option, int]]:
        """The options with their hands or stickers, most first; none if no room was counted."""
        if not self.was_in_a_room:
            return []
        return sorted(((option, option.room or 0) for option in self.options), key=lambda pair: -pair[1])

    @property
    def room_total(self) -> int:
        """How many hands or stickers there were."""
        return sum(n for _option, n in self.in_the_room)

    def ranked(self, voice: Voice) -> list[Option]:
        """The options that an organisation put in order, the first choice first."""
        by_order = {option.order: option for option in self.options}
        return [by_order[place] for place in voice.ranking if place in by_order]

    @property
    def leading(self) -> list[Option]:
        """The option with most voices; several when tied, none without a voice."""
        ahead = leading(self.counts)
        return [option for option in self.options if option.pk in ahead]

    @property
    def chosen_by_voice(self) -> list[tuple[Voice, list[Option]]]:
        """Each voice and the options that it chose, of a ranking in their order."""
        return [(voice, self.ranked(voice) if self.is_ranking else [voice.option]) for voice in self.voices]

    @property
    def has_quorum(self) -> bool:
        """Whether enough organisations spoke. A ranking also counts as soon as a room was
        counted.
        """
        return self.was_in_a_room or self.have_enough_spoken

    @property
    def have_enough_spoken(self) -> bool:
        return has_quorum(len(self.voices), self.decision.quorum)

    @property
    def is_superseded(self) -> bool:
        """Whether another one took its place: one that is still open did not."""
        later = getattr(self.decision, "superseded_by", None)
        return later is not None and later.closed_at is not None

    @property
    def stands(self) -> bool:
        """Whether the coalition goes by it: closed, with enough voices, and not superseded."""
        return self.decision.closed_at is not None and self.has_quorum and not self.is_superseded

    @property
    def route(self) -> Option | None:
        """The route that was decided; None if the decision does not count, is about something else,
        or is tied.
        """
        ahead = [option for option in self.leading if option.route]
        return ahead[0] if self.stands and len(ahead) == 1 else None

    @property
    def keeps_the_route(self) -> bool:
        """Whether it decided the route, or is open and asks which route to take."""
        is_open = self.decision.closed_at is None
        return self.route is not None or (is_open and any(option.route for option in self.options))

    @property
    def may_be_put_anew(self) -> bool:
        """Whether it is closed, and no later decision takes its place."""
        return self.decision.closed_at is not None and getattr(self.decision, "superseded_by", None) is None

    @property
    def dissent(self) -> list[Voice]:
        """The voices with words that are to be recorded."""
        return [voice for voice in self.voices if voice.dissent]

    def by_option(self) -> list[tuple[Option, int]]:
        """The options with their voices in their order; of a ranking with their points, most
        first.
        """
        counts = self.counts
        pairs = [(option, counts[option.pk]) for option in self.options]
        return sorted(pairs, key=lambda pair: -pair[1]) if self.is_ranking else pairs


def tally_of(
    coalition: Coalition, number: int, *, group: Group | None = None, today: date | None = None
) -> DecisionTally | None:
    """One decision with its voices, in a constant number of queries; None if there is none with
    this key.

    `group`: only a decision that the organisations of this group are asked.
    """
    decision = _decisions(coalition, group).filter(pk=number).first()
    return _tally(decision, _members(coalition), today) if decision else None


def tallies_of(coalition: Coalition, *, group: Group | None = None, today: date | None = None) -> list[DecisionTally]:
    """All decisions with their voices, or those of one group, the newest first, in a constant
    number of queries.
    """
    members = _members(coalition)
    return [_tally(decision, members, today) for decision in _decisions(coalition, group)]


def route_of(group: Group) -> Option | None:
    """The newest route that a group decided on; without one, the route of the whole coalition. At
    most three queries.
    """
    closed = kept_rows(_closed_about_a_route, group.coalition_id, group.pk)
    keys = [decision.pk for decision in closed]
    options, voices = kept_rows(_options_of, keys), kept_rows(_voices_in, keys)
    routes: dict[int | None, Option] = {}
    for decision in closed:
        its_own = [option for option in options if option.decision_id == decision.pk]
        last = {voice.organisation_id: voice for voice in voices if voice.decision_id == decision.pk}
        # Who was asked and who is silent makes no difference to it.
        route = DecisionTally(decision, its_own, list(last.values()), members=0, silent=[]).route
        if route:
            routes.setdefault(decision.group_id, route)
    return routes.get(group.pk) or routes.get(None)


def _closed_about_a_route(coalition: int, group: int) -> QuerySet[Decision]:
    a_route = Option.objects.filter(decision=OuterRef("pk"), route__gt="")
    about_it = Decision.objects.filter(Exists(a_route), coalition=coalition, closed_at__isnull=False)
    return about_it.filter(Q(group=group) | Q(group=None)).select_related("superseded_by")


def _options_of(decisions: Collection[int]) -> QuerySet[Option]:
    return Option.objects.filter(decision__in=decisions)


def _voices_in(decisions: Collection[int]) -> QuerySet[Voice]:
    return Voice.objects.filter(decision__in=decisions)


def _decisions(coalition: Coalition, group: Group | None) -> QuerySet[Decision]:
    voices = Voice.objects.select_related("organisation")
    decisions = coalition.decisions.filter(group=group) if group else coalition.decisions.all()
    decisions = decisions.select_related("supersedes", "superseded_by", "coalition__review", "group", "room_by")
    return decisions.prefetch_related("options", "group__organisations", Prefetch("voices", queryset=voices))


def _tally(decision: Decision, members: list[Organisation], today: date | None) -> DecisionTally:
    last = {voice.organisation_id: voice for voice in decision.voices.all()}
    options = {option.pk: option for option in decision.options.all()}
    for voice in last.values():
        voice.option = options[voice.option_id]
    if decision.group:
        keys = {organisation.pk for organisation in decision.group.organisations.all()}
        members = [member for member in members if member.pk in keys]
    return DecisionTally(
        decision=decision,
        options=list(options.values()),
        # What an organisation said that has left meanwhile still stands.
        voices=sorted(last.values(), key=lambda voice: voice.organisation.name),
        members=len(members),
        silent=[member for member in members if member.pk not in last],
        today=today,
    )


def _members(coalition: Coalition) -> list[Organisation]:
    """The organisations, each with the person who speaks for it (`voice`), if there is one."""
    members = coalition.member_organisations.select_related("organisation", "representative")
    for member in members:
        member.organisation.voice = member.representative  # type: ignore[attr-defined]
    return [member.organisation for member in members]


def rows(coalition: Coalition) -> list[Mapping[str, Any]]:
    """The decisions as a table, one row for each option. An open ranking has no voices, and its
    options stay in the order of the question: nobody should know who is ahead before they speak.
    """
    return [
        {
            "question": tally.decision.question,
            "group": tally.decision.group.name if tally.decision.group else "",
            "kind": tally.decision.kind,
            "asked_on": tally.decision.asked_on.isoformat(),
            "option": option.text,
            "route": option.route,
            "voices": None if tally.is_open_ranking else tally.voices_by_option[option.pk],
            "points": points,
            "room": option.room,
            "members": tally.members,
            "quorum": tally.decision.quorum,
            "closed": tally.decision.closed_at is not None,
            "stands": tally.stands,
            "outcome": tally.decision.outcome,
        }
        for tally in tallies_of(coalition)
        for option, points in _with_points(tally)
    ]


def _with_points(tally: DecisionTally) -> list[tuple[Option, int | None]]:
    """The options, those of a closed ranking with their points and most first."""
    if tally.is_open_ranking:
        return [(option, None) for option in tally.options]
    return [(option, count if tally.is_ranking and tally.voices else None) for option, count in tally.by_option()]


def _closing() -> QuerySet[Any]:
    """The last day of each open decision."""
    return dated(
        Decision.objects.filter(closed_at=None),
        calendar="coalition__calendar",
        holder="coalition__key",
        title="question",
        about="group__name",
        day="closes_on",
    )


def _decision(row: DatedThing) -> str:
    return reverse("decisions:decision", args=[row.holder, row.number])


DATED = (DatedKind("decision", _("Decision: %(title)s"), _closing, _decision),)


_Kind = Decision.Kind
# Called when a decision is closed: its tally, who closed it, and when.
ON_DECISION_CLOSED = Hook[Callable[[DecisionTally, Person, datetime], None]]("ON_DECISION_CLOSED")


class HowAsked(TypedDict, total=False):
    """How a question is put. `options` are (text, route); the route is "" if none follows from it.
    In a ranking they are (text, key of the thing). A question to agree to needs none.
    """

    options: Sequence[tuple[str, str]]
    kind: str
    quorum: int
    closes_on: date | None
    supersedes: Decision | None


@act(ASK_ORGANISATIONS, _("Put a question to the organisations"), about="coalition")
def ask_organisations(
    *, by: Person, coalition: Coalition, question: str, today: date, **how: Unpack[HowAsked]
) -> Decision:
    """Put a question to all organisations.

    Raises NoQuestion, TooFewOptions, TooManyOptions, DayIsOver, StillOpen, AlreadySuperseded.
    """
    return _ask(Decision(coalition=coalition), question, today=today, **how)


@act(ASK_GROUP, _("Put a question to a group's organisations"), about="group")
def ask_group(*, by: Person, group: Group, question: str, today: date, **how: Unpack[HowAsked]) -> Decision:
    """Put a question to the organisations of one group. Takes and raises what `ask_organisations`
    does.
    """
    return _ask(Decision(coalition=group.coalition, group=group), question, today=today, **how)


def _ask(
    decision: Decision,
    question: str,
    *,
    today: date,
    options: Sequence[tuple[str, str]] = (),
    kind: str = _Kind.CHOOSE,
    quorum: int = 1,
    closes_on: date | None = None,
    supersedes: Decision | None = None,
) -> Decision:
    decision.kind, decision.quorum, decision.closes_on, decision.supersedes = kind, quorum, closes_on, supersedes
    if decision.kind == _Kind.AGREE:
        options = [(value, value) for value in Option.Stand.values]
    texts = check_question(question, [text for text, _more in options])
    if len(texts) > MOST_RANKED:
        raise TooManyOptions
    if decision.closes_on and decision.closes_on < today:
        raise DayIsOver
    if decision.supersedes:
        _check_superseding(decision.supersedes)
    decision.question, decision.asked_on = question.strip(), today
    decision.save()
    meant = {text.strip(): more for text, more in options}
    field = "route" if decision.kind == _Kind.CHOOSE else "key"
    Option.objects.bulk_create(
        Option(decision=decision, order=order, text=text, **{field: meant[text]}) for order, text in enumerate(texts, 1)
    )
    return decision


def _check_superseding(earlier: Decision) -> None:
    if earlier.closed_at is None:
        raise StillOpen
    if Decision.objects.filter(supersedes=earlier).exists():
        raise AlreadySuperseded


@act(CLOSE_DECISION, _("Close a decision and record its outcome"), about="decision")
def close_decision(*, by: Person, decision: Decision, outcome: str, now: datetime) -> Decision:
    """Close a decision for good with its outcome in words. Without a quorum it supersedes nothing:
    the earlier decision stays, and another can supersede it. Raises DecisionClosed, NoOutcome.
    """
    return _close(decision, outcome, by=by, now=now)


@act(CLOSE_GROUP_DECISION, _("Close a group's decision and record its outcome"), about="decision")
def close_group_decision(*, by: Person, decision: Decision, outcome: str, now: datetime) -> Decision:
    """The same for a decision of one group."""
    return _close(decision, outcome, by=by, now=now)


def _close(decision: Decision, outcome: str, *, by: Person, now: datetime) -> Decision:
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.closed_at is not None:
        raise DecisionClosed
    if not outcome.strip():
        raise NoOutcome
    current.outcome, current.closed_at = outcome.strip(), now
    current.save(update_fields=["outcome", "closed_at"])
    if tally := tally_of(current.coalition, current.pk):
        if not tally.has_quorum:
            current.supersedes = None
            current.save(update_fields=["supersedes"])
        for tell in ON_DECISION_CLOSED:
            tell(tally, by, now)
    return current


@act(CLOSE_DECISION, _("Type in how a room was counted"), about="decision")
def count_room(*, by: Person, decision: Decision, way: str, counts: Mapping[int, int], today: date) -> Decision:
    """What a show of hands or stickers in a room gave, typed in; again replaces it.

    `counts`: hands or stickers by the key of the option. Raises DecisionClosed, NotARanking.
    """
    return _count(decision, way, counts, by=by, today=today)


@act(CLOSE_GROUP_DECISION, _("Type in how a group's room was counted"), about="decision")
def count_room_of_group(
    *, by: Person, decision: Decision, way: str, counts: Mapping[int, int], today: date
) -> Decision:
    """The same for a decision of one group."""
    return _count(decision, way, counts, by=by, today=today)


def _count(decision: Decision, way: str, counts: Mapping[int, int], *, by: Person, today: date) -> Decision:
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.closed_at is not None:
        raise DecisionClosed
    if current.kind != _Kind.RANK:
        raise NotARanking
    for option in current.options.all():
        option.room = counts.get(option.pk, 0)
        option.save(update_fields=["room"])
    current.room_way, current.room_by, current.room_on = way, by, today
    current.save(update_fields=["room_way", "room_by", "room_on"])
    return current
