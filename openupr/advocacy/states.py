"""Which States to ask, where their diplomats are, and States that are not approached."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.actions.roles import roles_of
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.panels import who_asks
from openupr.recommendations.question import Question
from openupr.recommendations.targets import Targets, TargetState, targets
from openupr.upr.states import State

from .actions import CHOOSE_CARRIERS, NOTE_PRESENCE, SEE_ADVOCACY
from .asks import AskLine
from .models import NotApproached, Presence


@dataclass(frozen=True)
class StateLine:
    """A State to ask.

    `presence` None: unknown. `asks`: how many recommendations it is to carry already. `is_removed`:
    a person removed it from this one. `is_avoided`: the coalition does not approach it.
    """

    target: TargetState
    presence: Presence | None
    asks: int
    carries_this: bool
    is_removed: bool
    is_avoided: bool


@dataclass(frozen=True)
class StatesToAsk:
    """The ranking of the record, and the coalition's own knowledge beside it."""

    found: Targets
    lines: list[StateLine]
    why: StateLine | None


def states_to_ask(
    coalition: Coalition, theme: Question, asks: Iterable[AskLine], *, about: AskLine | None, limit: int, why: str = ""
) -> StatesToAsk:
    """The first States, and those beyond them that carry the ask or were removed from it.

    Raises RecordNotReady.
    """
    own = [*about.carried_by, *about.removed] if about else []
    ranking = targets(coalition.state, theme, limit=limit, why=why, also=own)
    known = presences(coalition)
    avoided = states_avoided(coalition)
    load = Counter(state for ask in asks for state in ask.carried_by)

    def line(target: TargetState) -> StateLine:
        iso3 = target.state.iso3
        carries, is_removed = (iso3 in about.carried_by, iso3 in about.removed) if about else (False, False)
        return StateLine(target, known.get(iso3), load[iso3], carries, is_removed, iso3 in avoided)

    return StatesToAsk(ranking, [line(target) for target in ranking.ranked], line(ranking.why) if ranking.why else None)


def states_avoided(coalition: Coalition) -> set[str]:
    """The codes of the States that the coalition does not approach."""
    return set(NotApproached.objects.filter(coalition=coalition).values_list("iso3", flat=True))


def presences(coalition: Coalition) -> Mapping[str, Presence]:
    """By the code of the State."""
    return {presence.iso3: presence for presence in coalition.presences.all()}


def diplomats_known_to(request: HttpRequest, state: State) -> dict[str, str]:
    """For DIPLOMATS: what the reader's coalitions for this State noted."""
    person = who_asks(request)
    if person is None:
        return {}
    ours = [
        coalition for coalition in coalitions_of(person).filter(review__iso3=state.iso3) if _may_see(person, coalition)
    ]
    return {iso3: noted.get_kind_display() for coalition_ in ours for iso3, noted in presences(coalition_).items()}


def _may_see(person: Person, coalition: Coalition) -> bool:
    return SEE_ADVOCACY.open_to(roles_of(person, coalition))


@act(NOTE_PRESENCE, _("Note where a State's diplomats are"), about="coalition")
def note_presence(*, by: Person, coalition: Coalition, iso3: str, kind: str, source: str, today: date) -> Presence:
    """Note where a State's diplomats are, or change the note."""
    noted, _made = Presence.objects.update_or_create(
        coalition=coalition, iso3=iso3, defaults={"kind": kind, "source": source, "noted_on": today}
    )
    return noted


@act(NOTE_PRESENCE, _("Remove a note of where a State's diplomats are"), about="coalition")
def remove_presence(*, by: Person, coalition: Coalition, iso3: str) -> None:
    """The State's presence is unknown again."""
    Presence.objects.filter(coalition=coalition, iso3=iso3).delete()


@act(CHOOSE_CARRIERS, _("List a State that we do not approach"), about="coalition")
def avoid_state(*, by: Person, coalition: Coalition, iso3: str, reason: str = "") -> NotApproached:
    """Put a State on the list, or change its reason."""
    listed, _made = NotApproached.objects.update_or_create(coalition=coalition, iso3=iso3, defaults={"reason": reason})
    return listed


@act(CHOOSE_CARRIERS, _("Remove a State from those that we do not approach"), about="coalition")
def approach_again(*, by: Person, coalition: Coalition, iso3: str) -> None:
    """Take a State off the list."""
    NotApproached.objects.filter(coalition=coalition, iso3=iso3).delete()
