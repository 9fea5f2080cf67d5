"""One review on one page: what was recommended, by whom, what the State would not promise."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from openupr.upr.states import State

from ..question import Question
from ..search import search_record
from .receiving import ProfileLine, Received, SeenReview, counted_alike, received

# So many noted recommendations are read to choose from; no review has had more.
_MOST_READ = 500


@dataclass(frozen=True, slots=True)
class Brief:
    """`seen` is the review the brief is about. Lines are those raised in it, their last two cycles being the review
    before (where one is loaded whole) and this one. `noted` and `specific` are (issue, row as results have it); `last`:
    none loaded whole is later.
    """

    state: State
    received: Received
    seen: SeenReview
    before: SeenReview | None
    issues: Sequence[ProfileLine]
    givers: Sequence[ProfileLine]
    noted: Sequence[tuple[str, dict[str, Any]]]
    specific: Sequence[tuple[str, dict[str, Any]]]
    last: bool

    @property
    def has_texts(self) -> bool:
        """Whether there is a text to show: noted, or supported and specific."""
        return bool(self.noted or self.specific)

    @property
    def comparable(self) -> bool:
        """Whether there is a review before this one, both are loaded whole and they are counted alike."""
        return self.before is not None and not self.seen.in_part and counted_alike(self.before, self.seen)


def brief(state: State, *, cycle: int | None = None) -> Brief | None:
    """The brief on a State's review in a cycle, or on its last one: the last that is loaded whole, where there is one.
    None where it is not loaded.
    """
    known = received(state)
    loaded = [seen for seen in known.loaded if cycle is None or seen.review.cycle == cycle]
    if not loaded:
        return None
    seen = ([each for each in loaded if not each.in_part] or loaded)[-1]
    place = known.cycles.index(seen.review.cycle)
    earlier = [each for each in known.whole if each.review.cycle < seen.review.cycle]
    before = earlier[-1] if earlier else None
    places = [*([known.cycles.index(before.review.cycle)] if before else []), place]
    supported = seen.question.narrowed("response", "supported").narrowed("action", 5)
    return Brief(
        state=state,
        received=known,
        seen=seen,
        before=before,
        issues=_of_this_review(known.issues, places),
        givers=_of_this_review(known.givers, places),
        noted=_rows(seen.question.narrowed("response", "noted")),
        specific=_rows(supported),
        last=known.whole[-1:] == [seen],
    )


def _of_this_review(lines: Sequence[ProfileLine], places: Sequence[int]) -> list[ProfileLine]:
    """Lines cut to these cycles, by their number in the last; those not raised in it are left out."""
    cut = [
        replace(line, by_cycle=tuple(line.by_cycle[p] for p in places), coded=tuple(line.coded[p] for p in places))
        for line in lines
        if line.by_cycle[places[-1]].count
    ]
    return sorted(cut, key=lambda line: -line.by_cycle[-1].count)


def _rows(question: Question, limit: int = _MOST_READ) -> list[tuple[str, dict[str, Any]]]:
    """(issue, row) so that the first few tell of as many issues as there are: one of each, the commonest first, then
    the next of each. A row with several issues stands under the one that is rarest among these rows.
    """
    rows = [result.fields for result in search_record(question, limit=limit, sort="from").results]
    common = Counter(label for row in rows for label in row["issues"])
    by_issue: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_issue[min(row["issues"], key=lambda label: (common[label], label), default="")].append(row)
    groups = sorted(by_issue.items(), key=lambda group: (-len(group[1]), group[0]))
    rounds = zip_longest(*([(issue, row) for row in members] for issue, members in groups))
    return [told for each in rounds for told in each if told]
