"""Which returned unit is which of those sent: by anchor, by the same text, by likeness; else a
person is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openupr.returning.likeness import ALIKE, PERHAPS, Words, holds, is_kept, likeness, words
from openupr.returning.units import Unit

_REWRITTEN = 0.25
"""An anchor is believed from this likeness on; below, a person is asked."""
_MARGIN = 0.05
"""Two candidates that are nearer to each other than this are put before a person."""
_MOST_CANDIDATES = 3
_LONGEST_RUN = 5


@dataclass(slots=True)
class Matches:
    """`found`: for each sent unit the returned ones that it became (several: it was split), in
    order.

    `unsure`: for each returned unit that only a person can place the sent ones it may be.
    """

    found: dict[int, list[int]] = field(default_factory=dict)
    unsure: dict[int, list[int]] = field(default_factory=dict)

    def of_returned(self) -> dict[int, list[int]]:
        """For each returned unit the sent ones it is made of (several: they were joined)."""
        by_returned: dict[int, list[int]] = defaultdict(list)
        for sent, became in sorted(self.found.items()):
            for at in became:
                by_returned[at].append(sent)
        return dict(by_returned)


def matched(sent: Sequence[Unit], returned: Sequence[Unit], decided: Mapping[int, int | None]) -> Matches:
    """Match all units.

    `decided`: what a person said of returned ones: which sent one it is, None for a new one.
    """
    return _Matching(sent, returned, decided).all()


class _Matching:
    def __init__(self, sent: Sequence[Unit], returned: Sequence[Unit], decided: Mapping[int, int | None]) -> None:
        self.sent, self.returned, self.decided = sent, returned, decided
        self.words_sent = [words(unit.text) for unit in sent]
        self.words_back = [words(unit.text) for unit in returned]
        self.live = [at for at, unit in enumerate(returned) if unit.lives]
        self.place = {at: number for number, at in enumerate(self.live)}
        self.free = set(self.live)
        self.open = set(range(len(sent)))
        self.matches = Matches()
        self.doubtful: dict[int, int] = {}

    def all(self) -> Matches:
        for at, which in self.decided.items():
            self.free.discard(at)
            if which is not None:
                self._assign(which, [at])
        self._by_anchor()
        self._by_text()
        self._by_likeness()
        self._divided()
        self._joined()
        self._ask()
        return self.matches

    def _assign(self, sent: int, back: Sequence[int]) -> None:
        self.matches.found[sent] = sorted({*self.matches.found.get(sent, ()), *back})
        self.open.discard(sent)
        self.free.difference_update(back)

    # By anchor

    def _by_anchor(self) -> None:
        starting, holding = defaultdict(list), defaultdict(list)
        for at in self.live:
            if at in self.free:
                for name in self.returned[at].anchors:
                    starting[name].append(at)
                for name in self.returned[at].within:
                    holding[name].append(at)
        shared = Counter(at for unit in self.sent for name in unit.anchors for at in starting[name])
        for number, unit in enumerate(self.sent):
            if number in self.open and unit.anchors:
                name = unit.anchors[0]
                places = sorted({*starting[name], *holding[name]})
                if len(places) == 1:
                    self._one_place(number, places[0], shared=shared[places[0]] > 1)
                elif places:
                    self._several_places(number, places)

    def _one_place(self, number: int, at: int, *, shared: bool) -> None:
        """Its anchor stands in one place; with other anchors there it was joined to theirs, or just
        deleted.
        """
        own, there = self.words_sent[number], self.words_back[at]
        if shared:
            if holds(there, own) or likeness(own, there) >= ALIKE:
                self._assign(number, [at])
        elif likeness(own, there) >= _REWRITTEN or holds(there, own):
            self._assign(number, [at])
        else:
            self.doubtful[at] = number

    def _several_places(self, number: int, places: list[int]) -> None:
        """Its anchor lies over several: it was split, or something was written beside it, or it was
        copied.
        """
        own = self.words_sent[number]
        best = max(places, key=lambda at: likeness(own, self.words_back[at]))
        parts = [at for at in places if at == best or holds(own, self.words_back[at])]
        together = sum((self.words_back[at] for at in parts), Words())
        if len(parts) > 1 and likeness(own, together) > likeness(own, self.words_back[best]):
            self._assign(number, parts)
        elif likeness(own, self.words_back[best]) >= _REWRITTEN:
            self._assign(number, [best])

    # By text

    def _by_text(self) -> None:
        waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number in sorted(self.open):
            waiting[_sort(self.sent[number]), self.sent[number].text].append(number)
        for at in sorted(self.free):
            same = waiting.get((_sort(self.returned[at]), self.returned[at].text))
            if same:
                self._assign(same.pop(0), [at])
        # A heading that lost its style on the way is still that heading, in bold or not.
        headings: dict[str, list[int]] = defaultdict(list)
        for number in sorted(self.open):
            if self.sent[number].kind == "heading":
                headings[self.sent[number].text].append(number)
        for at in sorted(self.free):
            if same := headings.get(self.returned[at].text.strip("*")):
                self._assign(same.pop(0), [at])

    def _shared(self) -> Iterator[tuple[int, int, int]]:
        """(sent, returned, how many words they have in common) of those that are left and have
        any.
        """
        standing: dict[str, list[int]] = defaultdict(list)
        for number in self.open:
            for word in self.words_sent[number]:
                standing[word].append(number)
        for at in sorted(self.free):
            common: Counter[int] = Counter()
            for word, times in self.words_back[at].items():
                for number in standing.get(word, ()):
                    common[number] += min(times, self.words_sent[number][word])
            for number, shared in common.items():
                yield number, at, shared

    def _scores(self) -> list[tuple[float, int, int]]:
        """(likeness, sent, returned) of those that have words in common, most alike first."""
        scores = []
        for number, at, shared in self._shared():
            if _sort(self.sent[number]) == _sort(self.returned[at]):
                total = self.words_sent[number].total() + self.words_back[at].total()
                scores.append((2 * shared / total, number, at))
        return sorted(scores, key=lambda score: (-score[0], abs(score[1] - score[2]), score[1:]))

    def _by_likeness(self) -> None:
        scores = [score_row for score_row in self._scores() if score_row[0] >= PERHAPS]
        near: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for score, number, at in scores:
            near[at].append((score, number))
        for score, number, at in scores:
            if score >= ALIKE and number in self.open and at in self.free:
                rivals = [
                    other for value, other in near[at]
                    if other in self.open and other != number and score - value < _MARGIN
                ]  # fmt: skip
                if not any(self.sent[other].text != self.sent[number].text for other in rivals):
                    self._assign(number, [at])

    # Divided and joined without anchors

    def _runs(self, members: set[int], order: Sequence[int]) -> Iterator[list[int]]:
        """Neighbours that are all free, two to five at a time."""
        for first in range(len(order)):
            run: list[int] = []
            for at in order[first : first + _LONGEST_RUN]:
                if at not in members:
                    break
                run.append(at)
                if len(run) > 1:
                    yield list(run)

    def _divided(self) -> None:
        for number in sorted(self.matches.found):
            self._extend(number)
        wholes: dict[int, set[int]] = defaultdict(set)
        for number, at, shared in self._shared():
            if is_kept(shared, self.words_back[at]):
                wholes[at].add(number)
        for run in list(self._runs(self.free, self.live)):
            for number in sorted(set.intersection(*(wholes[at] for at in run)) & self.open):
                own = self.words_sent[number]
                if self.free.issuperset(run):
                    together = sum((self.words_back[at] for at in run), Words())
                    if likeness(own, together) >= ALIKE:
                        self._assign(number, run)

    def _extend(self, number: int) -> None:
        """Take in neighbours that hold the rest of it."""
        own = self.words_sent[number]
        while True:
            have = self.matches.found[number]
            if any(at not in self.place for at in have):
                return
            together = sum((self.words_back[at] for at in have), Words())
            beside = [self.place[have[0]] - 1, self.place[have[-1]] + 1]
            near = [self.live[at] for at in beside if 0 <= at < len(self.live) and self.live[at] in self.free]
            better = [
                at for at in near
                if holds(own, self.words_back[at])
                and likeness(own, together + self.words_back[at]) > likeness(own, together)
            ]  # fmt: skip
            if not better:
                return
            self._assign(number, better[:1])

    def _joined(self) -> None:
        for number in sorted(self.open):
            for beside in (number - 1, number + 1):
                became = self.matches.found.get(beside)
                if became and number in self.open:
                    at = became[-1] if beside < number else became[0]
                    own, other, there = self.words_sent[number], self.words_sent[beside], self.words_back[at]
                    if holds(there - other, own) and likeness(own + other, there) > likeness(other, there):
                        self._assign(number, [at])
        wholes: dict[int, set[int]] = defaultdict(set)
        for number, at, shared in self._shared():
            if is_kept(shared, self.words_sent[number]):
                wholes[number].add(at)
        for run in list(self._runs(self.open, range(len(self.sent)))):
            for at in sorted(set.intersection(*(wholes[number] for number in run)) & self.free):
                there = self.words_back[at]
                if self.open.issuperset(run):
                    together = sum((self.words_sent[number] for number in run), Words())
                    if likeness(together, there) >= ALIKE:
                        for number in run:
                            self._assign(number, [at])

    def _ask(self) -> None:
        for score, number, at in self._scores():
            if score >= PERHAPS and len(self.matches.unsure.setdefault(at, [])) < _MOST_CANDIDATES:
                self.matches.unsure[at].append(number)
        for at, number in self.doubtful.items():
            if at in self.free and number in self.open and number not in self.matches.unsure.setdefault(at, []):
                self.matches.unsure[at].append(number)
        self.matches.unsure = {at: numbers for at, numbers in sorted(self.matches.unsure.items()) if numbers}


def _sort(unit: Unit) -> str:
    """Tables, headings and text are not taken for each other."""
    return unit.kind if unit.kind in {"table", "heading"} else ""
