"""Learning by counting alone: of the rows that began like this, how many bore which label?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TRUSTED = 3.0
"""How many rows of its own a longer beginning needs to weigh as much as what the shorter one
says.
"""


@dataclass(frozen=True, slots=True)
class LikeliestLabel:
    """The likeliest label, its share between 0 and 1, and what it rests on: the longest beginning
    known, its rows.
    """

    label: int
    share: float
    beginning: str
    rows: int


class Beginnings:
    """Counts of labels under each beginning; a beginning comes as a chain, from the vaguest to the
    most precise.
    """

    def __init__(self) -> None:
        self.counts: dict[str, Counter[int]] = defaultdict(Counter)

    def learn(self, rows: Iterable[tuple[Sequence[str], int]]) -> None:
        """Count rows, each given by its chain and its label."""
        for chain, label in rows:
            for beginning in ("", *chain):
                self.counts[beginning][label] += 1

    def tell(self, chain: Sequence[str]) -> LikeliestLabel:
        """Each beginning corrects the one before it by as much as it has rows of its own.

        Raises ValueError where nothing was learned.
        """
        if "" not in self.counts:
            raise ValueError("Nothing was counted yet.")
        shares = _shares(self.counts[""], {}, 0.0)
        last = ""
        for beginning in chain:
            if beginning in self.counts:
                shares, last = _shares(self.counts[beginning], shares, TRUSTED), beginning
        label = max(shares, key=lambda candidate: (shares[candidate], -candidate))
        return LikeliestLabel(label, shares[label], last, self.counts[last].total())


def _shares(counts: Counter[int], before: dict[int, float], trusted: float) -> dict[int, float]:
    total = counts.total() + trusted
    return {label: (counts[label] + trusted * before.get(label, 0.0)) / total for label in {*counts, *before}}
