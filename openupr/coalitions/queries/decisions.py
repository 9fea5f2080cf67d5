"""Decisions, read: the voices that count, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from openupr.accounts.models import Person
from openupr.timeline.queries import days_left_words

from ..models import Coalition, Decision, Option, Organisation, Voice
from ..rules.decisions import has_quorum, leading


@dataclass(frozen=True, slots=True)
class DecisionTally:
    """Where a decision stands: one voice an organisation, the last it gave. `members`: who may speak at all.

    `today`, where it is given, says how many days are left.
    """

    decision: Decision
    options: list[Option]
    voices: list[Voice]
    members: int
    silent: list[Organisation]
    today: date | None = None

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
    def counts(self) -> dict[int, int]:
        """Voices for each option (its key), also none."""
        found = dict.fromkeys([option.pk for option in self.options], 0)
        for voice in self.voices:
            found[voice.option_id] += 1
        return found

    @property
    def leading(self) -> list[Option]:
        """The option with most voices; several when tied, none without a voice."""
        ahead = leading(self.counts)
        return [option for option in self.options if option.pk in ahead]

    @property
    def has_quorum(self) -> bool:
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
    def may_be_put_anew(self) -> bool:
        """Whether it is closed, and no later decision takes its place."""
        return self.decision.closed_at is not None and getattr(self.decision, "superseded_by", None) is None

    @property
    def dissent(self) -> list[Voice]:
        """The voices with words that are to be recorded."""
        return [voice for voice in self.voices if voice.dissent]

    def by_option(self) -> list[tuple[Option, int]]:
        """The options in their order with their voices."""
        return [(option, self.counts[option.pk]) for option in self.options]


def tally_of(coalition: Coalition, number: int, *, today: date | None = None) -> DecisionTally | None:
    """One decision with its voices, in a constant number of queries; None where there is none of this key."""
    decision = _decisions(coalition).filter(pk=number).first()
    return _tally(decision, _members(coalition), today) if decision else None


def tallies_of(coalition: Coalition, *, today: date | None = None) -> list[DecisionTally]:
    """All decisions with their voices, the newest first, in a constant number of queries."""
    members = _members(coalition)
    return [_tally(each, members, today) for each in _decisions(coalition)]


def _decisions(coalition: Coalition) -> QuerySet[Decision]:
    voices = Voice.objects.select_related("organisation", "option")
    decisions = coalition.decisions.select_related("supersedes", "superseded_by", "coalition__review")
    return decisions.prefetch_related("options", Prefetch("voices", queryset=voices))


def _tally(decision: Decision, members: list[Organisation], today: date | None) -> DecisionTally:
    last = {voice.organisation_id: voice for voice in decision.voices.all()}
    return DecisionTally(
        decision=decision,
        options=list(decision.options.all()),
        # What an organisation said that has left meanwhile still stands.
        voices=sorted(last.values(), key=lambda voice: voice.organisation.name),
        members=len(members),
        silent=[each for each in members if each.pk not in last],
        today=today,
    )


def _members(coalition: Coalition) -> list[Organisation]:
    return [each.organisation for each in coalition.member_organisations.select_related("organisation")]


def speaks_for(person: Person, coalition: Coalition) -> list[Organisation]:
    """The organisations that somebody represents in a coalition."""
    spoken_for = coalition.member_organisations.filter(representative=person).select_related("organisation")
    return [each.organisation for each in spoken_for]


@dataclass(frozen=True, slots=True)
class NoVoice:
    """Why somebody has no voice in decisions. `organisation`: the one that they take part for, "" without one.

    `speaker` speaks for it; None where it has no representative. `has_left`: it is no member of the coalition any more.
    """

    organisation: str = ""
    speaker: Person | None = None
    has_left: bool = False


def why_no_voice(person: Person, coalition: Coalition) -> NoVoice:
    """Why somebody who speaks for no organisation has no voice, and who speaks for theirs. Two queries."""
    part = coalition.participations.filter(person=person).select_related("organisation").first()
    if part is None or part.organisation is None:
        return NoVoice()
    member = coalition.member_organisations.filter(organisation=part.organisation).select_related("representative")
    found = member.first()
    return NoVoice(part.organisation.name, found.representative if found else None, has_left=found is None)


def rows(coalition: Coalition) -> list[Mapping[str, Any]]:
    """The decisions as a table, one row an option."""
    return [
        {
            "question": tally.decision.question,
            "asked_on": tally.decision.asked_on.isoformat(),
            "option": option.text,
            "route": option.route,
            "voices": voices,
            "members": tally.members,
            "quorum": tally.decision.quorum,
            "closed": tally.decision.closed_at is not None,
            "stands": tally.stands,
            "outcome": tally.decision.outcome,
        }
        for tally in tallies_of(coalition)
        for option, voices in tally.by_option()
    ]
