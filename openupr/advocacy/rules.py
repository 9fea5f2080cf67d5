"""Who carries what: a simple proposal, and what is missing."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from openupr.coalitions.rules.refusals import Refused
from openupr.text.smart.tables import verb

CARRIERS = 2
"""States for each recommendation: one may drop it."""
ASKS = 3
"""Recommendations for each State: about a hundred States share 140 minutes of a review."""

FIRST_PLACES = 5
"""To keep the States few, an ask takes one of its first five that carries something, rather than a
new State.
"""


def nearest_first(ranking: Sequence[str], presence: Mapping[str, int]) -> list[str]:
    """Of five places that follow each other, States with diplomats near first.

    `presence`: 0 for the nearest.
    """
    far = max(presence.values(), default=0) + 1
    return [
        state
        for first in range(0, len(ranking), FIRST_PLACES)
        for state in sorted(ranking[first : first + FIRST_PLACES], key=lambda state: presence.get(state, far))
    ]


class _Filling:
    """Asks that are given States from their rankings, best first."""

    def __init__(self, rankings: Mapping[int, Sequence[str]], chosen: Mapping[int, Collection[str]], most: int) -> None:
        self.rankings, self.most = rankings, most
        self.has = {ask: list(chosen.get(ask, ())) for ask in rankings}
        self.load = Counter(state for states in chosen.values() for state in states)
        self.added: dict[int, list[str]] = {ask: [] for ask in rankings}

    def fill(self, wanted: int, *, few: bool) -> None:
        """Until each ask has that many.

        The best place of all comes next; of equal places the ask with fewest States.

        `few`: an ask takes one of its first places that carries something already, if one has room.
        """
        while offers := [offer for ask in self._open(wanted) if (offer := self._offer(ask, few=few))]:
            *_order, ask, state = min(offers)
            self._give(ask, state)

    def join(self) -> None:
        """What a State carries alone goes to another of the ask's first places that carries
        something and has room.
        """
        alone = [(ask, state) for ask, states in self.added.items() for state in states if self.load[state] == 1]
        for ask, state in alone:
            other = self._carrying(ask)
            if self.load[state] == 1 and other:
                self.added[ask].remove(state)
                self.has[ask].remove(state)
                self.load[state] = 0
                self._give(ask, other)

    def _give(self, ask: int, state: str) -> None:
        self.has[ask].append(state)
        self.added[ask].append(state)
        self.load[state] += 1

    def _open(self, wanted: int) -> list[int]:
        return [ask for ask, states in self.has.items() if len(states) < wanted]

    def _offer(self, ask: int, *, few: bool) -> tuple[bool, int, int, int, str] | None:
        """The State that an ask takes next, after what puts it before other asks."""
        ranking = self.rankings[ask]
        carrying = self._carrying(ask) if few else None
        state = carrying or next((state for state in ranking if self._may(state, ask)), None)
        return (few and not carrying, ranking.index(state), len(ranking), ask, state) if state else None

    def _carrying(self, ask: int) -> str | None:
        """The best of its first places that carries something and has room."""
        first = self.rankings[ask][:FIRST_PLACES]
        return next((state for state in first if self.load[state] and self._may(state, ask)), None)

    def _may(self, state: str, ask: int) -> bool:
        return self.load[state] < self.most and state not in self.has[ask]


def states_to_add(
    rankings: Mapping[int, Sequence[str]],
    chosen: Mapping[int, Collection[str]],
    *,
    carriers: int = CARRIERS,
    asks: int = ASKS,
) -> dict[int, list[str]]:
    """States to add for each ask, from its ranking (best first): `carriers` with those already
    `chosen`, and no State with more than `asks`. First each ask gets its best State that has room.
    Then it gets a second one of its first five places that carries something already, else the best
    one that has room.
    """
    filling = _Filling(rankings, chosen, asks)
    for wanted in range(1, carriers + 1):
        filling.fill(wanted, few=wanted > 1)
    filling.join()
    return filling.added


SHORT_WORDS = 30
"""A recommendation on a sheet has at most so many words: it is read out among ninety others."""
PROPOSALS, QUESTIONS, EARLIER, EARLIER_LETTERS = 3, 2, 3, 900
"""What fits on a sheet of one page. Earlier recommendations have so many letters together."""


def too_long(text: str) -> int:
    """How many words are too many."""
    return max(0, len(text.split()) - SHORT_WORDS)


def begins_with_verb(text: str) -> bool:
    """Whether its first word is a verb that opens recommendations."""
    first = next(iter(text.split()), "").strip(",;:.").lower()
    return first == "let" or verb(first) is not None


def shortened(text: str, most: int) -> str:
    """The text; where it has more letters, its first whole words with a mark."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} […]"


_A_PERSON = re.compile(
    r"@|លោក|ឯកឧត្តម|កញ្ញា"
    r"|\b(Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Mme|Mlle|Madame|Monsieur|H\.?E)\b\.? *[^\W\da-z_]"
)
"""An e-mail address, or a title before a name."""


def names_a_person(text: str) -> bool:
    """Whether a function seems to hold a person's name or e-mail address.

    A name without a title is not seen.
    """
    return _A_PERSON.search(text) is not None


KEPT_AFTER_ADOPTION = timedelta(days=30)
"""Contacts and meetings are deleted so long after the Council adopts the outcome."""
KEPT_WITHOUT_ADOPTION = timedelta(days=730)
"""The same, counted from when they were turned on, where no date of the adoption is known or
estimated.
"""
LONGEST_EXTENSION = timedelta(days=366)
"""A coalition keeps them for at most another year at a time."""


def deletion_day(*, adoption: date | None, opened_on: date, keep_until: date | None) -> date:
    """The day on which contacts and meetings are deleted.

    `adoption`: the day of the adoption, the last one while it is an estimate. What is turned on
    after it is kept for 30 days too.
    """
    after = adoption + KEPT_AFTER_ADOPTION if adoption else opened_on + KEPT_WITHOUT_ADOPTION
    return max(after, opened_on + KEPT_AFTER_ADOPTION, keep_until or after)


def proposed_impact(answers: Collection[str], *, is_carrier: bool) -> str:
    """The lobbying impact that follows from what was confirmed of a State: 1 where it took up in
    full what it was asked, 0.5 where in part. A State that was not asked acted by itself: 0.
    """
    if not is_carrier or not answers:
        return "0"
    return "1" if "full" in answers else "0.5"


MINUTES = 2
"""Of an organisation's statement when the Council adopts the outcome."""


SHORTEST_STATEMENT, LONGEST_STATEMENT = 5, 7
"""Minutes that UPR Info gives each speaker at a pre-session in Geneva."""
FASTEST_INTERPRETED = 130
"""Words a minute that interpreters can follow."""


def words_for(pace: int, minutes: float = MINUTES) -> int:
    """How many words can be read out in that time at so many words a minute."""
    return int(pace * minutes)


_PLACE = re.compile(r"(?<![\\\[])\[([^\[\]^]+)\](?![(\]])")


def places_to_fill(text: str) -> list[str]:
    """What a text leaves to be filled in: "[Date]". A link in markup is none."""
    return list(dict.fromkeys(_PLACE.findall(text)))


class NoSheet(Refused):
    """A workbook without a sheet of any group."""

    def __init__(self) -> None:
        super().__init__(
            "No sheet of this workbook is a thematic group's with the columns State and Lobbying impact. "
            "Take the workbook from this page, and fill it in."
        )


class TooManyImpacts(Refused):
    """A workbook with more rows than any coalition has."""

    def __init__(self, most: int) -> None:
        super().__init__("This workbook has more than %(most)s rows. Bring in one group's sheet at a time.", most=most)


class NotBothAgree(Refused):
    """Only with the consent of both organisations may it be noted that they are in touch."""

    def __init__(self) -> None:
        super().__init__("This is kept only if both agree. Ask both first, then say so here.")


class NotOursToConnect(Refused):
    """Somebody else speaks for that organisation."""

    def __init__(self) -> None:
        super().__init__("A coordinator, or the person who speaks for this organisation, notes this or deletes it.")
