"""What is close to a draft, beside what readers judged: `python -m bench.judged HOME [--each]`.

HOME is an OPENUPR_HOME that holds sessions 6 and 18 of UPR Info's export, with vectors. bench/judged.json has drafts as
Cambodian groups write them, and which of the 343 recommendations to Cambodia ask for the same ("same": any reader would
say that it was recommended before) or are about the same matter with the same kind of request ("about"). Judges were
the makers of the program, who read all rows by matter and then one by one beside all drafts, before they saw what the
program says; nobody from outside did. Where a draft or a row asks for several things, it is "same" where the main one
is among them. Rows that could be judged either way are "doubtful": they count neither for nor against. One draft in six
asks what nobody recommended in these two sessions.

A row is named by its session, the recommending State and the beginning of a hash of its words. Rules may be chosen on
the half for tuning, and `--each` lists what they get wrong there; the held-out half is only to be measured.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

JUDGED = Path(__file__).with_suffix(".json")
HALVES = ("tuning", "held-out")
FIRST = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and the names of the rows that were judged; all other rows are about something else."""

    topic: str
    half: str
    text: str
    same: frozenset[str]
    about: frozenset[str]
    doubtful: frozenset[str]

    @property
    def alike(self) -> frozenset[str]:
        return self.same | self.about


class Answer(NamedTuple):
    """What the draft's page calls close and repeated, and all that it lists, in its order: names of rows. `meaning`:
    whether that was compared, too, which decides what is listed after the close ones.
    """

    close: frozenset[str]
    repeated: frozenset[str]
    listed: tuple[str, ...]
    meaning: bool


Answered = list[tuple[Draft, Answer]]


class Share(NamedTuple):
    """So many of so many, and the mean of the shares of those drafts that have any."""

    part: int
    whole: int
    by_draft: float

    def __str__(self) -> str:
        return f"{self.part / self.whole:.0%} of {self.whole} ({self.by_draft:.0%})" if self.whole else "none"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.judged", description="What is close, beside what is judged.")
    parser.add_argument("home", help="an OPENUPR_HOME with sessions 6 and 18 of UPR Info's export, and vectors")
    parser.add_argument("--each", action="store_true", help="list what is wrong in the half for tuning")
    options = parser.parse_args()
    os.environ["OPENUPR_HOME"] = options.home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    import django  # after the home is named

    django.setup()
    known = rows()
    drafts = read(known.keys())
    answered = [(draft, answer(draft.text)) for draft in drafts]
    print("\n".join(table(answered, len(known))))
    if options.each:
        print("\n".join(each(answered, known)))


def rows() -> dict[str, str]:
    """{name: text} of every recommendation to Cambodia that the home holds."""
    from openupr.recommendations.question import Question  # after django.setup()
    from openupr.recommendations.search import search_record
    from openupr.recommendations.the_index import RecordNotReady

    try:
        found = search_record(Question(filters={"state": ("KHM",)}), limit=1000).results
    except RecordNotReady:
        return {}
    return {name(hit.fields): hit.fields["text"] for hit in found}


def name(row: dict[str, Any]) -> str:
    """How bench/judged.json names a row."""
    words = " ".join(row["text"].casefold().split())
    return f"{row['session']} {row['from_iso3']} {sha256(words.encode()).hexdigest()[:8]}"


def read(known: Iterable[str]) -> list[Draft]:
    """The judged drafts. Ends the program where the home lacks a row that was judged, or has others."""
    judged = json.loads(JUDGED.read_text(encoding="utf-8"))
    there = set(known)
    classes = ("same", "about", "doubtful")
    drafts = [
        Draft(one["topic"], one["half"], one["text"], *(frozenset(one[name]) for name in classes))
        for one in judged["drafts"]
    ]
    missing = {row for draft in drafts for row in draft.alike | draft.doubtful} - there
    if missing or len(there) != judged["rows"]:
        sys.exit(
            f"This home has {len(there)} recommendations to Cambodia and lacks {len(missing)} of those judged: it must "
            f"hold sessions 6 and 18 of UPR Info's export, {judged['rows']} of them, and no others."
        )
    return drafts


def answer(text: str) -> Answer:
    """As the draft's page has it; of one that cannot be compared, nothing."""
    from openupr.proposals.nearest import less_alike, nearest  # after django.setup()
    from openupr.recommendations.question import Question
    from openupr.recommendations.similar import NothingToCompare

    try:
        near = nearest(Question(words=text, filters={"state": ("KHM",)}))
    except NothingToCompare:
        return Answer(frozenset(), frozenset(), (), False)
    close, less = list(_named(near.close)), list(_named(less_alike(near)))
    return Answer(frozenset(close), frozenset(_named(near.repeated)), tuple(close + less), near.by_meaning)


def _named(groups: Iterable[Any]) -> Iterator[str]:
    for group in groups:
        yield from (name(row) for row in (group.nearest.fields, *group.others))


def table(answered: Answered, judged: int) -> Iterator[str]:
    """The figures of both halves, as bench/measured.md holds them."""
    halves = [[one for one in answered if one[0].half == half] for half in HALVES]
    yield f"| measure | {' | '.join(HALVES)} |"
    yield f"| --- |{' --- |' * len(HALVES)}"
    for what, figure in FIGURES.items():
        yield f"| {what} | {' | '.join(str(figure(half)) if half else '-' for half in halves)} |"
    yield ""
    yield f"Each draft was judged against {judged} rows. In brackets: the mean of the drafts' own shares."


def share(answered: Answered, part: Callable[[Draft, Answer], tuple[int, int]]) -> Share:
    """`part` counts of one draft: so many of so many."""
    counted = [part(draft, its) for draft, its in answered]
    shares = [some / of for some, of in counted if of]
    return Share(sum(some for some, _ in counted), sum(of for _, of in counted), sum(shares) / max(1, len(shares)))


def _of(found: Iterable[str], wanted: frozenset[str], doubtful: frozenset[str] = frozenset()) -> tuple[int, int]:
    """How many of what was found are wanted, the doubtful left out."""
    sure = set(found) - doubtful
    return len(sure & wanted), len(sure)


FIGURES: dict[str, Callable[[Answered], object]] = {
    "drafts": len,
    "drafts also compared by meaning": lambda half: sum(its.meaning for _, its in half),
    "rows judged the same": lambda half: sum(len(draft.same) for draft, _ in half),
    "rows judged about the same": lambda half: sum(len(draft.about) for draft, _ in half),
    "rows that are doubtful": lambda half: sum(len(draft.doubtful) for draft, _ in half),
    "of rows called close, the same or about it": lambda half: share(
        half, lambda draft, its: _of(its.close, draft.alike, draft.doubtful)
    ),
    "of rows that are the same or about it, called close": lambda half: share(
        half, lambda draft, its: _of(draft.alike, its.close)
    ),
    "of rows that are the same, called close": lambda half: share(half, lambda draft, its: _of(draft.same, its.close)),
    "of rows called a repeat, the same": lambda half: share(
        half, lambda draft, its: _of(its.repeated, draft.same, draft.doubtful)
    ),
    f"of rows that are the same or about it, among the first {FIRST} listed": lambda half: share(
        half, lambda draft, its: _of(draft.alike, frozenset(its.listed[:FIRST]))
    ),
    "drafts that find nothing close, though a row is the same": lambda half: sum(
        bool(draft.same) and not its.close for draft, its in half
    ),
    "drafts that find something close, though no row is": lambda half: sum(
        bool(its.close - draft.doubtful) and not draft.alike for draft, its in half
    ),
}


def each(answered: Answered, known: dict[str, str]) -> Iterator[str]:
    """What the rules get wrong, draft by draft, in the half for tuning: the other stays unseen."""
    for draft, its in answered:
        if draft.half != HALVES[0]:
            continue
        yield f"\n{draft.text}  [{len(its.close & draft.alike)} of {len(draft.alike)}]"
        wrong = {
            "not close, the same": draft.same - its.close,
            "not close, about it": draft.about - its.close,
            "close, and not about it": its.close - draft.alike - draft.doubtful,
            "a repeat, and not the same": its.repeated - draft.same - draft.doubtful,
        }
        for what, names in wrong.items():
            yield from (f"  {what}: {row}: {known[row]}" for row in sorted(names))


if __name__ == "__main__":
    main()
