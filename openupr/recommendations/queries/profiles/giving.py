"""A State as recommending State: what it recommends, to whom, and how often that is supported."""

from dataclasses import dataclass

from openupr.upr.states import State

from ..code_coverage import code_coverage
from ..count import cells
from ..dimension_values import Value
from ..dimensions import dimension
from ..question import Question
from ..sentences import basis, sentence
from ..tally import Tally, tallies, whole
from ..the_index import loaded_sources


@dataclass(frozen=True, slots=True)
class ComparedGiving:
    """One value of a dimension in what a State recommends; `everyone` counts what all States recommend with it. Shares
    divide by `of` and `of_everyone`: the rows of which the dimension is known, 0 for the line of all others.
    """

    name: str
    value: Value | None
    label: str
    tally: Tally
    everyone: int
    of: int
    of_everyone: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a State tells others; `everyone` are all recommendations of all States, to compare with."""

    state: State
    question: Question
    total: Tally
    everyone: Tally
    issues: tuple[ComparedGiving, ...]
    actions: tuple[ComparedGiving, ...]
    receivers: tuple[ComparedGiving, ...]
    regions: tuple[ComparedGiving, ...]
    sessions: tuple[ComparedGiving, ...]
    basis: str
    sentence: str


def given(state: State) -> Given:
    """All that the record holds of a State's recommendations, from one preferred source for each review."""
    question = Question(filters={"from": (state.iso3,)})
    total = whole(question)
    return Given(
        state=state,
        question=question,
        total=total,
        everyone=whole(Question()),
        issues=_compared(question, "issue"),
        actions=_in_order(_compared(question, "action")),
        receivers=_compared(question, "state"),
        regions=_compared(question, "region"),
        sessions=_in_order(_compared(question, "session")),
        basis=basis(question, loaded_sources(), by=("issue", "action", "region")),
        sentence=sentence(question, total.count),
    )


def _compared(question: Question, name: str) -> tuple[ComparedGiving, ...]:
    """The values of a dimension that the question has, the greatest first, "none" last."""
    each, everyone = dimension(name), cells(Question(), by=(name,))[1]
    own, of_everyone = (code_coverage(asked, [name])[name].n for asked in (question, Question()))
    found = [
        ComparedGiving(
            name,
            value,
            each.label(value),
            tally,
            everyone.get((value,), 0),
            0 if value is None else own,
            0 if value is None else of_everyone,
        )
        for (value,), tally in tallies(question, by=(name,), responses=True).items()
    ]
    found.sort(key=lambda line: (line.value is None, -line.tally.count, line.label.casefold()))
    return tuple(found)


def _in_order(lines: tuple[ComparedGiving, ...]) -> tuple[ComparedGiving, ...]:
    return tuple(sorted(lines, key=lambda line: (line.value is None, int(line.value or 0))))
