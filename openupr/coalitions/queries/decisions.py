"""Decisions, read: the voices that count, and what they come to."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from openupr.accounts.models import Person
from openupr.timeline.dates_in_words import days_left_words
from openupr.web.kept_queries import kept_rows

from ..models import (
    Coalition,
    Decision,
    Group,
    GroupMembership,
    MemberOrganisation,
    Option,
    Organisation,
    Participation,
    Voice,
)
from ..rules.decisions import has_quorum, leading, places_for, ranking_points
from .groups import organisations_of_its_people


@dataclass(frozen=True, slots=True)
class DecisionTally:
    """What a decision has come to: one voice an organisation, the last it gave. `members`: how many may speak at all.

    `today`, where it is given, says how many days are left.
    """

    decision: Decision
    options: list[Option]
    voices: list[Voice]
    members: int
    silent: list[Organisation]
    today: date | None = None

    def asks(self, organisation: int) -> bool:
        """Whether an organisation, by its key, is one of those that it was put to."""
        return organisation in {each.pk for each in self.silent} | {each.organisation_id for each in self.voices}

    @property
    def left(self) -> str:
        """How many days are left to the day on which it is to be closed; nothing once it is, or without such a day."""
        if self.today is None or self.decision.closes_on is None or self.decision.closed_at is not None:
            return ""
        return days_left_words(self.decision.closes_on, self.today)

    @property
    def closes_on(self) -> date | None:
        """The day on which it is to be closed, where it is open."""
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
        return Counter(each.pk for voice in self.voices for each in self.ranked(voice))

    @property
    def counts(self) -> dict[int, int]:
        """Voices for each option (its key), also none; in a ranking points, or what the room said before any voice."""
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
        """The options with their hands or stickers, most first; none where a room was not counted."""
        if not self.was_in_a_room:
            return []
        return sorted(((each, each.room or 0) for each in self.options), key=lambda pair: -pair[1])

    @property
    def room_total(self) -> int:
        """How many hands or stickers there were."""
        return sum(n for _option, n in self.in_the_room)

    def ranked(self, voice: Voice) -> list[Option]:
        """The options that an organisation put in order, the first choice first."""
        by_order = {option.order: option for option in self.options}
        return [by_order[each] for each in voice.ranking if each in by_order]

    @property
    def leading(self) -> list[Option]:
        """The option with most voices; several when tied, none without a voice."""
        ahead = leading(self.counts)
        return [option for option in self.options if option.pk in ahead]

    @property
    def said(self) -> list[tuple[Voice, list[Option]]]:
        """Each voice and the options that it chose, of a ranking in their order."""
        return [(voice, self.ranked(voice) if self.is_ranking else [voice.option]) for voice in self.voices]

    @property
    def has_quorum(self) -> bool:
        """Whether enough organisations spoke. A ranking also counts as soon as a room was counted."""
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
        """The route that was decided; None where it does not count, is about something else, or voices tie."""
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
        """The options with their voices in their order; of a ranking with their points, most first."""
        counts = self.counts
        found = [(option, counts[option.pk]) for option in self.options]
        return sorted(found, key=lambda pair: -pair[1]) if self.is_ranking else found


def tally_of(
    coalition: Coalition, number: int, *, group: Group | None = None, today: date | None = None
) -> DecisionTally | None:
    """One decision with its voices, in a constant number of queries; None where there is none of this key.

    `group`: only one that its organisations are asked.
    """
    decision = _decisions(coalition, group).filter(pk=number).first()
    return _tally(decision, _members(coalition), today) if decision else None


def tallies_of(coalition: Coalition, *, group: Group | None = None, today: date | None = None) -> list[DecisionTally]:
    """All decisions with their voices, or those of one group, the newest first, in a constant number of queries."""
    members = _members(coalition)
    return [_tally(each, members, today) for each in _decisions(coalition, group)]


def route_of(group: Group) -> Option | None:
    """The newest route that a group decided on; without one, that of the whole coalition. Three queries at most."""
    closed = kept_rows(_closed_about_a_route, group.coalition_id, group.pk)
    keys = [each.pk for each in closed]
    options, voices = kept_rows(_options_of, keys), kept_rows(_voices_in, keys)
    found: dict[int | None, Option] = {}
    for each in closed:
        its_own = [option for option in options if option.decision_id == each.pk]
        last = {voice.organisation_id: voice for voice in voices if voice.decision_id == each.pk}
        # Who was asked and who is silent makes no difference to it.
        route = DecisionTally(each, its_own, list(last.values()), members=0, silent=[]).route
        if route:
            found.setdefault(each.group_id, route)
    return found.get(group.pk) or found.get(None)


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
        asked = {each.pk for each in decision.group.organisations.all()}
        members = [each for each in members if each.pk in asked]
    return DecisionTally(
        decision=decision,
        options=list(options.values()),
        # What an organisation said that has left meanwhile still stands.
        voices=sorted(last.values(), key=lambda voice: voice.organisation.name),
        members=len(members),
        silent=[each for each in members if each.pk not in last],
        today=today,
    )


def _members(coalition: Coalition) -> list[Organisation]:
    """The organisations, each with the person who speaks for it (`voice`), if there is one."""
    found = coalition.member_organisations.select_related("organisation", "representative")
    for each in found:
        each.organisation.voice = each.representative  # type: ignore[attr-defined]
    return [each.organisation for each in found]


def speaks_for(person: Person, tally: DecisionTally) -> list[Organisation]:
    """The organisations that are asked in a decision and that somebody represents."""
    decision = tally.decision
    spoken_for = decision.coalition.member_organisations.filter(representative=person).select_related("organisation")
    if decision.group:
        spoken_for = spoken_for.filter(organisation__groups=decision.group)
    return [each.organisation for each in spoken_for]


def order_is_hidden(person: Person | None, tally: DecisionTally) -> bool:
    """Whether a ranking is open and the organisation of this person, or one they speak for, has not spoken yet."""
    silent = [each.pk for each in tally.silent]
    if not tally.is_open_ranking or not silent or person is None:
        return False
    coalition = tally.decision.coalition
    takes_part = coalition.participations.filter(person=person, organisation__in=silent)
    speaks = coalition.member_organisations.filter(representative=person, organisation__in=silent)
    return takes_part.exists() or speaks.exists()


def answered_by_another(person: Person, coalitions: Iterable[Coalition]) -> list[MemberOrganisation]:
    """Somebody's organisation in each coalition, with its representative, where that is another person. One query."""
    found = MemberOrganisation.objects.filter(
        coalition__in=coalitions,
        coalition__participations__person=person,
        coalition__participations__organisation=F("organisation"),
    )
    others = found.exclude(representative=None).exclude(representative=person)
    return list(others.select_related("organisation", "representative"))


def answered_by_others(person: Person, coalitions: Iterable[Coalition]) -> list[tuple[Decision, bool]]:
    """Open decisions that others answer for somebody, each with whether the organisation that they take part for is
    asked: until it has spoken. Those of groups in which somebody works are there too. One query.
    """
    here = {"coalition": OuterRef("coalition")}
    part = Participation.objects.filter(person=person, **here).exclude(role=Participation.Role.OBSERVER)
    in_group = Group.organisations.through.objects.filter(group=OuterRef("group"))
    members = MemberOrganisation.objects.filter(organisation=OuterRef("w_mine"), **here)
    rows = Decision.objects.filter(coalition__in=coalitions, closed_at=None).filter(Exists(part))
    rows = rows.annotate(w_mine=Subquery(part.values("organisation")[:1]))
    rows = rows.annotate(w_member=Exists(members), w_in_group=Exists(in_group.filter(organisation=OuterRef("w_mine"))))
    asked = Q(w_member=True) & (Q(group=None) | Q(w_in_group=True))
    rows = rows.annotate(w_asked=Case(When(asked, then=Value(True)), default=Value(False)))
    spoken = Voice.objects.filter(decision=OuterRef("pk"), organisation=OuterRef("w_mine"))
    works = GroupMembership.objects.filter(person=person, group=OuterRef("group"))
    speaks = MemberOrganisation.objects.filter(representative=person, **here)
    speaks_in_group = in_group.filter(organisation__memberships__representative=person)
    rows = rows.filter(Q(w_asked=True) & ~Exists(spoken) | Q(w_asked=False) & Exists(works))
    rows = rows.exclude(Q(group=None) & Exists(speaks)).exclude(Exists(speaks_in_group))
    found = rows.select_related("coalition", "group").order_by("closes_on", "pk")
    return [(each, each.w_asked) for each in found]


def members_asked(coalition: Coalition, group: Group | None, *, can_speak: bool = False) -> int:
    """How many organisations a question is put to, of the coalition or of one group; those that `can_speak` now."""
    members = coalition.member_organisations.filter(**({"organisation__groups": group} if group else {}))
    return (members.exclude(representative=None) if can_speak else members).count()


@dataclass(frozen=True, slots=True)
class Unasked:
    """That a question would be put to no organisation. `has_organisations`: the coalition has some, the group none.

    `come_for`: the organisations that the group's people take part for.
    """

    has_organisations: bool
    come_for: Sequence[str] = ()


def who_is_missing(coalition: Coalition, group: Group | None) -> Unasked | None:
    """What to say where there is no organisation to ask; None where there is one. Three queries at most."""
    if members_asked(coalition, group):
        return None
    if group is None or not members_asked(coalition, None):
        return Unasked(has_organisations=False)
    return Unasked(has_organisations=True, come_for=organisations_of_its_people(group))


@dataclass(frozen=True, slots=True)
class NoVoice:
    """Why somebody has no voice in decisions. `organisation`: the one that they take part for, "" without one.

    `speaker` speaks for it; None where it has no representative. `has_left`: it is no member of the coalition any more.
    `group`: the one whose organisations alone are asked, where theirs is not in it.
    """

    organisation: str = ""
    speaker: Person | None = None
    has_left: bool = False
    group: str = ""


def why_no_voice(person: Person, tally: DecisionTally) -> NoVoice:
    """Why somebody has no voice in a decision, and who speaks for their organisation. Three queries at most."""
    return why_no_answer(person, tally.decision.coalition, tally.decision.group)


def why_no_answer(person: Person, coalition: Coalition, group: Group | None = None) -> NoVoice:
    """The same where the organisations of a coalition, or of one group, are asked for something else."""
    part = coalition.participations.filter(person=person).select_related("organisation").first()
    if part is None or part.organisation is None:
        return NoVoice()
    if group and not group.organisations.filter(pk=part.organisation.pk).exists():
        return NoVoice(part.organisation.name, group=str(group))
    member = coalition.member_organisations.filter(organisation=part.organisation).select_related("representative")
    found = member.first()
    return NoVoice(part.organisation.name, found.representative if found else None, has_left=found is None)


def rows(coalition: Coalition) -> list[Mapping[str, Any]]:
    """The decisions as a table, one row an option. Of an open ranking no voices, and the options as they were asked:
    others are to speak without knowing who is ahead.
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
