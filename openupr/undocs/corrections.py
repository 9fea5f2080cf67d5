"""What people decide about a document's problems, applied to what was read of it. Corrections are data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, cast

from .values import Addendum, GivenAnswer, Position, Problem, ReadItem, ThematicList, UnDocument, WorkingGroupReport

Listing = TypeVar("Listing", WorkingGroupReport, ThematicList)
Action = Literal["accept", "leave-out", "fix"]


@dataclass(frozen=True, slots=True)
class Correction:
    """`accept`: it is right as it was read. `leave-out`: what it is about does not enter. `fix`: it enters with
    these values; those that are empty stay as they were read."""

    action: Action
    number: str = ""
    text: str = ""
    states: tuple[str, ...] = ()
    position: str = ""


def corrected(document: UnDocument, corrections: Mapping[str, Correction]) -> UnDocument:
    """The document with its corrections (by the key of the problem); `problems` are those that are left."""
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
    numbers = {item.number for item in kept}
    # A number that was printed wrongly may be the one that is missing.
    left = [each for each in left if each.kind != "missing number" or each.number not in numbers]
    return replace(report, items=kept, problems=tuple(left))


def _fixed(item: ReadItem, correction: Correction) -> ReadItem:
    return replace(
        item,
        number=correction.number or item.number,
        text=correction.text or item.text,
        states=correction.states or item.states,
        position=cast(Position, correction.position) or item.position,
    )


def _addendum(addendum: Addendum, corrections: Mapping[str, Correction]) -> Addendum:
    answers: dict[str, GivenAnswer] = {answer.number: answer for answer in addendum.answers}
    left: list[Problem] = []
    for problem in addendum.problems:
        correction = corrections.get(problem.key)
        if correction is None:
            left.append(problem)
        elif correction.action == "leave-out":
            answers.pop(problem.number, None)
        elif correction.action == "fix" and problem.number in answers:
            position = cast(Position, correction.position)
            answers[problem.number] = replace(answers[problem.number], position=position)
    return replace(addendum, answers=tuple(answers.values()), problems=tuple(left))
