"""The outline: headings, and points beneath them."""

from collections.abc import Iterator, Sequence

from openupr.coalitions.rules.refusals import Refused


class EmptyPoint(Refused):
    """A line of the outline without a word."""

    def __init__(self) -> None:
        super().__init__("Write what this line of the outline is about.")


def first_outline(issues: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """(is a heading, text) of an outline to begin with: one section for each issue of the group, by
    its label.

    Follows what a stakeholder submission holds: implementation of earlier recommendations,
    developments since, recommendations (technical guidelines for stakeholders' submissions).
    """
    for issue in issues or ("Our theme",):
        yield True, issue
        yield False, "What was recommended before, and what was done since"
        yield False, "What has changed since the last review"
        yield False, "What we recommend"


def moved(order: Sequence[int], which: int, steps: int) -> list[int]:
    """The keys in their new order when one of them moves by so many steps (up is negative), as far
    as it can.
    """
    keys = list(order)
    at = keys.index(which)
    keys.insert(max(0, min(len(keys) - 1, at + steps)), keys.pop(at))
    return keys
