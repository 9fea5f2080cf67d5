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
    before (where loaded) and this one. `noted` and `specific` are (issue, row as results have it); `last`: none loaded
    is later.
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
        """Whether there is a review before this one that is loaded and counted alike."""
        return self.before is not None and counted_alike(self.before, self.seen)


def brief(state: State, *, cycle: int | None = None) -> Brief | None:
    """The brief on a State's review in a cycle, or on its last loaded one; None where that is not loaded."""
    known = received(state)
    loaded = [seen for seen in known.loaded if cycle is None or seen.review.cycle == cycle]
    if not loaded:
        return None
    seen = loaded[-1]
    place = known.cycles.index(seen.review.cycle)
    before = next((each for each in known.loaded if place and each.review.cycle == known.cycles[place - 1]), None)
    supported = seen.question.narrowed("response", "supported").narrowed("action", 5)
    return Brief(
        state=state,
        received=known,
        seen=seen,
        before=before,
        issues=_of_this_review(known.issues, place),
        givers=_of_this_review(known.givers, place),
        noted=_rows(seen.question.narrowed("response", "noted")),
        specific=_rows(supported),
        last=seen == known.loaded[-1],
    )


def _of_this_review(lines: Sequence[ProfileLine], place: int) -> list[ProfileLine]:
    """Lines cut to the cycles up to this one, by their number in it; those not raised in it are left out."""
    cut = [
        replace(line, by_cycle=line.by_cycle[: place + 1], coded=line.coded[: place + 1])
        for line in lines
        if line.by_cycle[place].count
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
