"""The follow-up list in numbers: how many recommendations are in which state, all together and by one dimension."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.documents.charts import Measured, SmallMultiples
from openupr.web.charts import Part

from ..models import Level
from ..rules import Spread
from .dimensions import Dimension
from .follow_up_list import Numbers, five_numbers
from .short_lines import ShortLine

# Each state that a recommendation can be in, in the order of a bar, with its tone. Who disagrees is not counted away.
STATES = {"done": "yes", "begun": "part", "nothing": "no", "dissent": "plain", "unknown": "wait", "": "grey"}
COLUMNS = (
    "value", "name", "recommendations", "supported", "noted", "assessed", "not_implemented", "partly_implemented",
    "fully_implemented", "judged_differently", "not_enough_information", "no_answer", "evidence",
    "pledges", "pledges_assessed",
)  # fmt: skip


def state_label(state: str) -> str:
    """What a state is called."""
    if state == "dissent":
        return _("judged differently")
    return str(Level(state).label) if state else _("no assessment yet")


def judged_in_words(states: Mapping[str, int]) -> str:
    """How many recommendations are in which state, in words: "4 not implemented, 1 judged differently"."""
    return ", ".join(f"{n} {state_label(state).lower()}" for state in STATES if (n := states.get(state, 0)))


def assessed_sentence(judged: Mapping[str, int], *, of: int, who: str) -> str:
    """Of so many recommendations, how many are assessed, by whom, and how many are not; "" where none is.

    `judged`: how many of them are in each state (`Spread.state`) of those that somebody assesses.
    """
    assessed = sum(judged.values())
    if not assessed:
        return ""
    context = {"n": assessed, "of": of, "who": who, "levels": judged_in_words(judged), "left": of - assessed}
    if of <= assessed:
        return _("All are assessed, by %(who)s: %(levels)s.") % context
    sentence = ngettext(
        "%(n)s of these %(of)s is assessed, by %(who)s: %(levels)s; %(left)s of %(of)s are not assessed.",
        "%(n)s of these %(of)s are assessed, by %(who)s: %(levels)s; %(left)s of %(of)s are not assessed.",
        assessed,
    )
    return sentence % context


def spreads_to_count(lines: Sequence[ShortLine]) -> list[Spread]:
    """Of the recommendations; only where there are none, of the pledges."""
    asked = [line.spread for line in lines if not line.listed.is_pledge]
    return asked or [line.spread for line in lines]


def states_of(lines: Sequence[ShortLine]) -> Counter[str]:
    """How many recommendations are in each state; where there are none, how many pledges."""
    return Counter(spread.state for spread in spreads_to_count(lines))


def state_parts(lines: Sequence[ShortLine]) -> list[Part]:
    """The same for a bar: states that occur."""
    counts = states_of(lines)
    return [Part(state_label(state), counts[state], tone) for state, tone in STATES.items() if counts[state]]


@dataclass(frozen=True)
class CountedRow:
    """The lines that have one value of a dimension."""

    key: str
    name: str
    lines: Sequence[ShortLine]

    @property
    def numbers(self) -> Numbers:
        return five_numbers(self.lines)

    @property
    def noted(self) -> int:
        return sum(line.response == "noted" for line in self.lines)

    @property
    def parts(self) -> list[Part]:
        return state_parts(self.lines)


def counted(lines: Sequence[ShortLine], by: Dimension) -> list[CountedRow]:
    """A row for each value that some line has. A line with several values is in several rows."""
    return [
        CountedRow(key, name, [line for line in lines if by.keeps(line, key)]) for key, name, _n in by.values(lines)
    ]


def counted_rows(rows: Iterable[CountedRow]) -> Iterator[Mapping[str, Any]]:
    """The same as rows of a file: each recommendation is in one state."""
    for row in rows:
        numbers = row.numbers
        states = states_of(row.lines) if numbers.listed else Counter[str]()
        yield {
            "value": row.key,
            "name": row.name,
            "recommendations": numbers.listed,
            "supported": numbers.supported,
            "noted": row.noted,
            "assessed": numbers.assessed,
            "not_implemented": states["nothing"],
            "partly_implemented": states["begun"],
            "fully_implemented": states["done"],
            "judged_differently": states["dissent"],
            "not_enough_information": states["unknown"],
            "no_answer": states[""],
            "evidence": numbers.evidence,
            "pledges": numbers.pledges,
            "pledges_assessed": numbers.pledges_assessed,
        }


def picture(title: str, rows: Sequence[tuple[str, Sequence[ShortLine]]], *, foot: Sequence[str]) -> SmallMultiples:
    """A bar for each row, divided by state, with its number of recommendations, or of pledges."""
    return picture_of_spreads(title, [(name, spreads_to_count(lines)) for name, lines in rows], foot=foot)


def picture_of_spreads(
    title: str, rows: Sequence[tuple[str, Sequence[Spread]]], *, foot: Sequence[str]
) -> SmallMultiples:
    """The same where only it is known how each recommendation is, or was, judged."""
    seen: Counter[str] = Counter()
    bars = []
    for name, spreads in rows:
        counts = Counter(spread.state for spread in spreads)
        seen += counts
        pieces = [(counts[state], tone) for state, tone in STATES.items()]
        bars.append((name, [Measured(pieces, str(len(spreads)))]))
    return SmallMultiples(
        title=title,
        panels=[_("Recommendations")],
        rows=bars,
        legend=[(state_label(state), tone) for state, tone in STATES.items() if seen[state]],
        foot=foot,
    )
