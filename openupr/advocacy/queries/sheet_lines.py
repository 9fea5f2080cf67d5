"""The list of embassy sheets: which States have one, and what is missing on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from openupr.coalitions.models import Coalition

from ..rules import PROPOSALS, QUESTIONS
from .sheets import ShortLine, questions_of
from .states import CarryingState, carried_states


@dataclass(frozen=True)
class SheetLine:
    """A State in the list of sheets.

    `questions`: how many are on its sheet; `unready`: asks that are not on it.
    """

    carrying: CarryingState
    questions: int
    unready: int

    @property
    def lacks_questions(self) -> bool:
        return self.questions < QUESTIONS


def sheet_lines(coalition: Coalition, lines: Sequence[ShortLine]) -> list[SheetLine]:
    """The States that carry something, with what their sheets lack. `lines`: the asks in short."""
    found = []
    for each in carried_states(coalition):
        carried = [line for line in lines if each.state.iso3 in line.ask.carried_by]
        ready = [line for line in carried if line.text]
        found.append(SheetLine(each, len(questions_of(ready[:PROPOSALS])), len(carried) - len(ready)))
    return found
