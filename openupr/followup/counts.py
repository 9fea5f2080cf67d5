"""What the follow-up list can be divided and narrowed by, and its numbers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.models import Person
from openupr.documents.charts import Measured, SmallMultiples
from openupr.recommendations.models import Ask
from openupr.upr import responses
from openupr.upr.issues import issue
from openupr.upr.ohchr_themes import label_of_theme
from openupr.upr.populations import population
from openupr.upr.sdgs import GOALS
from openupr.web import addresses
from openupr.web.charts import Part
from openupr.web.parts import Choice, Facet, Tab

from .follow_up_list import Numbers, ShortFollowUpLine, five_numbers
from .models import Level
from .rules import AssessmentSpread

# As a value: lines that have none.
NONE = "none"
Names = Mapping[str, str]
Text = str | Promise


def _keep(key: str) -> str:
    return key


@dataclass(frozen=True)
class FollowUpDimension:
    """`keys`: the values of a line.

    `called`: the name of a value, or `names` if only the lines know it.

    `without`: the name for lines without a value. `order`: sorts the values, by key and name.
    """

    name: str
    label: Text
    without: Text
    keys: Callable[[ShortFollowUpLine], Iterable[str]]
    called: Callable[[str], str] = _keep
    names: Callable[[Sequence[ShortFollowUpLine]], Names] | None = None
    order: Callable[[tuple[str, str]], Any] = lambda pair: pair[1].casefold()

    def keeps(self, line: ShortFollowUpLine, key: str) -> bool:
        """Whether a line has this value; NONE: whether it has none."""
        keys = self.keys(line)
        return not any(True for _each in keys) if key == NONE else key in keys

    def values(self, lines: Sequence[ShortFollowUpLine]) -> list[tuple[str, str, int]]:
        """The values of these lines, in order, with their number; lines without a value come
        last.
        """
        counts: Counter[str] = Counter()
        without = 0
        for line in lines:
            keys = list(self.keys(line))
            counts.update(keys)
            without += not keys
        names = self.names(lines) if self.names else {key: self.called(key) for key in counts}
        values = [(key, name, counts[key]) for key, name in sorted(names.items(), key=self.order)]
        return [*values, (NONE, str(self.without), without)] if without else values

    def name_of(self, lines: Sequence[ShortFollowUpLine], key: str) -> str:
        """What a value is called; the value itself where no line has it."""
        return next((name for known, name, _n in self.values(lines) if known == key), key)


def _levels(line: ShortFollowUpLine) -> list[str]:
    dissent = ["dissent"] if line.spread.is_dissent else []
    return [*(level.value for level, _n in line.levels), *dissent]


def _level(key: str) -> str:
    return _("judged differently") if key == "dissent" else str(Level(key).label)


def _answers(line: ShortFollowUpLine) -> list[str]:
    answer = "pledge" if line.listed.is_pledge else line.response
    return [answer] if answer else []


def _answer(key: str) -> str:
    return _("Pledge") if key == "pledge" else _(str(responses.label(key)))


def _goal(key: str) -> str:
    return f"{key}. {_(_GOALS[key])}" if key in _GOALS else key


def _group_names(lines: Sequence[ShortFollowUpLine]) -> Names:
    return {str(follow_up.group_id): follow_up.name for line in lines for follow_up in line.follow_ups}


def _number_first(pair: tuple[str, str]) -> tuple[int, str]:
    return (len(pair[0]), pair[0])


_GOALS = {goal.code: goal.title for goal in GOALS}
_KINDS = {Ask.Kind.RECOMMENDATION.value: "Recommendations", Ask.Kind.PLEDGE.value: "Pledges"}
_LEVEL_ORDER = [*Level.values, "dissent"]
_ANSWER_ORDER = [*responses.RESPONSES, "pledge"]

DIMENSIONS = (
    FollowUpDimension(
        "issue", gettext_lazy("Issue"), gettext_lazy("no issue known"),
        lambda line: line.issues, lambda key: _(issue(key).label),
    ),
    FollowUpDimension(
        "level", gettext_lazy("Implementation"), gettext_lazy("no assessment yet"),
        _levels, _level, order=lambda pair: _LEVEL_ORDER.index(pair[0]),
    ),
    FollowUpDimension(
        "response", gettext_lazy("Response"), gettext_lazy("no response recorded"),
        _answers, _answer, order=lambda pair: _ANSWER_ORDER.index(pair[0]),
    ),
    FollowUpDimension(
        "group", gettext_lazy("Thematic group"), gettext_lazy("no group yet"),
        lambda line: [str(follow_up.group_id) for follow_up in line.follow_ups], names=_group_names,
    ),
    FollowUpDimension(
        "institution", gettext_lazy("Institution"), gettext_lazy("no institution named"),
        lambda line: [line.listed.institution] if line.listed.institution else [],
    ),
    FollowUpDimension(
        "population", gettext_lazy("Group of people"), gettext_lazy("no group of people named"),
        lambda line: line.populations, lambda key: population(key).label,
    ),
    FollowUpDimension(
        "sdg", gettext_lazy("SDG"), gettext_lazy("no SDG known"),
        lambda line: line.goals, _goal, order=_number_first,
    ),
    FollowUpDimension(
        "theme", gettext_lazy("OHCHR's theme"), gettext_lazy("not on OHCHR's list"),
        lambda line: line.themes, lambda key: _(label_of_theme(key)),
    ),
    FollowUpDimension(
        "kind", gettext_lazy("Kind"), "", lambda line: [line.listed.kind], lambda key: _(_KINDS[key]),
    ),
    FollowUpDimension(
        "session", gettext_lazy("Session"), gettext_lazy("no session known"),
        lambda line: [str(line.listed.session)] if line.listed.session else [], order=lambda pair: -int(pair[0]),
    ),
)  # fmt: skip
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}


_LONGEST = 200


@dataclass(frozen=True)
class Chosen:
    """The chosen value of each dimension.

    `priority`: priorities only; `owner`: lines of this person; `since`: changed since.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    priority: bool = False
    owner: int | None = None
    since: date | None = None

    def keeps(self, line: ShortFollowUpLine) -> bool:
        """Whether the list shows a line."""
        return (
            (not self.priority or line.listed.priority)
            and (self.owner is None or any(follow_up.owner_id == self.owner for follow_up in line.follow_ups))
            and (self.since is None or (line.changed_on is not None and line.changed_on >= self.since))
            and all(BY_NAME[name].keeps(line, key) for name, key in self.values.items())
        )


def chosen_in(parameters: QueryDict, *, person: Person) -> Chosen:
    """What an address asks for; what it cannot mean is left out."""
    values = {dimension.name: parameters.get(dimension.name, "")[:_LONGEST] for dimension in DIMENSIONS}
    return Chosen(
        values={name: key for name, key in values.items() if key},
        priority=parameters.get("priority") == "1",
        owner=person.pk if parameters.get("owner") else None,
        since=day_in_address(parameters, "since"),
    )


def day_in_address(parameters: QueryDict, name: str) -> date | None:
    """A day of an address; None for what is none."""
    try:
        return date.fromisoformat(parameters.get(name, ""))
    except ValueError:
        return None


def facets_of(lines: Sequence[ShortFollowUpLine], chosen: Chosen, *, person: Person) -> list[Facet]:
    """What the list can be narrowed to: only values that some line has, with how many have each.

    What all lines have narrows nothing and is left out.
    """
    first = sum(line.listed.priority for line in lines)
    mine = sum(any(follow_up.owner_id == person.pk for follow_up in line.follow_ups) for line in lines)
    facets = [Facet("priority", _("Show"), [Choice("1", _("priorities only"), first, chosen.priority)])]
    if mine or chosen.owner:
        facets.append(Facet("owner", _("Owner"), [Choice("me", _("given to me"), mine, bool(chosen.owner))]))
    for dimension in DIMENSIONS:
        wanted = chosen.values.get(dimension.name)
        choices = [Choice(key, name, n, key == wanted) for key, name, n in dimension.values(lines)]
        if len(choices) > 1 or wanted:
            facets.append(Facet(dimension.name, dimension.label, choices))
    return facets


def chips_of(parameters: QueryDict, facets: Sequence[Facet], chosen: Chosen) -> list[Tab]:
    """What is chosen, in words, each with the address without it."""
    chips = [
        Tab(f"{facet.label}: {choice.label}", _without(parameters, facet.name, choice.value))
        for facet in facets
        for choice in facet.choices
        if choice.chosen
    ]
    if chosen.since:
        chips.append(Tab(_changed_since(chosen.since), _without(parameters, "since", parameters.get("since", ""))))
    return chips


def _changed_since(day: date) -> str:
    return _("Changed since %(day)s") % {"day": day.isoformat()}


def _without(parameters: QueryDict, name: str, value: str) -> str:
    """The address without this filter. An address that does not name priorities may show these
    only, so the last chip, and that of priorities, lead to the whole list.
    """
    if name == "priority":
        return addresses.changed(parameters, priority="")
    left = addresses.without(parameters, name, value)
    return "?priority=" if left == "." else left


def title_of(lines: Sequence[ShortFollowUpLine], chosen: Chosen) -> str:
    """The title of a page about these lines: the chosen values, or which recommendations it
    shows.
    """
    names = [BY_NAME[name].name_of(lines, key) for name, key in chosen.values.items()]
    names += [_("Priorities")] if chosen.priority else []
    names += [_("Given to me")] if chosen.owner else []
    names += [_changed_since(chosen.since)] if chosen.since else []
    return " · ".join(names) or _("All recommendations")


# The states of a recommendation, in the order of a bar, with their tones. Disagreement is a state
# of its own.
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
    """How many recommendations are in each state: "4 not implemented, 1 judged differently"."""
    return ", ".join(f"{n} {state_label(state).lower()}" for state in STATES if (n := states.get(state, 0)))


def assessed_sentence(judged: Mapping[str, int], *, of: int, who: str) -> str:
    """How many recommendations are assessed, by whom, and how many are not; "" where none is.

    `judged`: how many assessed recommendations are in each state (`AssessmentSpread.state`).
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


def spreads_to_count(lines: Sequence[ShortFollowUpLine]) -> list[AssessmentSpread]:
    """Of the recommendations; only where there are none, of the pledges."""
    spreads = [line.spread for line in lines if not line.listed.is_pledge]
    return spreads or [line.spread for line in lines]


def states_of(lines: Sequence[ShortFollowUpLine]) -> Counter[str]:
    """How many recommendations are in each state; where there are none, how many pledges."""
    return Counter(spread.state for spread in spreads_to_count(lines))


def state_parts(lines: Sequence[ShortFollowUpLine]) -> list[Part]:
    """The same for a bar: states that occur."""
    counts = states_of(lines)
    return [Part(state_label(state), counts[state], tone) for state, tone in STATES.items() if counts[state]]


@dataclass(frozen=True)
class CountedRow:
    """The lines that have one value of a dimension."""

    key: str
    name: str
    lines: Sequence[ShortFollowUpLine]

    @property
    def numbers(self) -> Numbers:
        return five_numbers(self.lines)

    @property
    def noted(self) -> int:
        return sum(line.response == "noted" for line in self.lines)

    @property
    def parts(self) -> list[Part]:
        return state_parts(self.lines)


def counted(lines: Sequence[ShortFollowUpLine], by: FollowUpDimension) -> list[CountedRow]:
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
            "evidence": numbers.evidence.pieces,
            "pledges": numbers.pledges,
            "pledges_assessed": numbers.pledges_assessed,
        }


def picture(
    title: str, rows: Sequence[tuple[str, Sequence[ShortFollowUpLine]]], *, foot: Sequence[str]
) -> SmallMultiples:
    """A bar for each row, divided by state, with its number of recommendations, or of pledges."""
    return picture_of_spreads(title, [(name, spreads_to_count(lines)) for name, lines in rows], foot=foot)


def picture_of_spreads(
    title: str, rows: Sequence[tuple[str, Sequence[AssessmentSpread]]], *, foot: Sequence[str]
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
