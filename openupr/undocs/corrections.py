"""What people decide about a document's problems, applied to what was read of it.

Corrections are data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, cast

from .values import (
    Addendum,
    AllOthers,
    GivenAnswer,
    ListedItem,
    Position,
    Problem,
    ReadItem,
    ThematicList,
    UnDocument,
    WorkingGroupReport,
)

Listing = TypeVar("Listing", WorkingGroupReport, ThematicList)
Action = Literal["accept", "leave-out", "fix", "add"]
BY_HAND = "Added by hand"


@dataclass(frozen=True, slots=True)
class Correction:
    """`accept`: it is right as it was read.

    `leave-out`: what it is about does not enter. `fix`: it enters with these values; those that are
    empty stay as they were read. `add`: a recommendation that was not read, or an addendum's
    answer, whose explanation is `text`.
    """

    action: Action
    number: str = ""
    text: str = ""
    states: tuple[str, ...] = ()
    position: str = ""
    page: int | None = None


def corrected(document: UnDocument, corrections: Mapping[str, Correction]) -> UnDocument:
    """The document with its corrections (by the key of the problem); `problems` are those that are
    left.
    """
    if isinstance(document, WorkingGroupReport):
        return _with_items(document, corrections)
    if isinstance(document, ThematicList):
        return _with_items(document, corrections)
    if isinstance(document, Addendum):
        return _addendum(document, corrections)
    return document


def _with_items(report: Listing, corrections: Mapping[str, Correction]) -> Listing:
    items: list[ReadItem | None] = list(report.items)
    left: list[Problem] = []
    for problem in report.problems:
        correction = corrections.get(problem.key)
        if correction is None:
            left.append(problem)
            continue
        for at in problem.items:
            item = items[at]
            if item is not None and correction.action != "accept":
                items[at] = _fixed(item, correction) if correction.action == "fix" else None
    kept: tuple[Any, ...] = tuple(item for item in items if item is not None)
    kind = ListedItem if isinstance(report, ThematicList) else ReadItem
    for added in _additions(corrections):
        item = kind(added.number, added.text, added.states, cast(Position, added.position), added.page, BY_HAND)
        kept = _in_its_place(kept, item)
    numbers = {item.number for item in kept}
    return replace(
        report,
        items=kept,
        problems=tuple(problem_left for problem_left in left if not _is_entered(problem_left, numbers)),
    )


def _is_entered(problem: Problem, numbers: set[str]) -> bool:
    """Whether the number that is missing, or each that the document names elsewhere, is among
    these.
    """
    if problem.kind == "elsewhere":
        return bool(problem.passages) and all(passage.number in numbers for passage in problem.passages)
    # A number that was printed wrongly may be the one that is missing.
    return problem.kind == "missing number" and problem.number in numbers


def _fixed(item: ReadItem, correction: Correction) -> ReadItem:
    return replace(
        item,
        number=correction.number or item.number,
        text=correction.text or item.text,
        states=correction.states or item.states,
        position=cast(Position, correction.position) or item.position,
    )


def _additions(corrections: Mapping[str, Correction]) -> list[Correction]:
    return [correction for correction in corrections.values() if correction.action == "add"]


def _in_its_place(items: tuple[Any, ...], item: ReadItem) -> tuple[Any, ...]:
    """Behind the last number of the same paragraph that is not higher; at the end where there is
    none.
    """
    before = [at for at, other in enumerate(items) if _order(other.number)[:1] == _order(item.number)[:1]]
    at = max((at for at in before if _order(items[at].number) <= _order(item.number)), default=len(items) - 1)
    return (*items[: at + 1], item, *items[at + 1 :])


def _order(number: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", number)]


def _addendum(addendum: Addendum, corrections: Mapping[str, Correction]) -> Addendum:
    answers: dict[str, GivenAnswer] = {answer.number: answer for answer in addendum.answers}
    rest = addendum.all_others
    left: list[Problem] = []
    for problem in addendum.problems:
        correction = corrections.get(problem.key)
        if correction is None:
            left.append(problem)
        elif correction.action == "leave-out":
            answers.pop(problem.number, None)
        elif correction.action == "fix" and problem.kind == "all others":
            rest = AllOthers(cast(Position, correction.position), BY_HAND.lower(), problem.page)
        elif correction.action == "fix" and problem.number in answers:
            position = cast(Position, correction.position)
            answers[problem.number] = replace(answers[problem.number], position=position)
    for added in _additions(corrections):
        position = cast(Position, added.position)
        answers[added.number] = GivenAnswer(added.number, position, added.text, added.page, "entry")
    return replace(addendum, answers=tuple(answers.values()), all_others=rest, problems=tuple(left))
