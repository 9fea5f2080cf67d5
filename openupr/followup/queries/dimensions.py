"""What the follow-up list is narrowed to and counted by: issue, answer, institution and so on. A row here is enough."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.recommendations.models import Ask
from openupr.upr import responses
from openupr.upr.issues import issue
from openupr.upr.ohchr_themes import label_of_theme
from openupr.upr.populations import population
from openupr.upr.sdgs import GOALS

from ..models import Level
from .short_lines import ShortLine

# As a value: lines that have none.
NONE = "none"
Names = Mapping[str, str]
Text = str | Promise


def _keep(key: str) -> str:
    return key


@dataclass(frozen=True)
class Dimension:
    """`keys`: the values that a line has. `called`: what a value is called; `names`, where only the lines know it.

    `without`: what lines without a value are called. `order`: of the values, by key and name.
    """

    name: str
    label: Text
    without: Text
    keys: Callable[[ShortLine], Iterable[str]]
    called: Callable[[str], str] = _keep
    names: Callable[[Sequence[ShortLine]], Names] | None = None
    order: Callable[[tuple[str, str]], Any] = lambda pair: pair[1].casefold()

    def keeps(self, line: ShortLine, key: str) -> bool:
        """Whether a line has this value; NONE: whether it has none."""
        keys = self.keys(line)
        return not any(True for _each in keys) if key == NONE else key in keys

    def values(self, lines: Sequence[ShortLine]) -> list[tuple[str, str, int]]:
        """The values that these lines have, in order, with how many have each; lines without any come last."""
        counts: Counter[str] = Counter()
        without = 0
        for line in lines:
            keys = list(self.keys(line))
            counts.update(keys)
            without += not keys
        names = self.names(lines) if self.names else {key: self.called(key) for key in counts}
        found = [(key, name, counts[key]) for key, name in sorted(names.items(), key=self.order)]
        return [*found, (NONE, str(self.without), without)] if without else found

    def name_of(self, lines: Sequence[ShortLine], key: str) -> str:
        """What a value is called; the value itself where no line has it."""
        return next((name for known, name, _n in self.values(lines) if known == key), key)


def _levels(line: ShortLine) -> list[str]:
    dissent = ["dissent"] if line.spread.is_dissent else []
    return [*(level.value for level, _n in line.levels), *dissent]


def _level(key: str) -> str:
    return _("judged differently") if key == "dissent" else str(Level(key).label)


def _answers(line: ShortLine) -> list[str]:
    answer = "pledge" if line.listed.is_pledge else line.response
    return [answer] if answer else []


def _answer(key: str) -> str:
    return _("Pledge") if key == "pledge" else _(str(responses.label(key)))


def _goal(key: str) -> str:
    return f"{key}. {_(_GOALS[key])}" if key in _GOALS else key


def _group_names(lines: Sequence[ShortLine]) -> Names:
    return {str(each.group_id): each.name for line in lines for each in line.follow_ups}


def _number_first(pair: tuple[str, str]) -> tuple[int, str]:
    return (len(pair[0]), pair[0])


_GOALS = {goal.code: goal.title for goal in GOALS}
_KINDS = {Ask.Kind.RECOMMENDATION.value: "Recommendations", Ask.Kind.PLEDGE.value: "Pledges"}
_LEVEL_ORDER = [*Level.values, "dissent"]
_ANSWER_ORDER = [*responses.RESPONSES, "pledge"]

DIMENSIONS = (
    Dimension(
        "issue", gettext_lazy("Issue"), gettext_lazy("no issue known"),
        lambda line: line.issues, lambda key: _(issue(key).label),
    ),
    Dimension(
        "level", gettext_lazy("Implementation"), gettext_lazy("no assessment yet"),
        _levels, _level, order=lambda pair: _LEVEL_ORDER.index(pair[0]),
    ),
    Dimension(
        "response", gettext_lazy("Response"), gettext_lazy("no response recorded"),
        _answers, _answer, order=lambda pair: _ANSWER_ORDER.index(pair[0]),
    ),
    Dimension(
        "group", gettext_lazy("Thematic group"), gettext_lazy("no group yet"),
        lambda line: [str(each.group_id) for each in line.follow_ups], names=_group_names,
    ),
    Dimension(
        "institution", gettext_lazy("Institution"), gettext_lazy("no institution named"),
        lambda line: [line.listed.institution] if line.listed.institution else [],
    ),
    Dimension(
        "population", gettext_lazy("Group of people"), gettext_lazy("no group of people named"),
        lambda line: line.populations, lambda key: population(key).label,
    ),
    Dimension(
        "sdg", gettext_lazy("SDG"), gettext_lazy("no SDG known"),
        lambda line: line.goals, _goal, order=_number_first,
    ),
    Dimension(
        "theme", gettext_lazy("OHCHR's theme"), gettext_lazy("not on OHCHR's list"),
        lambda line: line.themes, lambda key: _(label_of_theme(key)),
    ),
    Dimension(
        "kind", gettext_lazy("Kind"), "", lambda line: [line.listed.kind], lambda key: _(_KINDS[key]),
    ),
    Dimension(
        "session", gettext_lazy("Session"), gettext_lazy("no session known"),
        lambda line: [str(line.listed.session)] if line.listed.session else [], order=lambda pair: -int(pair[0]),
    ),
)  # fmt: skip
BY_NAME = {each.name: each for each in DIMENSIONS}
