"""Under which heading each returned unit stands, after which paragraph, and what stands elsewhere
than it was sent.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openupr.returning.sent_draft import Sent
from openupr.returning.units import Unit


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a paragraph stands now: `after` which paragraph (-1: none of this section), `to` the
    heading of another section than its own ("" above all headings, None where it stayed in its
    own), moved by `names` with that heading.
    """

    after: int
    to: str | None = None
    names: tuple[str, ...] = ()


class Positions:
    """`under`: the section that each returned unit stands in, None above all headings; `over`: for
    each section that is there its heading's unit; `below`: for each unit the first paragraph after
    it, before the next heading that was sent.

    A section whose heading is gone goes on in the one before it: of its paragraphs only those were
    moved that stand elsewhere.
    """

    def __init__(
        self, sent: Sent, units: Sequence[Unit], sources_of: Mapping[int, list[int]], belongs: Sequence[int | None]
    ) -> None:
        self.sent, self.units, self.belongs = sent, units, belongs
        self.opening = {
            at: section for at, of in sources_of.items() for number in of if (section := sent.opens[number]) is not None
        }
        self.over = {section: at for at, section in sorted(self.opening.items())}
        self.below = self._below()
        self.rewritten = self._rewritten(sources_of)
        self.there = {*self.over, *self.rewritten.values()}
        self.under = self._under()
        self.follows = self._follows()

    def _rewritten(self, sources_of: Mapping[int, list[int]]) -> dict[int, int]:
        """New headings that stand where a section's own is missing: right over the first of its
        paragraphs.
        """
        sections: dict[int, int] = {}
        for at, unit in enumerate(self.units):
            if unit.kind == "heading" and unit.lives and at not in sources_of:
                owner = self.below[at]
                section = None if owner is None else self.sent.paragraphs[owner].section
                if section is not None and section not in self.over and section not in sections.values():
                    sections[at] = section
        return sections

    def _below(self) -> list[int | None]:
        owners: list[int | None] = []
        below: int | None = None
        for at in reversed(range(len(self.units))):
            owners.append(below)
            owner = self.belongs[at]
            below = None if at in self.opening else owner if owner is not None else below
        return owners[::-1]

    def _under(self) -> list[int | None]:
        sections: list[int | None] = []
        section: int | None = None
        for at in range(len(self.units)):
            section = self.opening.get(at, self.rewritten.get(at, section))
            sections.append(section)
        return sections

    def home(self, owner: int) -> int | None:
        """The section of the file in which a paragraph is where it was sent."""
        section: int | None = self.sent.paragraphs[owner].section
        while section is not None and section not in self.there:
            section = section - 1 if section else None
        return section

    def _follows(self) -> list[int | None]:
        """For each unit the paragraph of its own section that stands before it there, None where
        none does.
        """
        paragraphs: list[int | None] = []
        before: int | None = None
        for at, section in enumerate(self.under):
            before = before if at and section == self.under[at - 1] else None
            paragraphs.append(before)
            owner = self.belongs[at]
            before = owner if owner is not None and self.home(owner) == section else before
        return paragraphs

    def place(self, at: int) -> int | None:
        """The paragraph that something written at a unit is put to: its own, the one of the same
        section before it, the first of that section, else any before it.
        """
        if (own := self.belongs[at]) is not None:
            return own
        section = self.under[at]
        first = None if section is None else self.sent.first_of(section)
        if at in self.opening and first is not None:
            return first
        if self.follows[at] is not None:
            return self.follows[at]
        return first if first is not None else next((o for o in reversed(self.belongs[:at]) if o is not None), None)

    def moved(self, first: Mapping[int, int]) -> dict[int, Moved]:
        """The paragraphs that stand in another section or order; `first`: for each its first unit.

        The fewest: all but the longest line of each section that is still in order.
        """
        order = sorted(first, key=lambda owner: first[owner])
        stayed = [owner for owner in order if self.under[first[owner]] == self.home(owner)]
        still: set[int] = set()
        for section in {self.home(owner) for owner in stayed}:
            still |= in_order([owner for owner in stayed if self.home(owner) == section])
        before = dict(zip(order[1:], order, strict=False))
        moves: dict[int, Moved] = {}
        for owner in order:
            section, after = self.under[first[owner]], before.get(owner)
            if owner not in still:
                beside = after is not None and self.under[first[after]] == section
                to = None if section == self.home(owner) else "" if section is None else self.sent.sections[section]
                moves[owner] = Moved(after if after is not None and beside else -1, to, self._movers(section))
        return moves

    def _movers(self, section: int | None) -> tuple[str, ...]:
        """Who moved the heading of a section: what it stands over now was not touched itself."""
        if section is None or section not in self.over:
            return ()
        heading = self.units[self.over[section]]
        return heading.names if heading.moved or not heading.before else ()

    def sections_moved(self) -> dict[int, int | None]:
        """The sections that stand in another order, each with the one it follows now (None:
        none).
        """
        order = sorted(self.over, key=lambda section: self.over[section])
        still = in_order(order)
        return {section: order[at - 1] if at else None for at, section in enumerate(order) if section not in still}


def in_order(numbers: Sequence[int]) -> set[int]:
    """The longest line of numbers that grow."""
    ends: list[int] = []
    lines: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        line = (*(lines[at - 1] if at else ()), number)
        ends[at : at + 1] = [number]
        lines[at : at + 1] = [line]
    return set(lines[-1]) if lines else set()
